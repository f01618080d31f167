"""Figures of health and care in tables: small ones are hidden, and enough others that none can be worked out.

The rule is the one of clb.health (rules.suppression, queries.told), for care too: told from above down, and below a
figure that is not told none is. Only months that are over are told. On the map of another day a row is told only where
every club in it is, since a row of one map less a row of another could else be a single club's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from clb.health.queries.told import told_of_clubs
from clb.health.rules.suppression import published
from clb.kernel.dates import month_end, on_day
from clb.law.norms import limit
from clb.places.models import UnitLink, UnitVersion
from clb.plans.indicators.registry import Ask, Indicator, Pairs, Value

from .ground import Ground, same_map

if TYPE_CHECKING:
    from .figures import Figures


def guarded_end(on: date) -> date:
    """The day whose figures are told for `on`: the end of the last month that is over by then."""
    return on if on == month_end(on) else on.replace(day=1) - timedelta(days=1)


def guarded_figures(indicator: Indicator, ground: Ground, ask: Ask) -> Figures:
    """As figures.figures_of, with None told of what is too small; every figure is of `guarded_end`."""
    from .figures import Figures  # noqa: PLC0415 -- each knows the other

    assert indicator.by_club is not None
    end = guarded_end(ask.on)
    asked = ask.at(end)
    pairs = indicator.by_club(asked)
    if ground.is_plain and same_map(ground.map_on, end):
        whole = indicator.value(asked)
        told = _told_units(ground, indicator.guarded, pairs, end, is_told=not whole.note)
        rows = [
            _value(indicator, pairs, row.clubs, told.get(row.unit, True))
            if row.unit is not None
            else _value(indicator, pairs, row.clubs, all(told.get(ground.clubs[pk].unit, True) for pk in row.clubs))
            for row in ground.rows
        ]
        return Figures(tuple(rows), whole)
    clubs = _told_clubs(ground, indicator.guarded, pairs, end)
    rows = [_value(indicator, pairs, row.clubs, all(pk in clubs for pk in row.clubs)) for row in ground.rows]
    return Figures(tuple(rows), _value(indicator, pairs, ground.clubs, all(pk in clubs for pk in ground.clubs)))


def _value(indicator: Indicator, pairs: Pairs, clubs: Iterable[UUID], is_told: bool) -> Value:
    found = [pairs[pk] for pk in clubs if pk in pairs]
    part, whole = sum(n for n, _d in found), sum(d for _n, d in found)
    if part and not is_told:
        return Value(0, 0, note=_("số nhỏ, không nêu để không suy ra ai"))
    return Value(part, whole if indicator.is_share else None)


def _told_units(ground: Ground, guarded: str, pairs: Pairs, end: date, *, is_told: bool) -> dict[int, bool]:
    """By unit under the place whether its figure is told; units without any are left out."""
    seen = ground.place.seen_on(end)
    below = UnitLink.objects.filter(on_day(seen), above=ground.place, is_heir=False).values("below")
    parents = dict(UnitVersion.objects.filter(on_day(seen), unit__in=below).values_list("unit", "parent"))
    found: dict[int, int] = defaultdict(int)
    for pk, (part, _whole) in pairs.items():
        unit: int | None = ground.clubs[pk].unit if part and pk in ground.clubs else None
        while unit is not None and unit != ground.place.pk:
            found[unit] += part
            unit = parents.get(unit)
    kids: dict[int, list[int]] = defaultdict(list)
    for unit in sorted(found):
        kids[parents.get(unit) or 0].append(unit)
    least = limit("health.published_from", on=end)
    told: dict[int, bool] = {ground.place.pk: is_told}
    waiting = [ground.place.pk]
    while waiting:
        parent = waiting.pop()
        here = kids.get(parent, [])
        if not here:
            continue
        shown = published([[found[unit] for unit in here]], least).rows[0] if told[parent] else [None] * len(here)
        told |= {unit: n is not None for unit, n in zip(here, shown, strict=True)}
        waiting += here
    return told


def _told_clubs(ground: Ground, guarded: str, pairs: Pairs, end: date) -> set[UUID]:
    """The clubs whose own figure is told, those without any among them."""
    some = {pk: pairs[pk][0] for pk in ground.clubs if pk in pairs and pairs[pk][0]}
    none = ground.clubs.keys() - some.keys()
    least = limit("health.published_from", on=end)
    told = told_of_clubs([ground.clubs[pk].unit for pk in some], guarded, end)
    return none | {pk for pk, n in some.items() if n >= least and told.get(ground.clubs[pk].unit) is not None}
