"""Placing the units that a split left waiting."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.places.models import Unit, UnitVersion
from clb.places.queries import choices_for, waiting_run

from .tree import settle


def assign_unit(*, by: Any, waiting: Unit, parent: Unit) -> UnitVersion:
    """Say where a unit left waiting by a split belongs, with all that lies under it, from the day of the split on.

    Raises ValidationError where it no longer waits or `parent` took over no part of what it belonged to.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=waiting.pk)
    run = waiting_run(unit)
    if not run:
        raise ValidationError({"waiting": _("Đơn vị này đã được gán rồi.")})
    if parent not in choices_for(run[-1]):
        raise ValidationError({"parent": _("Chỉ gán được vào một trong các đơn vị kế thừa địa bàn cũ.")})
    settle(unit, run, parent)
    placed: UnitVersion = unit.versions.order_by("-from_on")[0]
    return placed
