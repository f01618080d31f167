"""What each member of a club got in the year: the page that shows whom nothing reached yet."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.kernel.journal import Kind, note
from clb.meetings.queries.gains import gains_of
from clb.web.pages import chosen_day

from .asked import club_read


def gains(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Each member with talks, sport and arts, groups, and for whoever reads health there, readings and check-up."""
    club, today = club_read(request, club_id), timezone.localdate()
    on = min(chosen_day(request, today), today)
    reads_health = "health.read" in request.user.rights_at(club.unit)
    if reads_health:
        note(Kind.LOOKED_AT_HEALTH, request=request, unit=club.unit_id)
    rows = gains_of(club, on, with_health=reads_health)
    context = {"club": club, "on": on, "rows": rows, "reads_health": reads_health}
    context["nothing_yet"] = sum(not row.kinds for row in rows)
    return render(request, "meetings/gains.html", context)
