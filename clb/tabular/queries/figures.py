"""The figures of many rows at once: what each club adds is asked for once and added up row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.places.models import Unit, UnitLink
from clb.plans.indicators.clubs import living, population
from clb.plans.indicators.registry import Ask, Indicator, Pairs, UnitPairs, Value

from .ground import Ground, GroundRow, RowKind, rows_of_units
from .guarding import guarded_figures


@dataclass(frozen=True)
class Figures:
    """The value of each row in order, and of the place as a whole."""

    rows: tuple[Value, ...]
    whole: Value


def figures_of(indicator: Indicator, ground: Ground, ask: Ask) -> Figures:
    """The figures of `indicator` for the rows of `ground`; `ask` is the question for the whole place.

    They equal what `indicator.value` says of each row's clubs, in a number of queries that does not grow with the rows
    where the indicator has `by_club`.
    """
    if indicator.code in BY_PLACE:
        return BY_PLACE[indicator.code](ground, ask)
    if indicator.guarded and indicator.by_club:
        return guarded_figures(indicator, ground, ask)
    if indicator.by_place and ground.is_summed:
        seen = ground.place.seen_on(ground.map_on)
        sums = indicator.by_place(ask, tuple(row.unit for row in ground.rows if row.unit), seen)
        if sums is not None:
            return _summed(sums, ground, indicator)
    if indicator.by_club:
        pairs = indicator.by_club(ask)
        rows = [_sum(pairs, row.clubs, indicator) for row in ground.rows]
        return Figures(tuple(rows), _sum(pairs, ground.clubs, indicator))
    if indicator.by_unit and ground.is_plain and ground.place.seen_on(ask.on) == ask.on:
        return _by_unit(indicator, ground, ask)
    return Figures(tuple(_one_by_one(indicator, row, ask) for row in ground.rows), indicator.value(ask))


def _summed(sums: UnitPairs, ground: Ground, indicator: Indicator) -> Figures:
    """Figures that the database added up for the rows, which together hold all clubs of the place."""
    pairs = [sums.get(row.unit or 0, (0, 0)) for row in ground.rows]
    rows = [Value(n, of if indicator.is_share else None) for n, of in pairs]
    whole = sum(of for _n, of in pairs) if indicator.is_share else None
    return Figures(tuple(rows), Value(sum(n for n, _of in pairs), whole))


def _sum(pairs: Pairs, clubs: Iterable[UUID], indicator: Indicator) -> Value:
    part = whole = 0
    for pk in clubs:
        pair = pairs.get(pk)
        if pair is not None:
            part += pair[0]
            whole += pair[1]
    return Value(part, whole if indicator.is_share else None)


def _by_unit(indicator: Indicator, ground: Ground, ask: Ask) -> Figures:
    """What units hold themselves, added up for the unit of each row on the ground of the day."""
    assert indicator.by_unit is not None
    found = indicator.by_unit(ask)
    part: dict[int, int] = defaultdict(int)
    whole: dict[int, int] = defaultdict(int)
    for unit, row in rows_of_units(found, [row.unit for row in ground.rows if row.unit], ask.on):
        part[row] += found[unit][0]
        whole[row] += found[unit][1]

    def value(n: int, of: int) -> Value:
        return Value(n, of if indicator.is_share else None)

    rows = [
        Value(0, 0, note=_("chỉ tính cho từng đơn vị")) if row.unit is None else value(part[row.unit], whole[row.unit])
        for row in ground.rows
    ]
    return Figures(tuple(rows), value(sum(n for n, _d in found.values()), sum(d for _n, d in found.values())))


def _one_by_one(indicator: Indicator, row: GroundRow, ask: Ask) -> Value:
    """The figure of one row, where nobody knows what each club adds to it."""
    if row.unit is None:
        return Value(0, 0, note=_("chỉ tính cho từng đơn vị"))
    unit = Unit.objects.get(pk=row.unit)
    of_row = Ask(unit, ask.on, ask.period_from, ask.period_until)
    return indicator.value(of_row.over(Club.objects.filter(pk__in=row.clubs)))


# --- What counts places, not clubs --------------------------------------------------------------------------------


def _communes(ground: Ground, ask: Ask) -> Figures:
    """Communes on the map, and those of them with a club that lives on the day, for each row."""
    seen = ground.place.seen_on(ground.map_on)
    here = UnitLink.objects.filter(on_day(seen), above=ground.place, is_heir=False, below__level=Unit.Level.COMMUNE)
    communes = set(here.values_list("below", flat=True))
    homes = UnitLink.objects.filter(on_day(seen), is_heir=False, above__level=Unit.Level.COMMUNE)
    alive = homes.filter(below__club__in=population(ask, living).order_by().values("pk"))
    held = set(alive.order_by().values_list("above", flat=True).distinct())
    rows = {row.unit for row in ground.rows if row.kind == RowKind.UNIT}
    above = UnitLink.objects.filter(on_day(seen), is_heir=False, below__in=here.values("below"))
    row_of = {below: unit for below, unit in above.values_list("below", "above") if unit in rows}
    part: dict[int, int] = {}
    whole: dict[int, int] = {}
    for commune in communes:
        row = row_of.get(commune, 0)
        whole[row] = whole.get(row, 0) + 1
        part[row] = part.get(row, 0) + (commune in held)
    told = [
        Value(part.get(row.unit or 0, 0), whole.get(row.unit or 0, 0))
        if row.kind == RowKind.UNIT
        else Value(0, 0, note=_("chỉ tính cho từng đơn vị"))
        for row in ground.rows
    ]
    return Figures(tuple(told), Value(len(held & communes), len(communes)))


BY_PLACE: dict[str, Callable[[Ground, Ask], Figures]] = {"communes.with_club": _communes}
