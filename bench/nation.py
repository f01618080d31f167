"""A generated nation: units, clubs, members, funds and month ends, made set-based inside the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.apps import apps
from django.db import connection

from clb.kernel.dates import month_ends, years_before
from clb.kernel.tables.append_only import guard
from clb.kernel.text import plain

BEGIN = date(2018, 1, 1)
LAST_MONTH = date(2026, 10, 31)
LEFT_ON, ENDED_ON, WEAK_ON = date(2026, 5, 15), date(2026, 7, 1), date(2026, 4, 1)

# Made-up people: every name is drawn from these lists.
FAMILIES = ("Nguyễn", "Trần", "Lê", "Nguyễn", "Phạm", "Nguyễn", "Huỳnh", "Võ", "Nguyễn", "Đặng", "Bùi", "Đỗ", "Trần")
MIDDLES = ("Thị", "Văn", "Thị", "Ngọc", "Thị", "Minh", "Hữu", "Thị", "Kim", "Đức", "Thanh")
GIVEN = (
    *("Lan", "Hoa", "Huệ", "Cúc", "Đẹp", "Bảy", "Tám", "Chín", "Út", "Hồng", "Nga", "Hạnh", "Phước", "Thọ", "Lành"),
    *("Sáu", "Tư", "Năm", "Hai", "Ba", "Dũng", "Hùng", "Sơn", "Hải", "Bình", "An", "Khánh", "Lộc", "Tài", "Điền"),
    *("Phượng", "Loan", "Yến", "Thủy", "Nhung", "Gấm"),
)


NUMBERED = (
    *("places_unit", "places_unitversion", "places_unitlink", "clubs_clubstatus"),
    *("members_clubmonth", "members_householdclass", "ledger_book", "ledger_account", "ledger_transfer"),
)


@dataclass(frozen=True)
class Size:
    """How large a nation to make. Beside the living clubs one in a hundred has ended; a few members have left each."""

    provinces: int = 34
    communes: int = 3_321
    clubs: int = 20_000
    members_per_club: int = 60
    months: int = 24
    left_per_club: int = 3

    @property
    def first_commune(self) -> int:
        """Its unit's id; the nation is 1, provinces come from 2."""
        return 2 + self.provinces

    @property
    def first_club(self) -> int:
        """The id of the first club's unit; clubs come last."""
        return self.first_commune + self.communes

    @property
    def all_clubs(self) -> int:
        """Living and ended ones; those beyond `clubs` have ended."""
        return self.clubs + self.clubs // 100

    @property
    def per_club(self) -> int:
        """People who are or were members of each."""
        return self.members_per_club + self.left_per_club

    @property
    def people(self) -> int:
        """All who are or were members."""
        return self.all_clubs * self.per_club


def generate(size: Size) -> None:
    """Fill an empty, migrated database and tell its planner. Units are numbered: nation, provinces, communes, clubs."""
    with connection.cursor() as cursor:
        for statement in [*_units(size), *_clubs(size), *_people(size), _months(size), *_funds(size)]:
            cursor.execute(statement)
        seal_books()
        if connection.vendor == "postgresql":
            move_sequences(cursor, NUMBERED)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" and _may_vacuum() else "ANALYZE")


def _may_vacuum() -> bool:
    return not connection.in_atomic_block


def move_sequences(cursor, tables: Iterable[str]) -> None:  # type: ignore[no-untyped-def]
    """Ids were given by hand; the next ones come after them."""
    for table in tables:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT greatest(max(id), 1) FROM {table}))"
        )


def _pg() -> bool:
    return connection.vendor == "postgresql"


def _uuid(expression: str) -> str:
    return f"md5(CAST({expression} AS text))::uuid" if _pg() else f"printf('%032x', {expression})"


def _yes(is_true: bool) -> str:
    return str(is_true).lower() if _pg() else str(int(is_true))


def _after(day: date, days: str) -> str:
    """A day that many days after `day`."""
    return f"(DATE '{day}' + CAST({days} AS integer))" if _pg() else f"date('{day}', '+' || ({days}) || ' days')"


def _day(day: date) -> str:
    return f"CAST('{day}' AS date)" if _pg() else f"'{day}'"


def _numbers(last: int) -> str:
    if _pg():
        return f"WITH n(i) AS (SELECT generate_series(1, {last}))"
    return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"


def _founded(club: str) -> str:
    return _after(BEGIN, f"(({club}) * 37) % 3000")


def _units(size: Size) -> Iterator[str]:
    commune, club = size.first_commune, size.first_club
    last = club + size.all_clubs - 1
    level = f"CASE WHEN i = 1 THEN 'NATION' WHEN i < {commune} THEN 'PROVINCE' WHEN i < {club} THEN 'COMMUNE'"
    level += " ELSE 'CLUB' END"
    commune_of_club = f"({commune} + (i - {club}) % {size.communes})"
    province_of_commune = f"(2 + (i - {commune}) % {size.provinces})"
    province_of_club = f"(2 + ({commune_of_club} - {commune}) % {size.provinces})"
    parent = (
        f"CASE WHEN i = 1 THEN NULL WHEN i < {commune} THEN 1"
        f" WHEN i < {club} THEN {province_of_commune} ELSE {commune_of_club} END"
    )
    since = f"CASE WHEN i < {club} THEN {_day(BEGIN)} ELSE {_founded(f'i - {club} + 1')} END"
    yield (
        "INSERT INTO places_unit (id, key, level, from_on)"
        f" {_numbers(last)} SELECT i, CASE WHEN i = 1 THEN 'vn' ELSE 'b' || i END, {level}, {since} FROM n"
    )
    yield (
        "INSERT INTO places_unitversion (unit_id, parent_id, name, search_key, code, from_on, awaits_assignment)"
        f" {_numbers(last)} SELECT i, {parent}, 'Đơn vị ' || i, 'don vi ' || i, '', {since}, {_yes(False)} FROM n"
    )
    under = [("i", "i > 0"), ("1", "i > 1"), (province_of_commune, f"i >= {commune} AND i < {club}")]
    under += [(province_of_club, f"i >= {club}"), (commune_of_club, f"i >= {club}")]
    for above, where in under:
        yield (
            "INSERT INTO places_unitlink (above_id, below_id, from_on, is_heir)"
            f" {_numbers(last)} SELECT {above}, i, {since}, {_yes(False)} FROM n WHERE {where}"
        )


def _clubs(size: Size) -> Iterator[str]:
    yield (
        "INSERT INTO clubs_club (id, unit_id, name, search_key, founded_on, founding_decision)"
        f" {_numbers(size.all_clubs)} SELECT {_uuid('i')}, {size.first_club} - 1 + i, 'CLB Liên thế hệ số ' || i,"
        f" 'clb lien the he so ' || i, {_founded('i')}, '' FROM n"
    )
    weak, ended = f"(i <= {size.clubs} AND i % 11 = 0)", f"i > {size.clubs}"
    until = f"CASE WHEN {ended} THEN {_day_before(ENDED_ON)} WHEN {weak} THEN {_day_before(WEAK_ON)} END"
    status = "INSERT INTO clubs_clubstatus (club_id, status, reason, document, from_on, until_on)"
    yield f"{status} {_numbers(size.all_clubs)} SELECT {_uuid('i')}, 'ACTIVE', '', '', {_founded('i')}, {until} FROM n"
    for name, since, where in (("WEAK", WEAK_ON, weak), ("DISSOLVED", ENDED_ON, ended)):
        yield (
            f"{status} {_numbers(size.all_clubs)} SELECT {_uuid('i')}, '{name}', 'Số liệu sinh ra', '',"
            f" {_day(since)}, {_no_day()} FROM n WHERE {where}"
        )


def _day_before(day: date) -> str:
    return _day(date.fromordinal(day.toordinal() - 1))


def _no_day() -> str:
    return "CAST(NULL AS date)" if _pg() else "NULL"


def _chosen(column: str, names: tuple[str, ...]) -> str:
    rows = ", ".join(f"({k}, '{name}', '{plain(name)}')" for k, name in enumerate(names))
    return f"{column}(k, shown, bare) AS (VALUES {rows})"


def _people(size: Size) -> Iterator[str]:
    club = f"((i - 1) / {size.per_club} + 1)"
    names = ", ".join([_chosen("family", FAMILIES), _chosen("middle", MIDDLES), _chosen("given", GIVEN)])
    yield (
        "INSERT INTO members_person (id, full_name, search_key, sort_key, sex, birth_on, is_birth_year_only, known_as,"
        " phone, id_number)"
        f" {_numbers(size.people)}, {names} SELECT {_uuid('i')},"
        " family.shown || ' ' || middle.shown || ' ' || given.shown,"
        " family.bare || ' ' || middle.bare || ' ' || given.bare,"
        " given.bare || ' ' || family.bare || ' ' || middle.bare,"
        f" CASE WHEN (i % 100) * 37 % 100 < 22 + {club} % 23 THEN 'MALE' ELSE 'FEMALE' END,"
        f" {_after(date(1935, 1, 1), '(i % 18000) * 7919 % 18000')},"
        f" {_yes(False)}, '', '', '' FROM n JOIN family ON family.k = (i * 31) % {len(FAMILIES)}"
        f" JOIN middle ON middle.k = (i * 17) % {len(MIDDLES)} JOIN given ON given.k = (i * 7) % {len(GIVEN)}"
    )
    yield from _name_words()
    joined = _after(BEGIN, f"({club} * 37) % 3000 + (i * 31) % 50")
    ended, left = f"{club} > {size.clubs}", f"(i - 1) % {size.per_club} >= {size.members_per_club}"
    until = f"CASE WHEN {ended} THEN {_day_before(ENDED_ON)} WHEN {left} THEN {_day(LEFT_ON)} END"
    why = f"CASE WHEN {ended} THEN 'CLUB_ENDED' WHEN {left} THEN 'MOVED' ELSE '' END"
    yield (
        "INSERT INTO members_membership (id, person_id, club_id, from_on, until_on, leaving_reason)"
        f" {_numbers(size.people)} SELECT {_uuid('i')}, {_uuid('i')}, {_uuid(club)}, {joined}, {until}, {why} FROM n"
    )
    new_year, open_end = date(2026, 1, 1), _no_day()
    for name, since, until, where in (
        ("POOR", date(2018, 1, 1), open_end, "i % 10 = 0"),
        ("NEAR_POOR", date(2018, 1, 1), _day_before(new_year), "i % 10 = 1"),
        ("NEAR_POOR", new_year, open_end, "i % 20 = 1"),
        ("HARDSHIP", date(2024, 1, 1), open_end, "i % 50 = 2"),
    ):
        yield (
            "INSERT INTO members_householdclass (person_id, household_class, from_on, until_on)"
            f" {_numbers(size.people)} SELECT {_uuid('i')}, '{name}', {_day(since)}, {until} FROM n WHERE {where}"
        )


def _name_words() -> Iterator[str]:
    """The index of names; every made-up name has three words."""
    rest = "substr(search_key, instr(search_key, ' ') + 1)"
    first, last = "substr(search_key, 1, instr(search_key, ' ') - 1)", f"substr({rest}, instr({rest}, ' ') + 1)"
    middle = f"substr({rest}, 1, instr({rest}, ' ') - 1)"
    words = [f"split_part(search_key, ' ', {i})" for i in (1, 2, 3)] if _pg() else [first, middle, last]
    for word in words:
        yield (
            f"INSERT INTO members_nameword (word, search_key) SELECT DISTINCT {word}, search_key FROM members_person"
            " WHERE true ON CONFLICT DO NOTHING"
        )


def _months(size: Size) -> str:
    """Counted from the members by plain SQL, so that it also proves the program's own counts."""
    ends = month_ends(BEGIN, LAST_MONTH)[-size.months :]
    rows = ", ".join(f"({_day(d)}, {_day(years_before(d, 60))}, {_day(years_before(d, 55))})" for d in ends)
    female, old = "p.sex = 'FEMALE'", "p.birth_on <= m.born_60"
    classes = ", ".join(f"count(h.id) FILTER (WHERE h.household_class = '{c}')" for c in _CLASSES)
    return (
        "INSERT INTO members_clubmonth (club_id, month_end, members, women, older_60, older_55, older_60_women, poor,"
        f" near_poor, hardship) WITH m(ends_on, born_60, born_55) AS (VALUES {rows})"
        f" SELECT c.id, m.ends_on, count(s.id), count(s.id) FILTER (WHERE {female}),"
        f" count(s.id) FILTER (WHERE {old}), count(s.id) FILTER (WHERE p.birth_on <= m.born_55),"
        f" count(s.id) FILTER (WHERE {female} AND {old}), {classes}"
        " FROM m JOIN clubs_club c ON c.founded_on <= m.ends_on"
        f" AND (m.ends_on < {_day(ENDED_ON)} OR c.unit_id < {size.first_club + size.clubs})"
        " LEFT JOIN members_membership s ON s.club_id = c.id AND s.from_on <= m.ends_on"
        " AND (s.until_on IS NULL OR s.until_on >= m.ends_on) LEFT JOIN members_person p ON p.id = s.person_id"
        " LEFT JOIN members_householdclass h ON h.person_id = p.id AND h.from_on <= m.ends_on"
        " AND (h.until_on IS NULL OR h.until_on >= m.ends_on) GROUP BY c.id, m.ends_on"
    )


_CLASSES = ("POOR", "NEAR_POOR", "HARDSHIP")


def _no_bytes() -> str:
    return "''::bytea" if _pg() else "x''"


def seal_books() -> None:
    """Number and seal what was put into the books, as the migration does with books from before."""
    import_module("clb.ledger.migrations.0004_seal_the_books").seal_books(apps, connection.schema_editor())
    for table in ("ledger_entry", "ledger_closing"):
        guard(table, connection.alias)


def _funds(size: Size) -> Iterator[str]:
    """A start fund a club, put in on the founding day."""
    numbers, founded = _numbers(size.all_clubs), _founded("i")
    made_at = "now()" if _pg() else f"'{BEGIN} 00:00:00'"
    yield (
        "INSERT INTO ledger_book (id, name, last_number, last_seal)"
        f" {numbers} SELECT i, 'Quỹ tăng thu nhập ' || i, 0, {_no_bytes()} FROM n"
    )
    yield (f"INSERT INTO fund_clubbook (club_id, fund, book_id) {numbers} SELECT {_uuid('i')}, 'INCOME', i FROM n")
    account = "INSERT INTO ledger_account (id, book_id, code, name, kind)"
    yield f"{account} {numbers} SELECT 2 * i - 1, i, 'cash', 'Tiền mặt', 'ASSET' FROM n"
    yield f"{account} {numbers} SELECT 2 * i, i, 'start:STATE_BUDGET', 'Ngân sách nhà nước', 'EQUITY' FROM n"
    yield (
        "INSERT INTO ledger_entry (id, book_id, happened_on, kind, made_at, number, seal)"
        f" {numbers} SELECT {_uuid('i')}, i, {founded}, 'start_fund', {made_at}, 1, {_no_bytes()} FROM n"
    )
    yield (
        "INSERT INTO ledger_transfer (id, entry_id, debit_id, credit_id, amount_vnd)"
        f" {numbers} SELECT i, {_uuid('i')}, 2 * i - 1, 2 * i, 15000000 + (i % 10) * 1000000 FROM n"
    )
