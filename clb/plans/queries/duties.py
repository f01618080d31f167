"""The board of agency × duty: what fell due, what was done, what is late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from clb.plans.models import Agency, Plan, Task, TaskReport
from clb.plans.rules.duties import GUESSED_RHYTHMS, DutyState, due_days_of, state_of


@dataclass(frozen=True)
class Due:
    """One due day of a duty, its state, and the report where it is done."""

    on: date
    state: DutyState
    report: TaskReport | None


@dataclass(frozen=True)
class Duty:
    """A duty with all its due days; `now` is the one that matters today."""

    task: Task
    dues: tuple[Due, ...]
    now: Due
    is_guessed: bool

    @property
    def is_day_guessed(self) -> bool:
        """The text names no day and no rhythm: the plan's last day is a suggestion."""
        return self.task.due_on is None and len(self.dues) == 1 and self.task.rhythm != Task.Rhythm.UNTIL_END

    @property
    def done(self) -> int:
        """How many due days are done."""
        return sum(d.state == DutyState.DONE for d in self.dues)

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


def duty_board(plan: Plan, on: date) -> list[Desk]:
    """Every agency of `plan` with its duties as they stand on a day, then the duties that nobody owns."""
    reports: dict[int, dict[date, TaskReport]] = {}
    for report in TaskReport.objects.filter(task__plan=plan, done_on__lte=on).select_related("by"):
        reports.setdefault(report.task_id, {})[report.due_on] = report
    agencies = list(plan.agencys.prefetch_related("bodies"))
    duties: dict[int | None, list[Duty]] = {}
    for task in plan.tasks.order_by("order", "pk"):
        task.plan = plan
        duties.setdefault(task.agency_id, []).append(_duty(task, reports.get(task.pk, {}), on))
    desks = [Desk(agency, tuple(duties.get(agency.pk, []))) for agency in agencies]
    unowned = tuple(duties.get(None, []))
    return [*desks, Desk(None, unowned)] if unowned else desks


def _duty(task: Task, reports: dict[date, TaskReport], on: date) -> Duty:
    dues = tuple(Due(day, state_of(day, day in reports, on), reports.get(day)) for day in due_days_of(task))
    open_ones = [due for due in dues if due.state != DutyState.DONE]
    overdue = [due for due in open_ones if due.state == DutyState.OVERDUE]
    now = overdue[-1] if overdue else open_ones[0] if open_ones else dues[-1]
    return Duty(task, dues, now, is_guessed=task.rhythm in GUESSED_RHYTHMS)
