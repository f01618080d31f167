"""The board of agency × duty: what fell due, what was done, what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from clb.access.models import User
from clb.access.roles import Role
from clb.law.norms import is_same_everywhere, limit
from clb.places.models import RANK, Unit, UnitLink
from clb.places.queries import path_keys
from clb.plans.models import Agency, AgencyBody, DutyCharge, DutyExtension, Plan, Task, TaskReport
from clb.plans.rules.duties import GUESSED_RHYTHMS, DutyState, Limits, due_days_of, state_of, steps_up


@dataclass(frozen=True)
class Due:
    """One due day of a duty: `until` is the day after extensions; `reported` of `wanted` units have told it done
    (one of one, or of as many communes as owe it); `report` is the one that counts for all."""

    on: date
    state: DutyState
    report: TaskReport | None
    until: date
    reported: int
    wanted: int
    is_late: bool
    steps_up: int

    @property
    def is_done_late(self) -> bool:
        """Done, but after its day."""
        return self.is_late and self.state == DutyState.DONE


@dataclass(frozen=True)
class Duty:
    """A duty with all its due days; `now` is the one that matters today."""

    task: Task
    dues: tuple[Due, ...]
    now: Due
    is_guessed: bool
    is_shared: bool
    in_charge: str

    @property
    def is_day_guessed(self) -> bool:
        """The text names no day and no rhythm: the plan's last day is a suggestion."""
        return self.task.due_on is None and len(self.dues) == 1 and self.task.rhythm != Task.Rhythm.UNTIL_END

    @property
    def done(self) -> int:
        """How many due days are done."""
        return sum(d.state == DutyState.DONE for d in self.dues)

    @property
    def late(self) -> int:
        """How many due days were done after their day."""
        return sum(d.is_done_late for d in self.dues)

    @property
    def overdue(self) -> int:
        """How many due days are past and not done."""
        return sum(d.state == DutyState.OVERDUE for d in self.dues)


@dataclass(frozen=True)
class Desk:
    """An agency of the plan with its duties; no agency for duties that nobody owns."""

    agency: Agency | None
    duties: tuple[Duty, ...]

    @property
    def tally(self) -> dict[str, int]:
        """Duties by the state of the due day that matters now."""
        counted = Counter(d.now.state.value for d in self.duties)
        return {state.value: counted.get(state.value, 0) for state in DutyState}

    @property
    def bodies(self) -> list[AgencyBody]:
        """The bodies that the head names."""
        return list(self.agency.bodies.all()) if self.agency else []

    @property
    def roles(self) -> set[str]:
        """The offices that act for its bodies."""
        return {body.role for body in self.bodies} - {""}


LIMITS = ("duty.remind_days", "duty.escalate_days", "duty.escalate_steps")


def duty_limits(place: Unit, on: date) -> Limits:
    """When to remind and when to tell the unit above, at a place on a day."""
    path = () if all(is_same_everywhere(name) for name in LIMITS) else path_keys(place, on)
    return Limits(*(limit(name, on=on, path=path) for name in LIMITS))


def duty_board(plan: Plan, on: date, among: Collection[int] | None = None) -> list[Desk]:
    """Every agency of `plan` with its duties as they stand on a day, then the duties that nobody owns.

    `among`: of what each commune owes, only these communes (ids), as their own desk sees it.
    """
    return duty_boards([plan], on, among)[plan.pk]


def duty_boards(plans: Sequence[Plan], on: date, among: Collection[int] | None = None) -> dict[int, list[Desk]]:
    """The boards of many plans by the plan's id, in as many queries as of one, but for what communes owe."""
    agencies: dict[int, list[Agency]] = {plan.pk: [] for plan in plans}
    for agency in Agency.objects.filter(plan__in=plans).prefetch_related("bodies").order_by("order", "pk"):
        agencies[agency.plan_id].append(agency)
    tasks: dict[int, list[Task]] = {plan.pk: [] for plan in plans}
    for task in Task.objects.filter(plan__in=plans).select_related("given_to").order_by("order", "pk"):
        tasks[task.plan_id].append(task)
    communes = {plan.pk: _communes_owing(plan, on, agencies[plan.pk], among) for plan in plans}
    said = _said(plans, on, communes)
    return {p.pk: _board(p, agencies[p.pk], tasks[p.pk], said[p.pk], on) for p in plans}


def _board(plan: Plan, agencies: list[Agency], tasks: list[Task], said: _Said, on: date) -> list[Desk]:
    shared = {agency.pk for agency in agencies if _is_owed_by_communes(plan, agency)}
    limits = duty_limits(plan.place, on)
    duties: dict[int | None, list[Duty]] = {}
    for task in tasks:
        task.plan = plan
        owner = owner_of(task)
        duties.setdefault(owner, []).append(_duty(task, said, on, limits, is_shared=owner in shared))
    desks = [Desk(agency, tuple(duties.get(agency.pk, []))) for agency in agencies]
    unowned = tuple(duties.get(None, []))
    return [*desks, Desk(None, unowned)] if unowned else desks


def owner_of(task: Task) -> int | None:
    """The head (id) to which a duty belongs: by the plan, else by whoever gave it since; none where nobody owns it."""
    return task.agency_id or (task.given_to.agency_id if task.given_to else None)


def bodies_of(task: Task) -> list[AgencyBody]:
    """The bodies that have a duty; none where nobody owns it."""
    owner = owner_of(task)
    rows = AgencyBody.objects.filter(agency=owner).select_related("successor_place") if owner else ()
    return [body for body in rows if task.agency_id or body.pk == task.given_to_id]


def communes_of(plan: Plan, on: date) -> list[Unit]:
    """The communes on the plan's ground: each owes what the plan asks of communes."""
    last = plan.place.seen_on(min(on, plan.until_on))
    links = UnitLink.objects.filter(above=plan.place, below__level=Unit.Level.COMMUNE, is_heir=False)
    links = links.filter(from_on__lte=last).exclude(until_on__lt=last).select_related("below")
    return [link.below for link in links.order_by("below")]


def is_owed_by_communes(task: Task) -> bool:
    """Does each commune on the plan's ground owe this duty?"""
    owner = owner_of(task)
    agency = Agency.objects.prefetch_related("bodies").filter(pk=owner).first() if owner else None
    return agency is not None and _is_owed_by_communes(task.plan, agency)


def _is_owed_by_communes(plan: Plan, agency: Agency) -> bool:
    is_above = RANK[plan.place.level] < RANK[Unit.Level.COMMUNE]
    return is_above and any(body.role == Role.COMMUNE for body in agency.bodies.all())


def _communes_owing(plan: Plan, on: date, agencies: Iterable[Agency], among: Collection[int] | None) -> frozenset[int]:
    if not any(_is_owed_by_communes(plan, agency) for agency in agencies):
        return frozenset()
    found = frozenset(unit.pk for unit in communes_of(plan, on))
    return found if among is None else found & frozenset(among)


@dataclass(frozen=True)
class _Said:
    """What was said of the duties of a plan until a day, by duty and due day."""

    ground: int
    communes: frozenset[int]
    reports: dict[tuple[int, date], dict[int, TaskReport]] = field(default_factory=dict)
    extended: dict[tuple[int, date], date] = field(default_factory=dict)
    charges: dict[int, list[DutyCharge]] = field(default_factory=dict)

    @property
    def counted(self) -> frozenset[int]:
        """Whose extensions and charges are those of the board: the plan's place, and one commune seen alone."""
        return frozenset({self.ground}) | (self.communes if len(self.communes) == 1 else frozenset())


def _said(plans: Sequence[Plan], on: date, communes: dict[int, frozenset[int]]) -> dict[int, _Said]:
    """What was said of the duties of each plan, by its id, in three queries for all."""
    said = {plan.pk: _Said(plan.place_id, communes[plan.pk]) for plan in plans}
    whose = dict(Task.objects.filter(plan__in=plans).values_list("pk", "plan"))
    reports = TaskReport.objects.filter(task__plan__in=plans, done_on__lte=on).select_related("by")
    for report in reports:
        of = said[whose[report.task_id]]
        if report.place_id == of.ground or report.place_id in of.communes:
            of.reports.setdefault((report.task_id, report.due_on), {})[report.place_id] = report
    for row in DutyExtension.objects.filter(task__plan__in=plans, granted_on__lte=on):
        of, at = said[whose[row.task_id]], (row.task_id, row.due_on)
        if row.place_id in of.counted:
            of.extended[at] = max(of.extended.get(at, row.until_on), row.until_on)
    for charge in DutyCharge.objects.filter(task__plan__in=plans).order_by("due_on"):
        of = said[whose[charge.task_id]]
        if charge.place_id in of.counted:
            of.charges.setdefault(charge.task_id, []).append(charge)
    return said


def _duty(task: Task, said: _Said, on: date, limits: Limits, *, is_shared: bool) -> Duty:
    communes = said.communes if is_shared else frozenset()
    dues = tuple(_due(task, day, said, on, limits, communes) for day in due_days_of(task))
    open_ones = [due for due in dues if due.state != DutyState.DONE]
    overdue = [due for due in open_ones if due.state == DutyState.OVERDUE]
    now = overdue[-1] if overdue else open_ones[0] if open_ones else dues[-1]
    named = [charge.in_charge for charge in said.charges.get(task.pk, []) if charge.due_on <= now.on]
    is_guessed = task.rhythm in GUESSED_RHYTHMS
    return Duty(task, dues, now, is_guessed, is_shared, in_charge=named[-1] if named else "")


def _due(task: Task, day: date, said: _Said, on: date, limits: Limits, communes: frozenset[int]) -> Due:
    reports = said.reports.get((task.pk, day), {})
    until = said.extended.get((task.pk, day), day)
    for_all = reports.get(said.ground)
    own = [report for place, report in reports.items() if place in communes]
    if communes and for_all is None:
        wanted, reported = len(communes), len(own)
    else:
        wanted, reported = 1, int(for_all is not None)
    is_done = reported >= wanted
    counted = [for_all] if for_all else own
    done_on = max((report.done_on for report in counted), default=None) if is_done else None
    return Due(
        on=day,
        state=state_of(until, is_done, on, limits.remind_days),
        report=for_all or (own[0] if len(own) == wanted == 1 else None),
        until=until,
        reported=reported,
        wanted=wanted,
        is_late=done_on > until if done_on else until < on,
        steps_up=steps_up(until, is_done, on, limits),
    )


def tasks_for(user: User) -> QuerySet[Task]:
    """Tasks of confirmed plans that what is recorded elsewhere may serve, as far as `user` sees the plans."""
    plans = Plan.objects.visible_to(user).filter(status=Plan.Status.CONFIRMED)
    return Task.objects.filter(plan__in=plans.values("pk")).select_related("plan").order_by("plan", "order", "pk")
