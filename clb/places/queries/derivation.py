"""Who lay under whom, worked out from the versions and the heirs alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from clb.places.models import RANK, Unit, UnitLink, UnitVersion

FOREVER = date.max
_DAY = timedelta(days=1)

Span = tuple[date, date]
Spans = dict[int, list[Span]]  # by the unit above; heirs' links are kept apart


class Row(NamedTuple):
    """A link as it should stand; `until_on` is none while it holds."""

    above: int
    below: int
    from_on: date
    until_on: date | None
    is_heir: bool


def affected_by(roots: Collection[int]) -> set[int]:
    """Ids of the units whose links depend on those of `roots`: themselves, and all that ever lay under them."""
    below = UnitLink.objects.filter(above__in=roots).values_list("below", flat=True)
    return {*roots, *below}


def derive_links(units: Collection[int] | None = None) -> set[Row]:
    """The links that `units` (all, where none are given) must have to what lies above them.

    Links of units outside `units` are taken as they are stored.
    """
    chosen = Unit.objects.all() if units is None else Unit.objects.filter(pk__in=units)
    rows = {row[0]: row for row in chosen.values_list("pk", "level", "from_on", "until_on", "heir")}
    versions = UnitVersion.objects.all() if units is None else UnitVersion.objects.filter(unit__in=units)
    by_unit: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    for unit, parent, since, until in versions.values_list("unit", "parent", "from_on", "until_on"):
        if parent is not None:
            by_unit[unit].append((parent, since, until or FOREVER))
    needed = {parent for places in by_unit.values() for parent, _since, _until in places}
    needed |= {heir for *_rest, heir in rows.values() if heir is not None}
    real, ghost = _stored(needed - rows.keys())
    for pk, _level, since, until, _heir in sorted(rows.values(), key=lambda row: RANK[row[1]]):
        real[pk] = _under(by_unit[pk], real)
        real[pk][pk] = [(since, until or FOREVER)]
    ended = [(until, RANK[level], pk, heir) for pk, level, _since, until, heir in rows.values() if until and heir]
    # An heir ends later than whom it follows, or on the same day and higher up; so heirs come first.
    for until, _rank, pk, heir in sorted(ended, key=lambda row: (-row[0].toordinal(), row[1])):
        after = [(heir, until + _DAY, FOREVER)]
        ghost[pk] = _merged(_under(after, real), _under(after, ghost))
    return {*_rows(real, rows.keys(), False), *_rows(ghost, rows.keys(), True)}


def _stored(units: Collection[int]) -> tuple[dict[int, Spans], dict[int, Spans]]:
    real: dict[int, Spans] = defaultdict(dict)
    ghost: dict[int, Spans] = defaultdict(dict)
    links = UnitLink.objects.filter(below__in=units)
    for above, below, since, until, is_heir in links.values_list("above", "below", "from_on", "until_on", "is_heir"):
        (ghost if is_heir else real)[below].setdefault(above, []).append((since, until or FOREVER))
    return real, ghost


def _under(places: Iterable[tuple[int, date, date]], spans: dict[int, Spans]) -> Spans:
    """What lies above someone who was at each of `places` from a day until a day."""
    found: Spans = defaultdict(list)
    for place, since, until in places:
        for above, periods in spans.get(place, {}).items():
            for begin, end in periods:
                if max(begin, since) <= min(end, until):
                    found[above].append((max(begin, since), min(end, until)))
    return _joined(found)


def _merged(one: Spans, other: Spans) -> Spans:
    return _joined({above: [*one.get(above, []), *other.get(above, [])] for above in {*one, *other}})


def _joined(spans: Spans) -> Spans:
    """Periods that touch become one."""
    joined: Spans = {}
    for above, periods in spans.items():
        kept: list[Span] = []
        for since, until in sorted(periods):
            if kept and (kept[-1][1] == FOREVER or since <= kept[-1][1] + _DAY):
                kept[-1] = (kept[-1][0], max(kept[-1][1], until))
            else:
                kept.append((since, until))
        joined[above] = kept
    return joined


def _rows(spans: dict[int, Spans], units: Collection[int], is_heir: bool) -> Iterable[Row]:
    for below, links in spans.items():
        if below in units:
            for above, periods in links.items():
                for since, until in periods:
                    yield Row(above, below, since, None if until == FOREVER else until, is_heir)


def stored_links(units: Collection[int] | None = None) -> dict[Row, list[int]]:
    """The links as they are stored, each with the ids of the rows that say so."""
    links: QuerySet[UnitLink] = UnitLink.objects.filter(Q() if units is None else Q(below__in=units))
    found: dict[Row, list[int]] = defaultdict(list)
    rows = links.values_list("above", "below", "from_on", "until_on", "is_heir", "pk")
    for above, below, from_on, until_on, is_heir, pk in rows:
        found[Row(above, below, from_on, until_on, is_heir)].append(pk)
    return found
