"""What is asked about activities: a club's log, one activity, and how far a year's plan is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from clb.clubs.models import Club
from clb.kernel.dates import month_end
from clb.meetings.models import Activity, YearPlanItem


def log_of(club: Club, *, end: date | None = None, area: int | None = None) -> QuerySet[Activity]:
    """The club's activities, the newest first, of the month that ends on `end` and of one area where they are given;
    each with `proofs`, how many photos and papers it has."""
    rows = Activity.objects.filter(club=club).annotate(proofs=Count("evidence"))
    if end:
        rows = rows.filter(happened_on__range=(end.replace(day=1), end))
    if area:
        rows = rows.filter(area=area)
    return rows.order_by("-happened_on", "area", "pk")


@dataclass(frozen=True)
class PlanRow:
    """One item of a year's plan as it stands: DONE, DUE (this month), OVERDUE, LATER."""

    item: YearPlanItem
    done: tuple[Activity, ...]
    state: str


@dataclass(frozen=True)
class YearPlan:
    """A club's plan of a year on a day; `due` items should be done by then, of which `kept` are."""

    year: int
    rows: tuple[PlanRow, ...]
    due: int
    kept: int

    @property
    def done(self) -> int:
        """Items that are done, due or not."""
        return sum(row.state == "DONE" for row in self.rows)


def year_plan(club: Club, year: int, day: date) -> YearPlan:
    """The plan by month, in two questions. An item is due once its month is over."""
    items = (
        YearPlanItem.objects.filter(club=club, year=year).prefetch_related("done_by").order_by("month", "area", "pk")
    )
    rows, due, kept = [], 0, 0
    for item in items:
        done = tuple(sorted(item.done_by.all(), key=lambda activity: activity.happened_on))
        end = month_end(date(year, item.month, 1))
        is_due = end < day
        state = "DONE" if done else "OVERDUE" if is_due else "DUE" if end == month_end(day) else "LATER"
        due, kept = due + is_due, kept + (is_due and bool(done))
        rows.append(PlanRow(item, done, state))
    return YearPlan(year, tuple(rows), due, kept)
