"""Pages of lateness: the loans of one club, and the totals of a place with its clubs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.http import ground_asked
from clb.clubs.models import Club
from clb.fund.queries.arrears import arrears_by_club, arrears_of
from clb.fund.queries.standings import open_stands
from clb.places.models import Unit
from clb.web.pages import chosen_day, paged

from .access import club_of


def club_arrears(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """How late a club's loans are on a day: the four figures, and the loans that are late."""
    found, on = club_of(request, club_id), chosen_day(request, timezone.localdate())
    late = [stand for stand in open_stands(found, on) if stand.late_days]
    context = {
        "club": found,
        "on": on,
        "arrears": arrears_of(Club.objects.filter(pk=found.pk), on),
        "late": sorted(late, key=lambda stand: -stand.late_days),
        "may_read_members": "members.read" in request.user.rights_at(found.unit),
    }
    return render(request, "fund/club_arrears.html", context)


def place_arrears(request: SignedInRequest) -> HttpResponse:
    """The same of all clubs of a place together, and each club's figures; nobody is named."""
    on = chosen_day(request, timezone.localdate())
    ground = ground_asked(request, "fund.read", on)
    if ground.unit.level == Unit.Level.CLUB:
        return redirect("fund:club_arrears", ground.unit.club.pk)
    page = paged(request, ground.clubs.order_by("search_key", "pk"))
    each = arrears_by_club(Club.objects.filter(pk__in=[club.pk for club in page]), on)
    context = {
        "ground": ground,
        "on": on,
        "arrears": arrears_of(ground.clubs, on),
        "page": page,
        "rows": [(club, each.get(club.pk)) for club in page],
    }
    return render(request, "fund/place_arrears.html", context)
