"""What a fund would come to if things went as somebody supposes. Pure; a sum on paper, no promise."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MONTHS = 24


@dataclass(frozen=True)
class Start:
    """Where it begins: money at hand, principal lent out, members."""

    held_vnd: int
    lent_vnd: int
    members: int


@dataclass(frozen=True)
class Assumptions:
    """What is supposed of every month.

    `rate_percent_year` on principal; `arrears_percent` of what is lent brings neither principal nor interest;
    `new_members` join; each member pays `fee_vnd`; of the money at hand `lending_percent` is lent, for `term_months`.
    """

    rate_percent_year: Decimal
    arrears_percent: Decimal
    new_members: int
    fee_vnd: int
    lending_percent: Decimal
    term_months: int


@dataclass(frozen=True)
class MonthAhead:
    """The end of one month to come; `interest_vnd`, `fees_vnd`, `new_loans_vnd` are that month's. Whole đồng."""

    number: int
    held_vnd: int
    lent_vnd: int
    interest_vnd: int
    fees_vnd: int
    new_loans_vnd: int
    members: int

    @property
    def total_vnd(self) -> int:
        """Money at hand and principal lent out."""
        return self.held_vnd + self.lent_vnd


def project(start: Start, supposed: Assumptions, months: int = MONTHS) -> list[MonthAhead]:
    """Month by month, each in this order, each sum rounded down to whole đồng:

        paying    = lent × (100 − arrears) ÷ 100
        interest  = paying × rate ÷ 1,200
        repaid    = paying ÷ term
        fees      = members × fee                     (members before the new ones)
        new loans = (at hand + interest + repaid + fees) × lending ÷ 100

    So at hand + lent grows by interest + fees, and only the arrears' share of what is lent stands still.
    """
    assert supposed.term_months > 0, "a loan runs for a month at least"
    held, lent, members = start.held_vnd, start.lent_vnd, start.members
    ahead = []
    for number in range(1, months + 1):
        paying = lent * (100 - Fraction(supposed.arrears_percent)) / 100
        interest = int(paying * Fraction(supposed.rate_percent_year) / 1_200)
        repaid = int(paying / supposed.term_months)
        fees = members * supposed.fee_vnd
        there = held + interest + repaid + fees
        new_loans = int(max(there, 0) * Fraction(supposed.lending_percent) / 100)
        held, lent, members = there - new_loans, lent - repaid + new_loans, members + supposed.new_members
        ahead.append(MonthAhead(number, held, lent, interest, fees, new_loans, members))
    return ahead
