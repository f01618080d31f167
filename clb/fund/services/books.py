"""The books of a club's two funds: opened, locked, and given the accounts they need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.fund.accounts import CASH, described
from clb.fund.models import ClubBook
from clb.kernel.money import vnd
from clb.ledger.models import Account, Book
from clb.ledger.queries import lowest_from_vnd, standing_days_vnd
from clb.ledger.services import open_accounts, open_book, refuse_closed


def lock_books(club: Club, funds: Collection[str]) -> dict[str, Book]:
    """The books of these funds, each opened when first asked for, and locked until the transaction ends.

    First line of a service that moves money: one lock a book, always in the same order.
    """
    found = _books(club, funds)
    if len(found) < len(set(funds)):
        Club.objects.select_for_update(no_key=True).get(pk=club.pk)  # two first receipts at once open one book
        found = _books(club, funds)
        for fund in sorted(set(funds) - found.keys()):
            found[fund] = _open(club, fund).book_id
    locked = Book.objects.select_for_update().filter(pk__in=found.values()).order_by("pk")
    books = {book.pk: book for book in locked}
    return {fund: books[pk] for fund, pk in found.items()}


def _books(club: Club, funds: Collection[str]) -> dict[str, int]:
    return dict(ClubBook.objects.filter(club=club, fund__in=funds).values_list("fund", "book"))


def _open(club: Club, fund: str) -> ClubBook:
    with translation.override("vi"):  # the name is kept
        name = f"{ClubBook.Fund(fund).label} {club.unit.key}"
    return ClubBook.objects.create(club=club, fund=fund, book=open_book(name, [described(CASH)]))


def refuse_closed_day(books: Mapping[str, Book], on: date, *, field: str = "on") -> None:
    """Raises ValidationError beside `field` where one of these locked books is closed on that day."""
    for book in books.values():
        try:
            refuse_closed(book, on)
        except ValidationError as error:
            raise ValidationError({field: ValidationError(error.messages, code=error.code)}) from error


def accounts_of(wanted: Iterable[tuple[Book, str]]) -> dict[tuple[int, str], Account]:
    """By book id and code, the accounts wanted; those that a locked book has not yet are opened."""
    books: dict[Book, set[str]] = {}
    for book, code in wanted:
        books.setdefault(book, set()).add(code)
    codes = set().union(*books.values())
    found = {(a.book_id, a.code): a for a in Account.objects.filter(book__in=books, code__in=codes)}
    for book, needed in books.items():
        missing = sorted(code for code in needed if (book.pk, code) not in found)
        if missing:
            opened = open_accounts(book, [described(code) for code in missing])
            found |= {(book.pk, account.code): account for account in opened}
    return found


def refuse_shortfall(cash: Account, changes: Collection[tuple[date, int]]) -> None:
    """Raises ValidationError where `changes` (day, whole đồng) leave the box below zero at the end of some day."""
    first = min(day for day, _change in changes)
    days = standing_days_vnd([cash]).get(cash.pk, [])
    lowest_vnd, day = lowest_from_vnd([*days, *changes], first)
    if lowest_vnd < 0 and lowest_vnd < lowest_from_vnd(days, first)[0]:
        told = _("Làm vậy thì cuối ngày %(day)s quỹ thiếu %(sum)s tiền mặt. Hãy đảo khoản chi sau đó trước.")
        raise ValidationError(told % {"day": f"{day:%d/%m/%Y}", "sum": vnd(-lowest_vnd)}, code="shortfall")


def check_boxes(club: Club, funds: Collection[str], on: date) -> None:
    """Raises ValidationError where the box of one of these funds holds less than nothing on some day from `on`."""
    books = _books(club, funds).values()
    for cash in Account.objects.filter(book__in=books, code=CASH):
        lowest_vnd, day = lowest_from_vnd(standing_days_vnd([cash]).get(cash.pk, []), on)
        if lowest_vnd < 0:
            told = _("Làm vậy thì cuối ngày %(day)s quỹ thiếu %(sum)s tiền mặt. Hãy xem lại các khoản của buổi họp.")
            raise ValidationError(told % {"day": f"{day:%d/%m/%Y}", "sum": vnd(-lowest_vnd)}, code="shortfall")
