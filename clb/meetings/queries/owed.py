"""Meetings owed and held by many clubs at once: a club's months are the bits of one number, the oldest lowest."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncMonth

from clb.clubs.models import Club, ClubStatus
from clb.kernel.dates import month_end
from clb.meetings.models import ActivityMonth
from clb.meetings.rules.calendar import Life, last_whole_months

from .calendar import lives_of

MOST_MONTHS = 60  # bits that a number of any database holds


@dataclass(frozen=True)
class Months:
    """Consecutive months by their last days, the oldest first; a club's bits are told along them."""

    ends: tuple[date, ...]

    @cached_property
    def firsts(self) -> list[date]:
        """The first day of each."""
        return [end.replace(day=1) for end in self.ends]

    def until(self, day: date, n: int) -> int:
        """The bits of the last `n` whole months that ended before or on `day`."""
        wanted = set(last_whole_months(day, n))
        return sum(1 << i for i, end in enumerate(self.ends) if end in wanted)

    def within(self, first: date, last: date) -> int:
        """The bits of the months that lie wholly from `first` to `last`."""
        return sum(1 << i for i, end in enumerate(self.ends) if first <= self.firsts[i] and end <= last)

    def owed(self, life: Life) -> int:
        """The bits of the months for which a club of this life owes a meeting, as Life.owes says of each."""
        begin = bisect_left(self.firsts, life.founded_on)
        end = len(self.ends) if life.ended_on is None else bisect_left(self.ends, life.ended_on)
        bits = (1 << end) - (1 << begin) if end > begin else 0
        for span in life.suspended:
            for i, last in enumerate(self.ends):
                if span.touches(self.firsts[i], last):
                    bits &= ~(1 << i)
        return bits


@dataclass(frozen=True)
class Record:
    """How a club, or several alike, lived, and the bits of the months owed and of those held that were owed."""

    life: Life
    owed: int
    held: int

    def is_alive(self, day: date) -> bool:
        """Was it founded by `day` and not ended on it?"""
        return self.life.founded_on <= day and (self.life.ended_on is None or day < self.life.ended_on)


def records_of(clubs: QuerySet[Club], months: Months) -> dict[UUID, Record]:
    """What each of `clubs` owed and held in these months (MOST_MONTHS at most), in three questions."""
    assert len(months.ends) <= MOST_MONTHS
    held = _held_bits(clubs, months)
    seen: dict[Life, int] = {}
    found = {}
    for pk, life in lives_of(clubs).items():
        owed = seen.get(life)
        if owed is None:
            owed = seen[life] = months.owed(life)
        found[pk] = Record(life, owed, held.get(pk, 0) & owed)
    return found


def _held_bits(clubs: QuerySet[Club], months: Months) -> dict[UUID, int]:
    if not months.ends:
        return {}
    bit: Any = Case(
        *(When(month_end=end, then=Value(1 << i)) for i, end in enumerate(months.ends)), output_field=BigIntegerField()
    )
    met = ActivityMonth.objects.filter(
        met_on__isnull=False, month_end__range=(months.ends[0], months.ends[-1]), club__in=clubs.values("pk")
    )
    return {pk: int(bits) for pk, bits in met.order_by().values_list("club").annotate(bits=Sum(bit))}


def alike(records: dict[UUID, Record]) -> Counter[Record]:
    """How many clubs share a record, so that each is judged once."""
    return Counter(records.values())


def spans(first: date, last: date) -> Iterator[Months]:
    """The whole months from `first` to `last` in pieces that `records_of` takes."""
    start = first if first.day == 1 else month_end(first) + timedelta(days=1)
    ends: list[date] = []
    while (end := month_end(start)) <= last:
        ends.append(end)
        if len(ends) == MOST_MONTHS:
            yield Months(tuple(ends))
            ends = []
        start = end + timedelta(days=1)
    if ends:
        yield Months(tuple(ends))


def months_behind(days: Sequence[date], n: int) -> Months:
    """Every month that belongs to the last `n` whole months before one of `days`."""
    oldest = last_whole_months(min(days), n)[0]
    newest = last_whole_months(max(days), 1)[0]
    ends = [end for piece in spans(oldest.replace(day=1), newest) for end in piece.ends]
    return Months(tuple(ends))


def only_owed(rows: QuerySet[Any], first: str) -> QuerySet[Any]:
    """Those of `rows`, each of a `club` and of the month whose first day is `first`, for which a meeting was owed.

    Says of rows what Life.owes says of a club.
    """
    begun = ClubStatus.objects.annotate(begun=TruncMonth("from_on")).filter(
        club=OuterRef("club"), begun__lte=OuterRef(first)
    )
    ended = begun.filter(status__in=ClubStatus.ENDED)
    lasts = Q(until_on__isnull=True) | Q(until_on__gte=OuterRef(first))
    suspended = begun.filter(lasts, status=ClubStatus.Status.SUSPENDED)
    return rows.filter(club__founded_on__lte=F(first)).exclude(Exists(ended)).exclude(Exists(suspended))
