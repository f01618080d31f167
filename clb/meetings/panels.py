"""What meetings show on a club's page: the next day, the last meeting, this month. It names nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries.calendar import club_calendar, last_met, next_due
from .rules.calendar import months_around


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any]:
    rows = club_calendar(club, months_around(day, 2), day)
    return {
        "club": club,
        "next_due": next_due(rows, day),
        "last_met": last_met(club, day),
        "months": rows[:2][::-1],
        "may_read_meetings": "meetings.read" in rights,
        "may_record": "meetings.record_meeting" in rights,
    }


register_panel(Panel("meetings/_panel.html", _panel, order=10))
