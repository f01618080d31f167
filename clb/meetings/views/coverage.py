"""Pages of the eight areas: one club over twelve months, a place's clubs over the last three."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.http import ground_asked
from clb.clubs.models import Club
from clb.kernel.dates import month_end
from clb.meetings.models import Area
from clb.meetings.queries.calendar import communes_by_club
from clb.meetings.queries.coverage import LONGEST, coverage_of, place_rows
from clb.meetings.rules.calendar import last_whole_months
from clb.meetings.rules.coverage import same_for_all
from clb.plans.indicators.registry import Ask, indicators
from clb.web.pages import paged

from .asked import club_seen

MONTHS = 12
PLACE_MONTHS = 3


def club_coverage(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The eight areas of a club by month, and what lacks since when."""
    club, today = club_seen(request, club_id), timezone.localdate()
    clubs = Club.objects.filter(pk=club.pk)
    yesterday = today - timedelta(days=1)
    ends = sorted({*last_whole_months(yesterday, LONGEST), month_end(today)})
    found = coverage_of(clubs, ends, yesterday)[0]
    rights = request.user.rights_at(club.unit)
    context = {
        "club": club,
        "ends": ends[: -MONTHS - 2 : -1],
        "areas": [(Area(area), cover, cover.counts[: -MONTHS - 2 : -1]) for area, cover in found.areas.items()],
        "coverage": found,
        "same": same_for_all(cover.minimum for cover in found.areas.values()),
        "may_read": "meetings.read" in rights,
        "may_record": "meetings.record_activity" in rights,
    }
    return render(request, "meetings/coverage.html", context)


def place_coverage(request: SignedInRequest) -> HttpResponse:
    """A place's clubs by area over the last three months that are over."""
    today = timezone.localdate()
    over = today - timedelta(days=1)
    ground = ground_asked(request, "clubs.read", today)
    living = ground.clubs.filter(pk__in=Club.objects.alive_on(today).values("pk")).order_by("search_key", "pk")
    page = paged(request, living.values_list("pk", flat=True))
    shown = Club.objects.filter(pk__in=list(page)).order_by("search_key", "pk")
    window = last_whole_months(over, PLACE_MONTHS)
    rows = place_rows(shown, over, PLACE_MONTHS)
    context = {
        "ground": ground,
        "page": page,
        "rows": rows,
        "areas": list(Area),
        "first": window[0],
        "last": window[-1],
        "communes": communes_by_club(shown, today),
        "reached": indicators()["clubs.all_areas"].value(Ask(ground.unit, over, over, over)),
    }
    return render(request, "meetings/place_coverage.html", context)
