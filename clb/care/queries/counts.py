"""Counts of care that name nobody: clients, volunteers, visits made as planned. The one definition of each.

Small counts are hidden in what is published: fewer than five people in one club could be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from clb.care.models import CareClient, CareMonth, CareVisit, Task, Volunteer
from clb.care.rules.roster import Kept
from clb.clubs.models import Club
from clb.kernel.dates import month_end
from clb.law.norms import limit

from .volunteers import Hours


def is_too_few(count: int) -> bool:
    """May this count of people not be published today? None is no secret."""
    return 0 < count < limit("health.published_from", on=timezone.localdate())


def last_whole_month(on: date) -> date:
    """The last month end not after a day."""
    return on if month_end(on) == on else on.replace(day=1) - timedelta(days=1)


def volunteers_on(clubs: QuerySet[Club], on: date) -> QuerySet[Volunteer]:
    """Volunteers of `clubs` on a day."""
    return Volunteer.objects.on(on).filter(club__in=clubs.values("pk"))


def people_cared_for(clubs: QuerySet[Club], on: date) -> QuerySet[CareClient]:
    """Whom `clubs` care for on a day."""
    return CareClient.objects.on(on).filter(club__in=clubs.values("pk"))


def people_cared_for_within(clubs: QuerySet[Club], first: date, last: date) -> QuerySet[CareClient]:
    """Whom `clubs` cared for on any of these days."""
    here = CareClient.objects.filter(club__in=clubs.values("pk"), from_on__lte=last)
    return here.exclude(until_on__lt=first)


def by_club(rows: QuerySet[Any]) -> dict[UUID, int]:
    """How many of `rows` each club has; clubs without any are left out."""
    return dict(rows.order_by().values("club").annotate(n=Count("pk")).values_list("club", "n"))


def kept_months(clubs: QuerySet[Club], first: date, last: date) -> QuerySet[CareMonth]:
    """The months of `clubs` whose whole lies within these days."""
    start = first if first.day == 1 else month_end(first) + timedelta(days=1)
    return CareMonth.objects.filter(club__in=clubs.values("pk"), month_end__range=(start, last))


def kept_within(clubs: QuerySet[Club], first: date, last: date) -> Kept:
    """Visits planned and made in the whole months within these days."""
    found = kept_months(clubs, first, last).aggregate(planned=Sum("planned"), done=Sum("done"))
    return Kept(found["planned"] or 0, found["done"] or 0)


@dataclass(frozen=True)
class ClubCare:
    """One club's care in numbers: people on a day, visits in the month that ended last before it, for how many."""

    club: Club
    clients: int
    volunteers: int
    month: Kept
    month_clients: int

    @property
    def hides_month(self) -> bool:
        """Too few were cared for in that month for its visits to be told to whoever may not see who they are."""
        return is_too_few(self.month_clients)

    @property
    def hides_clients(self) -> bool:
        """Too few clients to be told to whoever may not see who they are."""
        return is_too_few(self.clients)


def club_care(clubs: Sequence[Club], on: date) -> list[ClubCare]:
    """The numbers of several clubs in their order, in four queries."""
    these = Club.objects.filter(pk__in=[club.pk for club in clubs])
    clients, volunteers = by_club(people_cared_for(these, on)), by_club(volunteers_on(these, on))
    end = last_whole_month(on)
    months = CareMonth.objects.filter(club__in=these.values("pk"), month_end=end)
    kept = {row.club_id: Kept(row.planned, row.done) for row in months}
    then = by_club(people_cared_for_within(these, end.replace(day=1), end))
    return [
        ClubCare(
            club=club,
            clients=clients.get(club.pk, 0),
            volunteers=volunteers.get(club.pk, 0),
            month=kept.get(club.pk, Kept()),
            month_clients=then.get(club.pk, 0),
        )
        for club in clubs
    ]


@dataclass(frozen=True)
class MonthSummary:
    """What a club's meeting hears of a month: it names nobody."""

    club: Club
    first: date
    last: date
    clients: int
    volunteers: int
    kept: Kept
    visits: int
    hours: Hours
    dangers: int
    tasks: tuple[tuple[str, int], ...]


def month_summary(club: Club, end: date) -> MonthSummary:
    """The month that ends on a day, counted from the visits themselves; people as on that day."""
    first = end.replace(day=1)
    visits = CareVisit.objects.filter(client__club=club, visited_on__range=(first, end)).order_by()
    rows: list[Any] = list(visits.values_list("minutes", "companion", "tasks", "alert"))
    minutes = sum(m * (2 if with_another else 1) for m, with_another, _tasks, _alert in rows)
    here = Club.objects.filter(pk=club.pk)
    kept = CareMonth.objects.filter(club=club, month_end=end).first()
    done = [(str(task.label), sum(int(task.value in tasks) for _m, _c, tasks, _a in rows)) for task in Task]
    return MonthSummary(
        club=club,
        first=first,
        last=end,
        clients=people_cared_for(here, end).count(),
        volunteers=volunteers_on(here, end).count(),
        kept=Kept(kept.planned, kept.done) if kept else Kept(),
        visits=len(rows),
        hours=Hours(len(rows), minutes),
        dangers=sum(int(alert is not None) for _m, _c, _t, alert in rows),
        tasks=tuple((words, n) for words, n in done if n),
    )
