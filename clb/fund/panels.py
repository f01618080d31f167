"""What a club's money shows on the club's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries import start_fund_card


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if "fund.read" not in rights:
        return None
    return {"card": start_fund_card(club), "may_receive": "fund.receive_start_fund" in rights}


register_panel(Panel("fund/_panel.html", _panel, order=30))
