"""Founding, moving, renaming and ending units. The only writer of the tree and of its links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from clb.kernel.text import plain
from clb.places.models import RANK, Unit, UnitLink, UnitVersion
from clb.places.queries import ground_taken, higher_common_ancestor, name_on
from clb.places.queries.derivation import Row, affected_by, derive_links, stored_links

_DAY = timedelta(days=1)
_CHUNK = 5000


@dataclass(frozen=True)
class Seed:
    """A unit to be founded with many others at once; its parent is there already."""

    key: str
    name: str
    code: str
    parent: str


@transaction.atomic
def found_unit(
    *,
    key: str,
    level: str,
    name: str,
    parent: Unit | None,
    from_on: date,
    code: str = "",
    source: str = "",
    trust: str = "",
) -> Unit:
    """A new unit under `parent` from `from_on`; where the parent has ended since, it goes where the others went.

    Raises ValidationError where the parent does not stand on that day or is no higher in the tree.
    """
    if parent:
        parent = Unit.objects.select_for_update(no_key=True).get(pk=parent.pk)
        _check_parent(parent, level, from_on)
    unit = Unit.objects.create(key=key, level=level, from_on=from_on, source=source, trust=trust)
    UnitVersion.objects.create(unit=unit, parent=parent, name=name, search_key=plain(name), code=code, from_on=from_on)
    _follow(unit)
    relink([unit.pk])
    return unit


@transaction.atomic
def found_units(level: str, seeds: Sequence[Seed], *, from_on: date, source: str = "", trust: str = "") -> None:
    """Many units of one level at once, under parents that stand."""
    made = [Unit(key=s.key, level=level, from_on=from_on, source=source, trust=trust) for s in seeds]
    Unit.objects.bulk_create(made, batch_size=_CHUNK)
    ids = dict(Unit.objects.values_list("key", "pk"))
    versions = [
        UnitVersion(
            unit_id=ids[s.key],
            parent_id=ids[s.parent],
            name=s.name,
            search_key=plain(s.name),
            code=s.code,
            from_on=from_on,
        )
        for s in seeds
    ]
    UnitVersion.objects.bulk_create(versions, batch_size=_CHUNK)
    relink([ids[s.key] for s in seeds])


def rename_unit(unit: Unit, *, name: str, on: date, code: str | None = None) -> UnitVersion:
    """Give `unit` another name or code from `on`; the earlier ones stay for the days before.

    Raises ValidationError where the unit does not stand on `on` or something later is recorded of it.
    """
    current = _last_version(unit, on)
    changes = {"name": name, "search_key": plain(name), "code": current.code if code is None else code}
    return _change(current, on, **changes)


def move_unit(unit: Unit, parent: Unit, *, on: date, awaits_assignment: bool = False) -> UnitVersion:
    """Put `unit`, with all that lies under it, under `parent` from `on`.

    Raises ValidationError as `rename_unit`, and where `parent` does not stand on `on`.
    """
    _check_parent(parent, unit.level, on)
    version = _change(_last_version(unit, on), on, parent=parent, awaits_assignment=awaits_assignment)
    _follow(unit)
    relink([unit.pk])
    return version


def end_unit(unit: Unit, *, last_day: date) -> None:
    """`unit` exists until the end of `last_day`; what still lies under it goes to where `unit` belonged."""
    relink(close_unit(unit, last_day=last_day))


def give_rights_to_heirs(unit: Unit, heirs: Iterable[Unit], *, from_on: date) -> None:
    """Whoever holds a right at the heir, or above it, holds it over the ended `unit` too.

    One heir has it all; of several, the nearest unit above them all.
    """
    assert unit.until_on is not None and from_on == unit.until_on + _DAY, "rights pass on the day after the end"
    found = list(heirs)
    unit.heir = found[0] if len(found) == 1 else higher_common_ancestor(found, from_on)
    unit.save(update_fields=["heir"])
    relink([unit.pk])


def close_unit(unit: Unit, *, last_day: date) -> list[int]:
    """End `unit` and move what lies under it. Returns the ids of the units to relink.

    Its successions must be written before: they say who its heir is.
    """
    on = last_day + _DAY
    UnitVersion.objects.filter(unit=unit, from_on__gt=last_day).delete()
    open_ones = Q(until_on__isnull=True) | Q(until_on__gt=last_day)
    UnitVersion.objects.filter(open_ones, unit=unit).update(until_on=last_day)
    last = UnitVersion.objects.select_related("parent").get(unit=unit, until_on=last_day)
    unit.until_on, unit.heir = last_day, _heir_of(unit, last, on)
    unit.save(update_fields=["until_on", "heir"])
    return [unit.pk, *_hand_over(UnitVersion.objects.filter(parent=unit), unit)]


def settle(unit: Unit, versions: Sequence[UnitVersion], parent: Unit) -> None:
    """Say that `unit` belonged to `parent` all through `versions`, the last of its versions, one after another."""
    for version in versions:
        version.parent, version.awaits_assignment = parent, False
    kept = [versions[0]]
    for version in versions[1:]:
        if (version.name, version.code) == (kept[-1].name, kept[-1].code):
            kept[-1].until_on = version.until_on
            version.delete()
        else:
            kept.append(version)
    UnitVersion.objects.bulk_update(kept, ["parent", "awaits_assignment", "until_on"])
    _follow(unit)
    relink([unit.pk])


def relink(roots: Collection[int]) -> None:
    """Bring the links of `roots`, and of all that lies under them, in line with the versions and heirs."""
    units = affected_by(roots)
    wanted, have = derive_links(units), stored_links(units)
    gone = [pk for row, pks in have.items() for pk in (pks if row not in wanted else pks[1:])]
    for i in range(0, len(gone), _CHUNK):
        UnitLink.objects.filter(pk__in=gone[i : i + _CHUNK]).delete()
    UnitLink.objects.bulk_create((_link(row) for row in sorted(wanted - have.keys(), key=str)), batch_size=_CHUNK)


def _link(row: Row) -> UnitLink:
    return UnitLink(
        above_id=row.above, below_id=row.below, from_on=row.from_on, until_on=row.until_on, is_heir=row.is_heir
    )


def _check_parent(parent: Unit, level: str, on: date) -> None:
    if parent.rank >= RANK[level]:
        raise ValidationError({"parent": _("%s không phải là cấp trên.") % name_on(parent, on)})
    if parent.from_on > on or (parent.until_on is not None and parent.until_on < on):
        words = {"unit": name_on(parent, on), "day": on.strftime("%d/%m/%Y")}
        raise ValidationError({"parent": _("%(unit)s không có vào ngày %(day)s.") % words})


def _last_version(unit: Unit, on: date) -> UnitVersion:
    """The open version, to be changed from `on`. Raises ValidationError where that cannot be."""
    words = {"unit": name_on(unit, on), "day": on.strftime("%d/%m/%Y")}
    current: UnitVersion | None = unit.versions.select_related("parent").filter(until_on__isnull=True).first()
    if current is None or unit.from_on > on:
        raise ValidationError(_("%(unit)s không có vào ngày %(day)s.") % words)
    if current.from_on > on:
        raise ValidationError(_("%(unit)s đã có thay đổi ghi cho ngày sau ngày %(day)s.") % words)
    return current


def _change(current: UnitVersion, on: date, **changes: object) -> UnitVersion:
    """The open version changed from `on`; where it began that very day it is amended, not doubled."""
    changed = current
    if current.from_on != on:
        changed = UnitVersion(**_copied(current) | {"from_on": on})
        current.until_on = on - _DAY
        current.save(update_fields=["until_on"])
    for name, value in changes.items():
        setattr(changed, name, value)
    changed.save()
    return changed


def _copied(version: UnitVersion) -> dict[str, object]:
    names = ("unit_id", "parent_id", "name", "search_key", "code", "awaits_assignment", "from_on", "until_on")
    return {name: getattr(version, name) for name in names}


def _heir_of(unit: Unit, last: UnitVersion, on: date) -> Unit:
    """A whole successor; of several or of parts the nearest unit above them all; with none, where it belonged."""
    taken = ground_taken(unit)
    if not taken:
        assert last.parent is not None, "the nation does not end"
        return last.parent
    if len(taken) == 1 and not taken[0].is_partial and taken[0].after is not None:
        return taken[0].after
    return higher_common_ancestor([s.after for s in taken if s.after is not None], on)


def _hand_over(rows: QuerySet[UnitVersion], ended: Unit) -> list[int]:
    """Whatever of `rows` says "under `ended`" after its end, says "under its heir" from then on.

    Those that might belong to one of several successors wait there. Returns the ids of the units concerned.
    """
    assert ended.until_on is not None and ended.heir is not None
    on, home = ended.until_on + _DAY, ended.heir
    while home.until_on is not None and home.until_on < on:
        assert home.heir is not None
        home = home.heir
    taken = [s for s in ground_taken(ended) if s.after is not None]
    is_split = len(taken) > 1 or any(s.is_partial for s in taken)
    may_hold = max((s.after.rank for s in taken if s.after), default=0)
    late = list(rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=on)).select_related("unit"))
    begun = []
    for row in late:
        waits = row.awaits_assignment or (is_split and row.unit.rank > may_hold)
        if row.from_on >= on:
            row.parent, row.awaits_assignment = home, waits
            continue
        kept = _copied(row) | {"from_on": on, "parent_id": home.pk, "awaits_assignment": waits}
        begun.append(UnitVersion(**kept))
        row.until_on = ended.until_on
    UnitVersion.objects.bulk_update(late, ["parent", "awaits_assignment", "until_on"], batch_size=500)
    UnitVersion.objects.bulk_create(begun)
    return [row.unit_id for row in late]


def _follow(unit: Unit) -> None:
    """Where `unit` is written under a parent beyond that parent's end, it goes where the others went."""
    beyond = Q(until_on__isnull=True) | Q(until_on__gt=F("parent__until_on"))
    mine = UnitVersion.objects.filter(unit=unit)
    while (stale := mine.filter(beyond, parent__until_on__isnull=False).order_by("from_on").first()) is not None:
        assert stale.parent is not None
        _hand_over(mine.filter(parent=stale.parent), stale.parent)
