"""A member asks for a loan, or takes the request back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import ClubBook
from clb.fund.services.books import lock_books
from clb.kernel.text import tidy
from clb.lending.models import LoanRequest, RequestWithdrawal
from clb.lending.queries import RequestCard, State, card_of, open_requests_of
from clb.members.models import Person
from clb.members.queries.counts import belonging


def ask_loan(
    *,
    by: User,
    club: Club,
    person: Person,
    amount_vnd: int,
    months: int,
    asked_on: date,
    purpose: str = "",
    is_by_board: bool = False,
) -> LoanRequest:
    """A member asks for a loan of `amount_vnd` (whole đồng), or the board does for the member (`is_by_board`).

    Asking above what the charter lends is no fault; the meeting may grant less. Raises ValidationError beside
    `asked_on` for a day to come or before the founding, and `person` for who was no member on the day or has a
    request that is still open.
    """
    lock_lending(club)
    check_day(club, asked_on, "asked_on")
    check_may_ask(club, person, asked_on)
    return LoanRequest.objects.create(
        club=club,
        person=person,
        asked_on=asked_on,
        amount_vnd=amount_vnd,
        months=months,
        purpose=tidy(purpose)[:200],
        is_by_board=is_by_board,
    )


def withdraw_request(*, by: User, request: LoanRequest, withdrawn_on: date, reason: str = "") -> RequestWithdrawal:
    """The member does not want the loan any more; also how a request typed wrong goes.

    Raises ValidationError where it was paid out, refused or withdrawn, and beside `withdrawn_on` for a day before it
    was asked or decided on, or to come.
    """
    lock_lending(request.club)
    card = open_card(request)
    check_day_of(card, withdrawn_on, "withdrawn_on")
    return RequestWithdrawal.objects.create(request=request, withdrawn_on=withdrawn_on, reason=tidy(reason)[:300])


# --- What the other verbs ask too ---------------------------------------------------------------------------------


def lock_lending(club: Club) -> None:
    """Let the verbs on a club's requests and loans come one after another. First line of each."""
    lock_books(club, [ClubBook.Fund.INCOME])


def check_day(club: Club, day: date, field: str) -> None:
    """Raises ValidationError beside `field` for a day to come, and one before the club's founding."""
    if day > timezone.localdate():
        raise ValidationError({field: _("Ngày không được ở tương lai.")})
    if day < club.founded_on:
        raise ValidationError({field: _("Câu lạc bộ thành lập ngày %s.") % f"{club.founded_on:%d/%m/%Y}"})


def check_may_ask(club: Club, person: Person, on: date, but: UUID | None = None) -> None:
    """Raises ValidationError beside `person` for who is no member on `on`, or has an open request other than `but`."""
    if not belonging(on).filter(club=club, person=person).exists():
        raise ValidationError({"person": _("Người xin vay phải là thành viên của câu lạc bộ vào ngày xin.")})
    for card in open_requests_of(club, timezone.localdate()):
        if card.request.person_id == person.pk and card.request.pk != but:
            told = _("Người này đã có đơn xin vay ngày %s chưa xong. Mỗi người một đơn; muốn đổi thì rút đơn ấy trước.")
            raise ValidationError({"person": told % f"{card.request.asked_on:%d/%m/%Y}"})


ENDED = {
    State.DISBURSED: lambda: _("Đơn này đã được giải ngân."),
    State.REFUSED: lambda: _("Đơn này đã có quyết định không đồng ý."),
    State.WITHDRAWN: lambda: _("Đơn này đã rút."),
}


def open_card(request: LoanRequest) -> RequestCard:
    """How the request stands now. Raises ValidationError where nothing is left to do about it."""
    card = card_of(request, timezone.localdate())
    if not card.is_open:
        raise ValidationError(ENDED[card.state](), code="ended")
    return card


def check_day_of(card: RequestCard, day: date, field: str) -> None:
    """Raises ValidationError beside `field` for a day to come, or before what was last recorded of the request."""
    first = card.decision.decided_on if card.decision else card.request.asked_on
    if not first <= day <= timezone.localdate():
        raise ValidationError({field: _("Ngày phải từ %s đến hôm nay.") % f"{first:%d/%m/%Y}"})
