"""What the address of a page asks for: a club, a place and its clubs, a month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.http import Ground, ground_asked
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.kernel.dates import month_end, month_ends
from clb.places.models import Unit

__all__ = ["Ground", "club_read", "club_seen", "ground_asked", "month_asked", "months_offered"]
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
