"""The way to a club's journal from its page."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries import READ


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    return {"club": club} if READ in rights else None


register_panel(Panel("journal/_panel.html", _panel, order=90))
