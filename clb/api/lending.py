"""Reads of requests for loans: a club's queue, and whom to visit. Names and reasons as far as one may read them."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Router, Schema

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.dates import EARLIEST, LATEST
from clb.lending.queries import RequestCard, queue_of, visits_due

router = Router(tags=["Đọc"])

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]  # the same days as a page takes


class RequestOut(Schema):
    """A request. `person_name` only for who may read members there."""

    id: UUID
    person_id: UUID
    person_name: str | None
    asked_on: date
    amount_vnd: int
    months: int


class WaitingOut(RequestOut):
    """A place in the queue; `why` only for who may read members there, told without what they may not know."""

    number: int
    why: str | None


class GrantedOut(RequestOut):
    """Decided, and not paid out yet: on which terms."""

    decided_on: date
    granted_vnd: int
    granted_months: int


class FallenOut(RequestOut):
    """Of somebody who is no member any more."""

    why: str


class QueueOut(Schema):
    """The queue at the end of a day; `order` are codes of priorities, `is_suggested` where the charter is silent."""

    on: date
    order: list[str]
    is_suggested: bool
    cash_vnd: int
    waiting: list[WaitingOut]
    granted: list[GrantedOut]
    fallen_out: list[FallenOut]


def _club(request: HttpRequest, club_id: UUID) -> tuple[Club, frozenset[str]]:
    user = request.user
    assert isinstance(user, User)
    here = Club.objects.filter(unit__in=user.reach("lending.read").values("below")).select_related("unit")
    found: Club = get_object_or_404(here, pk=club_id)
    return found, user.rights_at(found.unit)


def _request(card: RequestCard, rights: frozenset[str]) -> dict[str, object]:
    asked = card.request
    name = asked.person.full_name if "members.read" in rights else None
    told = {"id": asked.pk, "person_id": asked.person_id, "person_name": name, "asked_on": asked.asked_on}
    return {**told, "amount_vnd": asked.amount_vnd, "months": asked.months}


@router.get("/clubs/{club_id}/loan-queue", response=QueueOut, summary="Danh sách xét vay của câu lạc bộ vào một ngày")
def loan_queue(request: HttpRequest, club_id: UUID, on: Day | None = None) -> dict[str, object]:
    """Who waits in which place and why, who waits for the money, who fell out."""
    club, rights = _club(request, club_id)
    queue = queue_of(club, on or timezone.localdate(), may_read_sensitive="members.read_sensitive" in rights)
    is_named = "members.read" in rights
    return {
        "on": queue.on,
        "order": list(queue.order),
        "is_suggested": queue.is_suggested,
        "cash_vnd": queue.cash_vnd,
        "waiting": [
            {**_request(line.card, rights), "number": line.number, "why": line.why if is_named else None}
            for line in queue.lines
        ],
        "granted": [
            {
                **_request(card, rights),
                "decided_on": card.decision.decided_on,
                "granted_vnd": card.decision.amount_vnd,
                "granted_months": card.decision.months,
            }
            for card in queue.granted
            if card.decision
        ],
        "fallen_out": [{**_request(card, rights), "why": why} for card, why in queue.fallen_out],
    }


class VisitDueOut(Schema):
    """A loan that is owed, and when its borrower is to be visited."""

    loan_id: UUID
    loan_number: int
    person_id: UUID
    person_name: str | None
    last_visited_on: date | None
    due_on: date
    overdue_days: int


@router.get("/clubs/{club_id}/loan-visits-due", response=list[VisitDueOut], summary="Người vay cần thăm")
def loan_visits_due(request: HttpRequest, club_id: UUID, on: Day | None = None) -> list[dict[str, object]]:
    """Every loan owed at the end of a day, the longest overdue first."""
    club, rights = _club(request, club_id)
    return [
        {
            "loan_id": due.line.loan.pk,
            "loan_number": due.line.loan.number,
            "person_id": due.line.loan.person_id,
            "person_name": due.line.person.full_name if "members.read" in rights else None,
            "last_visited_on": due.last.visited_on if due.last else None,
            "due_on": due.due_on,
            "overdue_days": due.overdue_days,
        }
        for due in visits_due(club, on or timezone.localdate())
    ]
