"""Duties so late that they are told to the units above, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clb.access.models import Assignment, User
from clb.access.queries import offices
from clb.access.roles import Role
from clb.places.models import RANK, UnitLink
from clb.places.queries import names_on
from clb.plans.models import Plan

from .duties import Desk, Duty, duty_boards

# Who is told: those who ordered the plan, and the association that leads it.
LEADERS = (Role.GOVERNMENT, Role.ASSOCIATION, Role.COMMUNE)
MOST_PLANS = 200
STILL_TOLD = timedelta(days=366)  # a plan that ran out is pressed for a year


@dataclass(frozen=True)
class Raised:
    """A duty told to a unit above: of which plan and place, who owes it, for how many days it is late."""

    duty: Duty
    plan: Plan
    place: str
    owner: str
    late_days: int


def raised_to(user: User, on: date) -> list[Raised]:
    """Duties below or beside `user`, who leads, that are late enough to be told there; the latest first.

    A department's duty is told first to those who lead at its own place, then to the unit above; a commune's first to
    the unit above. Plans that lie further down than steps are taken are not looked at.
    """
    found: dict[int, Raised] = {}
    for office in offices(user, on).filter(role__in=LEADERS):
        below = _plans_below(office, on)
        boards = duty_boards([plan for plan, _between in below], on)
        for plan, between in below:
            for desk in boards[plan.pk]:
                wanted = between + _first_step(office, plan, desk)
                late = [duty for duty in desk.duties if 0 < wanted <= duty.now.steps_up and desk.agency]
                found |= {duty.task.pk: _raised(duty, plan, desk, on) for duty in late}
    names = names_on({row.plan.place_id for row in found.values()}, on)
    rows = [Raised(r.duty, r.plan, names[r.plan.place_id], r.owner, r.late_days) for r in found.values()]
    return sorted(rows, key=lambda row: -row.late_days)


def _raised(duty: Duty, plan: Plan, desk: Desk, on: date) -> Raised:
    owner = desk.agency.text if desk.agency else ""
    return Raised(duty, plan, "", owner, (on - duty.now.until).days)


def _first_step(office: Assignment, plan: Plan, desk: Desk) -> int:
    """1 where the step to the leaders of the plan's own place comes first; 0 where they owe the duty themselves."""
    is_here = office.unit_id == plan.place_id
    if is_here and office.role in desk.roles:
        return -1  # one's own duty stands on one's own list
    leads_alone = desk.roles <= {Role.COMMUNE, Role.GOVERNMENT} and plan.place.level == "COMMUNE"
    return 0 if leads_alone and not is_here else 1


def _plans_below(office: Assignment, on: date) -> list[tuple[Plan, int]]:
    """Confirmed plans of the office's unit and of those below it, with how many steps each lies below."""
    links = UnitLink.objects.filter(above=office.unit_id)
    plans = Plan.objects.filter(status=Plan.Status.CONFIRMED, from_on__lte=on, until_on__gte=on - STILL_TOLD)
    plans = plans.filter(place__in=links.values("below")).select_related("place").order_by("place__pk", "pk")
    rows = list(plans[:MOST_PLANS])
    above = UnitLink.objects.filter(below__in={p.place_id for p in rows}, is_heir=False).values_list(
        "below", "above", "above__level", "until_on", "below__until_on"
    )
    between: dict[int, set[int]] = {}
    for below, up, level, until_on, ended_on in above:
        is_last = until_on is None or until_on == ended_on
        if is_last and up != below and RANK[level] > office.unit.rank:
            between.setdefault(below, set()).add(up)
    return [(plan, 0 if plan.place_id == office.unit_id else 1 + len(between.get(plan.place_id, ()))) for plan in rows]
