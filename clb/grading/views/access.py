"""How pages of grades fetch what they show."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from clb.access.http import SignedInRequest, fetch
from clb.grading.models import Criterion, Round, Scorecard, Sheet
from clb.kernel.commands import Command

READ = "grading.read"


def round_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Round:
    """A round that the person may see."""
    rows = Round.objects.visible_to(request.user).select_related("place", "scorecard__place")
    return fetch(request, rows, pk, command, at=lambda row: row.place)


def sheet_of(request: SignedInRequest, pk: int) -> Sheet:
    """A sheet that the person may see."""
    rows = Sheet.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("round__scorecard", "round__place", "club__unit", "commune"), pk=pk)


def scorecard_of(request: SignedInRequest, pk: int, command: Command | None = None) -> Scorecard:
    """A scorecard that the person may see."""
    rows = Scorecard.objects.visible_to(request.user).select_related("place")
    return fetch(request, rows, pk, command, at=lambda row: row.place)


def line_of(request: SignedInRequest, pk: int, command: Command) -> Criterion:
    """A line of a scorecard that the person may see."""
    cards = Scorecard.objects.visible_to(request.user).values("pk")
    rows = Criterion.objects.filter(scorecard__in=cards).select_related("scorecard__place")
    return fetch(request, rows, pk, command, at=lambda row: row.scorecard.place)
