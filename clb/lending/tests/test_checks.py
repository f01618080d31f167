"""The nightly check finds what no command lets happen."""

from __future__ import annotations

import pytest

from clb.fund.commands import GRANT_LOAN
from clb.kernel.selfcheck import run_checks
from clb.lending.models import Disbursement, LoanDecider, LoanRequest
from conftest import Cast

from .sample import MAY, House, done, make_house


@pytest.fixture
def house(cast: Cast) -> House:
    return make_house(cast)


def found() -> dict[str, int]:
    told = {name: len(wrong) for name, wrong in run_checks().items() if name.startswith("lending.")}
    return {name.removeprefix("lending."): n for name, n in told.items() if n}


def test_all_is_well_after_commands(house: House) -> None:
    house.decide(house.ask(house.poor, MAY))
    assert found() == {}


def test_what_came_past_the_commands_is_found(house: House) -> None:
    request = house.ask(house.poor, MAY)
    made = house.decide(request)
    terms = {"amount_vnd": 1_000_000, "months": 1, "rate_percent_year": 0, "granted_on": MAY}
    loan = done(GRANT_LOAN, house.cast.lan, club=house.cast.club.pk, person=house.well.pk, **terms).loan
    Disbursement.objects.create(decision=made, loan=loan)
    LoanDecider.objects.create(decision=made, person=house.poor)
    for _n in range(2):
        LoanRequest.objects.create(club=house.cast.club, person=house.well, asked_on=MAY, amount_vnd=1, months=1)
    assert found() == {
        "loans_belong_to_their_requests": 1,
        "nobody_decided_on_their_own_loan": 1,
        "one_open_request_a_member": 1,
    }
