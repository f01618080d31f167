"""A club whose charter wants two people for large sums, something that waits, and a deputy for next week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clb.access.commands import NAME_DEPUTY
from clb.access.models import User
from clb.clubs.commands import SET_CHARTER_RULE
from clb.clubs.models import Club
from clb.fund.commands import SPEND_MONEY
from clb.kernel.commands import run
from clb.kernel.dates import months_after

from .build import act


def build_seconds(by: User, clubs: Sequence[Club], today: date) -> None:
    """Of the first club: from 500.000 đồng on two people; the treasurer typed a payment that waits for the chair."""
    club = clubs[0]
    treasurer, chair = User.objects.get(username="thuquy"), User.objects.get(username="chunhiem")
    rule = {"item": "SECOND_FROM", "value": "500.000", "adopted_by": "Họp toàn thể (mẫu)"}
    act(SET_CHARTER_RULE, by, club=club.pk, **rule, from_on=months_after(today, -1))
    paid = {"fund": "OPERATING", "amount_vnd": 500_000, "category": "CARE", "payee": "Cửa hàng vật liệu (mẫu)"}
    paid |= {"what_for": "Mua tôn sửa mái nhà cho một thành viên (mẫu)", "spent_on": today, "club": club.pk}
    outcome = run(SPEND_MONEY, by=treasurer, data=paid, channel="demo")
    assert outcome.status == "waiting", outcome.errors
    days = {"from_on": today + timedelta(days=7), "until_on": today + timedelta(days=14)}
    office = chair.assignments.filter(unit=club.unit).first()
    assert office is not None
    act(NAME_DEPUTY, chair, assignment=office.pk, username="thuquy", **days)
