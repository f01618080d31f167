"""Gift norms of a place, by decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.budget.models import LongevityNorm
from clb.kernel.dates import make_way
from clb.kernel.text import tidy
from clb.places.models import Unit


def set_longevity_norm(
    *, by: User, place: Unit, from_age: int, from_on: date, decision: str, **told: Any
) -> LongevityNorm:
    """What a place gives from an age on, from a day on; what it gave at that age before ends the day before.

    `told`: until_age, amount_vnd, in_kind, residence. Raises ValidationError beside the field without a decision, and
    for ages that are none.
    """
    if not tidy(decision):
        raise ValidationError({"decision": _("Hãy ghi số, ngày của văn bản.")})
    words = {name: tidy(told.pop(name, "") or "") for name in ("in_kind", "residence")}
    row = LongevityNorm(place=place, from_age=from_age, from_on=from_on, decision=tidy(decision), **words, **told)
    make_way(LongevityNorm.objects.filter(place=place, from_age=from_age), from_on)
    row.full_clean()
    row.save()
    return row


def end_longevity_norm(*, by: User, longevity_norm: LongevityNorm, until_on: date) -> LongevityNorm:
    """It holds until a day. Raises ValidationError for a day before it began."""
    longevity_norm.until_on = until_on
    longevity_norm.full_clean()
    longevity_norm.save(update_fields=["until_on"])
    return longevity_norm
