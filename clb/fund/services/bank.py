"""Money between a fund's box and its bank."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH
from clb.fund.models import Receipt

from .books import accounts_of, books_on, refuse_more_than_there_is
from .slips import write_slip

K = Receipt.Kind


def deposit_cash(*, by: User, club: Club, fund: str, amount_vnd: int, moved_on: date) -> Receipt:
    """Cash goes from a fund's box to its bank. Raises ValidationError beside the field for an impossible or a closed
    day, a sum of nothing, and more than the box holds at any day's end from that day on."""
    return _carry(club, fund, amount_vnd, moved_on, K.DEPOSIT)


def withdraw_cash(*, by: User, club: Club, fund: str, amount_vnd: int, moved_on: date) -> Receipt:
    """Cash comes from a fund's bank into its box. Raises ValidationError as `deposit_cash`, held against the bank."""
    return _carry(club, fund, amount_vnd, moved_on, K.WITHDRAWAL)


def _carry(club: Club, fund: str, amount_vnd: int, on: date, kind: Receipt.Kind) -> Receipt:
    book = books_on(club, [fund], on, field="moved_on")[fund]
    if amount_vnd <= 0:
        raise ValidationError({"amount_vnd": _("Số tiền phải lớn hơn 0.")})
    accounts = accounts_of([(book, CASH), (book, BANK)])
    box, bank = accounts[book.pk, CASH], accounts[book.pk, BANK]
    giver, taker = (box, bank) if kind == K.DEPOSIT else (bank, box)
    refuse_more_than_there_is(giver, on, amount_vnd)
    return write_slip(club, fund, book, on=on, kind=kind, lines=[(taker, giver, amount_vnd)])
