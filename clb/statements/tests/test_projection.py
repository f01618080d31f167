"""What a fund would come to: rows that a reader can check by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clb.statements.rules import Assumptions, Start, project

Row = tuple[int, int, int]


def supposed(**more: object) -> Assumptions:
    usual = {"rate_percent_year": Decimal(12), "arrears_percent": Decimal(0), "new_members": 0, "fee_vnd": 0}
    return Assumptions(**{**usual, "lending_percent": Decimal(0), "term_months": 10, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "first", "second"),
    [
        # at hand, lent, interest of the month; 10 million at hand and 10 million lent at 12 % a year for 10 months
        ({}, (11_100_000, 9_000_000, 100_000), (12_090_000, 8_100_000, 90_000)),
        ({"arrears_percent": Decimal(50)}, (10_550_000, 9_500_000, 50_000), (11_072_500, 9_025_000, 47_500)),
        ({"lending_percent": Decimal(50)}, (5_550_000, 14_550_000, 100_000), (3_575_250, 16_670_250, 145_500)),
        ({"fee_vnd": 10_000, "new_members": 10}, (11_600_000, 9_000_000, 100_000), (13_190_000, 8_100_000, 90_000)),
        ({"rate_percent_year": Decimal(0)}, (11_000_000, 9_000_000, 0), (11_900_000, 8_100_000, 0)),
        ({"arrears_percent": Decimal(100)}, (10_000_000, 10_000_000, 0), (10_000_000, 10_000_000, 0)),
        ({"rate_percent_year": Decimal("1.5"), "term_months": 600}, (10_029_166, 9_983_334, 12_500), None),
    ],
)
def test_worked_by_hand(
    more: dict[str, object], first: tuple[int, int, int], second: tuple[int, int, int] | None
) -> None:
    months = project(Start(10_000_000, 10_000_000, 50), supposed(**more), 2)
    told = [(m.held_vnd, m.lent_vnd, m.interest_vnd) for m in months]
    assert told[0] == first
    assert second is None or told[1] == second


percents = st.decimals(min_value=0, max_value=100, places=2)


@given(
    held=st.integers(0, 10**10),
    lent=st.integers(0, 10**10),
    members=st.integers(0, 500),
    rate=percents,
    arrears=percents,
    lending=percents,
    fee=st.integers(0, 10**6),
    new=st.integers(0, 100),
    term=st.integers(1, 600),
)
def test_money_neither_comes_from_nowhere_nor_is_lost(
    held: int, lent: int, members: int, rate: Decimal, arrears: Decimal, lending: Decimal, fee: int, new: int, term: int
) -> None:
    before = held + lent
    for month in project(Start(held, lent, members), Assumptions(rate, arrears, new, fee, lending, term)):
        assert month.total_vnd == before + month.interest_vnd + month.fees_vnd
        assert month.held_vnd >= 0 and month.lent_vnd >= 0
        before = month.total_vnd


def test_two_years_unless_said_otherwise() -> None:
    assert len(project(Start(0, 0, 0), supposed())) == 24
