"""The treasurer's books: money in a box or a bank by days, loans, accounts of a fund, and every line as entered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import ClubBook, Loan, Receipt
from clb.fund.queries import START_FUND, LoanStand, MoneyLine, money_lines
from clb.fund.queries.standings import open_on, stands_of
from clb.ledger.models import Account, Book, Entry, Transfer
from clb.ledger.queries import BY_DEBIT, balances_vnd

from .slips import number_of

CHUNK = 2_000  # lines held at once when a whole ledger is written out


@dataclass(frozen=True)
class CashRow:
    """One document in the cash book; `balance_vnd` is what was there after it."""

    number: str
    line: MoneyLine
    in_vnd: int
    out_vnd: int
    balance_vnd: int

    @property
    def on(self) -> date:
        """The document's day."""
        return self.line.entry.happened_on


@dataclass(frozen=True)
class CashBook:
    """Money of one fund in one place (box or bank) over some days: opening, every document, closing. Whole đồng."""

    fund: str
    place: str
    first: date
    last: date
    opening_vnd: int
    rows: Sequence[CashRow]

    @property
    def label(self) -> str:
        """The fund's name."""
        return str(ClubBook.Fund(self.fund).label)

    @property
    def in_vnd(self) -> int:
        """All that came."""
        return sum(row.in_vnd for row in self.rows)

    @property
    def out_vnd(self) -> int:
        """All that went."""
        return sum(row.out_vnd for row in self.rows)

    @property
    def closing_vnd(self) -> int:
        """What was there at the last day's end."""
        return self.opening_vnd + self.in_vnd - self.out_vnd

    @property
    def below_zero_told(self) -> str:
        """Why less than nothing stands beside some row, where it does. No money can be spent that is not there; but
        a receipt written down wrong and its reversal of a later day both stay in the book."""
        if all(row.balance_vnd >= 0 for row in self.rows):
            return ""
        told = _(
            "Có dòng số còn lại dưới 0 vì một phiếu ghi nhầm được đảo vào ngày sau; bỏ các phiếu đã đảo cùng dòng đảo"
            " của chúng thì không ngày nào dưới 0."
        )
        return str(told)


def cash_books(club: Club, funds: Collection[str], place: str, first: date, last: date) -> list[CashBook]:
    """The cash book of each of `funds` for the account of code `place`, from `first` to `last`; both counted."""
    accounts = Account.objects.filter(book__club_book__club=club, book__club_book__fund__in=funds, code=place)
    boxes = {a.book.club_book.fund: a for a in accounts.select_related("book__club_book")}
    opening = balances_vnd(list(boxes.values()), on=first - timedelta(days=1)) if boxes else {}
    return [
        _cash_book(fund, boxes[fund], opening[boxes[fund].pk], first, last)
        if fund in boxes
        else CashBook(fund, place, first, last, 0, ())
        for fund in funds
    ]


def _cash_book(fund: str, box: Account, opening_vnd: int, first: date, last: date) -> CashBook:
    touching = Transfer.objects.filter(Q(debit=box) | Q(credit=box), entry__happened_on__range=(first, last))
    moved: dict[object, list[int]] = {}
    for entry, debit, vnd in touching.values_list("entry", "debit", "amount_vnd"):
        moved.setdefault(entry, [0, 0])[0 if debit == box.pk else 1] += vnd
    entries = Entry.objects.filter(book=box.book_id, happened_on__range=(first, last)).filter(
        pk__in=touching.values("entry")
    )
    listed = entries.select_related("book__club_book", "reversed_by").order_by("happened_on", "number")
    rows, balance_vnd = [], opening_vnd
    for line in money_lines(listed):
        in_vnd, out_vnd = moved[line.entry.pk]
        balance_vnd += in_vnd - out_vnd
        rows.append(CashRow(number_of(line.entry.number, fund), line, in_vnd, out_vnd, balance_vnd))
    return CashBook(fund, box.code, first, last, opening_vnd, rows)


# --- Loans -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LoanRow:
    """One loan at the end of a day, whole đồng; what was taken back never was."""

    stand: LoanStand

    @property
    def loan(self) -> Loan:
        """The loan."""
        return self.stand.loan

    @property
    def repaid_vnd(self) -> int:
        """Principal paid back."""
        return self.stand.book.paid_principal_vnd

    @property
    def interest_vnd(self) -> int:
        """Interest paid."""
        return self.stand.book.paid_interest_vnd

    @property
    def lost_vnd(self) -> int:
        """Written off."""
        return self.stand.book.lost_vnd

    @property
    def left_vnd(self) -> int:
        """Principal still owed: lent − paid back − written off."""
        return self.stand.owed_vnd

    @property
    def is_late(self) -> bool:
        """Is any instalment late?"""
        return self.stand.late_days > 0

    @property
    def due_on(self) -> date:
        """The last day of the schedule in force."""
        return self.stand.due_on

    @property
    def state(self) -> str:
        """How it stands, in words."""
        return str(STATES[self.stand.state])


STATES = {
    "LATE": _("Có kỳ quá hạn"),
    "OPEN": _("Còn nợ"),
    "WRITTEN_OFF": _("Đã xóa nợ"),
    "CLOSED": _("Đã trả hết"),
    "TAKEN_BACK": _("Đã đảo"),
}


@dataclass(frozen=True)
class LoanBook:
    """Every loan that was granted by a day, in the order of their numbers."""

    on: date
    rows: Sequence[LoanRow]

    @property
    def lent_vnd(self) -> int:
        """Lent in all."""
        return sum(row.loan.principal_vnd for row in self.rows)

    @property
    def repaid_vnd(self) -> int:
        """Principal paid back in all."""
        return sum(row.repaid_vnd for row in self.rows)

    @property
    def lost_vnd(self) -> int:
        """Written off in all."""
        return sum(row.lost_vnd for row in self.rows)

    @property
    def interest_vnd(self) -> int:
        """Interest paid in all."""
        return sum(row.interest_vnd for row in self.rows)

    @property
    def left_vnd(self) -> int:
        """Still owed in all."""
        return sum(row.left_vnd for row in self.rows)


def loan_book(club: Club, on: date, *, is_open_only: bool = False) -> LoanBook:
    """The loans of `club` that stood at the end of `on`; those taken back are left out. Five queries."""
    loans = Loan.objects.filter(club=club, granted_on__lte=on)
    stands = stands_of((loans.filter(open_on(on)) if is_open_only else loans).order_by("number"), on)
    return LoanBook(on, [LoanRow(stand) for stand in stands if stand.book.is_standing])


# --- Accounts of a fund ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AccountRow:
    """One account over some days, whole đồng; opening and closing on the side that is natural for its kind."""

    account: Account
    opening_vnd: int
    debit_vnd: int
    credit_vnd: int
    closing_vnd: int


@dataclass(frozen=True)
class FundBook:
    """All accounts of one fund over some days; debits and credits come to the same sum."""

    fund: str
    first: date
    last: date
    rows: Sequence[AccountRow]

    @property
    def label(self) -> str:
        """The fund's name."""
        return str(ClubBook.Fund(self.fund).label)

    @property
    def debit_vnd(self) -> int:
        """All debits."""
        return sum(row.debit_vnd for row in self.rows)

    @property
    def credit_vnd(self) -> int:
        """All credits."""
        return sum(row.credit_vnd for row in self.rows)


def fund_books(club: Club, funds: Collection[str], first: date, last: date) -> list[FundBook]:
    """The accounts of each of `funds` from `first` to `last`, both counted; accounts without anything are left out."""
    books = dict(ClubBook.objects.filter(club=club, fund__in=funds).values_list("fund", "book"))
    rows = account_rows(list(books.values()), first, last)
    return [FundBook(f, first, last, [r for r in rows if r.account.book_id == books.get(f)]) for f in funds]


def account_rows(books: Collection[int], first: date, last: date) -> list[AccountRow]:
    """The accounts of these books by kind and code, with sums from `first` to `last`; four queries."""
    accounts = Account.objects.filter(book__in=books)
    opening = balances_vnd(accounts, on=first - timedelta(days=1))
    moved: dict[int, list[int]] = {}
    lines = Transfer.objects.filter(entry__book__in=books, entry__happened_on__range=(first, last)).order_by()
    for place, side in enumerate(("debit", "credit")):
        for pk, vnd in lines.values_list(side).annotate(Sum("amount_vnd")):
            moved.setdefault(pk, [0, 0])[place] = vnd
    rows = []
    for account in sorted(accounts, key=lambda a: (a.book_id, ORDER.index(a.kind), a.code.split(":")[0], a.pk)):
        debit, credit = moved.get(account.pk, (0, 0))
        change = debit - credit if account.kind in BY_DEBIT else credit - debit
        if opening[account.pk] or debit or credit:
            rows.append(AccountRow(account, opening[account.pk], debit, credit, opening[account.pk] + change))
    return rows


ORDER = list(Account.Kind.values)


# --- Every line --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LedgerLine:
    """One line as it was entered: Nợ one account, Có another."""

    on: date
    number: str
    kind: str
    debit: str
    credit: str
    amount_vnd: int
    is_reversal: bool


def ledger_rows(books: Collection[Book | int], first: date, last: date) -> QuerySet[Transfer]:
    """Every line of these books from `first` to `last`, both counted, in the order of days and of writing."""
    rows = Transfer.objects.filter(entry__book__in=books, entry__happened_on__range=(first, last))
    return rows.order_by("entry__happened_on", "entry__number", "pk")


def ledger_lines(rows: QuerySet[Transfer]) -> Iterator[LedgerLine]:
    """The same as plain lines, read as they are asked for; of the books of clubs."""
    sides = ("debit__code", "debit__name", "credit__code", "credit__name")
    told = rows.annotate(reversed_entry=F("entry__reverses")).values_list(
        "entry__happened_on",
        "entry__number",
        "entry__book__club_book__fund",
        "entry__kind",
        *sides,
        "amount_vnd",
        "reversed_entry",
    )
    for on, number, fund, kind, d_code, d_name, c_code, c_name, vnd, reverses in told.iterator(chunk_size=CHUNK):
        yield LedgerLine(
            on=on,
            number=number_of(number, fund),
            kind=kind_words(kind),
            debit=f"{d_name} ({d_code})",
            credit=f"{c_name} ({c_code})",
            amount_vnd=vnd,
            is_reversal=reverses is not None,
        )


def kind_words(kind: str) -> str:
    """What an entry's code means: 'fee' → 'Thu hội phí'."""
    return str(_KIND_WORDS.get(kind, kind))


_KIND_WORDS = {value.lower(): label for value, label in Receipt.Kind.choices} | {START_FUND: _("Quỹ ban đầu")}
