"""Does a club cover the eight areas, and since when is one missing? Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

AREAS = range(1, 9)


@dataclass(frozen=True)
class Minimum:
    """At least `times` activities in any `per_months` whole months; who said so, '' where only the program does."""

    times: int
    per_months: int
    source: str = ""

    @property
    def is_suggested(self) -> bool:
        """Has nobody decided it?"""
        return not self.source


@dataclass(frozen=True)
class Said:
    """A minimum that holds at a place, for one area or (None) for each; `depth` tells nearer places from higher."""

    depth: int
    area: int | None
    minimum: Minimum


def minimums_of(said: Sequence[Said], suggested: Minimum) -> dict[int, Minimum]:
    """What holds for each area: the nearest place's word, there that of the area before that of every area."""
    found: dict[int, Minimum] = {}
    for area in AREAS:
        about = [one for one in said if one.area in (None, area)]
        nearest = max(about, key=lambda one: (one.depth, one.area is not None), default=None)
        found[area] = nearest.minimum if nearest else suggested
    return found


@dataclass(frozen=True)
class AreaCover:
    """How one area stands at a club: `counts` are activities by month, the oldest first, aligned with the months.

    `missing_since` is the first day of the stretch of months, up to the last whole one, that holds too few; None where
    the minimum is met, or the club is too young to be judged.
    """

    area: int
    minimum: Minimum
    counts: tuple[int, ...]
    missing_since: date | None
    last_done: date | None = None


def cover_of(
    area: int, minimum: Minimum, counts: Sequence[int], ends: Sequence[date], *, whole: int, founded_on: date
) -> AreaCover:
    """How an area stands. `ends` are the months' last days, the oldest first, of which the first `whole` are over.

    The stretch begins no earlier than the first month shown, nor than the club's founding.
    """
    begun = next((i for i, end in enumerate(ends) if end.replace(day=1) >= founded_on), len(ends))
    short_from, total = whole, 0
    for i in range(whole - 1, begun - 1, -1):
        total += counts[i]
        if total >= minimum.times:
            break
        short_from = i
    is_missing = whole - short_from >= minimum.per_months
    since = ends[short_from].replace(day=1) if is_missing else None
    last = max((i for i, n in enumerate(counts) if n), default=None)
    return AreaCover(area, minimum, tuple(counts), since, None if last is None else ends[last])


def same_for_all(minimums: Iterable[Minimum]) -> Minimum | None:
    """The one minimum that holds for every area; None where they differ."""
    found = set(minimums)
    return found.pop() if len(found) == 1 else None


def covered(covers: Mapping[int, AreaCover]) -> int:
    """How many of the areas lack nothing."""
    return sum(cover.missing_since is None for cover in covers.values())
