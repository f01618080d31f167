"""What goods and days of work are worth, and how a donation parts among clubs to the đồng."""

from __future__ import annotations

from decimal import Decimal


def worth_vnd(quantity: Decimal, unit_value_vnd: int) -> int:
    """Whole đồng of so many at so much each; what is left below one đồng is dropped."""
    return int(quantity * unit_value_vnd)


def share_worth_vnd(*, quantity: Decimal, unit_value_vnd: int, left: Decimal, left_vnd: int) -> int:
    """What a part is worth, so that all parts together are worth the whole: whoever takes the last takes the rest.

    `left` and `left_vnd` are what no club has yet, this part still among it.
    """
    return left_vnd if quantity == left else min(worth_vnd(quantity, unit_value_vnd), left_vnd)
