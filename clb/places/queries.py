"""What lay where on a day, what came of it, and what waits to be assigned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from clb.kernel.dates import on_day

from .models import Succession, Unit, UnitEvent, UnitLink, UnitVersion

NATION_KEY = "vn"


def nation() -> Unit:
    """The root of the tree."""
    return Unit.objects.get(key=NATION_KEY)


def version_on(unit: Unit, day: date) -> UnitVersion | None:
    """Name, code and parent of `unit` on `day`; its last ones where it had ended; None before it existed."""
    return unit.versions.select_related("parent").filter(on_day(unit.seen_on(day))).first()


def name_on(unit: Unit, day: date) -> str:
    """The unit's name on `day`, or its last name, or its first where the day is too early."""
    version = version_on(unit, day) or unit.versions.order_by("from_on").first()
    return version.name if version else unit.key


def names_on(unit_ids: Iterable[int], day: date) -> dict[int, str]:
    """Names by unit id on `day`, in one query; a unit that had ended keeps its last name."""
    versions = UnitVersion.objects.filter(unit__in=list(unit_ids)).order_by("from_on")
    names: dict[int, str] = {}
    for unit_id, from_on, name in versions.values_list("unit", "from_on", "name"):
        if from_on <= day or unit_id not in names:
            names[unit_id] = name
    return names


def find_by_code(code: str, day: date) -> Unit | None:
    """The unit that bore `code` on `day`: a code means nothing without a day."""
    version = UnitVersion.objects.select_related("unit").filter(on_day(day), code=code).order_by("unit_id").first()
    return version.unit if version else None


def path_keys(unit: Unit, day: date) -> tuple[str, ...]:
    """Keys of the units above and of the unit itself on `day`, nation first, as norms ask for them."""
    links = _links_on(day).filter(below=unit) if not unit.until_on else _links_on(unit.seen_on(day)).filter(below=unit)
    keys = {link.above.level: link.above.key for link in links.select_related("above")}
    return tuple(keys[level] for level in Unit.Level.values if level in keys)


def ancestors(unit: Unit, day: date) -> list[Unit]:
    """Units above `unit` on `day`, nation first, the unit itself left out."""
    links = _links_on(unit.seen_on(day)).filter(below=unit).exclude(above=unit).select_related("above")
    order = {level: i for i, level in enumerate(Unit.Level.values)}
    return sorted((link.above for link in links), key=lambda u: order[u.level])


def children(unit: Unit, day: date) -> QuerySet[UnitVersion]:
    """Versions of the units right below `unit` on `day` (its last day where it had ended), clubs included."""
    seen = unit.seen_on(day)
    return UnitVersion.objects.filter(on_day(seen), parent=unit).select_related("unit").order_by("code", "search_key")


def within(unit: Unit, day: date) -> QuerySet[UnitLink, int]:
    """Ids of all units under `unit` on `day`, itself included, for use as `unit__in=within(…)`.

    A unit that had ended before `day` keeps what lay under it on its last day, and gains what was founded
    since in units that took over nothing but its ground. What was founded in a unit that took over
    other ground too is not counted: nobody can say whose it is.
    """
    seen = unit.seen_on(day)
    wanted = Q(above=unit) & on_day(seen)
    if seen < day:
        wanted |= Q(above__in=_whole_heirs(unit, seen, day)) & on_day(day)
    return UnitLink.objects.filter(wanted, is_heir=False).values_list("below", flat=True)


def _whole_heirs(unit: Unit, last_day: date, day: date) -> list[int]:
    """Ids of units, alive on `day`, whose whole ground came from units under `unit` on its last day."""
    ground = set(_links_on(last_day).filter(above=unit).exclude(below__level="CLUB").values_list("below", flat=True))
    rows = Succession.objects.filter(event__happened_on__gt=last_day, event__happened_on__lte=day)
    came_from: dict[int, list[tuple[int, bool]]] = {}
    steps = rows.order_by("event__happened_on").values_list("before", "after", "has_other_ground")
    for before, after, has_other_ground in steps:
        came_from.setdefault(after, []).append((before, has_other_ground))
    heirs: list[int] = []
    for after, origins in came_from.items():  # in order of time, so that heirs of heirs are found
        if all(before in ground and not has_other_ground for before, has_other_ground in origins):
            ground.add(after)
            heirs.append(after)
    return list(Unit.objects.on(day).filter(pk__in=heirs).values_list("pk", flat=True))


def _links_on(day: date) -> QuerySet[UnitLink]:
    return UnitLink.objects.filter(on_day(day), is_heir=False)


@dataclass(frozen=True)
class Heir:
    """A unit that took over ground of an ended one."""

    unit: Unit
    is_partial: bool
    event: UnitEvent


def successors(unit: Unit, day: date) -> list[Heir]:
    """The units, standing on `day`, that hold the ground of `unit`; partial where any step was partial."""
    found: dict[int, Heir] = {}
    steps = unit.successors.filter(event__happened_on__lte=day).select_related("after", "event").order_by("pk")
    for step in steps:
        if step.after.until_on is None or step.after.until_on >= day:
            found[step.after_id] = Heir(step.after, step.is_partial, step.event)
            continue
        for heir in successors(step.after, day):
            found[heir.unit.pk] = Heir(heir.unit, heir.is_partial or step.is_partial, heir.event)
    return list(found.values())


def common_ancestor(units: list[Unit], day: date) -> Unit:
    """The lowest unit that lies above (or is) every one of `units` on `day`."""
    paths = [[*ancestors(unit, day), unit] for unit in units]
    shared = [level[0] for level in zip(*paths, strict=False) if len({u.pk for u in level}) == 1]
    return shared[-1]


def choices_for(waiting: UnitVersion) -> list[Unit]:
    """The units among which a waiting unit is to be placed: the successors of what it belonged to before."""
    before = waiting.unit.versions.filter(until_on__lt=waiting.from_on).order_by("-from_on").first()
    parent = before.parent if before else None
    return [heir.unit for heir in successors(parent, waiting.from_on)] if parent else []


def awaiting_assignment(unit_ids: QuerySet[UnitLink, int] | None = None) -> QuerySet[UnitVersion]:
    """Units left without a parent by a split, until a person says where each belongs."""
    waiting = UnitVersion.objects.filter(awaits_assignment=True).select_related("unit", "parent")
    if unit_ids is not None:
        waiting = waiting.filter(unit__in=unit_ids)
    return waiting.order_by("from_on", "search_key")
