"""The published reads: the newest locked grade of each club and how many clubs have which grade, on any day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from clb.clubs.models import Club
from clb.grading.models import Sheet
from clb.grading.rules import GRADES, Grade

LOCKED = Sheet.Stage.LOCKED


@dataclass(frozen=True)
class LatestGrade:
    """A club's newest result: of which round and sheet, from records until `measured_on`."""

    club_id: UUID
    sheet_id: int
    round_id: UUID
    grade: Grade
    points: Decimal
    total: Decimal
    measured_on: date
    locked_on: date

    @property
    def percent(self) -> Decimal:
        """Points in per cent of all that could be had, so that two scorecards compare."""
        return 100 * self.points / self.total


def results_on(clubs: QuerySet[Club], on: date) -> QuerySet[Sheet]:
    """The newest locked sheet of each of `clubs` on a day. A result is of the last day whose records it read, whenever
    it was locked: the grades of 2025 are those of 31/12/2025. Of two of the same day the one locked last counts."""
    # A round that is still being locked tells nothing: all of its results come to stand together.
    locked = Sheet.objects.filter(stage=LOCKED, measured_on__lte=on, round__locked_on__isnull=False)
    day = OuterRef("measured_on")
    later = locked.filter(club=OuterRef("club")).filter(
        Q(measured_on__gt=day)
        | Q(measured_on=day, locked_on__gt=OuterRef("locked_on"))
        | Q(measured_on=day, locked_on=OuterRef("locked_on"), pk__gt=OuterRef("pk"))
    )
    return locked.filter(club__in=clubs.order_by().values("pk")).exclude(Exists(later))


def latest_grades(clubs: QuerySet[Club], on: date) -> dict[UUID, LatestGrade]:
    """The newest locked grade of each of `clubs` on a day; clubs never graded by then are left out. One query."""
    columns = ("club", "pk", "round", "grade", "points", "round__scorecard__total", "measured_on", "locked_on")
    rows = results_on(clubs, on).order_by().values_list(*columns)
    return {
        pk: LatestGrade(pk, sheet, round_, Grade(grade), Decimal(points), Decimal(total), day, locked)
        for pk, sheet, round_, grade, points, total, day, locked in rows
    }


def grade_counts(clubs: QuerySet[Club], on: date) -> dict[Grade | None, int]:
    """How many of `clubs` have which grade on a day; None: founded and never graded by then. Two queries."""
    held = Counter(results_on(clubs, on).order_by().values_list("grade", flat=True))
    counts: dict[Grade | None, int] = {grade: held.get(grade, 0) for grade in GRADES}
    counts[None] = clubs.filter(founded_on__lte=on).count() - sum(held.values())
    return counts
