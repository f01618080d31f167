"""Pages of the calendar: a club's months, a place's clubs in one month, and who comes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.http import ground_asked
from clb.clubs.queries import status_on
from clb.kernel.dates import month_end
from clb.meetings.queries.attendance import RATE_MONTHS, attendance_of, unseen_members
from clb.meetings.queries.calendar import (
    Came,
    club_calendar,
    communes_by_club,
    counted,
    last_met,
    month_states,
    next_due,
)
from clb.meetings.rules.calendar import MonthState, last_whole_months, months_around
from clb.web.pages import paged

from .asked import club_read, club_seen, month_asked, months_offered

MONTHS = 24


def calendar(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's last 24 months and the next one: its day, what was held, who came; from the first one recorded on."""
    club, today = club_seen(request, club_id), timezone.localdate()
    rows = club_calendar(club, months_around(today, MONTHS), today)
    rights = request.user.rights_at(club.unit)
    begun = next((i for i, row in enumerate(rows) if row.meeting_id or row.met_on), 0)
    context = {
        "club": club,
        "rows": [row for row in reversed(rows[begun:]) if row.met_on or row.state != MonthState.NOT_OWED],
        "first": rows[begun].month_end,
        "unrecorded": sum(row.state == MonthState.MISSED for row in rows[:begun]),
        "next_due": next_due(rows, today),
        "status": status_on(club, today),
        "last_met": last_met(club, today),
        "came": sum((row.came for row in rows), Came()),
        "may_read": "meetings.read" in rights,
    }
    return render(request, "meetings/calendar.html", context)


def attendance(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """How often each member came over twelve months, and who was not seen for three."""
    club, today = club_read(request, club_id), timezone.localdate()
    ends = last_whole_months(month_end(today), RATE_MONTHS)
    context = {
        "club": club,
        "on": today,
        "first": ends[0],
        "last": ends[-1],
        "rows": attendance_of(club, today, ends),
        "unseen": unseen_members(club, today),
    }
    return render(request, "meetings/attendance.html", context)


def place_calendar(request: SignedInRequest) -> HttpResponse:
    """Every club of a place in one month: its day, and whether it met."""
    today = timezone.localdate()
    month = month_asked(request, today)
    ground = ground_asked(request, "clubs.read", _seen_on(month, today))
    rows = month_states(ground.clubs, month, today)
    wanted = request.GET.get("loc", "")
    shown = [row for row in rows if row.state == wanted] if wanted in set(MonthState) else rows
    page = paged(request, shown)
    context = {
        "ground": ground,
        "month": month,
        "months": months_offered(today, month),
        "counts": [(state, n) for state, n in counted(rows).items() if n],
        "total": len(rows),
        "wanted": wanted,
        "page": page,
        "communes": communes_by_club(page, _seen_on(month, today)),
    }
    return render(request, "meetings/place_calendar.html", context)


def _seen_on(month: date, today: date) -> date:
    """The day on which a month's places are looked at: its last, or today in a month that is not over."""
    return min(month, today)
