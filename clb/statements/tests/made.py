"""A club with money that has moved, for tests: a start fund, fees, gifts, two loans, repayments, a reversal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from clb.clubs.models import CharterRule, Club
from clb.fund.models import Loan, Receipt
from clb.fund.services import (
    grant_loan,
    receive_fee,
    receive_gift,
    receive_start_fund,
    repay_loan,
    reverse_receipt,
)
from clb.members.models import Person
from conftest import Cast, make_member

MARCH = date(2026, 3, 17)
APRIL = date(2026, 4, 17)
MAY = date(2026, 5, 17)


@dataclass
class Money:
    """The people, the receipts and loans of the club's little history."""

    tu: Person
    nam: Person
    fee: Receipt
    gift: Receipt
    wrong: Receipt
    loan: Loan
    lent: Receipt
    repaid: Receipt


def make_money(cast: Cast) -> Money:
    """20 million to start with; Bà Tư pays a fee and borrows 5 million in March, pays back 1 million with 50,000
    interest in April; Ông Năm's fee was a slip of the pen, taken back in May; somebody gives 500,000."""
    by, club = cast.lan, cast.club
    set_rule(club, "FEE", 10_000)
    tu, nam = make_member(club, "Bà Tư").person, make_member(club, "Ông Năm", sex="MALE").person
    receive_start_fund(by=by, club=club, amount_vnd=20_000_000, source="SOCIAL", received_on=club.founded_on)
    fee = receive_fee(by=by, club=club, person=tu, amount_vnd=10_000, received_on=MARCH)
    lent = lend(cast, tu, 5_000_000, MARCH)
    gift = receive_gift(
        by=by, club=club, fund="OPERATING", amount_vnd=500_000, source="SOCIAL", received_on=APRIL, giver="Ông Khách"
    )
    assert lent.loan is not None
    repaid = repay_loan(by=by, loan=lent.loan, paid_on=APRIL, amount_vnd=1_000_000, interest_vnd=50_000)
    wrong = receive_fee(by=by, club=club, person=nam, amount_vnd=20_000, received_on=APRIL)
    reverse_receipt(by=by, receipt=wrong, reversed_on=MAY, reason="Ghi nhầm")
    return Money(tu, nam, fee, gift, wrong, lent.loan, lent, repaid)


def lend(cast: Cast, person: Person, vnd: int, on: date, **more: Any) -> Receipt:
    """A loan of twelve months at 12 per cent."""
    terms = {"months": 12, "rate_percent_year": 12, **more}
    return grant_loan(by=cast.lan, club=cast.club, person=person, amount_vnd=vnd, granted_on=on, **terms)


def set_rule(club: Club, item: str, amount: int) -> None:
    """The charter has said so since the founding."""
    CharterRule.objects.create(club=club, item=item, amount=amount, from_on=club.founded_on, adopted_by="Họp")
