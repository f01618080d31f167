"""A club's month in figures, counted from its meetings, attendance and activities: the one definition of them.

A meeting counts from its first closing on, also while it is reopened; it belongs to the month that it was held for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from clb.clubs.models import Club
from clb.meetings.models import Activity, ActivityMonth, Area, Attendance, Meeting

HELD = Q(first_closed_at__isnull=False)


@dataclass(frozen=True)
class MonthFigures:
    """One club and month: the day of its monthly meeting, members present and marked at all its meetings, and how
    many activities it has in each area."""

    met_on: date | None = None
    present: int = 0
    marked: int = 0
    area_1: int = 0
    area_2: int = 0
    area_3: int = 0
    area_4: int = 0
    area_5: int = 0
    area_6: int = 0
    area_7: int = 0
    area_8: int = 0

    @classmethod
    def of(cls, row: ActivityMonth) -> Self:
        """The figures as stored."""
        return cls(**{name: getattr(row, name) for name in FIGURES})

    @property
    def areas(self) -> tuple[int, ...]:
        """Activities in areas 1 to 8, in their order."""
        return _areas(self)

    @property
    def is_empty(self) -> bool:
        """Does nothing of the month remain? Then no row is kept of it."""
        return not any(vars(self).values())


FIGURES = tuple(f.name for f in fields(MonthFigures))
AREA_FIGURES = {area: f"area_{area}" for area in Area.values}
_areas: Callable[[MonthFigures], tuple[int, ...]] = attrgetter(*AREA_FIGURES.values())


def month_figures(clubs: QuerySet[Club] | list[Club], month_end: date) -> dict[UUID, MonthFigures]:
    """The figures of the month that ends on `month_end`, by club, in three queries; clubs without any are left out."""
    first = month_end.replace(day=1)
    meetings = Meeting.objects.filter(HELD, club__in=clubs, month=first)
    found: dict[UUID, dict[str, Any]] = {}
    for pk, day in meetings.filter(kind=Meeting.Kind.MONTHLY).values_list("club", "held_on"):
        found[pk] = {"met_on": day}
    is_present = Q(mark=Attendance.Mark.PRESENT)
    marks = Attendance.objects.filter(meeting__in=meetings.values("pk")).order_by().values("meeting__club")
    counted = marks.annotate(present=Count("pk", filter=is_present), marked=Count("pk"))
    for pk, present, marked in counted.values_list("meeting__club", "present", "marked"):
        found[pk] = found.get(pk, {}) | {"present": present, "marked": marked}
    areas = {name: Count("pk", filter=Q(area=area)) for area, name in AREA_FIGURES.items()}
    done = Activity.objects.filter(club__in=clubs, happened_on__range=(first, month_end)).order_by().values("club")
    for pk, *counts in done.annotate(**areas).values_list("club", *areas):
        found[pk] = found.get(pk, {}) | dict(zip(areas, counts, strict=True))
    return {pk: MonthFigures(**figures) for pk, figures in found.items()}
