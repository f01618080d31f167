"""What the nightly check asks of requests and loans. All empty when all is well."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from clb.lending.models import Disbursement, LoanDecider, LoanRequest

from .requests import LEFT, OPEN, cards, with_state


def loans_of_someone_else() -> QuerySet[Disbursement]:
    """Loans bound to a request of another person or another club, or to a decision that granted nothing."""
    request = "decision__request__"
    same = Q(loan__person=F(f"{request}person"), loan__club=F(f"{request}club"), decision__outcome="GRANTED")
    return Disbursement.objects.exclude(same).select_related("loan")


def deciders_of_their_own() -> QuerySet[LoanDecider]:
    """Decisions by the very person who asked. Households change, so those are looked at only when it is decided."""
    return LoanDecider.objects.filter(person=F("decision__request__person"))


def second_open_requests() -> Iterator[LoanRequest]:
    """Requests that are open beside an earlier open one of the same person in the same club."""
    seen = set()
    listed = with_state(LoanRequest.objects.order_by("club", "person", "asked_on", "made_at"), timezone.localdate())
    for card in cards(listed.filter(LEFT)):
        key = (card.request.club_id, card.request.person_id)
        if card.state in OPEN and key in seen:
            yield card.request
        if card.state in OPEN:
            seen.add(key)
