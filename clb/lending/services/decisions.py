"""The club decides on a request outside the meeting's own pages, and pays out what was decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.board.models import BoardPost
from clb.board.queries import person_of
from clb.fund.queries import charter_numbers
from clb.fund.services import grant_loan
from clb.kernel.text import tidy
from clb.lending.models import Disbursement, LoanDecider, LoanDecision, LoanRequest
from clb.lending.queries import State, board_posts_on, card_of, places_on
from clb.lending.rules import Place, conflicts
from clb.members.models import Person
from clb.members.queries.counts import belonging

from .requests import check_day_of, lock_lending, open_card
from .terms import Terms, check_terms

Outcome = LoanDecision.Outcome


def decide_request(
    *,
    by: User,
    request: LoanRequest,
    outcome: str,
    decided_on: date,
    deciders: Collection[Person] = (),
    amount_vnd: int | None = None,
    months: int | None = None,
    rate_percent_year: Decimal | None = None,
    votes_for: int | None = None,
    votes_against: int | None = None,
    present: int | None = None,
    reason: str = "",
    skipping_reason: str = "",
) -> LoanDecision:
    """What was decided on a request. Sum (whole đồng) and months that are not told are those asked for, the rate is
    the charter's; the cash need not be there yet.

    Raises ValidationError beside the field: an impossible day; `deciders` who sat not on the board that day, none of
    them where there is a board, and anyone deciding on their own loan or their own household's; terms that the charter
    or the law forbids or above what was asked; votes that did not carry it; a refusal or postponement without
    `reason`; `skipping_reason` missing where others wait before this one.
    """
    lock_lending(request.club)
    check_not_own(by, request.person)
    card = open_card(request)
    check_day_of(card, decided_on, "decided_on")
    posts = _checked_deciders(request, deciders, decided_on)
    reason, skipping_reason = tidy(reason)[:300], tidy(skipping_reason)[:300]
    terms = None
    if outcome == Outcome.GRANTED:
        terms = check_terms(request, Terms(amount_vnd, months, rate_percent_year), decided_on)
        _check_votes(votes_for, votes_against)
        _check_not_skipping(request, decided_on, skipping_reason)
    elif not reason:
        raise ValidationError({"reason": _("Hãy ghi lý do, để người xin vay biết.")})
    on_roll = belonging(decided_on).filter(club=request.club).count()
    if present is not None and present > on_roll:
        raise ValidationError({"present": _("Câu lạc bộ chỉ có %s thành viên vào ngày ấy.") % on_roll})
    if (votes_for or 0) + (votes_against or 0) > (on_roll if present is None else present):
        raise ValidationError({"votes_for": _("Số phiếu nhiều hơn số người có mặt.")})
    made = LoanDecision.objects.create(
        request=request,
        outcome=outcome,
        decided_on=decided_on,
        **(terms.as_granted() if terms else {}),
        votes_for=votes_for,
        votes_against=votes_against,
        present=present,
        on_roll=on_roll,
        quorum_percent=charter_numbers(request.club, decided_on).get("QUORUM"),
        reason=reason,
        skipping_reason=skipping_reason if terms else "",
    )
    name_deciders(made, deciders, posts)
    return made


def take_back_decision(*, by: User, decision: LoanDecision) -> str:
    """A decision written down wrong goes, and the request stands as before it; answers the request's id.

    Raises ValidationError where money was paid out on it, a later one was made, or a meeting's pages hold it.
    """
    request = decision.request
    lock_lending(request.club)
    check_not_own(by, request.person)
    card = card_of(request, timezone.localdate())
    if decision.meeting:
        raise ValidationError(_("Quyết định này ghi ở buổi họp: hãy mở lại buổi họp để sửa."))
    if card.state == State.DISBURSED:
        raise ValidationError(_("Đã giải ngân theo quyết định này: hãy đảo phiếu cho vay trước."))
    if card.decision is None or card.decision.pk != decision.pk or card.state == State.WITHDRAWN:
        raise ValidationError(_("Chỉ bỏ được quyết định mới nhất của một đơn chưa rút."))
    decision.delete()
    return str(request.pk)


def disburse_request(*, by: User, request: LoanRequest, disbursed_on: date) -> Disbursement:
    """The money decided on is handed over: a loan on the decided terms, bound to the request.

    Raises ValidationError where nothing was granted or it was paid out before, beside `disbursed_on` for a day before
    the decision or to come; and as `fund.grant_loan`: too little cash, no member any more, terms forbidden by now.
    """
    lock_lending(request.club)
    check_not_own(by, request.person)
    card = open_card(request)
    decision = card.decision
    if card.state != State.GRANTED or decision is None or decision.amount_vnd is None or decision.months is None:
        raise ValidationError(_("Đơn này chưa được đồng ý cho vay."))
    check_day_of(card, disbursed_on, "disbursed_on")
    try:
        receipt = grant_loan(
            by=by,
            club=request.club,
            person=request.person,
            amount_vnd=decision.amount_vnd,
            months=decision.months,
            rate_percent_year=decision.rate_percent_year,
            granted_on=disbursed_on,
            purpose=request.purpose,
        )
    except ValidationError as error:
        raise ValidationError({"disbursed_on": error.messages}) from error
    assert receipt.loan is not None, "a loan's own receipt"
    return Disbursement.objects.create(decision=decision, loan=receipt.loan)


def check_not_own(by: User, borrower: Person) -> None:
    """Raises ValidationError where the very person who writes, as far as the sign-in is known, asks for the loan or
    lives with whoever does.
    """
    mine = person_of(by)
    if mine is not None and conflicts(borrower, [mine]):
        told = _("Bạn là người xin vay hoặc ở cùng hộ: hãy để người khác trong ban chủ nhiệm ghi.")
        raise ValidationError(told, code="own_loan")


# --- Gates --------------------------------------------------------------------------------------------------------


def _checked_deciders(request: LoanRequest, deciders: Collection[Person], on: date) -> dict[UUID, BoardPost]:
    board = board_posts_on(request.club, on)
    if board and not deciders:
        raise ValidationError({"deciders": _("Hãy chọn những ai trong ban chủ nhiệm đã quyết định.")})
    strangers = [person.full_name for person in deciders if person.pk not in board]
    if strangers:
        told = _("Không ở trong ban chủ nhiệm vào ngày ấy: %s.")
        raise ValidationError({"deciders": told % ", ".join(strangers)})
    if own := conflicts(request.person, deciders):
        told = _("Không ai quyết định khoản vay của chính mình hay của người cùng hộ. Hãy bỏ chọn: %s.")
        raise ValidationError({"deciders": told % ", ".join(person.full_name for person in own)}, code="own_loan")
    return board


def name_deciders(made: LoanDecision, deciders: Collection[Person], posts: dict[UUID, BoardPost]) -> None:
    """Keep who decided, with the post held that day; what was kept before goes."""
    made.deciders.all().delete()
    rows = [(person, posts[person.pk].shown if person.pk in posts else "") for person in deciders]
    LoanDecider.objects.bulk_create(LoanDecider(decision=made, person=p, post=post[:80]) for p, post in rows)


def _check_votes(votes_for: int | None, votes_against: int | None) -> None:
    if votes_for is not None and votes_for <= (votes_against or 0):
        raise ValidationError({"votes_for": _("Phiếu đồng ý không nhiều hơn phiếu không đồng ý.")})


def _check_not_skipping(request: LoanRequest, on: date, skipping_reason: str) -> None:
    before = passed_over(places_on(request.club, on), request.pk, {request.pk})
    if before and not skipping_reason:
        raise ValidationError({"skipping_reason": told_passed_over(before)}, code="skips")


def passed_over(places: Sequence[Place], granted: UUID, decided: Collection[UUID]) -> list[int]:
    """The numbers of `places` before that of `granted` of which nobody has decided: neither among `decided`, the
    requests that are being decided right now, nor earlier on the same day (see `queries.places_on`).
    """
    mine = next((place.number for place in places if place.key == granted), 0)
    return [place.number for place in places if place.number < mine and place.key not in decided]


def told_passed_over(places: Collection[int]) -> str:
    """The sentence that asks why those at `places` wait on."""
    told = _("Còn người đứng trước chưa được xét (thứ %s). Hãy xét họ trước, hoặc ghi vì sao.")
    return told % ", ".join(str(number) for number in sorted(places))
