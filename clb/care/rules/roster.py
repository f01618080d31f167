"""On which days somebody is expected, and which of those visits were made. Pure.

A planned visit counts as made where somebody came within the same week, Monday to Sunday; a visit more in one week
does not make up for one less in another. A week belongs to the month of its Sunday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Rule:
    """The standing rule of a plan: `weekdays` are bits, Monday first; weeks count from that of `from_on`."""

    client_id: UUID
    from_on: date
    until_on: date
    weekdays: int
    every_weeks: int = 1

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days within both that the rule names, in order."""
        anchor, day = monday(self.from_on), max(self.from_on, first)
        while day <= min(self.until_on, last):
            if (monday(day) - anchor).days // 7 % self.every_weeks:
                day = monday(day) + WEEK
                continue
            if self.weekdays >> day.weekday() & 1:
                yield day
            day += timedelta(days=1)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def sunday(day: date) -> date:
    """The last day of its week."""
    return monday(day) + timedelta(days=6)


def weeks_of_month(month_end: date) -> tuple[date, date]:
    """First and last day of the weeks whose Sunday lies in the month that ends on `month_end`."""
    first_sunday = sunday(month_end.replace(day=1))
    last_sunday = sunday(month_end) if sunday(month_end) == month_end else monday(month_end) - timedelta(days=1)
    return first_sunday - timedelta(days=6), last_sunday


@dataclass(frozen=True)
class Kept:
    """Of visits planned, how many were made."""

    planned: int = 0
    done: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(self.planned + other.planned, self.done + other.done)

    @property
    def missed(self) -> int:
        """Planned and not made."""
        return self.planned - self.done

    @property
    def percent(self) -> int | None:
        """Whole per cent, None where nothing was planned."""
        return 100 * self.done // self.planned if self.planned else None


def kept_by_week(planned: Iterable[date], visited: Collection[date]) -> dict[date, Kept]:
    """By the Sunday of each week in which a visit of one client was planned; `visited` are the days somebody came."""
    owed = Counter(sunday(day) for day in set(planned))
    came = Counter(sunday(day) for day in set(visited))
    return {end: Kept(n, min(n, came[end])) for end, n in owed.items()}
