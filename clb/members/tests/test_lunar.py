"""The lunar calendar is Vietnam's own, not the one counted at Beijing's hour."""

from datetime import date

import pytest

from clb.members.lunar import lunar_day

TET = {
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 2),
    # Where Vietnam and China differ.
    1968: date(1968, 1, 29),
    1985: date(1985, 1, 21),
    2007: date(2007, 2, 17),
}


@pytest.mark.parametrize("year", TET)
def test_tet(year: int) -> None:
    assert lunar_day(TET[year]) == f"1/1 năm {year}"


def test_a_leap_month_is_said() -> None:
    assert lunar_day(date(2023, 3, 22)) == "1/2 nhuận năm 2023"
    assert lunar_day(date(2025, 7, 25)) == "1/6 nhuận năm 2025"
    assert lunar_day(date(1899, 1, 1)) == ""
