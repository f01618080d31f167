"""The tree on a day: names, codes, what lies above and below."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from clb.kernel.dates import on_day
from clb.places.models import Succession, Unit, UnitLink, UnitVersion

NATION_KEY = "vn"


def nation() -> Unit:
    """The root of the tree."""
    return Unit.objects.get(key=NATION_KEY)


def version_on(unit: Unit, day: date) -> UnitVersion | None:
    """Name, code and parent of `unit` on `day`; its last ones where it had ended; None before it existed."""
    return unit.versions.select_related("parent").filter(on_day(unit.seen_on(day))).first()


_LEVEL = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+", re.IGNORECASE)


def bare_name(name: str) -> str:
    """'Xã Long Phú Thuận' → 'Long Phú Thuận', as papers write the place before the day."""
    return _LEVEL.sub("", name)


def within_sentence(name: str) -> str:
    """'Xã Long Mẫu' → 'xã Long Mẫu', as it stands within a sentence."""
    return name[0].lower() + name[1:] if _LEVEL.match(name) else name


def commune_of(place: Unit, day: date) -> Unit:
    """The commune to which `place` belongs on `day`: itself, the one above it, or itself where there is none."""
    above = [unit for unit in [*ancestors(place, day), place] if unit.level == Unit.Level.COMMUNE]
    return above[-1] if above else place


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
    bearers = UnitVersion.objects.select_related("unit").filter(on_day(day), code=code)
    version = bearers.order_by("-unit__from_on", "-unit_id").first()
    return version.unit if version else None


def unit_called(word: str, day: date) -> Unit | None:
    """The unit with that key, else the one that bore that code on `day`."""
    word = word.strip()
    return Unit.objects.filter(key=word).first() or (find_by_code(word, day) if word else None)


def path_keys(unit: Unit, day: date) -> tuple[str, ...]:
    """Keys of the units above and of the unit itself on `day`, nation first, as norms ask for them."""
    return tuple(above.key for above in [*ancestors(unit, day), unit])


def ancestors(unit: Unit, day: date) -> list[Unit]:
    """Units above `unit` on `day`, nation first, the unit itself left out."""
    links = _links_on(unit.seen_on(day)).filter(below=unit).exclude(above=unit).select_related("above")
    return sorted((link.above for link in links), key=lambda above: above.rank)


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


def within_with_ended(unit: Unit, day: date) -> QuerySet[UnitLink, int]:
    """As `within`, with the units that ended before `day` and whose ground lies wholly in `unit`: for what units did
    in a period in which some of them ended. Ground that went to several units of the level of `unit` is no one's."""
    heirs = UnitLink.objects.filter(on_day(day), is_heir=True, above__level=unit.level)
    others = heirs.filter(below=OuterRef("below")).exclude(above=unit)
    whole = heirs.filter(above=unit).exclude(Exists(others)).values("pk")
    here = within(unit, day).values("pk")
    return UnitLink.objects.filter(Q(pk__in=here) | Q(pk__in=whole)).values_list("below", flat=True)


def _whole_heirs(unit: Unit, last_day: date, day: date) -> list[int]:
    """Ids of units, alive on `day`, whose whole ground came from units under `unit` on its last day."""
    ground = set(_links_on(last_day).filter(above=unit).exclude(below__level="CLUB").values_list("below", flat=True))
    rows = Succession.objects.filter(event__happened_on__gt=last_day, event__happened_on__lte=day)
    rows = rows.filter(before__isnull=False, after__isnull=False).exclude(before=F("after"))
    came_from: dict[int, list[tuple[int, bool]]] = {}
    had_own_ground: set[int] = set()
    steps = rows.order_by("event__happened_on", "pk").values_list(
        "before", "after", "has_other_ground", "after__from_on", "event__happened_on"
    )
    for before, after, has_other_ground, since, happened_on in steps:
        assert before is not None and after is not None
        came_from.setdefault(after, []).append((before, has_other_ground))
        if since is not None and since < happened_on:
            had_own_ground.add(after)
    heirs: list[int] = []
    for after, origins in came_from.items():  # in order of time, so that heirs of heirs are found
        if after in had_own_ground and after not in ground:
            continue
        if all(before in ground and not has_other_ground for before, has_other_ground in origins):
            ground.add(after)
            heirs.append(after)
    return list(Unit.objects.on(day).filter(pk__in=heirs).values_list("pk", flat=True))


def _links_on(day: date) -> QuerySet[UnitLink]:
    return UnitLink.objects.filter(on_day(day), is_heir=False)


def awaiting_assignment(unit_ids: QuerySet[UnitLink, int] | None = None) -> QuerySet[UnitVersion]:
    """Units left waiting by a split until a person says where each belongs: the last version of each."""
    waiting = UnitVersion.objects.filter(awaits_assignment=True).select_related("unit", "parent")
    waiting = waiting.filter(Q(until_on__isnull=True) | Q(until_on=F("unit__until_on")))
    if unit_ids is not None:
        waiting = waiting.filter(unit__in=unit_ids)
    return waiting.order_by("from_on", "search_key")
