"""The arithmetic of a loan. Pure; a suggestion wherever the club's own rule is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from clb.kernel.dates import whole_months

ROUNDED_TO_VND = 1_000


def interest_suggested_vnd(owed_vnd: int, rate_percent_year: Decimal, *, since: date, on: date) -> int:
    """Interest that might be asked on `on`, in whole đồng: a suggestion, no text prescribes it.

    Simple interest on the principal still owed, for the whole months since `since` (the last day on which interest was
    paid, else the day of the loan), rounded down to 1,000 đồng:

        owed × rate ÷ 100 ÷ 12 × whole months
    """
    months = whole_months(since, on)
    exact = Fraction(owed_vnd) * Fraction(rate_percent_year) * months / 1_200
    return int(exact // ROUNDED_TO_VND) * ROUNDED_TO_VND
