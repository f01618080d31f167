"""The roster: who is expected where on which day, computed from plans, volunteers and single changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from clb.care.models import CareAssignment, CareClient, CareVisit, RosterChange, Volunteer, VolunteerAbsence
from clb.care.rules.roster import Kept, kept_by_week, sunday

from .months import courses


class State(Enum):
    """How a planned visit stands. MADE_UP: on another day of the same week."""

    DONE = "DONE"
    MADE_UP = "MADE_UP"
    MISSED = "MISSED"
    EXPECTED = "EXPECTED"
    NOBODY = "NOBODY"
    OFF = "OFF"


@dataclass(frozen=True)
class PlannedVisit:
    """One planned visit; `who` are the volunteers expected, `away` those who said that they cannot come."""

    client: CareClient
    on: date
    who: tuple[Volunteer, ...]
    away: tuple[Volunteer, ...]
    state: State
    change: RosterChange | None = None

    @property
    def names(self) -> str:
        """Who is expected, by name."""
        return ", ".join(volunteer.person.full_name for volunteer in self.who)


def roster(clients: QuerySet[CareClient], first: date, last: date, today: date) -> list[PlannedVisit]:
    """Every planned visit to `clients` within these days, by day and then the client's given name."""
    week = (first - timedelta(days=first.weekday()), sunday(last))
    found = courses(clients, *week)
    people = {c.pk: c for c in clients.filter(pk__in=found).select_related("person__household", "club")}
    changes = {(c.client_id, c.planned_on): c for c in _changes(clients, first, last)}
    assigned, away = _assigned(clients, first, last), _away(clients, first, last)
    visits = []
    for pk, course in found.items():
        kept = kept_by_week(course.owed, course.visited)
        for day in sorted(d for d in course.planned if first <= d <= last):
            change = changes.get((pk, day))
            held = [v for v, begun, end in assigned[pk] if begun <= day <= end]
            if change is not None and change.volunteer is not None:
                held = [change.volunteer]
            out = [v for v in held if any(begun <= day <= end for begun, end in away[v.pk])]
            who = tuple(v for v in held if v not in out)
            state = _state(day, today, course.visited, kept.get(sunday(day), Kept()), change, who)
            visits.append(PlannedVisit(people[pk], day, who, tuple(out), state, change))
    return sorted(visits, key=lambda v: (v.on, v.client.person.sort_key, str(v.client.pk)))


def _state(
    day: date, today: date, visited: set[date], week: Kept, change: RosterChange | None, who: tuple[Volunteer, ...]
) -> State:
    if change is not None and change.volunteer_id is None:
        return State.OFF
    if day in visited:
        return State.DONE
    if week.planned and week.missed == 0:
        return State.MADE_UP
    if day < today:
        return State.MISSED
    return State.EXPECTED if who else State.NOBODY


def _changes(clients: QuerySet[CareClient], first: date, last: date) -> QuerySet[RosterChange]:
    rows = RosterChange.objects.filter(client__in=clients.values("pk"), planned_on__range=(first, last))
    return rows.select_related("volunteer__person")


Held = dict[UUID, list[tuple[Volunteer, date, date]]]


def _assigned(clients: QuerySet[CareClient], first: date, last: date) -> Held:
    rows = CareAssignment.objects.filter(client__in=clients.values("pk"), from_on__lte=last)
    rows = rows.filter(Q(until_on=None) | Q(until_on__gte=first)).select_related("volunteer__person")
    found: Held = defaultdict(list)
    for row in rows.order_by("from_on", "pk"):
        found[row.client_id].append((row.volunteer, row.from_on, row.until_on or date.max))
    return found


def _away(clients: QuerySet[CareClient], first: date, last: date) -> dict[UUID, list[tuple[date, date]]]:
    clubs = clients.order_by().values("club")
    rows = VolunteerAbsence.objects.filter(volunteer__club__in=clubs, from_on__lte=last, until_on__gte=first)
    found: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    for pk, begun, end in rows.values_list("volunteer", "from_on", "until_on"):
        found[pk].append((begun, end))
    return found


def last_visits(clients: QuerySet[CareClient], on: date) -> dict[UUID, date]:
    """When somebody came last, by client, until a day; whoever was never visited is left out."""
    rows = CareVisit.objects.filter(client__in=clients.values("pk"), visited_on__lte=on).order_by()
    return dict(rows.values_list("client").annotate(Max("visited_on")))
