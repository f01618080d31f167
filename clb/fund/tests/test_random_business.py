"""Random business of a club, days in any order, some of it taken back: what may be written is what a notebook allows.

The notebook is a plain list of movements. A batch may be written exactly where, at the end of every day, neither the
box nor any loan is below nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clb.fund.models import Loan, Receipt
from clb.fund.queries import cash_of, open_loans
from clb.fund.services import Deal, receive_start_fund, record_deals, reverse_start_fund, undo_deals
from clb.kernel.selfcheck import run_checks
from clb.ledger.queries import balance_vnd
from conftest import Cast, make_cast, make_member

BEGIN = date(2026, 1, 1)
DAYS = [BEGIN + timedelta(days=n) for n in range(6)]
SUMS = st.integers(1, 12)
BOUNDED = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@dataclass
class Movement:
    """What one receipt did: to the box of a fund, and to a loan."""

    day: date
    fund: str
    cash: int
    loan: UUID | None = None
    owed: int = 0


@dataclass
class Notebook:
    """Movements that stand, by receipt."""

    kept: dict[UUID, Movement] = field(default_factory=dict)

    def allows(self, movements: Iterable[Movement]) -> bool:
        """Is nothing below nothing at any day's end?"""
        listed = list(movements)
        return all(
            sum(m.cash for m in listed if m.fund == fund and m.day <= day) >= 0 for fund in FUNDS for day in DAYS
        ) and all(
            sum(m.owed for m in listed if m.loan == loan and m.day <= day) >= 0
            for loan in {m.loan for m in listed if m.loan}
            for day in DAYS
        )


FUNDS = ("INCOME", "OPERATING")


class Business:
    """A club with two members that does random things."""

    def __init__(self, data: st.DataObject) -> None:
        self.data, self.book = data, Notebook()
        self.cast: Cast = make_cast()
        self.people = [make_member(self.cast.club, name).person for name in ("Bà Tư", "Ông Ba")]
        self.loans: dict[UUID, Loan] = {}

    def batch(self) -> None:
        day = self.data.draw(st.sampled_from(DAYS))
        deals = [self.deal(f"{n}") for n in range(self.data.draw(st.integers(1, 4)))]
        planned = [self.movement(day, deal) for deal in deals]
        lawful = self.book.allows([*self.book.kept.values(), *planned]) and self.in_time(day, deals)
        try:
            with transaction.atomic():
                done = record_deals(by=self.cast.lan, club=self.cast.club, on=day, deals=deals)
        except ValidationError:
            assert not lawful, (day, deals)
            return
        assert lawful, (day, deals)
        for deal, planned_one in zip(deals, planned, strict=True):
            receipt = done[deal.key]
            if receipt.loan and deal.kind == "LOAN":
                self.loans[receipt.loan.pk], planned_one.loan = receipt.loan, receipt.loan.pk
            self.book.kept[receipt.pk] = planned_one

    def in_time(self, day: date, deals: list[Deal]) -> bool:
        return all(deal.loan is None or day >= deal.loan.granted_on for deal in deals)

    def deal(self, key: str) -> Deal:
        kinds = ["FEE", "GIFT", "LOAN", *(["REPAYMENT"] * 3 if self.loans else [])]
        kind, vnd = self.data.draw(st.sampled_from(kinds)), self.data.draw(SUMS)
        person = self.data.draw(st.sampled_from(self.people))
        if kind == "LOAN":
            return Deal(key, kind, "INCOME", vnd, person=person, months=1, rate_percent_year=Decimal(0))
        if kind == "REPAYMENT":
            loan = self.data.draw(st.sampled_from(list(self.loans.values())))
            interest = self.data.draw(st.integers(0, min(3, loan.principal_vnd)))  # more than was lent is asked back
            return Deal(key, kind, "INCOME", vnd, interest_vnd=interest, loan=loan)
        fund = self.data.draw(st.sampled_from(FUNDS))
        return Deal(key, kind, fund, vnd, person=person, source="SOCIAL" if kind == "GIFT" else "")

    def movement(self, day: date, deal: Deal) -> Movement:
        if deal.kind == "LOAN":
            return Movement(day, deal.fund, -deal.amount_vnd, None, deal.amount_vnd)
        owed = (deal.loan.pk, -deal.amount_vnd) if deal.loan else (None, 0)
        return Movement(day, deal.fund, deal.amount_vnd + deal.interest_vnd, *owed)

    def take_back(self) -> None:
        if not self.book.kept:
            return
        chosen = self.data.draw(st.lists(st.sampled_from(list(self.book.kept)), min_size=1, max_size=3, unique=True))
        left = {pk: m for pk, m in self.book.kept.items() if pk not in chosen}
        granted = {self.book.kept[pk].loan for pk in chosen if self.book.kept[pk].owed > 0}
        repaid_since = any(m.loan in granted and m.owed <= 0 for m in left.values() if m.loan)
        lawful = self.book.allows(left.values()) and not repaid_since
        receipts = list(Receipt.objects.filter(pk__in=chosen))
        try:
            with transaction.atomic():
                undo_deals(by=self.cast.lan, club=self.cast.club, on=DAYS[-1], receipts=receipts)
        except ValidationError:
            assert not lawful, chosen
            return
        assert lawful, chosen
        self.book.kept = left

    def agrees(self) -> None:
        """The books say at the end what the notebook says, and the nightly check finds nothing."""
        kept = list(self.book.kept.values())
        for fund in FUNDS:
            assert cash_of(self.cast.club, fund, DAYS[-1]) == sum(m.cash for m in kept if m.fund == fund)
        owed = {pk: sum(m.owed for m in kept if m.loan == pk) for pk in self.loans}
        assert {pk: balance_vnd(loan.account) for pk, loan in self.loans.items()} == owed
        shown = {line.loan.pk: line.owed_vnd for line in open_loans(self.cast.club, DAYS[-1])}
        assert shown == {pk: vnd for pk, vnd in owed.items() if vnd}
        assert {name: told for name, told in run_checks().items() if told and name.startswith(("fund", "ledger"))} == {}


@BOUNDED
@given(data=st.data())
def test_what_may_be_written_is_what_a_notebook_allows(db: None, data: st.DataObject) -> None:
    with transaction.atomic():
        business = Business(data)
        for _n in range(data.draw(st.integers(3, 12))):
            data.draw(st.sampled_from([business.batch, business.batch, business.take_back]))()
        business.agrees()
        transaction.set_rollback(True)


def test_start_money_that_was_lent_meanwhile_cannot_be_taken_back(cast: Cast) -> None:
    entry = receive_start_fund(by=cast.lan, club=cast.club, amount_vnd=10, source="SOCIAL", received_on=DAYS[0])
    person = make_member(cast.club, "Bà Tư").person
    loan = Deal("loan", "LOAN", "INCOME", 4, person=person, months=1, rate_percent_year=Decimal(0))
    lent = record_deals(by=cast.lan, club=cast.club, on=DAYS[3], deals=[loan])["loan"]
    with pytest.raises(ValidationError, match="quỹ thiếu 4 đồng"):
        reverse_start_fund(by=cast.lan, entry=entry, reversed_on=DAYS[5])
    undo_deals(by=cast.lan, club=cast.club, on=DAYS[5], receipts=[lent])
    reverse_start_fund(by=cast.lan, entry=entry, reversed_on=DAYS[5])
    assert cash_of(cast.club, "INCOME", DAYS[5]) == 0
