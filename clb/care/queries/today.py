"""What of care needs the chair today: dangers, whoever has nobody, visits missed, plans to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.care.models import CareClient, DangerAlert
from clb.care.rules.roster import Kept, kept_by_week, monday
from clb.clubs.models import Club
from clb.health.queries import agreed_among
from clb.law.norms import limit
from clb.places.queries import path_keys

from .clients import ClientLine, client_lines, clients_on, own_clients
from .months import courses
from .roster import PlannedVisit, State, roster

AHEAD = timedelta(days=7)
REVIEW_AHEAD = timedelta(days=14)
FEW_CLUBS, MOST_ALERTS = 3, 10


@dataclass(frozen=True)
class Missed:
    """A client to whom nobody came as often as planned in the last whole week."""

    line: ClientLine
    week: Kept


@dataclass(frozen=True)
class CareToday:
    """The list of one club on a day. `unvisited`: nobody came for more than `unvisited_days` days."""

    club: Club
    on: date
    alerts: tuple[DangerAlert, ...]
    unassigned: tuple[ClientLine, ...]
    uncovered: tuple[PlannedVisit, ...]
    missed: tuple[Missed, ...]
    unvisited: tuple[ClientLine, ...]
    unvisited_days: int
    unplanned: tuple[ClientLine, ...]
    to_review: tuple[ClientLine, ...]
    disagreed: tuple[ClientLine, ...]
    died: tuple[ClientLine, ...]

    @property
    def total(self) -> int:
        """How many things there are."""
        lists = (self.alerts, self.unassigned, self.uncovered, self.missed, self.unvisited, self.unplanned)
        return sum(map(len, (*lists, self.to_review, self.disagreed, self.died)))


def unvisited_days(club: Club, on: date) -> int:
    """After how many days without a visit somebody should look, by the nearest place's word."""
    return limit("care.unvisited_days", on=on, path=path_keys(club.unit, on))


def care_today(club: Club, on: date) -> CareToday:
    """What to look at in one club on a day."""
    clients = clients_on(club, on)
    lines, most = client_lines(clients, on), unvisited_days(club, on)
    since = on - timedelta(days=most)
    weeks = _last_week(club, on)
    return CareToday(
        club=club,
        on=on,
        alerts=tuple(open_alerts(Club.objects.filter(pk=club.pk), on)),
        unassigned=tuple(line for line in lines if not line.volunteers),
        uncovered=tuple(visit for visit in roster(clients, on, on + AHEAD, on) if _is_uncovered(visit)),
        missed=tuple(Missed(line, weeks[line.client.pk]) for line in lines if weeks.get(line.client.pk, Kept()).missed),
        unvisited=tuple(line for line in lines if max(line.last_on or date.min, line.client.from_on) < since),
        unvisited_days=most,
        unplanned=tuple(line for line in lines if line.plan is None),
        to_review=tuple(line for line in lines if line.plan and line.plan.review_on <= on + REVIEW_AHEAD),
        disagreed=tuple(line for line in lines if not line.has_agreed),
        died=tuple(line for line in lines if line.client.person.died_on is not None),
    )


def _is_uncovered(visit: PlannedVisit) -> bool:
    """Nobody comes though a volunteer is assigned or was: whoever has none at all is told of once, by itself."""
    return visit.state is State.NOBODY and bool(visit.away or visit.change)


def _last_week(club: Club, on: date) -> dict[object, Kept]:
    end = monday(on) - timedelta(days=1)
    start = monday(end)
    found = courses(CareClient.objects.filter(club=club), start, end)
    return {pk: kept_by_week(course.owed, course.visited).get(end, Kept()) for pk, course in found.items()}


@dataclass(frozen=True)
class CareOfMine:
    """A person's first screen: dangers on their ground, what waits in their few clubs, whom they visit themselves."""

    alerts: tuple[DangerAlert, ...]
    clubs: tuple[CareToday, ...]
    own: tuple[ClientLine, ...]


def care_of_mine(user: User, on: date) -> CareOfMine:
    """What of care needs `user` on a day; of more than `FEW_CLUBS` clubs only the dangers."""
    clubs = Club.objects.filter(unit__in=user.reach("care.read").values("below")).alive_on(on).select_related("unit")
    few = list(clubs[: FEW_CLUBS + 1]) if user.may_anywhere("care.read") else []
    own = client_lines(own_clients(user, on), on) if user.may_anywhere("care.read_own") else []
    waiting = [care_today(club, on) for club in few] if len(few) <= FEW_CLUBS else []
    alerts = open_alerts(clubs, on)[:MOST_ALERTS] if few else []
    return CareOfMine(tuple(alerts), tuple(one for one in waiting if one.total), tuple(own))


def open_alerts(clubs: QuerySet[Club], on: date) -> list[DangerAlert]:
    """Dangers seen and not settled, the oldest first; of whoever agrees that it be told."""
    rows = DangerAlert.objects.filter(
        Q(referral=None) | Q(referral__outcome=""),
        visit__client__club__in=clubs.values("pk"),
        settled_on__isnull=True,
        visit__visited_on__lte=on,
    )
    rows = rows.select_related("visit__client__person", "visit__volunteer__person", "referral")
    found = list(rows.order_by("visit__visited_on", "pk"))
    agreed = agreed_among([alert.visit.client.person_id for alert in found], on)
    return [alert for alert in found if alert.visit.client.person_id in agreed]
