"""The books of a club's two funds: opened, locked, and given the accounts they need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH, DEBT_ACCOUNT, described
from clb.fund.models import ClubBook, Opening
from clb.kernel.money import vnd
from clb.ledger.models import Account, Book
from clb.ledger.queries import lowest_from_vnd, standing_days_vnd
from clb.ledger.services import open_accounts, open_book

from .days import check_day


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
    books = Book.locked(found.values())
    return {fund: books[pk] for fund, pk in found.items()}


def lock_books_there_are(funds: Mapping[UUID, Collection[str]]) -> dict[UUID, dict[str, Book]]:
    """By club (its id) and fund, those books of these funds that were opened before, locked; in two queries."""
    wanted = ClubBook.objects.filter(club__in=funds).values_list("club", "fund", "book")
    found = [(club, fund, book) for club, fund, book in wanted if fund in funds[club]]
    books = Book.locked(book for _club, _fund, book in found)
    locked: dict[UUID, dict[str, Book]] = {club: {} for club in funds}
    for club, fund, book in found:
        locked[club][fund] = books[book]
    return locked


def _books(club: Club, funds: Collection[str]) -> dict[str, int]:
    return dict(ClubBook.objects.filter(club=club, fund__in=funds).values_list("fund", "book"))


def _open(club: Club, fund: str) -> ClubBook:
    with translation.override("vi"):  # the name is kept
        name = f"{ClubBook.Fund(fund).label} {club.unit.key}"
    return ClubBook.objects.create(club=club, fund=fund, book=open_book(name, [described(CASH)]))


def books_on(club: Club, funds: Collection[str], on: date, *, field: str) -> dict[str, Book]:
    """The books of these funds, locked, for something that happened on the day `on`. First line of a service.

    Raises ValidationError beside `field` for a day to come, one before the club's founding, and a closed one.
    """
    check_day(club, on, field=field)
    books = lock_books(club, funds)
    refuse_closed_day(books, on, field=field)
    return books


def refuse_closed_day(books: Mapping[str, Book], on: date, *, field: str = "on") -> None:
    """Raises ValidationError beside `field` where one of these locked books (by fund) is closed on that day."""
    for fund, book in sorted(books.items()):
        until = book.closed_until_on
        if until is not None and on <= until:
            raise ValidationError({field: ValidationError(closed_told(fund, book, until), code="closed")})


def closed_told(fund: str, book: Book, until: date) -> str:
    """Why nothing can be written in a fund's book until the end of `until`, in a sentence."""
    if Opening.objects.filter(club__books__book=book, cut_off_on=until, reversed_on__isnull=True).exists():
        told = _("Đến hết ngày %(day)s tiền của câu lạc bộ ở sổ giấy, đã chuyển vào đây thành số dư đầu kỳ.")
    else:
        told = _("%(fund)s đã khóa sổ đến hết ngày %(day)s. Hãy ghi ngày sau đó, hoặc nhờ xã, Hội mở lại sổ.")
    return told % {"fund": ClubBook.Fund(fund).label, "day": f"{until:%d/%m/%Y}"}


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


def refuse_more_than_there_is(account: Account, on: date, amount_vnd: int, *, field: str = "amount_vnd") -> None:
    """Raises ValidationError beside `field` where a box or bank would hold less than nothing at some day's end from
    `on` on, if `amount_vnd` (whole đồng) left it on that day."""
    left_vnd, day = lowest_from_vnd(standing_days_vnd([account]).get(account.pk, []), on)
    if amount_vnd <= left_vnd:
        return
    left = vnd(max(left_vnd, 0))
    if day > on:
        told = _("Ngày %(day)s đã chi từ đây; tính cả khoản ấy thì chỉ còn chi được %(sum)s.")
        raise ValidationError({field: told % {"day": f"{day:%d/%m/%Y}", "sum": left}}, code="shortfall")
    told = _("Quỹ chỉ còn %s tiền mặt.") if account.code == CASH else _("Tài khoản ngân hàng của quỹ chỉ còn %s.")
    raise ValidationError({field: told % left}, code="shortfall")


def refuse_shortfall(cash: Account, changes: Collection[tuple[date, int]]) -> None:
    """Raises ValidationError where `changes` (day, whole đồng) leave a box, a bank or a debt below zero on some day."""
    first = min(day for day, _change in changes)
    days = standing_days_vnd([cash]).get(cash.pk, [])
    lowest_vnd, day = lowest_from_vnd([*days, *changes], first)
    if lowest_vnd < 0 and lowest_vnd < lowest_from_vnd(days, first)[0]:
        if cash.code.startswith(DEBT_ACCOUNT):
            raise ValidationError(_("%s đã có lần trả sau đó. Hãy đảo các lần trả trước.") % cash.name)
        told = _("Làm vậy thì cuối ngày %(day)s quỹ thiếu %(sum)s tiền mặt. Hãy đảo khoản chi sau đó trước.")
        if cash.code == BANK:
            told = _("Làm vậy thì cuối ngày %(day)s tài khoản ngân hàng thiếu %(sum)s. Hãy đảo khoản chi sau đó trước.")
        raise ValidationError(told % {"day": f"{day:%d/%m/%Y}", "sum": vnd(-lowest_vnd)}, code="shortfall")


def check_boxes(club: Club, funds: Collection[str], on: date) -> None:
    """Raises ValidationError where the box of one of these funds holds less than nothing on some day from `on`."""
    books = _books(club, funds).values()
    for cash in Account.objects.filter(book__in=books, code=CASH):
        lowest_vnd, day = lowest_from_vnd(standing_days_vnd([cash]).get(cash.pk, []), on)
        if lowest_vnd < 0:
            told = _("Làm vậy thì cuối ngày %(day)s quỹ thiếu %(sum)s tiền mặt. Hãy xem lại các khoản của buổi họp.")
            raise ValidationError(told % {"day": f"{day:%d/%m/%Y}", "sum": vnd(-lowest_vnd)}, code="shortfall")
