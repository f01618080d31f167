"""Which members in hardship a club did something for: each once, with the first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from clb.clubs.models import Club
from clb.meetings.models import Activity, Area, HelpedMember, Meeting
from clb.members.models import HouseholdClass


@dataclass(frozen=True)
class Helped:
    """A member in hardship, by the record named first in the period, and the day on which that was."""

    club: UUID
    membership: UUID
    on: date


def helped_in_hardship(clubs: QuerySet[Club], first: date, last: date) -> list[Helped]:
    """Members of `clubs` who were helped from `first` to `last` while their household was poor, near-poor or otherwise
    in hardship; a person once in each club, also where two records are the same person. In one query."""
    day = OuterRef("activity__happened_on")
    held = HouseholdClass.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)
    rows = HelpedMember.objects.filter(
        Exists(held.filter(person=OuterRef("membership__person"))),
        activity__happened_on__range=(first, last),
        activity__club__in=clubs.values("pk"),
    )
    columns = ("activity__club", "membership", "membership__person", "membership__person__twin_of__kept")
    found: dict[tuple[UUID, UUID], Helped] = {}
    told = rows.order_by("activity__happened_on", "pk").values_list(*columns, "activity__happened_on")
    for club, membership, person, kept, on in told:
        found.setdefault((club, kept or person), Helped(club, membership, on))
    return list(found.values())


def help_at(meeting: Meeting) -> QuerySet[Activity]:
    """What a meeting says of helping one another, with `n_helped`, how many members are named as helped."""
    return meeting.activities.filter(area=Area.SELF_HELP).annotate(n_helped=Count("helped")).order_by("pk")
