"""Which sums of health and care may be told to everyone: one rule for pages, plans and papers.

"measured" and "checked" are kept of each month and asked for at its end; an app above adds figures with `register`.

Told from the nation down. Of the units right below one, small figures are hidden and enough others that none follows
from the figure above (rules.suppression); below a figure that is not told none is. So no page can be taken from another
to find what is hidden. Sums of another shape (a hamlet, a unit that has ended) are told where all their parts are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from django.db.models import Sum

from clb.clubs.models import Club
from clb.health.models import HealthMonth
from clb.health.rules.suppression import published
from clb.kernel.dates import on_day
from clb.law.norms import limit
from clb.places.models import Unit, UnitLink
from clb.places.queries import ancestors, children, within

Told = dict[int, int | None]
Below = Callable[[Unit, date], dict[int, int]]
_REGISTERED: dict[str, Below] = {}


def register(figure: str, below: Below) -> None:
    """Put `figure` under the rule: `below` counts it on a day for every unit right below one, every club for a commune,
    by unit id."""
    _REGISTERED[figure] = below


def told_below(place: Unit, figure: str, end: date) -> Told:
    """The figure ("measured", "checked", or one registered) of every unit right below `place`, of every club for a
    commune, at a month's end, by unit id; None where it is not told, no line where it is zero."""
    found = {pk: n for pk, n in _figures_below(place, figure, end).items() if n}
    above = ancestors(place, end)
    if above and told_below(above[-1], figure, end).get(place.pk, 0) is None:
        return dict.fromkeys(found)
    keys = sorted(found)
    if not keys:
        return {}
    shown = published([[found[key] for key in keys]], limit("health.published_from", on=end))
    return dict(zip(keys, shown.rows[0], strict=True))


def _figures_below(place: Unit, figure: str, end: date) -> dict[int, int]:
    if figure in _REGISTERED:
        return _REGISTERED[figure](place, end)
    if place.level == Unit.Level.COMMUNE:
        clubs = Club.objects.under(within(place, end))
        rows = HealthMonth.objects.filter(month_end=end, club__in=clubs.order_by().values("pk"))
        return dict(rows.values_list("club__unit", figure))
    ids = [version.unit_id for version in children(place, end)]
    links = UnitLink.objects.filter(on_day(end), above__in=ids, is_heir=False)
    kept = links.filter(below__club__health_months__month_end=end).order_by().values("above")
    return dict(kept.annotate(n=Sum(f"below__club__health_months__{figure}")).values_list("above", "n"))


def told_of_clubs(units: Collection[int], figure: str, end: date) -> Told:
    """The same of clubs by the ids of their units, wherever they lie."""
    wanted = set(units)
    told = _by_commune(wanted, figure, end).values()
    return {pk: n for found in told for pk, n in found.items() if pk in wanted}


def _by_commune(units: Collection[int], figure: str, end: date) -> dict[Unit, Told]:
    """Each commune of these clubs with what is told of all its clubs."""
    return {home: told_below(home, figure, end) for home in communes_of(units, end)}


def communes_of(units: Collection[int], day: date) -> list[Unit]:
    """The communes where these clubs lie on a day."""
    links = UnitLink.objects.filter(on_day(day), below__in=list(units), is_heir=False)
    homes = links.filter(above__level=Unit.Level.COMMUNE).values("above")
    return list(Unit.objects.filter(pk__in=homes).order_by("pk"))


def is_told(place: Unit, figure: str, end: date, found: int) -> bool:
    """May `found`, such a figure of a place, be told to everyone?"""
    if 0 < found < limit("health.published_from", on=end):
        return False
    if not found or place.level == Unit.Level.NATION:
        return True
    if place.level == Unit.Level.CLUB:
        own = _by_commune([place.pk], figure, end)
        if own:
            return all(told.get(place.pk, 0) is not None for told in own.values())
    elif place.level == Unit.Level.HAMLET or place.seen_on(end) != end:
        return _are_parts_told(place, figure, end)
    above = ancestors(place, end)
    return not above or told_below(above[-1], figure, end).get(place.pk, 0) is not None


def _are_parts_told(place: Unit, figure: str, end: date) -> bool:
    """Is each commune told that lies here with all its clubs, and each club of the others?"""
    here = set(Club.objects.under(within(place, end)).order_by().values_list("unit", flat=True))
    for home, told in _by_commune(here, figure, end).items():
        if told.keys() <= here:
            if told_below(ancestors(home, end)[-1], figure, end).get(home.pk, 0) is None:
                return False
        elif any(told[pk] is None for pk in told.keys() & here):
            return False
    return True
