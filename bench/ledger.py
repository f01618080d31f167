"""Two years of money of a generated nation: fees of every month, loans and their repayments, each with its slip, every
entry numbered and sealed as the program would. Inside PostgreSQL, month after month as it would have come, so that a
club's lines lie as scattered as in real life.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from clb.fund.models import Loan
from clb.fund.queries.standings import OF_LOAN
from clb.fund.services.schedules import open_schedules, refresh_loans
from clb.kernel.dates import month_ends

from .nation import BEGIN, LAST_MONTH, Size, move_sequences

TABLES = ("ledger_entry", "ledger_transfer", "fund_receipt")
FEE, PRINCIPAL, INTEREST, LENT = 20_000, 40_000, 2_500, 500_000
MONTHS = 24
FIRST = month_ends(BEGIN, LAST_MONTH)[-MONTHS].replace(day=1)


@dataclass(frozen=True)
class Money:
    """How much each club does. A loan is repaid over nine months and then something is left."""

    fees_a_month: int = 36
    loans: int = 21
    repayments: int = 9

    @property
    def lines_a_club(self) -> int:
        """Of one that lived all the time."""
        return MONTHS * self.fees_a_month + self.loans * (1 + 2 * self.repayments)


def generate_ledger(size: Size, money: Money) -> int:
    """Add to a generated nation (nation.generate); how many lines there are in the end. PostgreSQL only."""
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'")
        for statement in [*_helpers(size, money), *_books(), *_loans()]:
            cursor.execute(statement)
        put_back = _without_indexes(cursor)
        for number in range(MONTHS):
            for statement in _month(size, money, number):
                cursor.execute(statement)
        for statement in put_back:
            cursor.execute(statement)
        cursor.execute("ANALYZE")
        _schedules(cursor)
        for statement in [*(f"DROP TABLE bench_{name}" for name in ("docs", "loan", "club"))]:
            cursor.execute(statement)
        cursor.execute("DROP AGGREGATE bench_seal(bytea, text); DROP FUNCTION bench_seal_next")
        move_sequences(cursor, ("ledger_book", "ledger_account", "ledger_transfer", "fund_clubbook"))
        cursor.execute("VACUUM ANALYZE" if connection.get_autocommit() else "ANALYZE")
        cursor.execute("SELECT count(*) FROM ledger_transfer")
        return int(cursor.fetchone()[0])


def _helpers(size: Size, money: Money) -> Iterator[str]:
    """Who keeps which books and accounts, which loans there are, and how seals run along a book."""
    beyond = size.all_clubs
    yield (
        "CREATE UNLOGGED TABLE bench_club AS SELECT i, id AS club, founded_on, i AS income, 2 * i - 1 AS income_cash,"
        f" {beyond} + i AS operating, {2 * beyond} + i AS operating_cash, {3 * beyond} + i AS fee,"
        f" {4 * beyond} + i AS interest FROM generate_series(1, {size.clubs}) AS n(i)"
        " JOIN clubs_club ON id = md5(i::text)::uuid"
    )
    lent_on = (
        f"(DATE '{FIRST}' + make_interval(months => (l * 5) % {MONTHS - money.repayments}) + interval '9 days')::date"
    )
    yield (
        "CREATE UNLOGGED TABLE bench_loan AS SELECT c.i, l, club, income AS book, income_cash AS cash, interest,"
        f" {5 * beyond} + (c.i - 1) * {money.loans} + l AS account, md5('loan ' || c.i || ' ' || l)::uuid AS loan,"
        f" md5((((c.i - 1) * {size.per_club}) + l)::text)::uuid AS person, {lent_on} AS lent_on"
        f" FROM bench_club c, generate_series(1, {money.loans}) AS m(l) WHERE founded_on <= {lent_on}"
    )
    # rules.sealed, run along a book's entries: the seal before the first comes from the book, later ones from above.
    yield (
        "CREATE FUNCTION bench_seal_next(seal bytea, first bytea, told text) RETURNS bytea LANGUAGE plpgsql IMMUTABLE"
        " AS $$ BEGIN RETURN sha256(convert_to(encode(coalesce(seal, first), 'hex') || E'\\n' || told, 'UTF8')); END $$"
    )
    yield "CREATE AGGREGATE bench_seal(bytea, text) (sfunc = bench_seal_next, stype = bytea)"
    yield (
        "CREATE UNLOGGED TABLE bench_docs (club uuid, book bigint, fund text, number integer, day date, kind text,"
        " person uuid, loan uuid, debit bigint, credit bigint, interest bigint, amount_vnd bigint, interest_vnd bigint,"
        " codes text, id uuid, made_at timestamptz)"
    )


def _books() -> Iterator[str]:
    yield (
        "INSERT INTO ledger_book (id, name, last_number, last_seal)"
        " SELECT operating, 'Quỹ hoạt động ' || i, 0, ''::bytea FROM bench_club"
    )
    yield "INSERT INTO fund_clubbook (club_id, fund, book_id) SELECT club, 'OPERATING', operating FROM bench_club"
    account = "INSERT INTO ledger_account (id, book_id, code, name, kind) SELECT"
    yield f"{account} operating_cash, operating, 'cash', 'Tiền mặt', 'ASSET' FROM bench_club"
    yield f"{account} fee, operating, 'fee', 'Hội phí', 'INCOME' FROM bench_club"
    yield f"{account} interest, income, 'interest', 'Lãi cho vay', 'INCOME' FROM bench_club"
    yield f"{account} account, book, 'loan:' || l, 'Khoản vay số ' || l, 'ASSET' FROM bench_loan"


def _loans() -> Iterator[str]:
    yield (
        "INSERT INTO fund_loan (id, club_id, person_id, account_id, number, principal_vnd, rate_percent_year,"
        " granted_on, months, due_on, purpose, method, grace_months, rounding_vnd, paid_principal_vnd,"
        " paid_interest_vnd, lost_vnd) SELECT loan, club, person, account,"
        f" l, {LENT}, 6, lent_on, 12, (lent_on + interval '12 months')::date, '', 'BULLET', 0, 1000, 0, 0, 0"
        " FROM bench_loan"
    )


def _month(size: Size, money: Money, number: int) -> Iterator[str]:
    """One month of every club: its fees in one book, its loans and repayments in the other, in the order of days."""
    first = f"(DATE '{FIRST}' + interval '{number} months')"
    fee_on, paid_on = f"({first} + interval '4 days')::date", f"({first} + interval '9 days')::date"
    person = f"md5(((i - 1) * {size.per_club} + k)::text)::uuid"
    age = f"(extract(year FROM age({paid_on}, lent_on)) * 12 + extract(month FROM age({paid_on}, lent_on)))"
    yield "TRUNCATE bench_docs"
    yield (
        "INSERT INTO bench_docs SELECT club, operating, 'OPERATING', k, day, 'fee', "
        f"{person}, NULL, operating_cash, fee, NULL, {FEE}, 0, E'cash\tfee\t{FEE}\n'"
        f" FROM bench_club, generate_series(1, {money.fees_a_month}) AS m(k), LATERAL (SELECT {fee_on} AS day) d"
        f" WHERE founded_on <= {fee_on}"
    )
    yield (
        "INSERT INTO bench_docs SELECT club, book, 'INCOME', row_number() OVER (PARTITION BY book ORDER BY l), lent_on,"
        f" 'loan', person, loan, account, cash, NULL, {LENT}, 0, E'loan:' || l || E'\tcash\t{LENT}\n'"
        f" FROM bench_loan WHERE lent_on = {paid_on}"
    )
    yield (
        "INSERT INTO bench_docs SELECT club, book, 'INCOME', 1000 + row_number() OVER (PARTITION BY book ORDER BY l),"
        f" {paid_on}, 'repayment', person, loan, cash, account, interest, {PRINCIPAL}, {INTEREST},"
        f" E'cash\tloan:' || l || E'\t{PRINCIPAL}\ncash\tinterest\t{INTEREST}\n'"
        f" FROM bench_loan WHERE {age} BETWEEN 1 AND {money.repayments}"
    )
    yield (
        "UPDATE bench_docs d SET number = n.number, id = gen_random_uuid(), made_at = (d.day + time '09:00')"
        " AT TIME ZONE 'UTC' + n.number * interval '1 microsecond' FROM (SELECT o.ctid AS at, b.last_number"
        " + row_number() OVER (PARTITION BY o.book ORDER BY o.day, o.number) AS number"
        " FROM bench_docs o JOIN ledger_book b ON b.id = o.book) n WHERE d.ctid = n.at"
    )
    moment = """to_char(d.made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00'"""
    told = (
        "d.book || E'\t' || d.number || E'\t' || d.id || E'\t' || d.day || E'\t' || d.kind || E'\t\t'"
        f" || {moment} || E'\n' || d.codes"
    )
    yield (
        "WITH written AS (INSERT INTO ledger_entry (id, book_id, happened_on, kind, made_at, number, seal)"
        " SELECT d.id, d.book, d.day, d.kind, d.made_at, d.number,"
        f" bench_seal(b.last_seal, {told}) OVER (PARTITION BY d.book ORDER BY d.number ROWS UNBOUNDED PRECEDING)"
        " FROM bench_docs d JOIN ledger_book b ON b.id = d.book RETURNING book_id, number, seal)"
        " UPDATE ledger_book b SET last_number = w.number, last_seal = w.seal FROM (SELECT DISTINCT ON (book_id) *"
        " FROM written ORDER BY book_id, number DESC) w WHERE b.id = w.book_id"
    )
    lines = "INSERT INTO ledger_transfer (entry_id, debit_id, credit_id, amount_vnd) SELECT id, debit"
    yield f"{lines}, credit, amount_vnd FROM bench_docs ORDER BY book, number"
    yield f"{lines}, interest, interest_vnd FROM bench_docs WHERE interest_vnd > 0 ORDER BY book, number"
    yield (
        "INSERT INTO fund_receipt (id, entry_id, club_id, kind, fund, person_id, giver, loan_id, amount_vnd,"
        " interest_vnd, reversed_because, for_month)"
        " SELECT gen_random_uuid(), id, club, upper(kind), fund, person, '', loan, amount_vnd,"
        " interest_vnd, '', CASE kind WHEN 'fee' THEN date_trunc('month', day)::date END"
        " FROM bench_docs ORDER BY book, number"
    )


def _schedules(cursor: Any) -> None:
    """The schedules of one club's loans, made and kept by the program, then the same for every club's."""
    cursor.execute("SELECT club FROM bench_loan GROUP BY club ORDER BY count(*) DESC, min(i) LIMIT 1")
    (sample,) = cursor.fetchone()
    loans = list(Loan.objects.filter(club=sample))
    open_schedules(loans)
    refresh_loans([loan.pk for loan in loans])
    derived = ", ".join(f"{name} = o.{name}" for name in OF_LOAN)
    cursor.execute(
        f"UPDATE fund_loan n SET {derived} FROM fund_loan o WHERE o.club_id = %s AND o.number = n.number"
        " AND n.club_id <> %s",
        [sample, sample],
    )
    same = "FROM bench_loan b JOIN fund_loan o ON o.club_id = %s AND o.number = b.l"
    for table, key, joined in (
        ("fund_loanschedule", "loan_id", "JOIN fund_loanschedule s ON s.loan_id = o.id WHERE b.club <> %s"),
        (
            "fund_instalment",
            "schedule_id",
            "JOIN fund_loanschedule t ON t.loan_id = o.id JOIN fund_instalment s ON s.schedule_id = t.id"
            " JOIN fund_loanschedule own ON own.loan_id = b.loan AND own.version = t.version WHERE b.club <> %s",
        ),
    ):
        cursor.execute("ANALYZE bench_loan, fund_loan, fund_loanschedule, fund_instalment")
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        others = [name for (name,) in cursor.fetchall() if name not in ("id", key)]
        whose, what = ("b.loan" if key == "loan_id" else "own.id"), ", ".join(f"s.{name}" for name in others)
        asked = f"INSERT INTO {table} ({key}, {', '.join(others)}) SELECT {whose}, {what} {same} {joined}"
        cursor.execute(asked, [sample, sample])


def _without_indexes(cursor: Any) -> list[str]:
    """Drop the indexes and constraints of the great tables; what puts them back, in order."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else what waits for its check forbids to alter the tables
    cursor.execute(
        "SELECT c.conrelid::regclass, c.conname, c.contype, pg_get_constraintdef(c.oid) FROM pg_constraint c"
        " WHERE (c.conrelid = ANY(%(t)s::regclass[]) AND c.contype IN ('f', 'p', 'u'))"
        " OR (c.confrelid = ANY(%(t)s::regclass[]) AND c.contype = 'f') ORDER BY c.contype = 'f' DESC, c.contype DESC",
        {"t": list(TABLES)},
    )
    constraints = cursor.fetchall()
    for table, name, _kind, _told in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)", [list(TABLES)])
    indexes = cursor.fetchall()
    for name, _told in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    back = [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {told}' for table, name, _kind, told in reversed(constraints)]
    return [*back, *(told for _name, told in indexes)]
