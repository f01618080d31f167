"""One due day of a duty as it is worked on, and for which units a person may report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clb.access.models import User
from clb.access.queries import offices, units_within
from clb.access.roles import Role
from clb.places.models import Unit
from clb.places.queries import names_on
from clb.plans.models import DutyExtension, Plan, Task, TaskEvidence, TaskReport
from clb.plans.proofs import Counted, Proof, proof_of, proofs
from clb.plans.rules.duties import due_days_of, period_of

from .duties import Due, Duty, bodies_of, communes_of, duty_board, is_owed_by_communes


@dataclass(frozen=True)
class ReportRow:
    """A report with what shows it, as far as the reader may see that; `hidden` counts the rest."""

    report: TaskReport
    proofs: list[tuple[TaskEvidence, str]]
    hidden: int


@dataclass(frozen=True)
class DuePage:
    """One due day: its state, who reported, who has not (the names of communes), extensions, and what is counted."""

    duty: Duty
    due: Due
    reports: list[ReportRow]
    missing: list[str]
    extensions: list[DutyExtension]
    proof: Proof | None
    counted: Counted | None
    period: tuple[date, date]


def due_page(user: User, task: Task, day: date, on: date) -> DuePage:
    """The due day `day` of a duty as it stands on a day."""
    duty = next(d for desk in duty_board(task.plan, on) for d in desk.duties if d.task.pk == task.pk)
    due = next(due for due in duty.dues if due.on == day)
    reports = list(TaskReport.objects.filter(task=task, due_on=day).select_related("place", "by").order_by("place"))
    period = period_of(due_days_of(task), day, task.plan.from_on)
    proof = proof_of(task)
    told = {report.place_id for report in reports}
    owing = [unit.pk for unit in communes_of(task.plan, on)] if due.wanted > 1 else []
    names = names_on([pk for pk in owing if pk not in told], on)
    until = min(period[1], on)
    return DuePage(
        duty=duty,
        due=due,
        reports=_rows(user, reports),
        missing=sorted(names.values()),
        extensions=list(DutyExtension.objects.filter(task=task, due_on=day).select_related("by").order_by("until_on")),
        proof=proof,
        counted=proof.count(task.plan.place, period[0], until) if proof and period[0] <= until else None,
        period=period,
    )


def _rows(user: User, reports: list[TaskReport]) -> list[ReportRow]:
    """Each report with what shows it; four queries however many."""
    total: dict[int, int] = {}
    for pk in TaskEvidence.objects.filter(report__in=reports).values_list("report", flat=True):
        total[pk] = total.get(pk, 0) + 1
    seen: dict[int, list[tuple[TaskEvidence, str]]] = {}
    for row in TaskEvidence.objects.visible_to(user).filter(report__in=reports).select_related("file").order_by("pk"):
        seen.setdefault(row.report_id, []).append((row, _address(row)))
    return [
        ReportRow(report, seen.get(report.pk, []), total.get(report.pk, 0) - len(seen.get(report.pk, [])))
        for report in reports
    ]


def _address(row: TaskEvidence) -> str:
    """Where a record is shown; empty for a file, and for a kind that the software no longer knows."""
    proof = proofs().get(row.kind)
    return proof.address(row.key) if proof and proof.address else ""


def places_to_report(user: User, task: Task, on: date) -> list[Unit]:
    """The units for which `user` may report a duty: the plan's place, or the communes whose part it is.

    Empty where it is not the duty of an office that `user` holds there.
    """
    roles = set(offices(user, on).values_list("role", flat=True))
    bodies = bodies_of(task)
    if not roles & {*(body.role for body in bodies), Role.ASSOCIATION.value} - {""}:
        return []
    ground = task.plan.place
    heirs = [body.successor_place for body in bodies if body.successor_place and body.role in roles]
    if user.may("plans.report_task", ground) or any(user.may("plans.report_task", unit) for unit in heirs):
        return [ground]
    if not is_owed_by_communes(task):
        return []
    mine = communes_of_mine(user, task.plan, on) or set()
    return [unit for unit in communes_of(task.plan, on) if unit.pk in mine]


def communes_of_mine(user: User, plan: Plan, on: date) -> set[int] | None:
    """The communes (ids) of a plan's ground for which alone `user` reports; None for whoever reports for all of it."""
    if user.may("plans.report_task", plan.place):
        return None
    return units_within(user, "plans.report_task", [unit.pk for unit in communes_of(plan, on)])
