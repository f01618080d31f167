"""What a draft holds, beside the text that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import plain
from clb.places.models import Unit, UnitVersion
from clb.plans.models import (
    ActivityArea,
    Agency,
    MoneySource,
    Objective,
    Plan,
    PlanItem,
    PlanLine,
    Recipient,
    Target,
    Task,
)

ITEM_KINDS: dict[str, type[PlanItem]] = {
    "objective": Objective,
    "target": Target,
    "area": ActivityArea,
    "agency": Agency,
    "task": Task,
    "source": MoneySource,
    "recipient": Recipient,
}


def place_named(name: str | None, level: str | None, by: User) -> Unit:
    """The unit that a plan's text names, among those where `by` may import plans.

    Raises ValidationError beside `place` where the text names none, or several bear the name.
    """
    if not name:
        raise ValidationError({"place": _("Văn bản không nói rõ địa bàn. Hãy chọn địa bàn.")})
    reached = by.reach("plans.import_plan").values("below")
    found = UnitVersion.objects.filter(search_key=plain(name), unit__in=reached).select_related("unit")
    if level:
        found = found.filter(unit__level=level)
    units: dict[int, Unit] = {version.unit_id: version.unit for version in found}
    if len(units) == 1:
        return next(iter(units.values()))
    if not units:
        raise ValidationError({"place": _("Không thấy địa bàn «%s» trong nơi bạn phụ trách. Hãy chọn địa bàn.") % name})
    keys = ", ".join(sorted(unit.key for unit in units.values()))
    raise ValidationError(
        {"place": _("Có nhiều đơn vị tên «%(name)s»: %(keys)s. Hãy chọn một.") % {"name": name, "keys": keys}}
    )


@dataclass(frozen=True)
class Reading:
    """A plan's text and items side by side.

    `loose` are lines in no item that a person should read; `lost`, lines that nobody accounts for, must be empty.
    """

    lines: list[PlanLine]
    items: dict[str, list[Any]]
    loose: list[PlanLine]
    lost: list[int]


def reading_of(plan: Plan) -> Reading:
    """Every line of the text, every item, and what no item holds."""
    items = {kind: list(model._default_manager.filter(plan=plan)) for kind, model in ITEM_KINDS.items()}
    placed = {n for rows in items.values() for item in rows for n in item.lines} | set(plan.lines)
    lines = list(plan.text_lines.all())
    loose = [line for line in lines if line.set_aside in PlanLine.TO_READ]
    lost = [line.number for line in lines if not line.set_aside and line.number not in placed]
    return Reading(lines, items, loose, lost)
