"""Months counted from a day: the month's end where it is shorter."""

from datetime import date

import pytest

from clb.kernel.dates import months_after, whole_months


def day(text: str) -> date:
    return date(*(int(part) for part in reversed(text.split("/"))))


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("17/03/2026", 12, "17/03/2027"),
        ("31/01/2026", 1, "28/02/2026"),
        ("31/01/2028", 1, "29/02/2028"),
        ("29/02/2028", 12, "28/02/2029"),
        ("31/08/2026", 6, "28/02/2027"),
        ("15/12/2026", 1, "15/01/2027"),
        ("17/03/2026", 0, "17/03/2026"),
        ("17/03/2026", 600, "17/03/2076"),
    ],
)
def test_months_after(first: str, months: int, last: str) -> None:
    assert months_after(day(first), months) == day(last)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("17/03/2026", "16/04/2026", 0),
        ("17/03/2026", "17/04/2026", 1),
        ("31/01/2026", "27/02/2026", 0),
        ("31/01/2026", "28/02/2026", 1),
        ("31/01/2026", "30/03/2026", 1),
        ("31/01/2026", "31/03/2026", 2),
        ("29/02/2028", "28/02/2029", 12),
        ("17/03/2026", "17/03/2026", 0),
        ("17/03/2026", "01/01/2026", 0),
    ],
)
def test_whole_months(first: str, last: str, months: int) -> None:
    assert whole_months(day(first), day(last)) == months
