"""What the club's page shows of state money released to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries import club_money


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if "fund.read" not in rights:
        return None
    money = club_money(club)
    return {"money": money} if money else None


register_panel(Panel("budget/_panel.html", _panel, order=35))
