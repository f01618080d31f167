"""What privacy shows on a club's page: open requests with the days left, and the way to the register of consent."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries.requests import requests_of_club


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    return {"club": club, "cards": requests_of_club(club, day)} if "privacy.read" in rights else None


register_panel(Panel("privacy/_panel.html", _panel, order=90))
