"""One agency's desk at one place: its duties with their state, its money, its ground in counts, what it wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, Sum

from clb.access.models import User
from clb.access.roles import Role
from clb.clubs.models import Club
from clb.desks.models import NextStep, Note, Petition
from clb.desks.money import MoneyLine, money_of
from clb.members.models import ClubMonth
from clb.places.models import Unit, UnitLink
from clb.places.queries import within
from clb.plans.models import AgencyBody, Plan
from clb.plans.queries.duties import Desk, Due, Duty, communes_of, duty_board
from clb.plans.queries.raised import Raised, raised_to
from clb.plans.queries.years import Tally, lost_on, tally_of
from clb.plans.rules.duties import DutyState

from .lists import SHOWN, steps_due


@dataclass(frozen=True)
class PlanPart:
    """What one plan asks of the agency: its duties, with all their due days."""

    plan: Plan
    duties: tuple[Duty, ...]
    lost_on: date | None

    def dues(self, year: int) -> list[tuple[Duty, Due]]:
        """The due days of a year, in the plan's order."""
        return [(duty, due) for duty in self.duties for due in duty.dues if due.on.year == year]


@dataclass(frozen=True)
class Ground:
    """The place in counts: clubs that live, members and older ones by the last month that is counted, if any is."""

    clubs: int
    members: int
    older: int
    month_end: date | None


@dataclass(frozen=True)
class DeskPage:
    """A desk as one person sees it: notes and proposals only as far as they may."""

    unit: Unit
    role: str
    year: int
    parts: list[PlanPart]
    waiting: list[Duty]
    raised: list[Raised]
    steps: list[NextStep]
    petitions: list[Petition]
    notes: list[Note]
    money: list[MoneyLine]
    ground: Ground

    @property
    def tally(self) -> Tally:
        """The year over all plans."""
        return tally_of(due for part in self.parts for _duty, due in part.dues(self.year))


def desk_page(user: User, unit: Unit, role: str, year: int | None, on: date) -> DeskPage:
    """The desk of an office at a unit on a day, its duties of a year counted: of the last one with any by default."""
    parts = plan_parts(unit, role, on)
    year = year or _last_year(parts, on)
    wanted = {DutyState.OVERDUE, DutyState.DUE}
    waiting = [duty for part in parts for duty in part.duties if duty.now.state in wanted]
    here = {"unit": unit, "role": role}
    unanswered = Petition.objects.visible_to(user).filter(answer__isnull=True)
    unanswered = unanswered.filter(Q(**here) | Q(to_place=unit)) if role in _ANSWER else unanswered.filter(**here)
    notes = Note.objects.visible_to(user).filter(**here).select_related("about").order_by("-noted_on", "pk")
    holds_it = user.assignments.on(on).filter(**here).exists()
    return DeskPage(
        unit=unit,
        role=role,
        year=year,
        parts=parts,
        waiting=sorted(waiting, key=lambda duty: duty.now.until),
        raised=raised_to(user, on) if holds_it else [],
        steps=list(steps_due(user, unit, role, on)[:SHOWN]),
        petitions=list(unanswered.order_by("answer_by", "pk")[:SHOWN]),
        notes=list(notes[:SHOWN]),
        money=money_of(unit, role, year) if holds_it or user.may("budget.read_all", unit) else [],
        ground=ground_of(unit, on),
    )


_ANSWER = (Role.COMMUNE, Role.GOVERNMENT)


def _last_year(parts: list[PlanPart], on: date) -> int:
    """This year, else the last one before it in which something fell due."""
    years = {due.on.year for part in parts for duty in part.duties for due in duty.dues}
    return max((year for year in years if year <= on.year), default=on.year)


def plan_parts(unit: Unit, role: str, on: date) -> list[PlanPart]:
    """Every confirmed plan that has duties for this office here, the newest first."""
    owing = _owing(unit) if role == Role.COMMUNE else {unit.pk}
    there = Q(agency__plan__place=unit) | Q(successor_place=unit)
    if role == Role.COMMUNE:
        above = UnitLink.objects.filter(below__in=owing, is_heir=False).values("above")
        there |= Q(agency__plan__place__in=above)
    bodies = AgencyBody.objects.filter(there, role=role, agency__plan__status=Plan.Status.CONFIRMED)
    plans = Plan.objects.filter(pk__in=bodies.values("agency__plan")).select_related("place")
    parts = []
    for plan in plans.order_by("-from_on", "pk"):
        among = {pk for pk in owing if pk != plan.place_id} if role == Role.COMMUNE else None
        mine = [desk for desk in duty_board(plan, on, _of_this(plan, among, on)) if role in desk.roles]
        parts.append(_part(plan, mine, role, on))
    return [part for part in parts if part.duties]


def _of_this(plan: Plan, owing: set[int] | None, on: date) -> set[int] | None:
    """The communes of the plan for which this desk answers."""
    return None if owing is None else owing & {unit.pk for unit in communes_of(plan, on)}


def _owing(unit: Unit) -> set[int]:
    """The commune itself and those that it took over."""
    heirs = UnitLink.objects.filter(above=unit, is_heir=True, below__level=Unit.Level.COMMUNE)
    return {unit.pk, *heirs.values_list("below", flat=True)}


def _part(plan: Plan, desks: list[Desk], role: str, on: date) -> PlanPart:
    duties = tuple(duty for desk in desks for duty in desk.duties)
    lost = [lost_on(plan, body, on) for desk in desks for body in desk.bodies if body.role == role]
    return PlanPart(plan, duties, next((day for day in lost if day), None))


def ground_of(unit: Unit, on: date) -> Ground:
    """Counts of the ground below `unit`; they name nobody."""
    below = within(unit, on)
    end: date | None = on.replace(day=1) - timedelta(days=1)
    end = ClubMonth.objects.filter(month_end__lte=end).aggregate(last=Max("month_end"))["last"]
    told = ClubMonth.objects.filter(club__unit__in=below, month_end=end)
    sums = told.aggregate(members=Sum("members"), older=Sum("older_60"))
    clubs = Club.objects.filter(unit__in=below).alive_on(on).count()
    return Ground(clubs, sums["members"] or 0, sums["older"] or 0, end)
