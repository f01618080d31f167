"""What a club's charter says of its loans."""

from __future__ import annotations

from datetime import date

from clb.clubs.models import CharterRule, Club
from clb.clubs.queries import charter_on
from clb.fund.rules.terms import ROUNDED_TO_VND, LoanTerms

Item = CharterRule.Item


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
