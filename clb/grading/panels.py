"""The newest grade on a club's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries.results import latest_grades


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if "grading.read" not in rights:
        return None
    return {"latest": latest_grades(Club.objects.filter(pk=club.pk), day).get(club.pk)}


register_panel(Panel("grading/_panel.html", _panel, order=45))
