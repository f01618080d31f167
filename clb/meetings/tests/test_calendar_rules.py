"""When a club owes a meeting, on which day, and how a month stands."""

from __future__ import annotations

from datetime import date

import pytest

from clb.meetings.rules.calendar import (
    Life,
    MonthState,
    SaidDay,
    Span,
    due_on,
    last_whole_months,
    missed_in_a_row,
    state_of,
)

OCTOBER = date(2026, 10, 31)
OLD = date(2018, 3, 15)


@pytest.mark.parametrize(
    ("life", "owes"),
    [
        (Life(OLD), True),
        (Life(date(2026, 10, 1)), True),
        (Life(date(2026, 10, 2)), False),
        (Life(date(2026, 11, 1)), False),
        (Life(OLD, ended_on=date(2026, 11, 1)), True),
        (Life(OLD, ended_on=date(2026, 10, 31)), False),
        (Life(OLD, ended_on=date(2026, 10, 1)), False),
        (Life(OLD, suspended=(Span(date(2026, 9, 1), date(2026, 9, 30)),)), True),
        (Life(OLD, suspended=(Span(date(2026, 9, 1), date(2026, 10, 1)),)), False),
        (Life(OLD, suspended=(Span(date(2026, 10, 31)),)), False),
        (Life(OLD, suspended=(Span(date(2026, 11, 1)),)), True),
        (Life(OLD, suspended=(Span(date(2020, 1, 1), date(2020, 5, 1)), Span(date(2026, 10, 9), OCTOBER))), False),
    ],
)
def test_a_meeting_is_owed_for_each_whole_month_lived_and_not_suspended(life: Life, owes: bool) -> None:
    assert life.owes(OCTOBER) is owes


def said(*rules: tuple[str, date, date | None]) -> list[SaidDay]:
    return [SaidDay(Span(first, last), words) for words, first, last in rules]


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ([], None),
        ([("17", OLD, None)], date(2026, 10, 17)),
        ([("khi rảnh", OLD, None)], None),
        # The charter of that very day: until the 20th it named the 17th.
        ([("17", OLD, date(2026, 10, 20)), ("5", date(2026, 10, 21), None)], date(2026, 10, 17)),
        ([("17", OLD, date(2026, 10, 9)), ("25", date(2026, 10, 10), None)], date(2026, 10, 25)),
        ([("17", OLD, date(2026, 10, 9)), ("5", date(2026, 10, 10), None)], None),
        ([("17", OLD, date(2026, 9, 30))], None),
    ],
)
def test_the_day_is_the_one_that_the_charter_of_that_day_names(
    rules: list[tuple[str, date, date | None]], wanted: date | None
) -> None:
    assert due_on(said(*rules), OCTOBER) == wanted


DAY = date(2026, 10, 17)


@pytest.mark.parametrize(
    ("due", "met_on", "today", "state"),
    [
        (DAY, None, date(2026, 9, 30), MonthState.DUE),
        (DAY, None, date(2026, 10, 1), MonthState.DUE),
        (DAY, None, DAY, MonthState.DUE),
        (DAY, None, date(2026, 10, 18), MonthState.OPEN),
        (DAY, None, OCTOBER, MonthState.OPEN),
        (DAY, None, date(2026, 11, 1), MonthState.MISSED),
        (None, None, OCTOBER, MonthState.DUE),
        (None, None, date(2026, 11, 1), MonthState.MISSED),
        (DAY, date(2026, 10, 2), DAY, MonthState.HELD),
        (DAY, date(2026, 10, 20), DAY, MonthState.HELD),
        (DAY, date(2026, 10, 21), DAY, MonthState.LATE),
        (None, OCTOBER, DAY, MonthState.HELD),
    ],
)
def test_how_a_month_stands(due: date | None, met_on: date | None, today: date, state: MonthState) -> None:
    assert state_of(Life(OLD), OCTOBER, due=due, met_on=met_on, today=today, late_after_days=3) is state


def test_a_month_that_is_not_owed_is_never_missed_but_a_meeting_held_in_it_is_held() -> None:
    young = Life(date(2026, 10, 5))
    today = date(2026, 12, 1)
    found = [state_of(young, OCTOBER, due=None, met_on=met, today=today, late_after_days=3) for met in (None, DAY)]
    assert found == [MonthState.NOT_OWED, MonthState.HELD]


@pytest.mark.parametrize(
    ("on", "n", "wanted"),
    [
        (date(2026, 11, 25), 3, [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]),
        (date(2026, 11, 30), 2, [date(2026, 10, 31), date(2026, 11, 30)]),
        (date(2028, 3, 1), 2, [date(2028, 1, 31), date(2028, 2, 29)]),
        (date(2026, 1, 1), 1, [date(2025, 12, 31)]),
        (date(2026, 1, 1), 0, []),
    ],
)
def test_the_last_whole_months(on: date, n: int, wanted: list[date]) -> None:
    assert last_whole_months(on, n) == wanted


def test_missed_in_a_row_goes_back_to_the_last_one_held_and_over_what_was_not_owed() -> None:
    ends = last_whole_months(OCTOBER, 5)
    life = Life(OLD, suspended=(Span(date(2026, 9, 1), date(2026, 9, 30)),))
    assert missed_in_a_row(life, ends, held={date(2026, 7, 31)}) == [date(2026, 8, 31), OCTOBER]
    assert missed_in_a_row(life, ends, held={OCTOBER}) == []
    assert missed_in_a_row(Life(date(2026, 10, 1)), ends, held=set()) == [OCTOBER]
