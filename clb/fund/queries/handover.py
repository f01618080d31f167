"""What a treasurer hands to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH, LOAN_ACCOUNT
from clb.fund.models import ClubBook
from clb.ledger.models import Account, Entry
from clb.ledger.queries import balance_vnd, balances_vnd

from .debts import debts_of
from .stock import StockLine, stock_of


@dataclass(frozen=True)
class BookBalance:
    """One of a club's books on a day: how many entries, when the last was, its cash and its bank. Whole đồng."""

    name: str
    entries: int
    last_on: date | None
    cash_vnd: int
    bank_vnd: int


@dataclass(frozen=True)
class Handover:
    """What changes hands with the treasurer on a day: the books, the cash, the bank, the loans still open, what the
    club owes, and its things in kind. Nobody is named."""

    books: list[BookBalance]
    cash_vnd: int
    bank_vnd: int
    open_loans: list[tuple[str, int]]
    debts: list[tuple[str, int]]
    things: list[StockLine]


def handover_of(club: Club, day: date) -> Handover:
    """Books, cash and open loans of `club` at the end of `day`; a fund without a book yet is listed with nothing.

    A loan is an asset account of its own in a book; as long as nobody was lent anything there are none.
    """
    kept = {b.fund: b.book for b in ClubBook.objects.filter(club=club).select_related("book")}
    books = []
    for fund in ClubBook.Fund:
        book = kept.get(fund)
        entries = Entry.objects.filter(book=book, happened_on__lte=day) if book else Entry.objects.none()
        held = {a.code: balance_vnd(a, on=day) for a in book.accounts.filter(code__in=(CASH, BANK))} if book else {}
        last = entries.aggregate(last=Max("happened_on"))["last"]
        sums = (held.get(CASH, 0), held.get(BANK, 0))
        books.append(BookBalance(str(fund.label), entries.count(), last, *sums))
    return Handover(
        books=books,
        cash_vnd=sum(book.cash_vnd for book in books),
        bank_vnd=sum(book.bank_vnd for book in books),
        open_loans=_open_loans(club, day),
        debts=[(line.debt.title, line.owed_vnd) for line in debts_of(club, day) if line.owed_vnd],
        things=[line for line in stock_of(club, day) if line.quantity],
    )


def _open_loans(club: Club, day: date) -> list[tuple[str, int]]:
    loans = Account.objects.filter(book__club_book__club=club, code__startswith=LOAN_ACCOUNT).order_by("pk")
    owed = balances_vnd(loans, on=day)
    return [(account.name, owed[account.pk]) for account in loans if owed[account.pk]]
