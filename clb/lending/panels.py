"""What requests show on a club's page: how many wait, and the way to them. It names nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .commands import ASK_LOAN
from .queries import waiting_at


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if "lending.read" not in rights:
        return None
    return {"club": club, "waiting": waiting_at(club, day), "may_ask": ASK_LOAN.name in rights}


register_panel(Panel("lending/_panel.html", _panel, order=32))
