"""What a charter fixes for loans. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ROUNDED_TO_VND = 1_000


@dataclass(frozen=True)
class LoanTerms:
    """What the charter of a day fixes for loans. None where it is silent and nothing may be supposed.

    Silent of `method`, `grace_months` and `rounding_vnd`: as loans were kept before it spoke of them (interest every
    month, principal at the end, no grace, 1,000 đồng). `split_percent` of interest goes to the operating fund.
    `queue` is the order of priority, CharterRule.Priority codes; silent: all of them, the poor first.
    """

    method: str
    grace_months: int
    rounding_vnd: int
    rate_percent_year: Decimal | None
    cap_vnd: int | None
    months_at_most: int | None
    split_percent: Decimal | None
    queue: Sequence[str]
    says_queue: bool
