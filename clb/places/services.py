"""What happens to units: founding, moving, ending. The only writer of the tree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from clb.kernel.dates import on_day
from clb.kernel.text import plain

from .models import Unit, UnitLink, UnitVersion

# The day of founding of units of which only the name and code are known.
UNKNOWN_START = date(1900, 1, 1)


def found_unit(*, key: str, level: str, name: str, parent: Unit | None, from_on: date, code: str = "") -> Unit:
    """A new unit under `parent` from `from_on`."""
    unit = Unit.objects.create(key=key, level=level, from_on=from_on)
    UnitVersion.objects.create(
        unit=unit, parent=parent, name=name, search_key=plain(name), code=code, from_on=from_on
    )
    UnitLink.objects.create(above=unit, below=unit, from_on=from_on)
    if parent:
        _link([unit.pk], parent, from_on)
    return unit


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
