"""Money into a club's start fund, and its reversal. The only writer of a club's books."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.ledger.models import Entry
from clb.ledger.services import open_book, post, reverse

from .models import ClubBook
from .queries import CASH, START_ACCOUNT, START_FUND, accounts_of_start_fund


def book_of(club: Club, fund: str) -> ClubBook:
    """The book of one of the club's funds, opened when first asked for."""
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)  # two first receipts at once open one book
    found = ClubBook.objects.filter(club=club, fund=fund).select_related("book").first()
    if found:
        return found
    accounts = [(CASH, str(_("Tiền mặt")), "ASSET"), *accounts_of_start_fund()]
    name = f"{ClubBook.Fund(fund).label} {club.unit.key}"
    return ClubBook.objects.create(club=club, fund=fund, book=open_book(name, accounts))


def receive_start_fund(*, by: User, club: Club, amount_vnd: int, source: str, received_on: date) -> Entry:
    """Money comes into the club's start fund. Raises ValidationError for a day to come."""
    book = book_of(club, ClubBook.Fund.INCOME).book.lock()
    if received_on > timezone.localdate():
        raise ValidationError({"received_on": _("Ngày nhận tiền không được ở tương lai.")})
    accounts = {a.code: a for a in book.accounts.filter(code__in=[CASH, START_ACCOUNT + source])}
    line = (accounts[CASH], accounts[START_ACCOUNT + source], amount_vnd)
    return post(book, on=received_on, kind=START_FUND, lines=[line])


def reverse_start_fund(*, by: User, entry: Entry, reversed_on: date) -> Entry:
    """Take back a receipt that was entered wrong, by an opposite entry. Raises ValidationError where done before."""
    if not entry.happened_on <= reversed_on <= timezone.localdate():
        raise ValidationError({"reversed_on": _("Ngày đảo phải từ ngày của chứng từ đến hôm nay.")})
    return reverse(entry, on=reversed_on)
