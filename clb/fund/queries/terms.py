"""What a club's charter says of its loans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clb.clubs.models import CharterRule, Club
from clb.clubs.queries import charter_on
from clb.fund.rules.loans import ROUNDED_TO_VND

Item = CharterRule.Item


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


def loan_terms(club: Club, on: date) -> LoanTerms:
    """What the charter of `club` said of loans on the day `on`; one query."""
    rules = {rule.item: rule for rule in charter_on(club, on)}
    numbers = {item: rule.amount for item, rule in rules.items() if rule.amount is not None}
    method, queue = rules.get(Item.METHOD), rules.get(Item.QUEUE)
    return LoanTerms(
        method=method.words if method else CharterRule.Method.BULLET,
        grace_months=int(numbers.get(Item.GRACE, 0)),
        rounding_vnd=int(numbers.get(Item.ROUNDING, ROUNDED_TO_VND)),
        rate_percent_year=numbers.get(Item.RATE),
        cap_vnd=int(numbers[Item.LOAN_CAP]) if Item.LOAN_CAP in numbers else None,
        months_at_most=int(numbers[Item.TERM]) if Item.TERM in numbers else None,
        split_percent=numbers.get(Item.SPLIT),
        queue=tuple(queue.words.split(",")) if queue else tuple(CharterRule.Priority.values),
        says_queue=queue is not None,
    )
