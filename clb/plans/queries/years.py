"""The duties of a plan by body and year: due, done, done late, overdue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clb.plans.models import AgencyBody, Plan
from clb.plans.rules.duties import DutyState

from .duties import Desk, Due


@dataclass(frozen=True)
class Tally:
    """Due days of a year: `late` are those done after their day (part of `done`), `overdue` past and not done."""

    due: int = 0
    done: int = 0
    late: int = 0
    overdue: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.due + other.due, self.done + other.done, self.late + other.late, self.overdue + other.overdue)


@dataclass(frozen=True)
class BodyYears:
    """One body (none: duties that nobody owns), its years in the order of the plan's, and all of them together.

    `lost`: the body was abolished with its unit and nobody is on record who took its duties over.
    """

    body: AgencyBody | None
    name: str
    years: tuple[Tally, ...]
    lost_on: date | None

    @property
    def total(self) -> Tally:
        """Over all years."""
        return sum(self.years, Tally())


def tally_of(dues: Iterable[Due]) -> Tally:
    """How these due days stand."""
    return sum(
        (
            Tally(1, int(d.state == DutyState.DONE), int(d.is_done_late), int(d.state == DutyState.OVERDUE))
            for d in dues
        ),
        Tally(),
    )


def years_of(plan: Plan) -> range:
    """The years of a plan's period."""
    return range(plan.from_on.year, plan.until_on.year + 1)


def by_year(plan: Plan, desks: Sequence[Desk], on: date) -> list[BodyYears]:
    """Each body with its due days by year; bodies under one head share its duties, so a column is no sum of rows."""
    rows = []
    for desk in desks:
        dues = [due for duty in desk.duties for due in duty.dues]
        years = tuple(tally_of(d for d in dues if d.on.year == year) for year in years_of(plan))
        if desk.agency is None:
            rows.append(BodyYears(None, "", years, None))
        rows += [
            BodyYears(body, body.name, _own(desk, body, years, plan), lost_on(plan, body, on)) for body in desk.bodies
        ]
    return rows


def _own(desk: Desk, body: AgencyBody, years: tuple[Tally, ...], plan: Plan) -> tuple[Tally, ...]:
    """Without what was given to another body of the same head alone."""
    others = [d for d in desk.duties if d.task.agency_id is None and d.task.given_to_id != body.pk]
    if not others:
        return years
    dues = [due for duty in desk.duties if duty not in others for due in duty.dues]
    return tuple(tally_of(d for d in dues if d.on.year == year) for year in years_of(plan))


def lost_on(plan: Plan, body: AgencyBody, on: date) -> date | None:
    """The last day of a body that went with its unit, where nobody is on record who took over; communes' heirs do."""
    ended = plan.place.until_on
    if ended is None or ended >= on or body.successor or body.role == "COMMUNE":
        return None
    return ended
