"""Meetings, marks and activities as stored, for tests; they do not refresh the months' figures, services do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from clb.clubs.models import CharterRule, Club, ClubStatus
from clb.meetings.models import Activity, Attendance, Meeting
from clb.members.models import Membership


def make_meeting(club: Club, day: date, *, is_held: bool = True, **more: Any) -> Meeting:
    """A meeting, closed unless said otherwise."""
    closed = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if is_held else None
    return Meeting.objects.create(
        club=club, held_on=day, month=day.replace(day=1), first_closed_at=closed, is_closed=is_held, **more
    )


def mark(meeting: Meeting, member: Membership, mark: str = "PRESENT") -> None:
    """One line of the attendance list."""
    Attendance.objects.create(meeting=meeting, membership=member, mark=mark, version=1)


def make_activity(club: Club, day: date, area: int, **more: Any) -> Activity:
    """Something done in an area."""
    return Activity.objects.create(club=club, area=area, happened_on=day, **{"what": "Làm", "people": 3, **more})


def say_day(club: Club, words: str, from_on: date, until_on: date | None = None) -> None:
    """The charter's meeting day."""
    CharterRule.objects.create(
        club=club, item="MEETING_DAY", words=words, adopted_by="Họp", from_on=from_on, until_on=until_on
    )


def suspend(club: Club, from_on: date, until_on: date | None = None, status: str = "SUSPENDED") -> None:
    """Another status from a day on; where it ends, the club is active again."""
    club.statuses.filter(until_on__isnull=True).update(until_on=date.fromordinal(from_on.toordinal() - 1))
    ClubStatus.objects.create(club=club, status=status, from_on=from_on, until_on=until_on)
    if until_on:
        after = date.fromordinal(until_on.toordinal() + 1)
        ClubStatus.objects.create(club=club, status="ACTIVE", from_on=after)
