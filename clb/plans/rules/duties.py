"""When a duty falls due and where it stands. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

SOON = timedelta(days=30)  # steps that are not duties of a plan: founding, follow-ups
MONTHS_BETWEEN = {"MONTHLY": 1, "QUARTERLY": 3, "HALF_YEARLY": 6, "YEARLY": 12, "PERIODIC": 12}
GUESSED_RHYTHMS = {"PERIODIC"}  # the text says 'định kỳ' and no more: taken as yearly, and shown as a suggestion


class DutyState(StrEnum):
    """Where one due day of a duty stands."""

    DONE = "DONE"
    DUE = "DUE"
    OVERDUE = "OVERDUE"
    LATER = "LATER"


@dataclass(frozen=True)
class Limits:
    """How many days before its day a duty is reminded of; after how many days it is told to the unit above, and after
    as many again to the next, at most how many units up. From norms `duty.…`: suggestions, a place may set its own."""

    remind_days: int
    escalate_days: int
    escalate_steps: int


class HasRhythm(Protocol):
    """What the rule needs to know of a duty."""

    rhythm: str
    due_on: date | None
    due_month: int | None
    due_day: int | None
    plan: Any


def due_days(
    rhythm: str,
    from_on: date,
    until_on: date,
    *,
    due_on: date | None = None,
    due_month: int | None = None,
    due_day: int | None = None,
) -> list[date]:
    """Every day on which a duty falls due within a plan's period, in order.

    A rhythm falls due at the end of its month, quarter, half-year or year unless the text names a day;
    what is done once, always or until the end falls due on its own day or with the plan's last day.
    """
    step = MONTHS_BETWEEN.get(rhythm)
    if step is None:
        return [due_on or until_on]
    days = []
    for year in range(from_on.year, until_on.year + 1):
        months = [due_month] if due_month and step == 12 else list(range(step, 13, step))
        for month in months:
            last = monthrange(year, month)[1]
            day = date(year, month, min(due_day or last, last))
            if from_on <= day <= until_on:
                days.append(day)
    return days or [until_on]


def due_days_of(task: HasRhythm) -> list[date]:
    """The due days of a stored duty."""
    return due_days(
        task.rhythm,
        task.plan.from_on,
        task.plan.until_on,
        due_on=task.due_on,
        due_month=task.due_month,
        due_day=task.due_day,
    )


def state_of(due_on: date, is_done: bool, on: date, remind_days: int = SOON.days) -> DutyState:
    """Done; else overdue after its day, due within the days of reminding, or later."""
    if is_done:
        return DutyState.DONE
    if due_on < on:
        return DutyState.OVERDUE
    return DutyState.DUE if (due_on - on).days <= remind_days else DutyState.LATER


def steps_up(due_on: date, is_done: bool, on: date, limits: Limits) -> int:
    """To how many units above a duty is told on a day; none while it is done or not late enough."""
    late_days = 0 if is_done else max((on - due_on).days, 0)
    return min(late_days // limits.escalate_days, limits.escalate_steps)


def period_of(days: list[date], due_on: date, from_on: date) -> tuple[date, date]:
    """From the day after the due day before it (the plan's first day for the first one) until the due day itself."""
    before = [day for day in days if day < due_on]
    return (before[-1] + timedelta(days=1) if before else from_on), due_on
