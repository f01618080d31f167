"""The queue and the visits through the API: the same as the pages, cut to what a token may read."""

from __future__ import annotations

import pytest
from django.test import Client

from clb.fund.commands import GRANT_LOAN
from clb.lending.tests.sample import JUNE, MAY, done, make_house
from clb.members.models import Circumstance
from conftest import Cast

from .test_api import API, token


def test_the_queue_is_cut_to_what_the_token_may_read(cast: Cast) -> None:
    house = make_house(cast)
    Circumstance.objects.create(person=house.well, kind="DISABLED", from_on=MAY)
    first, second = house.ask(house.poor, MAY), house.ask(house.well, MAY)
    house.decide(house.ask(house.keeper, MAY), deciders=[house.chair.pk], skipping_reason="thử")
    url = f"{API}/clubs/{cast.club.pk}/loan-queue?on={JUNE}"

    def told(*rights: str) -> dict[str, object]:
        answer = Client().get(url, **token(cast.binh, "lending.read", *rights))
        assert answer.status_code == 200
        found: dict[str, object] = answer.json()
        return found

    full = told("members.read", "members.read_sensitive")
    assert [(row["id"], row["number"], row["person_name"]) for row in full["waiting"]] == [  # type: ignore[attr-defined]
        (str(first.pk), 1, "Bà Nghèo"),
        (str(second.pk), 2, "Ông Khá"),
    ]
    assert full["waiting"][1]["why"].startswith("Khuyết tật")  # type: ignore[index]
    assert full["granted"][0]["granted_vnd"] == 5_000_000 and full["cash_vnd"] == 20_000_000  # type: ignore[index]
    assert told("members.read")["waiting"][1]["why"].startswith("Lý do riêng")  # type: ignore[index]
    bare = told()["waiting"][0]  # type: ignore[index]
    assert (bare["person_name"], bare["why"], bare["amount_vnd"]) == (None, None, 5_000_000)
    for user in (cast.tai, cast.hoa):
        assert Client().get(url, **token(user, "clubs.read")).status_code == 404


def test_whom_to_visit(cast: Cast) -> None:
    house = make_house(cast)
    terms = {"amount_vnd": 1_000_000, "months": 12, "rate_percent_year": 0, "granted_on": MAY}
    loan = done(GRANT_LOAN, cast.lan, club=cast.club.pk, person=house.poor.pk, **terms).loan
    url = f"{API}/clubs/{cast.club.pk}/loan-visits-due?on=2026-07-14"
    row = Client().get(url, **token(cast.lan, "lending.read")).json()[0]
    assert (row["loan_id"], row["due_on"], row["overdue_days"]) == (str(loan.pk), "2026-07-04", 10)
    assert row["person_name"] is None and row["last_visited_on"] is None


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_that_no_page_takes_is_refused_here_too(cast: Cast, day: str) -> None:
    house = make_house(cast)
    terms = {"amount_vnd": 1_000_000, "months": 12, "rate_percent_year": 0, "granted_on": MAY}
    done(GRANT_LOAN, cast.lan, club=cast.club.pk, person=house.poor.pk, **terms)
    for name in ("loan-queue", "loan-visits-due"):
        url = f"{API}/clubs/{cast.club.pk}/{name}?on={day}"
        assert Client().get(url, **token(cast.lan, "lending.read")).status_code == 400
