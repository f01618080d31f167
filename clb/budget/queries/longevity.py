"""Gift norms in force at a place on a day, and what other places decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from clb.access.models import User
from clb.budget.models import LongevityNorm
from clb.places.models import Unit
from clb.places.queries import ancestors

ELSEWHERE = Path(__file__).parents[1] / "data/longevity_elsewhere.yaml"


@dataclass(frozen=True)
class LongevityTable:
    """The norms that hold at a place on a day, by age, and whose they are; empty where no text was entered."""

    place: Unit
    of: Unit | None
    norms: tuple[LongevityNorm, ...]


def longevity_table(place: Unit, on: date) -> LongevityTable:
    """The norms of the nearest place, `place` itself or one above it on that day, that has any in force.

    After a merger the old area keeps its own until a new decision: its unit is asked for itself.
    """
    seen = place.seen_on(on)
    for unit in (place, *reversed(ancestors(place, seen))):
        norms = tuple(LongevityNorm.objects.on(on).filter(place=unit))
        if norms:
            return LongevityTable(place, unit, norms)
    return LongevityTable(place, None, ())


def gift_vnd(place: Unit, age: int, on: date) -> int | None:
    """Whole đồng in cash at an age, by the norms of `longevity_table`; None where no text says any."""
    for norm in longevity_table(place, on).norms:
        if norm.from_age <= age <= norm.until_age:
            return norm.amount_vnd
    return None


def longevity_places(user: User) -> QuerySet[Unit]:
    """Places above the commune's hamlets whose norms `user` may set."""
    levels = (Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE)
    reached = user.reach("budget.set_longevity_norm").values("below")
    return Unit.objects.filter(pk__in=reached, level__in=levels)


@cache
def elsewhere() -> list[dict[str, Any]]:
    """What the press told of other provinces; see the file's head."""
    found: list[dict[str, Any]] = yaml.safe_load(ELSEWHERE.read_text("utf8"))
    return found
