"""The books of a club with years on paper, begun here from one sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH, LOAN_ACCOUNT, OPENING_ACCOUNT, START_ACCOUNT, described
from clb.fund.models import ClubBook, Loan, LoanSchedule, MonthClosing, Opening, Receipt, StockItem, StockMove
from clb.fund.queries import START_FUND, loan_terms
from clb.fund.queries.stock import moves_by_item
from clb.fund.rules.openings import carried_terms, rows_wrong
from clb.kernel.dates import months_after
from clb.kernel.rows import RowError
from clb.kernel.text import tidy
from clb.ledger.models import Book, Entry
from clb.ledger.queries import standing
from clb.ledger.services import close_book, open_accounts, post, reopen_book, reverse_many
from clb.members.models import Membership, Person

from .books import accounts_of, lock_books
from .days import check_day
from .debts import check_debt, open_debt, rate_told
from .schedules import refresh_loans, write_schedules
from .slips import write_slip
from .stock import move_stock, receive_stock

F = ClubBook.Fund
Row = Mapping[str, Any]


@dataclass
class _Sheet:
    """One sheet being written down: where, what was made so far, and what is wrong with which row."""

    by: User
    club: Club
    on: date
    books: dict[str, Book]
    entries: list[Entry] = field(default_factory=list)
    wrong: dict[str, list[ValidationError]] = field(default_factory=dict)

    def refuse(self, part: str, row: Row, column: str, told: str) -> None:
        """Say what is wrong with one cell."""
        self.wrong.setdefault(part, []).append(RowError(told, row=str(row["key"]), column=column))

    def slip(self, fund: str, lines: list[tuple[str, str, int]], **more: Any) -> None:
        """Post lines (debit's code, credit's code, whole đồng) in a fund's book, with a receipt."""
        book = self.books[fund]
        accounts = accounts_of([(book, code) for debit, credit, _vnd in lines for code in (debit, credit)])
        found = [(accounts[book.pk, debit], accounts[book.pk, credit], vnd) for debit, credit, vnd in lines]
        slip = write_slip(self.club, fund, book, on=self.on, kind=Receipt.Kind.OPENING, lines=found, **more)
        self.entries.append(slip.entry)


@transaction.atomic
def open_books(
    *,
    by: User,
    club: Club,
    cut_off_on: date,
    income_cash_vnd: int = 0,
    income_bank_vnd: int = 0,
    operating_cash_vnd: int = 0,
    operating_bank_vnd: int = 0,
    start_fund: Sequence[Row] = (),
    loans: Sequence[Row] = (),
    debts: Sequence[Row] = (),
    stock: Sequence[Row] = (),
) -> Opening:
    """Begin the books of `club` from what its paper books said at the end of `cut_off_on`, all or nothing.

    Whole đồng. `start_fund`: key, source, amount_vnd of the start fund as it was given, by source. `loans`: key,
    person (id), left_vnd, granted_on, months, rate_percent_year, interest_owed_vnd. `debts`: key, lender, left_vnd,
    rate_percent_year, borrowed_on. `stock`: key, what, counted_in, quantity, unit_value_vnd, person (id or None).
    Whatever no source is told for stands on the account of opening balances. The days until the cut-off are closed.

    Raises ValidationError beside `cut_off_on` for an impossible day; without a field where the books hold anything
    already; and with a RowError for each wrong cell.
    """
    sheet = _begun(by, club, cut_off_on)
    for part, rows in (("start_fund", start_fund), ("loans", loans), ("debts", debts), ("stock", stock)):
        for key, column, told in rows_wrong(part, rows, on=cut_off_on):
            sheet.refuse(part, {"key": key}, column, told)
    _check_people(sheet, loans, stock)
    for row in loans:
        day, rate = row["granted_on"], row["rate_percent_year"]
        if day and rate is not None and (said := rate_told(club, day, rate)):
            sheet.refuse("loans", row, "rate_percent_year", said)
    if sheet.wrong:
        raise ValidationError(sheet.wrong)
    held = {F.INCOME: (income_cash_vnd, income_bank_vnd), F.OPERATING: (operating_cash_vnd, operating_bank_vnd)}
    for fund, (cash_vnd, bank_vnd) in held.items():
        lines = [(CASH, OPENING_ACCOUNT, cash_vnd), (BANK, OPENING_ACCOUNT, bank_vnd)]
        if there := [line for line in lines if line[2]]:
            sheet.slip(fund, there)
    _start_fund(sheet, start_fund)
    _loans(sheet, loans)
    for row in debts:
        _debt(sheet, row)
    if sheet.wrong:
        raise ValidationError(sheet.wrong)
    if not (sheet.entries or stock):
        raise ValidationError(_("Bảng còn trống. Hãy ghi ít nhất một số dư."))
    opening = Opening.objects.create(club=club, cut_off_on=cut_off_on)
    opening.entries.set(sheet.entries)
    _stock(sheet, opening, stock)
    for book in sheet.books.values():
        close_book(book, until_on=cut_off_on)
    return opening


def _begun(by: User, club: Club, on: date) -> _Sheet:
    check_day(club, on, field="cut_off_on")
    if on >= timezone.localdate():
        raise ValidationError({"cut_off_on": _("Hãy chốt sổ giấy đến hết một ngày đã qua.")})
    books = lock_books(club, F.values)
    known = standing().filter(book__in=books.values())
    if known.exists():
        first = known.aggregate(first=Min("happened_on"))["first"]
        told = _("Sổ của câu lạc bộ đã có %(n)d chứng từ, đầu tiên là ngày %(day)s. Số dư đầu kỳ chỉ ghi khi sổ trống.")
        raise ValidationError(told % {"n": known.count(), "day": f"{first:%d/%m/%Y}"}, code="begun")
    if any(book.closed_until_on for book in books.values()):
        raise ValidationError(_("Câu lạc bộ đã khóa sổ nên không ghi được số dư đầu kỳ."), code="begun")
    return _Sheet(by, club, on, books)


def _check_people(sheet: _Sheet, loans: Sequence[Row], stock: Sequence[Row]) -> None:
    wanted = {row["person"] for row in (*loans, *stock) if row["person"]}
    known = set(Membership.objects.filter(club=sheet.club, person__in=wanted).values_list("person", flat=True))
    for part, rows in (("loans", loans), ("stock", stock)):
        for row in rows:
            if row["person"] and row["person"] not in known:
                sheet.refuse(part, row, "person", _("Người này không có trong danh sách của câu lạc bộ."))


def _start_fund(sheet: _Sheet, rows: Sequence[Row]) -> None:
    """Given at the founding, so dated so: out of what the opening brings, no new money."""
    book = sheet.books[F.INCOME]
    for row in rows:
        codes = (OPENING_ACCOUNT, START_ACCOUNT + row["source"])
        accounts = accounts_of([(book, code) for code in codes])
        line = (accounts[book.pk, codes[0]], accounts[book.pk, codes[1]], row["amount_vnd"])
        sheet.entries.append(post(book, on=sheet.club.founded_on, kind=START_FUND, lines=[line]))


def _loans(sheet: _Sheet, rows: Sequence[Row]) -> None:
    if not rows:
        return
    club, on, book = sheet.club, sheet.on, sheet.books[F.INCOME]
    terms = loan_terms(club, on)
    first = (Loan.objects.filter(club=club).aggregate(last=Max("number"))["last"] or 0) + 1
    codes = [f"{LOAN_ACCOUNT}{number}" for number in range(first, first + len(rows))]
    accounts = open_accounts(book, [described(code) for code in codes])
    schedules = []
    for number, (row, account) in enumerate(zip(rows, accounts, strict=True), first):
        told = carried_terms(row["granted_on"], row["months"], on, terms)
        loan = Loan.objects.create(
            club=club,
            person_id=row["person"],
            account=account,
            number=number,
            principal_vnd=row["left_vnd"],
            rate_percent_year=row["rate_percent_year"],
            granted_on=row["granted_on"],
            carried_on=on,
            months=row["months"],
            due_on=months_after(row["granted_on"], row["months"]),
            method=told.method,
            grace_months=told.grace_months,
            rounding_vnd=terms.rounding_vnd,
        )
        schedules.append(_schedule(loan, row, told))
        sheet.slip(F.INCOME, [(account.code, OPENING_ACCOUNT, row["left_vnd"])], loan=loan, person=loan.person)
    write_schedules(schedules)
    refresh_loans([schedule.loan_id for schedule in schedules])


def _schedule(loan: Loan, row: Row, told: Any) -> LoanSchedule:
    return LoanSchedule(
        loan=loan,
        version=1,
        from_on=told.begins_on,
        method=told.method,
        principal_vnd=loan.principal_vnd,
        rate_percent_year=loan.rate_percent_year if told.asks_interest else 0,
        months=told.months,
        grace_months=told.grace_months,
        rounding_vnd=loan.rounding_vnd,
        carried_interest_vnd=row["interest_owed_vnd"] or 0,
    )


def _debt(sheet: _Sheet, row: Row) -> None:
    club, fund, rate = sheet.club, F.INCOME, row["rate_percent_year"]
    try:
        check_debt(club, row["left_vnd"], rate, row["borrowed_on"], None, row["lender"], None)
    except ValidationError as error:
        columns = {"amount_vnd": "left_vnd"}
        for name, said in error.message_dict.items():
            sheet.refuse("debts", row, columns.get(name, name), " ".join(said))
        return
    terms = {"person": None, "lender": row["lender"], "due_on": None}
    debt = open_debt(club, fund, sheet.books[fund], row["left_vnd"], rate, row["borrowed_on"], **terms)
    sheet.slip(fund, [(OPENING_ACCOUNT, debt.account.code, row["left_vnd"])], debt=debt)


def _stock(sheet: _Sheet, opening: Opening, rows: Sequence[Row]) -> None:
    people = Person.objects.in_bulk([row["person"] for row in rows if row["person"]])
    for row in rows:
        item = receive_stock(
            by=sheet.by,
            club=sheet.club,
            what=row["what"],
            counted_in=row["counted_in"],
            quantity=row["quantity"],
            received_on=sheet.on,
            unit_value_vnd=row["unit_value_vnd"],
            valued_by="Bảng số dư đầu kỳ",
        )
        StockItem.objects.filter(pk=item.pk).update(opening=opening)
        if row["person"]:
            try:
                lent = {"kind": StockMove.Kind.LENT, "quantity": row["quantity"], "taker": people[row["person"]]}
                move_stock(by=sheet.by, item=item, moved_on=sheet.on, **lent)
            except ValidationError as error:
                sheet.refuse("stock", row, "person", " ".join(error.messages))
    if sheet.wrong:
        raise ValidationError(sheet.wrong)


@transaction.atomic
def reverse_opening(*, by: User, opening: Opening, reversed_on: date, reason: str) -> Opening:
    """Take the whole sheet back, so that it can be written anew. Raises ValidationError where it was taken back before,
    where anything was written into the books or happened to the things since, where a month is closed, beside
    `reversed_on` for an impossible day, and beside `reason` without one."""
    club = opening.club
    books = lock_books(club, F.values)
    opening.refresh_from_db()
    if opening.reversed_on:
        raise ValidationError(_("Bảng số dư đầu kỳ này đã được đảo."))
    if not opening.cut_off_on <= reversed_on <= timezone.localdate():
        raise ValidationError({"reversed_on": _("Ngày đảo phải từ ngày chốt sổ đến hôm nay.")})
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi vì sao đảo.")})
    entries = list(opening.entries.select_related("book"))
    since = standing().filter(book__in=books.values()).exclude(pk__in=[entry.pk for entry in entries])
    if since.exists():
        raise ValidationError(_("Sau số dư đầu kỳ đã có %d chứng từ khác, nên không đảo cả bảng được.") % since.count())
    if MonthClosing.objects.filter(club=club, reopened_at__isnull=True).exists():
        raise ValidationError(_("Câu lạc bộ đã khóa sổ tháng nên không đảo được số dư đầu kỳ."))
    _drop_stock(opening, reason)
    for book in books.values():
        if book.closed_until_on:
            reopen_book(book)
        reverse_many([entry for entry in entries if entry.book_id == book.pk], on=reversed_on)
    receipts = Receipt.objects.filter(entry__in=entries)
    receipts.update(reversed_because=tidy(reason)[:300])
    refresh_loans([pk for pk in receipts.values_list("loan", flat=True) if pk])
    opening.reversed_on, opening.reversed_because = reversed_on, tidy(reason)[:300]
    opening.save(update_fields=["reversed_on", "reversed_because"])
    return opening


def _drop_stock(opening: Opening, reason: str) -> None:
    items = list(opening.stock.all())
    moves = moves_by_item(items)
    if any(move.on > opening.cut_off_on for found in moves.values() for move in found):
        raise ValidationError(_("Hiện vật của bảng này đã có việc ghi sau đó, nên không đảo cả bảng được."))
    StockMove.objects.filter(item__in=items, taken_back_because="").update(taken_back_because=tidy(reason)[:300])
