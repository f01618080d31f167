"""Visits planned and made by club and month: the one definition of both, derived from plans and visits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from clb.care.models import CareClient, CarePlan, CareVisit, RosterChange
from clb.care.rules.roster import Kept, Rule, kept_by_week, weeks_of_month
from clb.clubs.models import Club
from clb.kernel.dates import month_end


@dataclass
class Course:
    """What was planned for one client and when somebody came, within some days."""

    club_id: UUID
    planned: set[date] = field(default_factory=set)
    off: set[date] = field(default_factory=set)
    visited: set[date] = field(default_factory=set)

    @property
    def owed(self) -> set[date]:
        """Days on which somebody was expected."""
        return self.planned - self.off


def courses(clients: QuerySet[CareClient], first: date, last: date) -> dict[UUID, Course]:
    """The course of each of `clients` that had a plan within these days, in three queries."""
    found: dict[UUID, Course] = {}
    plans = CarePlan.objects.filter(client__in=clients.values("pk"), from_on__lte=last, until_on__gte=first).order_by()
    told = plans.values_list("client", "from_on", "until_on", "weekdays", "every_weeks", "client__club")
    for pk, from_on, until_on, weekdays, every_weeks, club_id in told:
        rule = Rule(pk, from_on, until_on, weekdays, every_weeks)
        found.setdefault(pk, Course(club_id)).planned |= set(rule.days(first, last))
    within: dict[str, Any] = {"client__in": clients.values("pk")}
    off = RosterChange.objects.filter(**within, volunteer__isnull=True, planned_on__range=(first, last)).order_by()
    for pk, day in off.values_list("client", "planned_on"):
        if pk in found:
            found[pk].off.add(day)
    came = CareVisit.objects.filter(**within, visited_on__range=(first, last)).order_by()
    for pk, day in came.values_list("client", "visited_on"):
        if pk in found:
            found[pk].visited.add(day)
    return found


def care_months(clubs: QuerySet[Club], first_end: date, last_end: date) -> dict[tuple[UUID, date], Kept]:
    """By club and month end, of the months that end on these days and between; only where something was planned."""
    first, last = weeks_of_month(first_end)[0], weeks_of_month(last_end)[1]
    clients = CareClient.objects.filter(club__in=clubs.values("pk"))
    months: dict[tuple[UUID, date], Kept] = defaultdict(Kept)
    for course in courses(clients, first, last).values():
        for end, kept in kept_by_week(course.owed, course.visited).items():
            months[course.club_id, month_end(end)] += kept
    return dict(months)
