"""What an indicator is, and the one table of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from clb.clubs.models import Club
from clb.places.models import Unit
from clb.places.queries import within

NUMERATOR, DENOMINATOR = "tu", "mau"
Words = str | Promise  # said in the reader's language
Found = TypeVar("Found")
Pairs = dict[UUID, tuple[int, int]]  # by club, numerator and denominator
UnitPairs = dict[int, tuple[int, int]]  # the same by unit


@dataclass(frozen=True)
class Ask:
    """Which figure is wanted: of which unit, on which day, within which period (both ends included)."""

    unit: Unit
    on: date
    period_from: date
    period_until: date

    def at(self, day: date) -> Ask:
        """The same question on another day, on the ground as it is on the day first asked."""
        return replace(self, on=day).over(self.clubs)

    def until(self, last: date) -> Ask:
        """The same question of a period that ends on `last`; the very same, with all that it found, where it does."""
        return self if last == self.period_until else replace(self, period_until=last).over(self.clubs)

    def over(self, clubs: QuerySet[Club]) -> Ask:
        """The same question of just these clubs, wherever they lie."""
        other = replace(self)
        other.__dict__["clubs"] = clubs
        return other

    @cached_property
    def clubs(self) -> QuerySet[Club]:
        """Every club that ever was on this ground, ended ones included."""
        return Club.objects.under(within(self.unit, self.on))

    @cached_property
    def _asked(self) -> dict[Hashable, Any]:
        return {}

    def once(self, what: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` gives, found once for this question: several indicators read the same rows."""
        if what not in self._asked:
            self._asked[what] = find()
        found: Found = self._asked[what]
        return found


@dataclass(frozen=True)
class Part:
    """One line of a breakdown: how much of the numerator (and denominator) falls to `label`."""

    label: str
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True)
class Value:
    """A figure with what it is made of; never a bare ratio. `note` says why there is none."""

    numerator: int
    denominator: int | None = None
    note: str = ""
    breakdown: tuple[tuple[str, tuple[Part, ...]], ...] = field(default=(), compare=False)

    def __hash__(self) -> int:
        """Found once: twenty thousand clubs share a few hundred values, which are counted by it."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.numerator, self.denominator, self.note))

    @property
    def has_data(self) -> bool:
        """False where nothing was recorded or the denominator is zero."""
        return not self.note and self.denominator != 0

    @cached_property
    def exact(self) -> Fraction | None:
        """The count, or the share in per cent, exactly; None where there are no data."""
        if not self.has_data:
            return None
        return (
            Fraction(self.numerator) if self.denominator is None else Fraction(100 * self.numerator, self.denominator)
        )


@dataclass(frozen=True)
class Indicator:
    """A definition and its queries.

    `value` answers for a day, `series` for several days at once (on the ground of the day asked),
    `records` gives exactly the rows counted in the numerator or the denominator. Where a target speaks of
    each club, `each_club` gives a value a club and `each_club_series`, for each day, how many clubs have which value.
    `by_club` gives what each club adds to the figure, so that the figure of any clubs together is their sum; clubs that
    add nothing may be left out. `by_unit` is the same of what units hold themselves: by the id of the unit, over all
    that lie under the unit asked. `by_place` is the sum of `by_club` over the clubs under each of some units on the
    ground of a day, added up in the database; None where it is no quicker there. `guarded` names the rule of small
    numbers where `by_club` tells what may not be shown as it is ("measured" and "checked" of clb.health, "clients" of
    clb.care).
    """

    code: str
    version: int
    what: Words
    unit: str
    numerator_text: Words
    value: Callable[[Ask], Value]
    series: Callable[[Ask, list[date]], list[Value]]
    records: Callable[[Ask, str], QuerySet[Any]]
    denominator_text: Words = ""
    is_cumulative: bool = False
    disaggregations: tuple[str, ...] = ()
    each_club: Callable[[Ask], dict[UUID, Value]] | None = None
    each_club_series: Callable[[Ask, list[date]], list[dict[Value, int]]] | None = None
    by_club: Callable[[Ask], Pairs] | None = None
    by_unit: Callable[[Ask], UnitPairs] | None = None
    by_place: Callable[[Ask, tuple[int, ...], date], UnitPairs | None] | None = None
    guarded: str = ""

    @property
    def is_share(self) -> bool:
        """Is it a percentage?"""
        return bool(self.denominator_text)


_REGISTRY: dict[str, Indicator] = {}


def register(*indicators: Indicator) -> None:
    """Put definitions into the table; a higher version of the same code replaces a lower one."""
    for indicator in indicators:
        known = _REGISTRY.get(indicator.code)
        assert known is None or known.version != indicator.version, f"{indicator.code} is registered twice"
        if known is None or known.version < indicator.version:
            _REGISTRY[indicator.code] = indicator


def indicators() -> dict[str, Indicator]:
    """Every indicator by code; an app adds its own in a module or package called `indicators`."""
    autodiscover_modules("indicators")
    return dict(sorted(_REGISTRY.items()))
