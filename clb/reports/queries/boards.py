"""A plan's targets and its agencies' duties, as a report freezes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clb.papers.layout import day_words
from clb.places.queries import name_on
from clb.plans.indicators.registry import Ask
from clb.plans.models import Plan, Target
from clb.plans.queries.duties import Desk, Duty, duty_board
from clb.plans.queries.targets import TargetRow, target_board
from clb.plans.rules.duties import DutyState
from clb.reports.rules.figures import Cell, Figure, Grid, Head, Section
from clb.web.templatetags.web_tags import state_word

_TARGETS = (
    Head("Chỉ tiêu", width=3.4),
    Head("Kế hoạch", width=2),
    Head("Đã đạt", width=1.6),
    Head("Tử số", is_number=True),
    Head("Mẫu số", is_number=True),
    Head("Tình trạng", width=1.4),
)
_DESKS = (
    Head("Cơ quan", width=4),
    Head("Số việc", is_number=True),
    *(Head(word, is_number=True) for word in ("Quá hạn", "Sắp đến hạn", "Chưa đến hạn", "Đã xong")),
)
_TASKS = (
    Head("Nhiệm vụ", width=5),
    Head("Hạn gần nhất", width=1.2),
    Head("Tình trạng", width=1.4),
    Head("Kỳ đã xong", is_number=True),
    Head("Tổng số kỳ", is_number=True),
)
_STATES = (DutyState.OVERDUE, DutyState.DUE, DutyState.LATER, DutyState.DONE)
NOBODY = "Chưa giao cho cơ quan nào"


def targets_section(plan: Plan | None, ask: Ask) -> Section:
    """The plan's targets on the ground of the report. A number that the plan wants of its whole place is not judged
    on a part of it."""
    title = "Chỉ tiêu của kế hoạch"
    if plan is None:
        return Section("targets", title)
    is_whole = plan.place_id == ask.unit.pk
    rows = tuple(_target(row, is_whole) for row in target_board(plan, ask.unit, ask.on))
    note = "" if is_whole else f"Chỉ tiêu số lượng là của cả {name_on(plan.place, ask.on)}; cột «Đã đạt» là phần ở đây."
    grids = (Grid("targets", f"Chỉ tiêu, tính đến {day_words(ask.on)}", _TARGETS, rows, note=note),) if rows else ()
    return Section("targets", title, grids=grids)


def _target(row: TargetRow, is_whole: bool) -> tuple[str | int | None, ...]:
    value, target = row.value, row.target
    has_data = value is not None and value.has_data
    is_judged = is_whole or target.scope == Target.Scope.EACH_CLUB or target.measure == Target.Measure.SHARE
    part, of = (value.numerator, value.denominator) if value is not None and has_data else (None, None)
    state = state_word(row.state) if is_judged or not has_data else "Chỉ tiêu chung"
    return target.text, row.wanted, row.reached, part, of, state


def duties_section(plan: Plan | None, on: date, office: str = "") -> Section:
    """The plan's duties as they stand on a day, by agency; of one office's agencies each duty."""
    title = "Nhiệm vụ kế hoạch giao"
    if plan is None:
        return Section("duties", title)
    desks = duty_board(plan, on)
    if office:
        desks = [d for d in desks if d.agency and any(body.role == office for body in d.agency.bodies.all())]
    tallies = [[desk.tally[state] for state in _STATES] for desk in desks]
    overdue, _due, _later, done = (sum(column) for column in zip(*tallies, strict=True)) if tallies else (0, 0, 0, 0)
    total = sum(sum(tally) for tally in tallies)
    of = "nhiệm vụ kế hoạch giao"
    figures = (
        _counted("duties.done", "Nhiệm vụ đã xong", done, total, "nhiệm vụ đã báo xong mọi kỳ đến hạn", of),
        _counted(
            "duties.overdue", "Nhiệm vụ có kỳ quá hạn", overdue, total, "nhiệm vụ có kỳ quá hạn chưa báo xong", of
        ),
    )
    grid = _tasks(desks) if office else _desks(desks, tallies)
    return Section("duties", title, figures, (grid,) if desks else ())


def _counted(key: str, label: str, n: int, total: int, of_n: str, of_d: str) -> Figure:
    return Figure(key, label, "%", n, total, numerator_text=of_n, denominator_text=of_d)


def _desks(desks: Sequence[Desk], tallies: Sequence[list[int]]) -> Grid:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (desk.agency.text if desk.agency else NOBODY, sum(tally), *tally)
        for desk, tally in zip(desks, tallies, strict=True)
    )
    sums = [sum(column) for column in zip(*tallies, strict=True)] if tallies else [0] * len(_STATES)
    return Grid("desks", "Nhiệm vụ theo cơ quan", _DESKS, rows, ("Cộng", sum(sums), *sums))


def _tasks(desks: Sequence[Desk]) -> Grid:
    rows = [_task(duty) for desk in desks for duty in desk.duties]
    return Grid("tasks", "Từng nhiệm vụ", _TASKS, tuple(rows))


def _task(duty: Duty) -> tuple[Cell, ...]:
    return duty.task.text, f"{duty.now.on:%d/%m/%Y}", state_word(duty.now.state), duty.done, len(duty.dues)
