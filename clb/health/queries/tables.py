"""Tables of a place: how many are measured and checked, by club or by place, sex and age, and in which classes.

Whoever does not read health at the whole place gets them with small cells hidden (told, rules.suppression), and those
by age and class of a whole commune only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.health.models import HealthCheck, HealthMonth
from clb.health.rules import pressure_hint
from clb.health.rules.suppression import Published, published
from clb.kernel.dates import months_after, on_day, years_before
from clb.law.classes import OFFICE, PressureClass, pressure_table
from clb.law.norms import limit
from clb.members.models import ClubMonth, Membership, Person
from clb.members.queries.counts import belonging
from clb.places.models import Unit, UnitLink
from clb.places.queries import ancestors, children, names_on, within

from .consents import agreed_on
from .coverage import is_checked
from .told import Told, communes_of, is_told, told_below, told_of_clubs

AGES = ((0, 60), (60, 70), (70, 80), (80, 200))
MOST_CLUBS = 200  # of more the parts by sex, age and class are not counted at each look


@dataclass(frozen=True)
class CoverLine:
    """A club or a place: its members at the month's end, those measured in the month and those checked since 1
    January; None where the number is not told. `key` names the unit, `club` the club."""

    label: str
    members: int
    measured: int | None
    checked: int | None
    key: str = ""
    club: Club | None = None


@dataclass(frozen=True)
class Cover:
    """The lines of a place at a month's end, and its total."""

    lines: tuple[CoverLine, ...]
    total: CoverLine
    end: date


def cover_by_club(place: Unit, clubs: QuerySet[Club], end: date, *, is_exact: bool) -> Cover:
    """Each of `clubs`, those of a place, at a month's end; exact, or as it may be told to everyone."""
    members = dict(ClubMonth.objects.filter(club__in=clubs.values("pk"), month_end=end).values_list("club", "members"))
    kept = _kept(HealthMonth.objects.filter(club__in=clubs.values("pk"), month_end=end).values_list("club", *FIGURES))
    found = [club for club in clubs.order_by("search_key", "pk") if members.get(club.pk)]
    rows = [Row(c.unit_id, c.name, members[c.pk], kept.get(c.pk, (0, 0)), club=c) for c in found]
    if is_exact:
        return _cover(rows, end, None, (True, True))
    units = [club.unit_id for club in found]
    told = [told_of_clubs(units, figure, end) for figure in FIGURES]
    return _cover(
        rows, end, told, [is_told(place, f, end, sum(r.kept[i] for r in rows)) for i, f in enumerate(FIGURES)]
    )


FIGURES = ("measured", "checked")


def _kept(rows: Any) -> dict[Any, tuple[int, int]]:
    return {pk: (measured, checked) for pk, measured, checked in rows}


def cover_by_place(place: Unit, end: date, on: date, *, is_exact: bool) -> Cover:
    """Each unit right below `place` as it lies on a day, at a month's end; exact, or as it may be told to everyone.

    Where `place` has ended: the communes of that day where its clubs are, whole, each as it may be told to everyone.
    """
    if place.seen_on(on) != on:
        return _cover_of_heirs(place, end, on)
    below = {version.unit_id: (version.unit.key, version.name) for version in children(place, on)}
    rows = _rows(below, end, on)
    if is_exact:
        return _cover(rows, end, None, (True, True))
    told = [told_below(place, figure, end) for figure in FIGURES]
    return _cover(
        rows, end, told, [is_told(place, f, end, sum(r.kept[i] for r in rows)) for i, f in enumerate(FIGURES)]
    )


def _cover_of_heirs(place: Unit, end: date, on: date) -> Cover:
    clubs = Club.objects.under(within(place, on)).order_by().values_list("unit", flat=True)
    homes = communes_of(clubs, on)
    names = names_on([home.pk for home in homes], on)
    rows = _rows({home.pk: ("", names[home.pk]) for home in homes}, end, on)
    above = {ancestors(home, end)[-1] for home in homes}
    told = [{pk: n for unit in above for pk, n in told_below(unit, f, end).items()} for f in FIGURES]
    return _cover(rows, end, told, [all(found.get(row.unit, 0) is not None for row in rows) for found in told])


def _rows(below: Mapping[int, tuple[str, str]], end: date, on: date) -> list[Row]:
    """Lines of units, by id with key and name, that have members; in two queries."""
    links = UnitLink.objects.filter(on_day(on), above__in=below, is_heir=False).order_by().values("above")
    health = "below__club__health_months__"
    kept = _kept(
        links.filter(**{health + "month_end": end})
        .annotate(m=Sum(health + "measured"), c=Sum(health + "checked"))
        .values_list("above", "m", "c")
    )
    counted = links.filter(below__club__months__month_end=end).annotate(n=Sum("below__club__months__members"))
    members = dict(counted.values_list("above", "n"))
    return [
        Row(pk, name, members[pk], kept.get(pk, (0, 0)), key=key)
        for pk, (key, name) in below.items()
        if members.get(pk)
    ]


@dataclass(frozen=True)
class Row:
    """A line before it is told: the unit's id, its name, members, what was measured and checked."""

    unit: int
    label: str
    members: int
    kept: tuple[int, int]
    key: str = ""
    club: Club | None = None


def _cover(rows: Sequence[Row], end: date, told: Sequence[Told] | None, totals: Sequence[bool]) -> Cover:
    def shown(row: Row, i: int) -> int | None:
        return row.kept[i] if told is None else told[i].get(row.unit, 0)

    lines = tuple(CoverLine(r.label, r.members, shown(r, 0), shown(r, 1), r.key, r.club) for r in rows)
    measured, checked = (sum(r.kept[i] for r in rows) if totals[i] else None for i in (0, 1))
    return Cover(lines, CoverLine(_("Cộng"), sum(r.members for r in rows), measured, checked), end)


# --- By sex and age, by class -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grid:
    """Counts by row and column with their totals; None is a number that is not told."""

    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int | None, ...], int | None], ...]
    sums: tuple[int | None, ...]
    total: int | None

    @property
    def is_hiding(self) -> bool:
        """Is a number not told?"""
        cells = [cell for _label, row, total in self.lines for cell in (*row, total)]
        return None in (*cells, *self.sums, self.total)


def _grid(heads: Sequence[str], labels: Sequence[str], rows: Sequence[Sequence[int]], on: date, exact: bool) -> Grid:
    shown = published(rows, 0 if exact else limit("health.published_from", on=on))
    lines = tuple(zip(labels, shown.rows, shown.totals, strict=True))
    return Grid(tuple(heads), lines, shown.sums, _total(shown))


def _total(shown: Published) -> int | None:
    return shown.total


def checked_by_sex_and_age(clubs: QuerySet[Club], on: date, *, is_exact: bool) -> Grid:
    """Members checked this year by `on`, by age band and sex, in one query."""
    here = belonging(on).filter(club__in=clubs.order_by().values("pk")).filter(is_checked(on))
    wanted = {
        f"n{i}_{sex}": Count("pk", filter=_aged(low, high, on) & Q(person__sex=sex))
        for i, (low, high) in enumerate(AGES)
        for sex in Person.Sex.values
    }
    found = here.order_by().aggregate(**wanted)
    rows = [[found[f"n{i}_{sex}"] for sex in Person.Sex.values] for i in range(len(AGES))]
    return _grid([str(label) for label in Person.Sex.labels], [_band(*ages) for ages in AGES], rows, on, is_exact)


def _aged(low: int, high: int, on: date) -> Q:
    old_enough = Q(person__birth_on__lte=years_before(on, low)) if low else Q()
    return old_enough & Q(person__birth_on__gt=years_before(on, high))


def _band(low: int, high: int) -> str:
    if not low:
        return _("Dưới %d tuổi") % high
    return _("Từ %d tuổi") % low if high > 150 else _("%(low)d đến %(high)d tuổi") % {"low": low, "high": high - 1}


CLASS_MONTHS = 12


def classes_by_club(clubs: QuerySet[Club], on: date) -> Grid:
    """The class of each member's last blood pressure within twelve months, of those who agree, by club, exact.

    Readings at home are classed by the home table and stand with «dưới mức» or, where it advises a doctor, with the
    first raised class of the office's, so that one person stands in one column.
    """
    named = list(clubs.order_by("search_key", "pk"))
    columns, counts = _counted_classes(clubs, on)
    rows = [[counts[club.pk][c.code] for c in columns] for club in named]
    return _grid([c.name for c in columns], [club.name for club in named], rows, on, True)


def classes_of_place(name: str, clubs: QuerySet[Club], on: date) -> Grid:
    """The same of all `clubs` of a place together, in one line, with small cells hidden."""
    columns, counts = _counted_classes(clubs, on)
    row = [sum(found[c.code] for found in counts.values()) for c in columns]
    return _grid([c.name for c in columns], [name], [row], on, False)


def _counted_classes(clubs: QuerySet[Club], on: date) -> tuple[list[PressureClass], dict[UUID, Counter[str]]]:
    table = pressure_table(OFFICE, on=on)
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    for club, hint in _last_classes(clubs, on):
        counts[club][hint] += 1
    return [table.low, *table.classes], counts


def _last_classes(clubs: QuerySet[Club], on: date) -> list[tuple[UUID, str]]:
    members = Membership.objects.filter(on_day(on), club__in=clubs.order_by().values("pk"))
    mine = HealthCheck.objects.filter(
        person__in=members.values("person"),
        club__in=clubs.order_by().values("pk"),
        systolic_mmhg__isnull=False,
        measured_on__range=(months_after(on, -CLASS_MONTHS), on),
    ).filter(person__in=agreed_on(on).values("person"))
    columns = ("person", "club", "measured_on", "place", "systolic_mmhg", "diastolic_mmhg")
    last: dict[Any, tuple[UUID, str]] = {}
    for person, club, day, place, upper, lower in mine.order_by("measured_on", "pk").values_list(*columns):
        held = pressure_hint(upper, lower, place=place, on=day).held
        last[person] = (club, _office_code(held.code))
    return list(last.values())


_HOME_CODES = {"BELOW_LIMIT": "NORMAL", "ABOVE_LIMIT": "GRADE_1", "URGENT": "GRADE_3"}


def _office_code(code: str) -> str:
    return _HOME_CODES.get(code, code)
