"""What happens to units: founding, moving, ending. The only writer of the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from clb.kernel.dates import on_day
from clb.kernel.text import plain

from .models import Succession, Unit, UnitEvent, UnitLink, UnitVersion
from .queries import choices_for, common_ancestor

# The day of founding of units of which only the name and code are known.
UNKNOWN_START = date(1900, 1, 1)


def found_unit(*, key: str, level: str, name: str, parent: Unit | None, from_on: date, code: str = "") -> Unit:
    """A new unit under `parent` from `from_on`."""
    unit = Unit.objects.create(key=key, level=level, from_on=from_on)
    UnitVersion.objects.create(unit=unit, parent=parent, name=name, search_key=plain(name), code=code, from_on=from_on)
    UnitLink.objects.create(above=unit, below=unit, from_on=from_on)
    if parent:
        _link([unit.pk], parent, from_on)
        _carry_over(unit, parent)
    return unit


def _carry_over(unit: Unit, parent: Unit) -> None:
    """A unit written down late, under a parent that has ended since, goes where that parent's children went."""
    while parent.until_on is not None:
        on = parent.until_on + timedelta(days=1)
        heirs = list(parent.successors.filter(event__happened_on=on).select_related("after"))
        parent, awaits = _new_home(parent, heirs, on)
        move_unit(unit, parent, on=on, awaits_assignment=awaits)
        if awaits:
            return


def _new_home(ended: Unit, heirs: list[Succession], on: date) -> tuple[Unit, bool]:
    """Where the children of an ended unit go: to its one whole heir, else to wait under what the heirs share."""
    if not heirs:
        parent = ended.versions.order_by("-from_on")[0].parent
        assert parent is not None, "the nation does not end"
        return parent, False
    if len(heirs) == 1 and not heirs[0].is_partial:
        return heirs[0].after, False
    return common_ancestor([h.after for h in heirs], on), True


def assign_unit(*, by: Any, waiting: UnitVersion, parent: Unit) -> UnitVersion:
    """Say where a unit left waiting by a split belongs, from the day of the split on.

    Raises ValidationError where it no longer waits or `parent` took over no part of what it belonged to.
    """
    waiting = UnitVersion.objects.select_for_update().get(pk=waiting.pk)
    if not waiting.awaits_assignment:
        raise ValidationError({"waiting": _("Đơn vị này đã được gán rồi.")})
    if parent not in choices_for(waiting):
        raise ValidationError({"parent": _("Chỉ gán được vào một trong các đơn vị kế thừa địa bàn cũ.")})
    return move_unit(waiting.unit, parent, on=waiting.from_on)


@dataclass(frozen=True)
class Step:
    """In an event: `after` took the ground of `before`, all or a part; `other_ground`: and more that is not loaded."""

    before: Unit
    after: Unit
    is_partial: bool = False
    has_other_ground: bool = False


def apply_event(
    *, key: str, kind: str, on: date, legal_doc: str, trust: str, steps: list[Step], note: str = ""
) -> UnitEvent:
    """Let an event happen: the units before it end on the eve, what lay under them moves, their heirs get the rights.

    Raises ValidationError where a unit had ended or begins only later, or the event is recorded already.
    """
    if UnitEvent.objects.filter(key=key).exists():
        raise ValidationError(_("Biến động này đã được ghi."))
    eve = on - timedelta(days=1)
    ending = list(dict.fromkeys(step.before for step in steps))
    _check_event(on, ending, {step.after for step in steps})
    event = UnitEvent.objects.create(key=key, kind=kind, happened_on=on, legal_doc=legal_doc, trust=trust, note=note)
    Succession.objects.bulk_create(
        Succession(
            event=event, before=s.before, after=s.after, is_partial=s.is_partial, has_other_ground=s.has_other_ground
        )
        for s in steps
    )
    for unit in ending:
        heirs = list(Succession.objects.filter(event=event, before=unit).select_related("after"))
        home, awaits = _new_home(unit, heirs, on)
        for child in UnitVersion.objects.filter(parent=unit, until_on__isnull=True).select_related("unit"):
            move_unit(child.unit, home, on=on, awaits_assignment=awaits)
        end_unit(unit, last_day=eve)
        give_rights_to_heirs(unit, [home], from_on=on)
    return event


def _check_event(on: date, ending: list[Unit], after: set[Unit]) -> None:
    for unit in ending:
        if unit in after:
            raise ValidationError(_("Một đơn vị không thể kế thừa chính nó: %s.") % unit.key)
        if unit.until_on is not None or unit.from_on >= on:
            raise ValidationError(_("Đơn vị %s không còn, hoặc chưa có, vào ngày biến động.") % unit.key)
        if unit.versions.filter(from_on__gte=on).exists():
            raise ValidationError(_("Đơn vị %s đã có thay đổi ghi cho ngày sau ngày biến động.") % unit.key)
    for unit in after:
        if unit.from_on > on or (unit.until_on and unit.until_on < on):
            raise ValidationError(_("Đơn vị kế thừa %s không tồn tại vào ngày biến động.") % unit.key)


def record_event(
    *,
    by: Any,
    kind: str,
    happened_on: date,
    legal_doc: str,
    trust: str,
    new_units: list[NewUnit],
    steps: list[tuple[str, str, bool]],
    note: str = "",
) -> UnitEvent:
    """An event as an officer writes it: new units first, then who took whose ground, by keys.

    Raises ValidationError as `apply_event`, and for keys that are unknown or taken.
    """
    for new in new_units:
        parent = Unit.objects.filter(key=new.parent).first()
        if parent is None or Unit.objects.filter(key=new.key).exists():
            raise ValidationError({"new_units": _("Khóa %s đã có, hoặc không có đơn vị cha.") % new.key})
        found_unit(key=new.key, level=new.level, name=new.name, code=new.code, parent=parent, from_on=happened_on)
    units = {u.key: u for u in Unit.objects.filter(key__in={k for b, a, _p in steps for k in (b, a)})}
    for before, after, _part in steps:
        for key in (before, after):
            if key not in units:
                raise ValidationError({"steps": _("Không có đơn vị nào có khóa %s.") % key})
    return apply_event(
        key=f"{happened_on}/{kind}/{'+'.join(b for b, _a, _p in steps)}"[:80],
        kind=kind,
        on=happened_on,
        legal_doc=legal_doc,
        trust=trust,
        steps=[Step(units[b], units[a], part) for b, a, part in steps],
        note=note,
    )


@dataclass(frozen=True)
class NewUnit:
    """A unit that an event founds."""

    key: str
    level: str
    name: str
    code: str
    parent: str


def rename_unit(unit: Unit, *, name: str, on: date, code: str | None = None) -> UnitVersion:
    """Give `unit` another name or code from `on`; the earlier ones stay for the days before."""
    current = _open_version(unit)
    return _new_version(unit, current, on, name=name, code=current.code if code is None else code)


def move_unit(unit: Unit, parent: Unit, *, on: date, awaits_assignment: bool = False) -> UnitVersion:
    """Put `unit`, with all that lies under it, under `parent` from `on`."""
    current = _open_version(unit)
    subtree = _below(unit, on)
    _unlink(subtree, on)
    _link(subtree, parent, on)
    return _new_version(unit, current, on, parent=parent, awaits_assignment=awaits_assignment)


def end_unit(unit: Unit, *, last_day: date) -> None:
    """`unit` exists until the end of `last_day`. Its children must have been moved before."""
    UnitVersion.objects.filter(unit=unit, from_on__gt=last_day).delete()
    UnitVersion.objects.filter(unit=unit, until_on__isnull=True).update(until_on=last_day)
    links = UnitLink.objects.filter(Q(above=unit) | Q(below=unit))
    links.filter(from_on__gt=last_day).delete()
    links.filter(Q(until_on__isnull=True) | Q(until_on__gt=last_day)).update(until_on=last_day)
    unit.until_on = last_day
    unit.save(update_fields=["until_on"])


def give_rights_to_heirs(unit: Unit, heirs: Iterable[Unit], *, from_on: date) -> None:
    """Whoever holds a right at an heir, or above it, holds it over the ended `unit` too."""
    above: set[int] = set()
    for heir in heirs:
        links = UnitLink.objects.filter(on_day(from_on), below=heir, is_heir=False)
        above |= set(links.values_list("above", flat=True))
    UnitLink.objects.bulk_create(
        UnitLink(above_id=pk, below=unit, from_on=from_on, is_heir=True) for pk in sorted(above)
    )


def _open_version(unit: Unit) -> UnitVersion:
    return UnitVersion.objects.get(unit=unit, until_on__isnull=True)


def _new_version(unit: Unit, current: UnitVersion, on: date, **changes: object) -> UnitVersion:
    """The open version changed from `on`; where it began that very day it is amended, not doubled."""
    if "name" in changes:
        changes["search_key"] = plain(str(changes["name"]))
    if current.from_on == on:
        UnitVersion.objects.filter(pk=current.pk).update(**changes)
        current.refresh_from_db()
        return current
    UnitVersion.objects.filter(pk=current.pk).update(until_on=on - timedelta(days=1))
    kept = {"parent": current.parent, "name": current.name, "search_key": current.search_key, "code": current.code}
    return UnitVersion.objects.create(unit=unit, from_on=on, **{**kept, **changes})


def _below(unit: Unit, day: date) -> list[int]:
    links = UnitLink.objects.filter(on_day(day), above=unit, is_heir=False)
    return list(links.values_list("below", flat=True))


def _link(subtree: list[int], parent: Unit, from_on: date) -> None:
    """Every unit above `parent` (and itself) lies above every unit of `subtree`, from `from_on`."""
    above = UnitLink.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=from_on), below=parent, is_heir=False
    ).values_list("above", "from_on", "until_on")
    UnitLink.objects.bulk_create(
        UnitLink(above_id=pk, below_id=below, from_on=max(from_on, since), until_on=until)
        for pk, since, until in above
        for below in subtree
    )


def _unlink(subtree: list[int], on: date) -> None:
    """From `on`, nothing outside `subtree` lies above it."""
    links = UnitLink.objects.filter(below__in=subtree, is_heir=False).exclude(above__in=subtree)
    links.filter(from_on__gte=on).delete()
    links.filter(Q(until_on__isnull=True) | Q(until_on__gte=on)).update(until_on=on - timedelta(days=1))
