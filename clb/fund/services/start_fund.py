"""Money into a club's start fund, and its reversal."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import CASH, START_ACCOUNT
from clb.fund.models import ClubBook
from clb.fund.queries import START_FUND
from clb.ledger.models import Entry
from clb.ledger.queries import standing
from clb.ledger.services import post, reverse

from .books import accounts_of, lock_books, refuse_closed_day, refuse_shortfall


def receive_start_fund(*, by: User, club: Club, amount_vnd: int, source: str, received_on: date) -> Entry:
    """Money comes into the club's start fund. Raises ValidationError for a day to come, and a closed one."""
    book = lock_books(club, [ClubBook.Fund.INCOME])[ClubBook.Fund.INCOME]
    if received_on > timezone.localdate():
        raise ValidationError({"received_on": _("Ngày nhận tiền không được ở tương lai.")})
    refuse_closed_day({ClubBook.Fund.INCOME: book}, received_on, field="received_on")
    accounts = accounts_of([(book, CASH), (book, START_ACCOUNT + source)])
    line = (accounts[book.pk, CASH], accounts[book.pk, START_ACCOUNT + source], amount_vnd)
    return post(book, on=received_on, kind=START_FUND, lines=[line])


def reverse_start_fund(*, by: User, entry: Entry, reversed_on: date) -> Entry:
    """Take back a receipt that was entered wrong, by an opposite entry.

    Raises ValidationError where done before, where its month is closed, and where the money was lent or spent
    meanwhile.
    """
    entry.book.lock()
    if not entry.happened_on <= reversed_on <= timezone.localdate():
        raise ValidationError({"reversed_on": _("Ngày đảo phải từ ngày của chứng từ đến hôm nay.")})
    refuse_closed_day({ClubBook.Fund.INCOME: entry.book}, reversed_on, field="reversed_on")
    if entry.openings.exists():
        raise ValidationError(_("Phiếu này thuộc bảng số dư đầu kỳ, chỉ đảo được cả bảng."))
    if standing().filter(pk=entry.pk).exists():  # else reverse() says what is wrong
        line = entry.transfers.select_related("debit").get()
        refuse_shortfall(line.debit, [(entry.happened_on, -line.amount_vnd)])
    return reverse(entry, on=reversed_on)
