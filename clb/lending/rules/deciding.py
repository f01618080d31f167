"""Who may decide on a loan, and whether enough members were there. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from clb.members.models import Person


def conflicts(borrower: Person, deciders: Iterable[Person]) -> list[Person]:
    """Those of `deciders` who would decide on their own loan or on one of their own household."""
    home = borrower.household_id
    return [one for one in deciders if one.pk == borrower.pk or (home is not None and one.household_id == home)]


def quorum_met(present: int | None, on_roll: int | None, asked_percent: Decimal | None) -> bool | None:
    """Were as many members there as the charter asks? None where it asks for nothing or nobody counted them."""
    if not asked_percent or present is None or not on_roll:
        return None
    return 100 * present >= asked_percent * on_roll
