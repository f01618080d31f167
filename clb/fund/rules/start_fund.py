"""What the decisions ask of a club's start fund. Pure: facts in, findings out; a finding never refuses a fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from clb.law.norms import Finding, judge


def start_fund_finding(start_fund_vnd: int, *, founded_on: date, path: Sequence[str] = ()) -> Finding | None:
    """The start fund (whole đồng at the founding day's end) against the norm of that day; None where none asked."""
    try:
        return judge("club.start_fund", Fraction(start_fund_vnd), on=founded_on, path=path)
    except LookupError:
        return None
