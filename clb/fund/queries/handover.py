"""What a treasurer hands to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from clb.clubs.models import Club
from clb.fund.accounts import CASH, LOAN_ACCOUNT
from clb.fund.models import ClubBook
from clb.ledger.models import Account, Entry
from clb.ledger.queries import balance_vnd, balances_vnd


@dataclass(frozen=True)
class BookBalance:
    """One of a club's books on a day: how many entries it holds, when the last was, and its cash. Whole đồng."""

    name: str
    entries: int
    last_on: date | None
    cash_vnd: int


@dataclass(frozen=True)
class Handover:
    """What changes hands with the treasurer on a day: the books, the cash, and the loans still open."""

    books: list[BookBalance]
    cash_vnd: int
    open_loans: list[tuple[str, int]]


def handover_of(club: Club, day: date) -> Handover:
    """Books, cash and open loans of `club` at the end of `day`; a fund without a book yet is listed with nothing.

    A loan is an asset account of its own in a book; as long as nobody was lent anything there are none.
    """
    kept = {b.fund: b.book for b in ClubBook.objects.filter(club=club).select_related("book")}
    books = []
    for fund in ClubBook.Fund:
        book = kept.get(fund)
        entries = Entry.objects.filter(book=book, happened_on__lte=day) if book else Entry.objects.none()
        cash = book.accounts.filter(code=CASH).first() if book else None
        last = entries.aggregate(last=Max("happened_on"))["last"]
        books.append(BookBalance(str(fund.label), entries.count(), last, balance_vnd(cash, on=day) if cash else 0))
    return Handover(books, sum(book.cash_vnd for book in books), _open_loans(club, day))


def _open_loans(club: Club, day: date) -> list[tuple[str, int]]:
    loans = Account.objects.filter(book__club_book__club=club, code__startswith=LOAN_ACCOUNT).order_by("pk")
    owed = balances_vnd(loans, on=day)
    return [(account.name, owed[account.pk]) for account in loans if owed[account.pk]]
