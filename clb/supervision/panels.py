"""Supervision on a club's page: the last visit, and what is left to do. It names nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .models import SupervisionVisit
from .queries import open_by_club


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if "supervision.read" not in rights:
        return None
    here = Club.objects.filter(pk=club.pk)
    visits = SupervisionVisit.objects.filter(club=club, cancelled_on__isnull=True)
    return {
        "last_visit": visits.filter(carried_on__lte=day).order_by("-carried_on").first(),
        "next_visit": visits.filter(carried_on__isnull=True).order_by("planned_on").first(),
        "open_work": open_by_club(here, day).get(club.pk),
    }


register_panel(Panel("supervision/_panel.html", _panel, order=50))
