"""Care on a club's page: numbers for whoever may read them, the way in for whoever reads names."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries.counts import club_care


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if not rights & {"care.read", "care.read_counts"}:
        return None
    (found,) = club_care([club], day)
    may_read = "care.read" in rights
    told: dict[str, Any] = {"clients": found.clients, "volunteers": found.volunteers, "may_read": may_read}
    told["percent"] = found.month.percent if may_read or not found.hides_month else None
    return {**told, "hides": found.hides_clients and not may_read}


register_panel(Panel("care/_panel.html", _panel, order=41))
