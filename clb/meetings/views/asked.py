"""What the address of a page asks for: a club, a place and its clubs, a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.kernel.dates import month_end, month_ends
from clb.places.models import Unit
from clb.places.queries import ancestors, children, name_on, names_on, within

MONTHS_OFFERED = 24


def club_seen(request: SignedInRequest, club_id: UUID) -> Club:
    """A club that the person may see; its calendar and figures name nobody."""
    return fetch(request, Club.objects.visible_to(request.user).select_related("unit"), club_id, at=_unit)


def club_read(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club whose meetings and activities the person may read, and there do `command` where one is given."""
    here = request.user.reach("meetings.read").values("below")
    return fetch(request, Club.objects.filter(unit__in=here).select_related("unit"), club_id, command, at=_unit)


def _unit(club: Club) -> Unit:
    return club.unit


@dataclass(frozen=True)
class Ground:
    """A place and its clubs that the person may see; where one can go from it: up (keys and names), and down."""

    unit: Unit
    name: str
    clubs: QuerySet[Club]
    above: tuple[tuple[str, str], ...]
    below: tuple[tuple[str, str], ...]


def ground_asked(request: SignedInRequest, right: str, day: date) -> Ground:
    """The place that `?noi=` names, else the highest one where the person holds `right`.

    404 where they do not hold it there, 403 where they hold it nowhere.
    """
    if not request.user.may_anywhere(right):
        raise PermissionDenied(right)
    reach = request.user.reach(right)
    if key := request.GET.get("noi", "").strip():
        unit = get_object_or_404(Unit, key=key)
        if not reach.filter(below=unit).exists():
            raise Http404(key)
    else:
        link = reach.filter(is_heir=False).select_related("above").order_by("above_id").first()
        if link is None:
            raise Http404
        unit = link.above
    above = ancestors(unit, day)
    reached = set(reach.filter(below__in=above).values_list("below", flat=True))
    names = names_on(reached, day)
    below = [(version.unit.key, version.name) for version in children(unit, day)]
    if unit.level == Unit.Level.COMMUNE:
        below = []
    clubs = Club.objects.filter(unit__in=reach.values("below")).under(within(unit, day))
    return Ground(
        unit, name_on(unit, day), clubs, tuple((u.key, names[u.pk]) for u in above if u.pk in reached), tuple(below)
    )


def month_asked(request: SignedInRequest, default: date) -> date:
    """The last day of the month that `?thang=2026-10` asks for; one that can't be read is said so."""
    text = request.GET.get("thang", "").strip()
    if not text:
        return month_end(default)
    found = re.fullmatch(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})", text)
    year, month = (int(n) for n in (found[1] or found[4], found[2] or found[3])) if found else (0, 0)
    if not (1900 <= year <= 2100 and 1 <= month <= 12):
        messages.error(request, _("Không đọc được tháng «%s».") % text[:20])
        return month_end(default)
    return month_end(date(year, month, 1))


def months_offered(today: date, chosen: date) -> list[date]:
    """The ends of the months to choose from, the newest first: two years back, and the chosen one."""
    first = today.replace(day=1)
    for _month in range(MONTHS_OFFERED - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return sorted({*month_ends(first, today), chosen}, reverse=True)
