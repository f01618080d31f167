"""Which rows a table has on the map of a day, and which clubs belong to each: every club of the place in one row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.places.models import Succession, Unit, UnitEvent, UnitLink, UnitVersion
from clb.places.queries import children, name_on, within
from clb.tabular.rules.design import Rows

MOST_ROWS = 1000  # more are counted in the background


class TooLarge(Exception):
    """More rows than a page may wait for; `rows` says how many."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows


class NotOnMap(Exception):
    """The place did not exist yet on the day of the map."""


class RowKind(StrEnum):
    """What a row of a filled table is."""

    UNIT = "UNIT"
    CLUB = "CLUB"
    PERIOD = "PERIOD"
    WAITING = "WAITING"  # clubs of a split commune that nobody has assigned yet
    UNPLACED = "UNPLACED"  # others under none of the rows, as those founded since on ground of several of them
    TOTAL = "TOTAL"


class ClubAt(NamedTuple):
    """A club as a table needs it."""

    pk: UUID
    unit: int
    key: str
    name: str
    unit_since: date


@dataclass(frozen=True)
class GroundRow:
    """A row before any figure: a unit (None for what has no unit of its own) and its clubs, found when asked for."""

    kind: RowKind
    label: str
    unit: int | None
    key: str
    code: str
    held: Callable[[], frozenset[UUID]]

    @property
    def clubs(self) -> frozenset[UUID]:
        """The clubs of the row."""
        return self.held()


@dataclass(frozen=True)
class Ground:
    """The rows of a place on the map of a day. Their clubs together are all of `clubs`, none twice.

    `chosen` are the same clubs as a query. `is_plain` says that the place is looked at as its own pages look at it on
    the day of the figures, so that their records are the ones behind these figures; `is_summed` that moreover every row
    is a unit, so that the database may add up what lies under each.
    """

    place: Unit
    name: str
    on: date
    map_on: date
    rows: tuple[GroundRow, ...]
    known: Callable[[], dict[UUID, ClubAt]]
    chosen: QuerySet[Club]
    is_plain: bool
    is_summed: bool

    @property
    def clubs(self) -> dict[UUID, ClubAt]:
        """All clubs of the place."""
        return self.known()


def ground_of(place: Unit, rows: str, on: date, map_on: date, *, most: int | None = MOST_ROWS) -> Ground:
    """The rows of `place` on the map of `map_on`, for figures of `on`. `rows` is one of design.Rows.

    Raises TooLarge where there are more than `most` (None: as many as there are), NotOnMap for a place to come.
    """
    if map_on < place.from_on:
        raise NotOnMap
    seen = place.seen_on(map_on)
    is_plain = seen == place.seen_on(on)
    units = [] if rows in (Rows.CLUBS, Rows.PERIODS) else _row_units(place, rows, seen)
    if most is not None and len(units) > most:
        raise TooLarge(len(units))
    chosen = Club.objects.under(within(place, on)) if is_plain else _clubs_on_map(place, seen)
    if most is not None and not units and rows in (Rows.BELOW, Rows.CLUBS) and (n := chosen.count()) > most:
        raise TooLarge(n)
    placed = _Placed(chosen, units, seen)
    is_summed = bool(units) and is_plain and placed.is_complete
    if rows == Rows.PERIODS:
        made = []
    elif rows == Rows.CLUBS or (rows == Rows.BELOW and not units):
        made = [_club_row(club) for club in placed.clubs.values()]
    else:
        made = placed.unit_rows if is_summed else placed.all_rows()
    name = name_on(place, map_on)
    return Ground(place, name, on, map_on, tuple(made), lambda: placed.clubs, chosen, is_plain, is_summed)


def same_map(one: date, other: date) -> bool:
    """Is the tree above the clubs the same on both days?"""
    first, last = sorted((one, other))
    return first == last or not UnitEvent.objects.filter(happened_on__gt=first, happened_on__lte=last).exists()


def _row_units(place: Unit, rows: str, seen: date) -> list[UnitVersion]:
    """The units that are rows, in the order of their codes; none where the rows are clubs."""
    if rows == Rows.BELOW:
        if place.rank >= Unit(level=Unit.Level.COMMUNE).rank:
            return []
        below = children(place, seen).exclude(unit__level=Unit.Level.CLUB)
        return list(below)
    wanted = UnitLink.objects.filter(on_day(seen), above=place, is_heir=False, below__level=rows).values("below")
    versions = UnitVersion.objects.filter(on_day(seen), unit__in=wanted).select_related("unit")
    return list(versions.order_by("code", "search_key", "pk"))


def _club_row(club: ClubAt) -> GroundRow:
    return GroundRow(RowKind.CLUB, club.name, club.unit, club.key, "", lambda: frozenset((club.pk,)))


class _Placed:
    """Which of the units that are rows holds which club, found when somebody asks."""

    def __init__(self, chosen: QuerySet[Club], units: list[UnitVersion], seen: date) -> None:
        self.chosen, self.units, self.seen = chosen, units, seen

    @cached_property
    def clubs(self) -> dict[UUID, ClubAt]:
        """All clubs, by name where they are rows."""
        rows = self.chosen.order_by() if self.units else self.chosen.order_by("search_key", "pk")
        return {row[0]: ClubAt(*row) for row in rows.values_list(*_COLUMNS)}

    @cached_property
    def is_complete(self) -> bool:
        """Does every club lie under one of the units? Two counts."""
        links = UnitLink.objects.filter(on_day(self.seen), above__in=[v.unit_id for v in self.units], is_heir=False)
        return links.filter(below__level=Unit.Level.CLUB).count() == self.chosen.count()

    @cached_property
    def unit_rows(self) -> list[GroundRow]:
        """A row for each unit."""
        return [
            GroundRow(RowKind.UNIT, v.name, v.unit_id, v.unit.key, v.code, partial(self._of, v.unit_id))
            for v in self.units
        ]

    def all_rows(self) -> list[GroundRow]:
        """Those, and rows for clubs that wait for a unit or lie under none."""
        rest = ((RowKind.WAITING, _("Câu lạc bộ chờ gán về đơn vị mới")), (RowKind.UNPLACED, _UNPLACED))
        more = [_rest(kind, str(label), self._found[kind]) for kind, label in rest if self.units and self._found[kind]]
        return [*self.unit_rows, *more]

    def _of(self, unit: int) -> frozenset[UUID]:
        return frozenset(self._found.get(unit, ()))

    @cached_property
    def _found(self) -> dict[int | RowKind, set[UUID]]:
        """The clubs of each unit, those that wait and those under none."""
        home = _homes([version.unit_id for version in self.units], self.seen)
        found: dict[int | RowKind, set[UUID]] = defaultdict(set)
        left: list[ClubAt] = []
        later: list[ClubAt] = []
        for club in self.clubs.values():
            if club.unit in home:
                found[home[club.unit]].add(club.pk)
            else:
                (left if club.unit_since <= self.seen else later).append(club)
        found[RowKind.WAITING] = _waiting(left, self.seen)
        found[RowKind.UNPLACED] = {club.pk for club in left} - found[RowKind.WAITING]
        for pk, origins in _origins_of(later, self.seen).items():
            above = {home.get(origin) for origin in origins or [0]}
            only = above.pop() if len(above) == 1 else None
            found[RowKind.UNPLACED if only is None else only].add(pk)
        return found


_UNPLACED = gettext_lazy("Câu lạc bộ không thuộc dòng nào ở trên")


def _waiting(clubs: list[ClubAt], seen: date) -> set[UUID]:
    """Those of `clubs` that a split left waiting, themselves or with what they lie in."""
    if not clubs:
        return set()
    waits = UnitVersion.objects.filter(on_day(seen), awaits_assignment=True).values("unit")
    links = UnitLink.objects.filter(on_day(seen), above__in=waits, below__in=[c.unit for c in clubs], is_heir=False)
    units = set(links.values_list("below", flat=True))
    return {club.pk for club in clubs if club.unit in units}


def _rest(kind: RowKind, label: str, clubs: set[UUID]) -> GroundRow:
    return GroundRow(kind, label, None, "", "", lambda: frozenset(clubs))


def rows_of_units(units: Collection[int], rows: list[int], day: date) -> Iterator[tuple[int, int]]:
    """Each of `units` with the row under which it lies on a day; of those that ended before, with the one row that has
    all of their ground (as places.queries.within_with_ended)."""
    placed: set[int] = set()
    for below, above in _pairs_above(rows, day):
        if below in units:
            placed.add(below)
            yield below, above
    levels = Unit.objects.filter(pk__in=rows[:1]).values("level")
    heirs = UnitLink.objects.filter(on_day(day), is_heir=True, above__level__in=levels)
    above_of: dict[int, set[int]] = defaultdict(set)
    left = [unit for unit in units if unit not in placed]
    for below, above in heirs.filter(below__in=left).values_list("below", "above"):
        above_of[below].add(above)
    wanted = set(rows)
    yield from ((below, next(iter(above))) for below, above in above_of.items() if len(above) == 1 and above <= wanted)


def _pairs_above(rows: list[int], seen: date) -> Iterator[tuple[int, int]]:
    """Each unit of a day with each of `rows` (ids of units of one level) that lies above it or is it."""
    if not rows:
        return
    links = UnitLink.objects.filter(on_day(seen), is_heir=False)
    # So many at once that a database would rather read them all.
    wanted = set(rows)
    if len(rows) > 300:
        level = Unit.objects.values_list("level", flat=True).get(pk=rows[0])
        pairs = links.filter(above__level=level).values_list("below", "above")
    else:
        pairs = links.filter(above__in=rows).values_list("below", "above")
    yield from ((below, above) for below, above in pairs.iterator(5000) if above in wanted)


def _homes(rows: list[int], seen: date) -> dict[int, int]:
    """By unit the row above it on a day; the rows themselves included."""
    return dict(_pairs_above(rows, seen))


def _clubs_on_map(place: Unit, seen: date) -> QuerySet[Club]:
    """The clubs of `place` as another day's map has it, later ones by the ground on which they were founded."""
    links = UnitLink.objects.filter(on_day(seen), above=place, is_heir=False)
    if place.level == Unit.Level.NATION:
        return Club.objects.all()
    later = [ClubAt(*row) for row in Club.objects.filter(unit__from_on__gt=seen).values_list(*_COLUMNS)]
    here = set(links.values_list("below", flat=True)) if later else set()
    origins = _origins_of(later, seen)
    mine = [pk for pk, units in origins.items() if units and units <= here]
    return Club.objects.filter(unit__in=links.values("below")) | Club.objects.filter(pk__in=mine)


_COLUMNS = ("pk", "unit", "unit__key", "name", "unit__from_on")


# --- Clubs that are younger than the map --------------------------------------------------------------------------


def _origins_of(clubs: Collection[ClubAt], day: date) -> dict[UUID, frozenset[int] | None]:
    """For each club the units that on `day` held the ground of the commune where it was founded; None: nobody knows."""
    if not clubs:
        return {}
    first = UnitLink.objects.filter(below__in=[club.unit for club in clubs], from_on=F("below__from_on"))
    first = first.filter(is_heir=False).exclude(above=F("below")).exclude(above__level=Unit.Level.HAMLET)
    above: dict[int, tuple[int, int, date]] = {}
    for below, unit, level, since in first.values_list("below", "above", "above__level", "above__from_on"):
        rank = Unit(level=level).rank
        if below not in above or above[below][0] < rank:
            above[below] = (rank, unit, since)
    history = _History(day)
    return {club.pk: history.origins(*above[club.unit][1:]) if club.unit in above else None for club in clubs}


class _History:
    """Who took over whose ground after a day, read once."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._came_from: dict[int, list[tuple[int, date, bool]]] = defaultdict(list)
        rows: Any = Succession.objects.filter(event__happened_on__gt=day, before__isnull=False, after__isnull=False)
        rows = rows.exclude(before=F("after"))
        for after, before, since, has_other in rows.values_list(
            "after", "before", "before__from_on", "has_other_ground"
        ):
            self._came_from[after].append((before, since, has_other))
        self._found: dict[int, frozenset[int] | None] = {}

    def origins(self, unit: int, since: date) -> frozenset[int] | None:
        """The units of the day whose ground, or a part of it, became `unit`; itself where it stood already."""
        if since <= self.day and unit not in self._came_from:
            return frozenset((unit,))
        if unit not in self._found:
            self._found[unit] = self._older(unit, since)
        return self._found[unit]

    def _older(self, unit: int, since: date) -> frozenset[int] | None:
        steps = self._came_from.get(unit, [])
        if not steps or any(has_other for _before, _since, has_other in steps):
            return None
        older = [self.origins(before, began) for before, began, _has_other in steps]
        own = frozenset((unit,)) if since <= self.day else frozenset()
        return None if any(o is None for o in older) else own.union(*(o for o in older if o is not None))
