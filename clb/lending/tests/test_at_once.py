"""Two at once: one request a member, one loan a request, on both databases."""

from __future__ import annotations

from typing import Any

from clb.access.models import User
from clb.fund.models import Loan
from clb.fund.queries import cash_of
from clb.kernel.commands import Command, run
from clb.kernel.tests.at_once import at_once
from clb.lending import commands as verbs
from clb.lending.models import Disbursement, LoanRequest
from conftest import make_cast

from .sample import JUNE, MAY, make_house


def three_at_once(command: Command, by: User, data: dict[str, Any]) -> list[str]:
    """Three people send the same, each as an act of its own, at the same moment; what came of each, in order."""
    return sorted(at_once(*[lambda: run(command, by=by, data=data).status] * 3))


def test_three_at_once_do_it_once(committed: None) -> None:
    house = make_house(make_cast())
    lan, club = house.cast.lan, house.cast.club
    asked = {"club": club.pk, "person": house.poor.pk, "amount_vnd": 2_000_000, "months": 6, "asked_on": MAY}
    assert three_at_once(verbs.ASK_LOAN, lan, asked) == ["done", "rejected", "rejected"]
    request = LoanRequest.objects.get()
    house.decide(request)
    pay = {"request": request.pk, "disbursed_on": JUNE}
    assert three_at_once(verbs.DISBURSE_REQUEST, lan, pay) == ["done", "rejected", "rejected"]
    assert (Loan.objects.count(), Disbursement.objects.count()) == (1, 1)
    assert cash_of(club, "INCOME", JUNE) == 18_000_000
