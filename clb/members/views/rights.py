"""Lists of what the law gives older people, for a club or a commune, to print by hamlet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.clubs.queries import clubs_under
from clb.members.queries import EntitledList, clubs_read_by, longevity_list, pension_list
from clb.places.models import Unit
from clb.places.queries import name_on
from clb.web.pages import chosen_day, chosen_year

SENSITIVE = "members.read_sensitive"
FIRST_YEAR, LAST_YEAR = 2010, 2100


def longevity_of_club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Who of a club reaches a longevity age in a year."""
    club = get_object_or_404(clubs_read_by(request.user), pk=club_id)
    return _longevity(request, Club.objects.filter(pk=club.pk), club.name)


def longevity_of_commune(request: SignedInRequest, key: str) -> HttpResponse:
    """The same of the clubs of a commune whose members I may see."""
    unit = get_object_or_404(Unit, key=key, level=Unit.Level.COMMUNE)
    return _longevity(request, _clubs(request, unit, "members.read"), name_on(unit, timezone.localdate()))


def pension_of_club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Who of a club may not have applied for the social pension."""
    club = get_object_or_404(clubs_read_by(request.user), pk=club_id)
    if not request.user.may(SENSITIVE, club.unit):
        raise PermissionDenied(SENSITIVE)
    return _pension(request, Club.objects.filter(pk=club.pk), club.name)


def pension_of_commune(request: SignedInRequest, key: str) -> HttpResponse:
    """The same of the clubs of a commune."""
    unit = get_object_or_404(Unit, key=key, level=Unit.Level.COMMUNE)
    return _pension(request, _clubs(request, unit, SENSITIVE), name_on(unit, timezone.localdate()))


def _clubs(request: SignedInRequest, unit: Unit, right: str) -> QuerySet[Club]:
    """Clubs of a commune within reach of a right, which must reach the commune itself."""
    if not request.user.may_anywhere(right):
        raise PermissionDenied(right)
    get_object_or_404(Unit.objects.filter(pk__in=request.user.reach("members.read").values("below")), pk=unit.pk)
    if not request.user.may(right, unit):
        raise PermissionDenied(right)
    return clubs_under(unit, timezone.localdate())


def _longevity(request: SignedInRequest, clubs: QuerySet[Club], name: str) -> HttpResponse:
    on = chosen_day(request, timezone.localdate())
    year = _chosen_year(request, on.year)
    context = {"found": longevity_list(clubs, year, on), "year": str(year), "name": name, "on": on}
    return render(request, "members/longevity.html", context)


def _chosen_year(request: SignedInRequest, default: int) -> int:
    """The year that `?nam=` asks for; one that can't be read is said so and the default taken."""
    typed = request.GET.get("nam", "").strip()
    if year := chosen_year(request, range(FIRST_YEAR, LAST_YEAR + 1), None):
        return year
    if typed:
        told = {"text": typed[:20], "year": default, "first": FIRST_YEAR, "last": LAST_YEAR}
        messages.error(
            request, _("Không đọc được năm «%(text)s» (từ %(first)s đến %(last)s). Đang xem năm %(year)s.") % told
        )
    return default


def _pension(request: SignedInRequest, clubs: QuerySet[Club], name: str) -> HttpResponse:
    on = chosen_day(request, timezone.localdate())
    found: EntitledList | None
    try:
        found = pension_list(clubs, on)
    except LookupError:  # the decree was not in force on that day
        found = None
    return render(request, "members/pension.html", {"found": found, "on": on, "name": name})
