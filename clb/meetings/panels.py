"""What meetings show on a club's page: the next day, the last meeting, this month. It names nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries.calendar import club_calendar, last_met, next_due
from .queries.coverage import LONGEST, coverage_of
from .rules.calendar import last_whole_months, months_around


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any]:
    rows = club_calendar(club, months_around(day, 2), day)
    over = day - timedelta(days=1)
    coverage = coverage_of(Club.objects.filter(pk=club.pk), last_whole_months(over, LONGEST), over)[0]
    return {
        "club": club,
        "next_due": next_due(rows, day),
        "last_met": last_met(club, day),
        "months": rows[:2][::-1],
        "coverage": coverage,
        "lacking": [area for area, cover in coverage.areas.items() if cover.missing_since],
        "may_read": "meetings.read" in rights,
        "may_record": "meetings.record_meeting" in rights,
    }


register_panel(Panel("meetings/_panel.html", _panel, order=10))
