"""Money from one fund to the other. Each book balances alone, by an account that says what went between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import CASH, MOVED_ACCOUNT
from clb.fund.models import ClubBook, FundTransfer, Receipt
from clb.fund.queries.transfers import split_proposal
from clb.kernel.dates import month_end
from clb.kernel.money import vnd
from clb.kernel.text import tidy

from .books import accounts_of, books_on, refuse_more_than_there_is
from .slips import write_slip

F = ClubBook.Fund


def pass_on_interest(*, by: User, club: Club, month: date, amount_vnd: int, moved_on: date) -> FundTransfer:
    """Pass the operating fund's share of interest on, reckoned up to the end of `month` (any day of it).

    `amount_vnd` is what the sender was shown; it must be what is still to be passed on (see queries.split_proposal), so
    that nobody passes on what they have not seen, or twice. Raises ValidationError beside the field for a day before
    that month's end, an impossible or a closed day, where the charter fixes no share, where nothing is left to pass
    on, and for more than the box holds.
    """
    until = month_end(month)

    def check() -> None:
        proposal = split_proposal(club, until)
        if moved_on < until:
            raise ValidationError({"moved_on": _("Tháng ấy chưa hết. Hãy chuyển từ ngày cuối tháng trở đi.")})
        if proposal.to_pass_vnd <= 0:
            raise ValidationError({"month": _("Không còn lãi phải chuyển sang quỹ hoạt động đến hết tháng ấy.")})
        if amount_vnd != proposal.to_pass_vnd:
            told = _("Đến hết tháng %(month)s phải chuyển %(sum)s. Hãy xem lại rồi ghi đúng số ấy.")
            words = {"month": f"{until:%m/%Y}", "sum": vnd(proposal.to_pass_vnd)}
            raise ValidationError({"amount_vnd": told % words}, code="unseen")

    return _move(club, F.INCOME, F.OPERATING, amount_vnd, moved_on, check=check, interest_until=until)


def move_between_funds(
    *, by: User, club: Club, from_fund: str, amount_vnd: int, moved_on: date, reason: str
) -> FundTransfer:
    """Move money from one fund's box to the other's, by a decision. Raises ValidationError beside the field for an
    impossible or a closed day, a sum of nothing or more than the box holds, and without a reason."""
    into = F.OPERATING if from_fund == F.INCOME else F.INCOME

    def check() -> None:
        if not tidy(reason):
            raise ValidationError({"reason": _("Hãy ghi theo quyết định nào.")})

    return _move(club, from_fund, into, amount_vnd, moved_on, check=check, reason=tidy(reason)[:300])


@transaction.atomic
def _move(
    club: Club, out: str, into: str, amount_vnd: int, on: date, *, check: Callable[[], None], **more: Any
) -> FundTransfer:
    books = books_on(club, [out, into], on, field="moved_on")
    check()
    if amount_vnd <= 0:
        raise ValidationError({"amount_vnd": _("Số tiền phải lớn hơn 0.")})
    accounts = accounts_of([(book, code) for book in books.values() for code in (CASH, MOVED_ACCOUNT)])
    refuse_more_than_there_is(accounts[books[out].pk, CASH], on, amount_vnd)
    halves = {}
    for fund, kind in ((out, Receipt.Kind.MOVED_OUT), (into, Receipt.Kind.MOVED_IN)):
        box, moved = accounts[books[fund].pk, CASH], accounts[books[fund].pk, MOVED_ACCOUNT]
        line = (moved, box, amount_vnd) if fund == out else (box, moved, amount_vnd)
        halves[fund] = write_slip(club, fund, books[fund], on=on, kind=kind, lines=[line])
    return FundTransfer.objects.create(out=halves[out], into=halves[into], **more)
