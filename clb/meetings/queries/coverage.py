"""Which areas clubs cover month by month, and what is asked of them; a fixed number of questions for many clubs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.law.norms import limit
from clb.meetings.models import ActivityMonth, AreaMinimum
from clb.meetings.rules.calendar import last_whole_months
from clb.meetings.rules.coverage import AREAS, AreaCover, Minimum, Said, cover_of, covered, minimums_of
from clb.places.models import Unit, UnitLink
from clb.places.queries import ancestors

from .months import AREA_FIGURES

Minimums = dict[int, Minimum]
LONGEST = 24  # months that a minimum may span


def suggested_minimum(day: date) -> Minimum:
    """What the program suggests where nobody decided."""
    return Minimum(1, limit("activity.area_within_months", on=day))


def minimums_where_nobody_decided(day: date) -> Minimums:
    """The suggestion, for each area."""
    return minimums_of([], suggested_minimum(day))


def minimums_by_club(clubs: QuerySet[Club], day: date) -> dict[UUID, Minimums]:
    """What is asked of each of `clubs` on `day`, by area, in three questions; clubs alike share one answer."""
    rows = AreaMinimum.objects.on(day).select_related("unit")
    by_unit: dict[int, list[Said]] = {}
    for row in rows:
        said = Said(row.unit.rank, row.area, Minimum(row.times, row.per_months, row.source))
        by_unit.setdefault(row.unit_id, []).append(said)
    above: dict[int, list[int]] = {}
    if by_unit:
        links = UnitLink.objects.filter(
            on_day(day), above__in=by_unit, below__in=clubs.order_by().values("unit"), is_heir=False
        )
        for unit, club in links.values_list("above", "below"):
            above.setdefault(club, []).append(unit)
    suggested = suggested_minimum(day)
    answers: dict[tuple[int, ...], Minimums] = {}
    found = {}
    for pk, unit in clubs.order_by().values_list("pk", "unit"):
        held = tuple(sorted(above.get(unit, ())))
        if held not in answers:
            answers[held] = minimums_of([said for one in held for said in by_unit[one]], suggested)
        found[pk] = answers[held]
    return found


@dataclass(frozen=True)
class ClubCoverage:
    """One club's areas over some months, the oldest first, each as it stands against what is asked of it."""

    club: Club
    ends: tuple[date, ...]
    areas: dict[int, AreaCover]

    @property
    def covered(self) -> int:
        """How many of the eight lack nothing."""
        return covered(self.areas)


def coverage_of(clubs: QuerySet[Club], ends: Sequence[date], on: date) -> list[ClubCoverage]:
    """The areas of each of `clubs`, in their order, over the months that end on `ends`, judged on `on`.

    The months must be consecutive and, for a minimum to be judged, reach back as far as it asks.
    """
    minimums, counts = minimums_by_club(clubs, on), _counts(clubs, ends)
    found = []
    for club in clubs:
        rows = [counts.get((club.pk, end), NOTHING) for end in ends]
        found.append(ClubCoverage(club, tuple(ends), areas_of(club, minimums[club.pk], rows, ends, on)))
    return found


def areas_of(
    club: Club, minimums: Minimums, rows: Sequence[tuple[int, ...]], ends: Sequence[date], on: date
) -> dict[int, AreaCover]:
    """Each area of a club, from its activities in areas 1 to 8 in each month, judged on `on`."""
    whole = sum(end <= on for end in ends)
    return {
        area: cover_of(
            area,
            minimums[area],
            [row[area - 1] for row in rows],
            ends,
            whole=whole,
            founded_on=club.founded_on,
        )
        for area in AREAS
    }


NOTHING = (0,) * len(AREAS)


def _counts(clubs: QuerySet[Club], ends: Sequence[date]) -> dict[tuple[UUID, date], tuple[int, ...]]:
    rows = ActivityMonth.objects.filter(club__in=clubs.order_by().values("pk"), month_end__range=(min(ends), max(ends)))
    return {
        (pk, end): tuple(counts) for pk, end, *counts in rows.values_list("club", "month_end", *AREA_FIGURES.values())
    }


def minimums_at(place: Unit, day: date) -> list[tuple[int, Minimum, Unit | None]]:
    """What is asked at `place` on `day`: each area, how often, and which place says so (None: nobody)."""
    above = {unit.pk: unit for unit in [*ancestors(place, day), place]}
    rows = list(AreaMinimum.objects.on(day).filter(unit__in=above))
    said = [Said(above[row.unit_id].rank, row.area, Minimum(row.times, row.per_months, row.source)) for row in rows]
    found = []
    for area, minimum in minimums_of(said, suggested_minimum(day)).items():
        by = [unit for unit in above.values() for one in said if one.minimum is minimum and one.depth == unit.rank]
        found.append((area, minimum, by[0] if by else None))
    return found


@dataclass(frozen=True)
class PlaceRow:
    """A club in the list of a place: how often it was active in each area over the months shown, and what it lacks."""

    club: Club
    cells: tuple[tuple[int, AreaCover], ...]
    covered: int


def place_rows(clubs: QuerySet[Club], on: date, months: int) -> list[PlaceRow]:
    """Each of `clubs` over the last whole `months` by `on`, in their order."""
    found = coverage_of(clubs, last_whole_months(on, LONGEST), on)
    return [
        PlaceRow(one.club, tuple((sum(cover.counts[-months:]), cover) for cover in one.areas.values()), one.covered)
        for one in found
    ]
