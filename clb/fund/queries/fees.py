"""What the charter asks and allows, and who has paid the fee of a month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from clb.clubs.models import CharterRule, Club
from clb.clubs.queries import charter_on
from clb.fund.models import Receipt
from clb.ledger.queries import standing


def fee_of(club: Club, on: date) -> int | None:
    """Whole đồng a month by the charter of that day; None where it says nothing."""
    rule = club.charter_rules.on(on).filter(item=CharterRule.Item.FEE).first()
    return None if rule is None or rule.amount is None else int(rule.amount)


def charter_numbers(club: Club, on: date) -> dict[str, Decimal]:
    """What the charter of that day fixes as a number, by item; what it is silent on is left out."""
    return {rule.item: rule.amount for rule in charter_on(club, on) if rule.amount is not None}


def fees_paid(club: Club, month: date) -> dict[UUID, int]:
    """Whole đồng paid for the month of that day, by person, whenever it was paid; reversed receipts left out."""
    paid = Receipt.objects.filter(club=club, kind=Receipt.Kind.FEE, for_month=month.replace(day=1))
    rows = paid.filter(entry__in=standing()).order_by().values_list("person").annotate(Sum("amount_vnd"))
    return dict(rows)
