"""Working days: weekends, Tết, days that are made up for, a year's own decision."""

from __future__ import annotations

from datetime import date

import pytest

from clb.law import workdays
from clb.law.workdays import after_workdays, is_workday


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 11, 26), True),  # Thursday
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 1, 1), False),
        (date(2026, 2, 16), False),  # the last day of the lunar year
        (date(2026, 2, 17), False),  # Tết
        (date(2026, 2, 20), False),  # the fourth
        (date(2026, 2, 23), True),
        (date(2026, 4, 26), False),  # 10/3, a Sunday
        (date(2026, 4, 27), False),  # made up for
        (date(2026, 4, 28), True),
        (date(2027, 1, 1), False),
        (date(2027, 5, 1), False),  # a Saturday: made up for after the weekend
        (date(2027, 5, 3), False),
        (date(2027, 5, 4), True),
    ],
)
def test_days(day: date, is_worked: bool) -> None:
    assert is_workday(day) is is_worked


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (date(2026, 11, 26), 2, date(2026, 11, 30)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # Friday before Tết; 16–20 closed
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_after(day: date, count: int, last: date) -> None:
    assert after_workdays(day, count) == last


def test_a_year_decides_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {**workdays._data(), "years": {2027: {"off": [date(2027, 2, 4)], "worked": [date(2027, 2, 13)]}}}
    monkeypatch.setattr(workdays, "_data", lambda: own)
    workdays.closed_in.cache_clear()
    assert not is_workday(date(2027, 2, 4)) and is_workday(date(2027, 2, 13))
    workdays.closed_in.cache_clear()
