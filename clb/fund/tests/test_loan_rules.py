"""The interest that is suggested: worked by hand, on 12% a year one per cent a month."""

from datetime import date
from decimal import Decimal

import pytest

from clb.fund.rules import interest_suggested_vnd


@pytest.mark.parametrize(
    ("owed", "rate", "since", "on", "told"),
    [
        (5_000_000, "12", (2026, 1, 17), (2026, 2, 17), 50_000),
        (5_000_000, "12", (2026, 1, 17), (2026, 2, 16), 0),
        (5_000_000, "12", (2026, 1, 17), (2026, 4, 17), 150_000),
        (5_000_000, "0", (2026, 1, 17), (2027, 1, 17), 0),
        (3_500_000, "6", (2026, 1, 31), (2026, 2, 28), 17_000),  # 17.500
        (1_999_999, "12", (2026, 1, 1), (2026, 2, 1), 19_000),  # 19.999,99
        (2_000_000, "12", (2026, 1, 1), (2026, 2, 1), 20_000),
        (10_000_000, "6.25", (2026, 1, 1), (2026, 8, 1), 364_000),  # 364.583,3
        (0, "12", (2026, 1, 1), (2027, 1, 1), 0),
        (90_000, "12", (2026, 1, 1), (2026, 2, 1), 0),  # 900
    ],
)
def test_simple_interest_for_whole_months_rounded_down(
    owed: int, rate: str, since: tuple[int, int, int], on: tuple[int, int, int], told: int
) -> None:
    assert interest_suggested_vnd(owed, Decimal(rate), since=date(*since), on=date(*on)) == told
