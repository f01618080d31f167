"""Indicators of loans: what a club's own page of lateness says, and people apart from loan turns."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.fund.services import Deal, receive_start_fund, record_deals, undo_deals
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, indicators
from conftest import Cast, make_club, make_member

DAY = date(2026, 9, 30)
TERMS: dict[str, Any] = {"rate_percent_year": 0, "method": "EQUAL_PRINCIPAL"}


def test_people_are_counted_once_and_money_as_on_the_clubs_own_page(cast: Cast) -> None:
    club = make_club(cast.xa, "CLB Vay")
    receive_start_fund(by=cast.lan, club=club, amount_vnd=50_000_000, source="SOCIAL", received_on=date(2020, 1, 1))
    people = [make_member(club, f"Bà {n}").person for n in range(4)]
    lent = ((0, 12_000_000, date(2026, 7, 21)), (0, 3_000_000, date(2026, 9, 1)), (1, 5_000_000, date(2026, 9, 1)))
    deals = [Deal(f"{n}", "LOAN", "INCOME", vnd, person=people[who], months=12, **TERMS) for who, vnd, _on in lent
             for n in [f"{who}{vnd}"]]  # fmt: skip
    for deal, (_who, _vnd, on) in zip(deals, lent, strict=True):
        record_deals(by=cast.lan, club=club, on=on, deals=[deal])
    mistaken = Deal("x", "LOAN", "INCOME", 1_000_000, person=people[2], months=12, **TERMS)
    receipt = record_deals(by=cast.lan, club=club, on=DAY, deals=[mistaken])["x"]
    undo_deals(by=cast.lan, club=club, on=DAY, receipts=[receipt])
    ask = Ask(cast.province, DAY, date(2021, 1, 1), date(2026, 12, 31))
    codes = ("loans.par30", "loans.arrears_rate", "members.borrowers_share")
    found = {code: indicators()[code].value(ask) for code in codes}
    assert {code: (value.numerator, value.denominator) for code, value in found.items()} == {
        "loans.par30": (12_000_000, 20_000_000),
        "loans.arrears_rate": (2_000_000, 20_000_000),
        "members.borrowers_share": (2, 4),
    }
    for part in (NUMERATOR, DENOMINATOR):
        assert [row.pk for row in indicators()["loans.par30"].records(ask, part)] == [club.pk]
    assert [v.numerator for v in indicators()["members.borrowers_share"].series(ask, [date(2026, 8, 31), DAY])] == [
        1,
        2,
    ]
