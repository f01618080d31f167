"""How a fund fares: each figure with what it is made of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.fund.services import borrow_money, pass_on_interest, reverse_receipt
from clb.statements.queries.health import fund_months, health_of
from conftest import Cast

from .made import APRIL, MARCH, MAY, Money, lend, set_rule

HEALTH_QUERIES = 5


def page(cast: Cast, user: object, query: str = "") -> Any:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client.get(reverse("statements:health", args=[cast.club.pk]) + f"?ngay=31/05/2026{query}")


def test_both_funds_month_by_month(cast: Cast, money: Money) -> None:
    months = fund_months(cast.club, date(2026, 2, 1), MAY)
    assert [(m.on.month, m.held_vnd, m.lent_vnd, m.income_vnd) for m in months] == [
        (2, 20_000_000, 0, 20_000_000),
        (3, 15_010_000, 5_000_000, 20_000_000),
        (4, 16_580_000, 4_000_000, 20_050_000),
        (5, 16_560_000, 4_000_000, 20_050_000),
    ]
    assert months[-1].on == MAY


def test_each_figure_with_what_it_is_made_of(cast: Cast, money: Money) -> None:
    found = health_of(cast.club, date(2026, 5, 31))
    assert (found.idle.part, found.idle.whole) == (16_050_000, 20_050_000)
    assert (found.lent_vnd, found.repaid_vnd, found.interest_vnd) == (5_000_000, 1_000_000, 50_000)
    assert (found.borrowers.part, found.borrowers.whole, found.borrowers.percent) == (1, 2, Fraction(50))
    assert found.turnover == Fraction(6_000_000, 2 * found.average_vnd)
    assert found.growth_vnd == 560_000
    assert (found.start.held_vnd, found.start.lent_vnd, found.start.members) == (16_560_000, 4_000_000, 2)


def test_money_that_the_club_borrowed_is_no_growth_and_interest_passed_on_is_told(cast: Cast, money: Money) -> None:
    before = health_of(cast.club, MAY)
    terms = {"amount_vnd": 3_000_000, "lender": "Hội", "rate_percent_year": 0, "borrowed_on": MAY}
    borrow_money(by=cast.lan, club=cast.club, fund="INCOME", **terms)
    set_rule(cast.club, "SPLIT", 40)
    pass_on_interest(by=cast.lan, club=cast.club, month=APRIL, amount_vnd=20_000, moved_on=MAY)
    found = health_of(cast.club, MAY)
    assert (found.growth_vnd, found.has_debt, found.months[-1].owed_vnd) == (before.growth_vnd, True, 3_000_000)
    assert (found.interest_vnd, found.passed_vnd) == (50_000, 20_000)


def test_one_who_borrows_twice_is_one_and_what_was_taken_back_is_none(cast: Cast, money: Money) -> None:
    again = lend(cast, money.tu, 100_000, MAY)
    wrong = lend(cast, money.nam, 100_000, MAY)
    reverse_receipt(by=cast.lan, receipt=wrong, reversed_on=MAY, reason="Ghi nhầm")
    found = health_of(cast.club, MAY)
    assert (found.borrowers.part, found.lent_vnd) == (1, 5_000_000 + again.amount_vnd)


def test_a_club_without_money_has_no_share_of_nothing(cast: Cast) -> None:
    found = health_of(cast.other_club, MARCH)
    assert (found.idle.percent, found.turnover, found.borrowers.percent, found.growth_vnd) == (None, None, None, 0)
    client = Client()
    client.force_login(cast.hoa)
    assert client.get(reverse("statements:health", args=[cast.other_club.pk])).status_code == 200


def test_its_queries_do_not_grow(cast: Cast, money: Money, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(HEALTH_QUERIES):
        health_of(cast.club, MAY)
    lend(cast, money.nam, 100_000, MAY)
    with django_assert_num_queries(HEALTH_QUERIES):
        health_of(cast.club, MAY)


def test_the_sum_on_paper_begins_with_the_charter_and_takes_what_is_typed(cast: Cast, money: Money) -> None:
    usual = page(cast, cast.tai)
    assert [usual.context["form"].data[name] for name in ("lai", "phi", "han")] == ["0", "10.000", 12]
    asked = page(cast, cast.tai, "&lai=1,5%25&phi=20.000&chovay=0&han=10&them=3&cham=10")
    assert (asked.status_code, len(asked.context["ahead"])) == (200, 24)
    first = asked.context["ahead"][0]
    assert (first[0], first[1].interest_vnd, first[1].fees_vnd) == (date(2026, 6, 30), 4_500, 40_000)
    assert 'data-chart="line"' in asked.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"), [("lai=x", "lai"), ("chovay=101", "chovay"), ("han=0", "han"), ("phi=-1", "phi")]
)
def test_what_makes_no_sense_is_told_beside_its_field_and_kept(
    cast: Cast, money: Money, typed: str, field: str
) -> None:
    answer = page(cast, cast.lan, f"&{typed}")
    assert (answer.status_code, list(answer.context["form"].errors), answer.context["ahead"]) == (422, [field], [])
    assert f'value="{typed.split("=")[1]}"' in answer.content.decode()


def test_a_day_before_the_founding_has_no_money_and_no_fault(cast: Cast, money: Money) -> None:
    found = health_of(cast.club, date(2010, 1, 1))
    assert (len(found.months), found.growth_vnd, found.turnover, found.start.members) == (1, 0, None, 0)
    client = Client()
    client.force_login(cast.lan)
    assert client.get(reverse("statements:health", args=[cast.club.pk]) + "?ngay=01/01/2010").status_code == 200
