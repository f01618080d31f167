"""A unit as its page shows it, and the list of those that wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from clb.kernel.dates import on_day
from clb.places.models import Succession, Unit, UnitEvent, UnitLink, UnitVersion

from .change import Heir, predecessors, successors, took_ground
from .tree import ancestors, names_on, version_on


@dataclass(frozen=True)
class Named:
    """A unit with the name and the code that it bears on the day asked (its last ones where it had ended)."""

    unit: Unit
    name: str
    code: str


def named(units: Iterable[Unit], day: date) -> list[Named]:
    """`units` in their order with names and codes, in one query."""
    units = list(units)
    rows: dict[int, tuple[str, str]] = {}
    versions = UnitVersion.objects.filter(unit__in=[u.pk for u in units]).order_by("from_on")
    for unit_id, from_on, name, code in versions.values_list("unit", "from_on", "name", "code"):
        if from_on <= day or unit_id not in rows:
            rows[unit_id] = (name, code)
    return [Named(unit, *rows.get(unit.pk, (unit.key, ""))) for unit in units]


@dataclass(frozen=True)
class Kinship:
    """Who took over from whom, in which event."""

    other: Named
    is_partial: bool
    event: UnitEvent


@dataclass(frozen=True)
class UnitCard:
    """All that is known of a unit, seen on a day; `version` is none before it existed."""

    unit: Unit
    on: date
    seen_on: date
    version: UnitVersion | None
    path: list[Named]
    versions: list[UnitVersion]
    parents: dict[int, str]
    successors: list[Kinship]
    predecessors: list[Kinship]
    events: list[EventRow]

    @property
    def has_ended(self) -> bool:
        """Is it gone on the day asked?"""
        return self.unit.until_on is not None and self.unit.until_on < self.on

    @property
    def waits(self) -> bool:
        """Does somebody have to say where it belongs?"""
        return bool(self.versions and self.versions[-1].awaits_assignment)


def unit_card(unit: Unit, day: date) -> UnitCard:
    """Name, path, history and kin of `unit` on `day`."""
    versions = list(unit.versions.select_related("parent").order_by("from_on"))
    parents = names_on({v.parent_id for v in versions if v.parent_id}, unit.seen_on(day))
    events = UnitEvent.objects.filter(Q(successions__before=unit) | Q(successions__after=unit)).distinct()
    return UnitCard(
        unit=unit,
        on=day,
        seen_on=unit.seen_on(day),
        version=version_on(unit, day),
        path=named(ancestors(unit, day), unit.seen_on(day)),
        versions=versions,
        parents=parents,
        successors=_kin(successors(unit, day), day),
        predecessors=_kin(predecessors(unit, day), day),
        events=event_rows(events.order_by("happened_on", "pk")),
    )


def _kin(heirs: list[Heir], day: date) -> list[Kinship]:
    others = named([heir.unit for heir in heirs], day)
    return [Kinship(other, heir.is_partial, heir.event) for other, heir in zip(others, heirs, strict=True)]


@dataclass(frozen=True)
class Passing:
    """One line of an event: what was before, what came after, by the names of that day."""

    before: Named | None
    after: Named | None
    is_partial: bool


@dataclass(frozen=True)
class EventRow:
    """An event with its lines."""

    event: UnitEvent
    passings: list[Passing]


def event_rows(events: Iterable[UnitEvent]) -> list[EventRow]:
    """`events` with who went into whom; three queries however many they are."""
    events = list(events)
    steps = Succession.objects.filter(event__in=events).select_related("before", "after").order_by("pk")
    by_event: dict[int, list[Succession]] = defaultdict(list)
    for step in steps:
        by_event[step.event_id].append(step)
    names = _Names({pk for step in steps for pk in (step.before_id, step.after_id) if pk})
    rows = []
    for event in events:
        day = event.happened_on
        lines = [Passing(names.before(s.before, day), names.on(s.after, day), s.is_partial) for s in by_event[event.pk]]
        rows.append(EventRow(event, lines))
    return rows


class _Names:
    """Names and codes of some units on any day, read once."""

    def __init__(self, units: set[int]) -> None:
        self._versions: dict[int, list[tuple[date, str, str]]] = defaultdict(list)
        versions = UnitVersion.objects.filter(unit__in=units).order_by("from_on")
        for unit_id, from_on, name, code in versions.values_list("unit", "from_on", "name", "code"):
            self._versions[unit_id].append((from_on, name, code))

    def on(self, unit: Unit | None, day: date) -> Named | None:
        return self._at(unit, lambda from_on: from_on <= day)

    def before(self, unit: Unit | None, day: date) -> Named | None:
        return self._at(unit, lambda from_on: from_on < day)

    def _at(self, unit: Unit | None, is_by_then: Any) -> Named | None:
        if unit is None:
            return None
        versions = self._versions[unit.pk] or [(unit.from_on, unit.key, "")]
        by_then = [v for v in versions if is_by_then(v[0])] or versions[:1]
        return Named(unit, by_then[-1][1], by_then[-1][2])


@dataclass(frozen=True)
class ClubsNow:
    """Clubs that came from an ended unit and now lie in one unit (none: they wait to be assigned)."""

    place: Named | None
    clubs: list[Named]


@dataclass(frozen=True)
class Origins:
    """Where the clubs of an ended unit are now: `total` is the sum over `groups`, the waiting ones among them."""

    total: int
    waiting: int
    groups: list[ClubsNow]


def clubs_since(unit: Unit, day: date, reached: QuerySet[Any]) -> Origins:
    """The clubs under `unit` on its last day, by the commune where each is on `day`, and those still waiting.

    Only clubs among `reached` (ids of units) are told of, so that the sum is of what the reader may see.
    """
    below = UnitLink.objects.filter(on_day(unit.seen_on(day)), above=unit, is_heir=False)
    clubs = Unit.objects.filter(level=Unit.Level.CLUB, pk__in=below.values("below")).filter(pk__in=reached)
    listed = named(clubs.order_by("pk"), day)
    ids = [club.unit.pk for club in listed]
    now = UnitLink.objects.filter(on_day(day), below__in=ids, is_heir=False).exclude(above__level=Unit.Level.CLUB)
    above: dict[int, Unit] = {}
    for link in now.select_related("above").order_by("below"):
        lowest = above.get(link.below_id)
        is_lower = lowest is None or (link.above.rank > lowest.rank and link.above.level != Unit.Level.HAMLET)
        if is_lower:
            above[link.below_id] = link.above
    waiting = _waiting_on(day, ids)
    groups: dict[int | None, list[Named]] = defaultdict(list)
    for club in sorted(listed, key=lambda c: c.name):
        place = above.get(club.unit.pk)
        groups[None if club.unit.pk in waiting or place is None else place.pk].append(club)
    places = {u.pk: u for u in above.values()}
    names = {n.unit.pk: n for n in named(places.values(), day)}
    rows = [ClubsNow(names[pk] if pk is not None else None, found) for pk, found in groups.items()]
    rows.sort(key=lambda row: (row.place is None, row.place.name if row.place else ""))
    return Origins(len(listed), len(groups.get(None, [])), rows)


def _waiting_on(day: date, clubs: list[int]) -> set[int]:
    """Those of `clubs` that wait on `day`, themselves or with the hamlet where they are."""
    waiting = UnitVersion.objects.filter(on_day(day), awaits_assignment=True)
    links = UnitLink.objects.filter(on_day(day), below__in=clubs, is_heir=False)
    return set(links.filter(above__in=waiting.values("unit")).values_list("below", flat=True))


@dataclass(frozen=True)
class Waiting:
    """A unit to be assigned: since when it waits, whose it was before, and among whom to choose."""

    unit: Unit
    name: str
    since: date
    before: Named | None
    choices: list[Named]
    clubs: int


def worklist(rows: Sequence[UnitVersion]) -> list[Waiting]:
    """Each of `rows` (see awaiting_assignment) with its choices; the number of queries does not grow with the list."""
    histories: dict[int, list[UnitVersion]] = defaultdict(list)
    versions = UnitVersion.objects.filter(unit__in=[r.unit_id for r in rows]).select_related("parent")
    for version in versions.order_by("from_on"):
        histories[version.unit_id].append(version)
    origins = {r.unit_id: _origin(histories[r.unit_id]) for r in rows}
    parents = {parent.pk: parent for _since, parent in origins.values() if parent}
    heirs: dict[int, list[Unit]] = defaultdict(list)
    for step in took_ground(Succession.objects.filter(before__in=parents)).select_related("after").order_by("pk"):
        if step.before_id and step.after:
            heirs[step.before_id].append(step.after)
    today = max((since for since, _parent in origins.values()), default=date.min)
    everyone = [*parents.values(), *(heir for found in heirs.values() for heir in found)]
    names = {n.unit.pk: n for n in named(everyone, today)}
    clubs = _clubs_below([r.unit_id for r in rows])
    found = []
    for row in rows:
        since, parent = origins[row.unit_id]
        choices = [names[heir.pk] for heir in heirs[parent.pk]] if parent else []
        before = names[parent.pk] if parent else None
        found.append(Waiting(row.unit, row.name, since, before, choices, clubs.get(row.unit_id, 0)))
    return found


def _origin(history: list[UnitVersion]) -> tuple[date, Unit | None]:
    """Since when a unit waits, and where it was before."""
    settled = [i for i, version in enumerate(history) if not version.awaits_assignment]
    if not settled:
        return history[0].from_on, None
    return history[settled[-1] + 1].from_on, history[settled[-1]].parent


def _clubs_below(units: list[int]) -> dict[int, int]:
    links = UnitLink.objects.filter(above__in=units, below__level=Unit.Level.CLUB, is_heir=False)
    return dict(links.values("above").annotate(n=Count("below", distinct=True)).values_list("above", "n"))
