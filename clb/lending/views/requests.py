"""One request: how it stands, what was decided, and the forms of what may be done about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.fund.models import ClubBook
from clb.fund.queries import cash_of, loan_terms
from clb.kernel.commands import Command
from clb.kernel.money import vnd
from clb.lending.commands import DECIDE_REQUEST, DISBURSE_REQUEST, TAKE_BACK_DECISION, WITHDRAW_REQUEST
from clb.lending.models import LoanDecision, LoanRequest
from clb.lending.queries import State, card_of, queue_of
from clb.web.pages import chosen_day, command_page

from .access import loan_request_of


def request_page(request: SignedInRequest, loan_request_id: UUID) -> HttpResponse:
    """What was asked, its place and why, every decision with who decided."""
    found, today = loan_request_of(request, loan_request_id), timezone.localdate()
    rights, card = request.user.rights_at(found.club.unit), card_of(found, today)
    queue = queue_of(found.club, today, may_read_sensitive="members.read_sensitive" in rights)
    may = {name for name, command in _VERBS.items() if command.name in rights}
    context = {
        "card": card,
        "club": found.club,
        "line": next((line for line in queue.lines if line.request.pk == found.pk), None),
        "gone": next((why for gone, why in queue.fallen_out if gone.request.pk == found.pk), ""),
        "decisions": found.decisions.prefetch_related("deciders__person").order_by("-decided_on", "-made_at"),
        "may_decide": "decide" in may and card.is_open,
        "may_disburse": "disburse" in may and card.state == State.GRANTED,
        "may_withdraw": "withdraw" in may and card.is_open,
        "may_take_back": "take_back" in may and card.is_open,
    }
    return render(request, "lending/request.html", context)


_VERBS = {
    "decide": DECIDE_REQUEST,
    "disburse": DISBURSE_REQUEST,
    "withdraw": WITHDRAW_REQUEST,
    "take_back": TAKE_BACK_DECISION,
}


def decide_request(request: SignedInRequest, loan_request_id: UUID) -> HttpResponse:
    """What was decided; the place in the queue, the cash and the board stand there already."""
    found = loan_request_of(request, loan_request_id, DECIDE_REQUEST)
    on = chosen_day(request, timezone.localdate())
    rate = loan_terms(found.club, on).rate_percent_year
    initial = {
        "decided_on": on,
        "amount_vnd": f"{found.amount_vnd:,}".replace(",", "."),
        "months": found.months,
        "rate_percent_year": "" if rate is None else f"{rate.normalize():f}".replace(".", ","),
    }
    told = _("Quỹ tăng thu nhập còn %s; chưa đủ tiền thì vẫn quyết định được, giao tiền sau.")
    intro = told % vnd(cash_of(found.club, ClubBook.Fund.INCOME, on))
    return _of_request(request, DECIDE_REQUEST, found, initial, _asked(found) + " " + intro)


def disburse_request(request: SignedInRequest, loan_request_id: UUID) -> HttpResponse:
    """The money is handed over on the decided terms, which stand above the form."""
    found, today = loan_request_of(request, loan_request_id, DISBURSE_REQUEST), timezone.localdate()
    decision = card_of(found, today).decision
    told = _asked(found)
    if decision and decision.amount_vnd:
        words = {"sum": vnd(decision.amount_vnd), "months": decision.months, "day": f"{decision.decided_on:%d/%m/%Y}"}
        told = f"{found.person.full_name}. " + _("Được vay %(sum)s trong %(months)s tháng, quyết định %(day)s.") % words
    told += " " + _("Quỹ tăng thu nhập còn %s.") % vnd(cash_of(found.club, ClubBook.Fund.INCOME, today))
    return _of_request(request, DISBURSE_REQUEST, found, {"disbursed_on": today}, told)


def withdraw_request(request: SignedInRequest, loan_request_id: UUID) -> HttpResponse:
    """The member does not want it any more."""
    found = loan_request_of(request, loan_request_id, WITHDRAW_REQUEST)
    return _of_request(request, WITHDRAW_REQUEST, found, {"withdrawn_on": timezone.localdate()}, _asked(found), True)


def take_back_decision(request: SignedInRequest, loan_decision_id: UUID) -> HttpResponse:
    """A decision written down wrong goes."""
    decision = get_object_or_404(LoanDecision, pk=loan_decision_id)
    found = loan_request_of(request, decision.request_id, TAKE_BACK_DECISION)
    told = f"{_asked(found)} {decision.get_outcome_display()}, {decision.decided_on:%d/%m/%Y}."
    context = {"intro": told, "danger": True}
    return command_page(request, TAKE_BACK_DECISION, initial={"decision": decision}, then=_page(found), context=context)


def _of_request(
    request: SignedInRequest,
    command: Command,
    found: LoanRequest,
    initial: dict[str, Any],
    intro: str,
    danger: bool = False,
) -> HttpResponse:
    context = {"intro": intro, "danger": danger}
    return command_page(request, command, initial={"request": found, **initial}, then=_page(found), context=context)


def _asked(found: LoanRequest) -> str:
    told = _("%(who)s xin vay %(sum)s trong %(months)s tháng, ngày %(day)s.")
    words = {"who": found.person.full_name, "sum": vnd(found.amount_vnd), "months": found.months}
    return told % {**words, "day": f"{found.asked_on:%d/%m/%Y}"}


def _page(found: LoanRequest) -> str:
    return reverse("lending:request", args=[found.pk])
