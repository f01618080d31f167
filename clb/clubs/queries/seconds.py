"""Does a club's charter want a second person for an act?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from clb.clubs.models import CharterRule, Club


def second_from_vnd(club: Club, on: date) -> int | None:
    """From how many đồng on the club's charter wants a second person on a day; None where it wants none."""
    found = CharterRule.objects.on(on).filter(club=club, item=CharterRule.Item.SECOND_FROM)
    amount = found.values_list("amount", flat=True).first()
    return None if amount is None else int(amount)


def wants_second(club: Club, amount_vnd: int | None = None) -> bool:
    """Does the club's charter want a second person today for so many đồng? None = for what cannot be counted: records
    of people put together, the club's end."""
    least = second_from_vnd(club, timezone.localdate())
    return least is not None and (amount_vnd is None or amount_vnd >= least)


def charter_needs_second(form: Any) -> bool:
    """A form of `set_charter_rule`: what the second person guards is not loosened by one."""
    return form.cleaned_data["item"] == CharterRule.Item.SECOND_FROM and wants_second(form.cleaned_data["club"])
