"""Who comes: rates of clubs and months, of members over a year, and members unseen for three months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from clb.clubs.models import Club
from clb.meetings.models import Attendance, Meeting
from clb.meetings.rules.calendar import last_whole_months
from clb.members.models import Membership
from clb.members.queries.counts import belonging

from .calendar import Came
from .months import HELD

UNSEEN_MONTHS = 3
RATE_MONTHS = 12


@dataclass(frozen=True)
class Seen:
    """How often a member was present, excused, absent at the meetings of some months."""

    membership: Membership
    present: int = 0
    excused: int = 0
    absent: int = 0

    @property
    def came(self) -> Came:
        """Present, of the meetings at which anybody said whether they were there."""
        return Came(self.present, self.present + self.excused + self.absent)


def attendance_of(club: Club, day: date, ends: Sequence[date]) -> list[Seen]:
    """Each member of `club` on `day`, by given name, over the closed meetings of the months that end on `ends`.

    A person who left and came back counts with all that was marked of them here.
    """
    months = [end.replace(day=1) for end in ends]
    marks = Attendance.objects.filter(
        meeting__in=Meeting.objects.filter(HELD, club=club, month__in=months).values("pk")
    )
    grouped = marks.order_by().values_list("membership__person", "mark").annotate(n=Count("pk"))
    found: dict[UUID, dict[str, int]] = {}
    for person, mark, n in grouped:
        found.setdefault(person, {})[mark.lower()] = n
    members = belonging(day).filter(club=club).select_related("person").order_by("person__sort_key", "pk")
    return [Seen(member, **found.get(member.person_id, {})) for member in members]


def _meetings(club: Club, ends: Sequence[date]) -> QuerySet[Meeting]:
    return Meeting.objects.filter(HELD, club=club, month__in=[end.replace(day=1) for end in ends])


@dataclass(frozen=True)
class Unseen:
    """Members present at none of the meetings of some months: those marked away, and those never marked."""

    ends: tuple[date, ...]
    meetings: int
    away: tuple[Membership, ...]
    never_marked: tuple[Membership, ...]


def unseen_members(club: Club, on: date) -> Unseen:
    """Members on `on`, of the club since before these months, present at no meeting of the last three whole months.

    Without a meeting in these months nobody is called unseen.
    """
    ends = last_whole_months(on, UNSEEN_MONTHS)
    meetings, first = _meetings(club, ends).count(), ends[0].replace(day=1)
    gone = [s for s in attendance_of(club, on, ends) if not s.present and s.membership.from_on <= first]
    if not meetings:
        gone = []
    away = tuple(s.membership for s in gone if s.came.marked)
    return Unseen(tuple(ends), meetings, away, tuple(s.membership for s in gone if not s.came.marked))
