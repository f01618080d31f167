"""What each member of a club got in a year: talks, sport and arts, groups, readings and the check-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from clb.board.queries import sub_groups_on
from clb.clubs.models import Club
from clb.health.queries import agreed_among
from clb.health.queries.coverage import is_checked, months_measured
from clb.meetings.models import ActivityPerson, Area, Attendance, Meeting, MeetingNote
from clb.members.models import Membership
from clb.members.queries.counts import belonging

from .months import HELD


@dataclass(frozen=True)
class Gain:
    """What one member got from 1 January to a day.

    `talks`: meetings with a topic at which they were present, and talks on health or other matters beside meetings;
    `culture`: sport and arts; `sessions` of their groups. `measured` months and `is_checked` are None where the person
    has not agreed to records of health, or the reader may not see them.
    """

    membership: Membership
    talks: int
    culture: int
    groups: tuple[str, ...]
    sessions: int
    measured: int | None
    is_checked: bool | None

    @property
    def kinds(self) -> int:
        """Of how many kinds they got something."""
        return sum(map(bool, (self.talks, self.culture, self.sessions, self.measured, self.is_checked)))


def gains_of(club: Club, on: date, *, with_health: bool) -> list[Gain]:
    """Each member of `club` on a day, those who got least first, then by given name; in a fixed number of queries."""
    first = on.replace(month=1, day=1)
    members = list(belonging(on).filter(club=club).select_related("person").order_by("person__sort_key", "pk"))
    people = [m.person_id for m in members]
    talks, culture, sessions = _took_part(club, first, on)
    talks += _heard_talks(club, first, on)
    groups: dict[UUID, list[str]] = {}
    for group, rows in sub_groups_on(club, on):
        for row in rows:
            groups.setdefault(row.membership.person_id, []).append(group.name)
    agreed = agreed_among(people, on) if with_health else set()
    measured = months_measured(agreed, first, on) if with_health else {}
    checked = _checked(members, on) if with_health else set()
    found = [
        Gain(
            m,
            talks[m.person_id],
            culture[m.person_id],
            tuple(groups.get(m.person_id, ())),
            sessions[m.person_id],
            measured.get(m.person_id, 0) if m.person_id in agreed else None,
            m.pk in checked if m.person_id in agreed else None,
        )
        for m in members
    ]
    return sorted(found, key=lambda gain: gain.kinds)


def _took_part(club: Club, first: date, on: date) -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
    """By person: talks, sport and arts, and sessions of groups, out of what was written down beside meetings."""
    here = {"activity__club": club, "activity__happened_on__range": (first, on)}
    rows = ActivityPerson.objects.filter(**here).order_by().values_list("person")
    is_talk = Q(activity__area__in=(Area.HEALTH, Area.COMMUNICATION))
    talks, culture, sessions = Counter[Any](), Counter[Any](), Counter[Any]()
    counted = rows.annotate(
        n=Count("pk", filter=is_talk & Q(activity__sub_group__isnull=True)),
        c=Count("pk", filter=Q(activity__area=Area.CULTURE)),
        s=Count("pk", filter=Q(activity__sub_group__isnull=False)),
    )
    for person, n, c, s in counted:
        talks[person], culture[person], sessions[person] = n, c, s
    return talks, culture, sessions


def _heard_talks(club: Club, first: date, on: date) -> Counter[Any]:
    """By person: meetings with a topic or word on rights at which they were present."""
    parts = (MeetingNote.Part.TOPIC, MeetingNote.Part.RIGHTS)
    held = Meeting.objects.filter(HELD, club=club, held_on__range=(first, on))
    talked = held.filter(pk__in=MeetingNote.objects.filter(part__in=parts).exclude(text="").values("meeting"))
    marks = Attendance.objects.filter(meeting__in=talked.values("pk"), mark=Attendance.Mark.PRESENT)
    return Counter(dict(marks.order_by().values_list("membership__person").annotate(Count("pk"))))


def _checked(members: Iterable[Membership], on: date) -> set[UUID]:
    asked = Membership.objects.filter(pk__in=[m.pk for m in members])
    return set(asked.filter(is_checked(on)).values_list("pk", flat=True))
