"""The tables of what was mobilised on a ground in a year. Sums only: nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.roles import Role
from clb.giving.models import CLUB, Donation, Drive
from clb.giving.rules.public import public_words
from clb.giving.sources import source_name
from clb.kernel.dates import on_day
from clb.places.models import Unit, UnitLink
from clb.places.queries import children, names_on

from .book import unnamed_of
from .donations import within_year
from .totals import By, Raised, added, in_books_only_vnd, on_ground, parted, raised_of

YEARS = 6
PLACES_AT_MOST = 200


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    name: str
    raised: Raised


@dataclass(frozen=True)
class Sums:
    """What was mobilised on the ground of a unit in a year: whole đồng; each table adds up to `all`.

    `in_books_vnd` are gifts that clubs wrote straight into their books, told beside.
    """

    unit: Unit
    place: str
    year: int
    all: Raised
    by_source: Sequence[Row]
    by_office: Sequence[Row]
    by_drive: Sequence[Row]
    by_place: Sequence[Row]
    by_year: Sequence[Row]
    in_books_vnd: int


def sums(unit: Unit, place: str, year: int, on: date, *, user: User) -> Sums:
    """Every table of `unit` for `year`; titles of drives only where `user` sees them. Queries do not grow."""
    rows, last = within_year(unit, year), date(year, 12, 31)
    by_source = {source_name(code): raised for code, raised in parted(rows, "source").items()}
    by_office = {_office_name(code): raised for code, raised in parted(rows, "office").items()}
    return Sums(
        unit=unit,
        place=place,
        year=year,
        all=raised_of(rows),
        by_source=_rows(by_source),
        by_office=_rows(by_office),
        by_drive=_by_drive(rows, user),
        by_place=_by_place(unit, rows, min(last, on)),
        by_year=_by_year(unit, year),
        in_books_vnd=in_books_only_vnd(unit, date(year, 1, 1), last),
    )


def _rows(named: dict[str, Raised]) -> list[Row]:
    return [Row(name, raised) for name, raised in sorted(named.items(), key=lambda one: (-one[1].total_vnd, one[0]))]


def _office_name(code: str) -> str:
    return _("Câu lạc bộ tự vận động") if code == CLUB else str(Role(code).label)


def _by_drive(rows: object, user: User) -> list[Row]:
    found = parted(rows, "drive")  # type: ignore[arg-type]
    seen = Drive.objects.visible_to(user).filter(pk__in=[pk for pk in found if pk])
    titles = dict(seen.values_list("pk", "title"))
    hidden = unnamed_of(seen)
    named = [Row(public_words(title, hidden) or _("Đợt vận động"), found[pk]) for pk, title in titles.items()]
    others = [raised for pk, raised in found.items() if pk and pk not in titles]
    named.sort(key=lambda row: (-row.raised.total_vnd, row.name))
    if others:
        named.append(Row(_("Đợt vận động của bên khác"), added(others)))
    if None in found:
        named.append(Row(_("Không trong đợt nào"), found[None]))
    return named


def _by_place(unit: Unit, rows: object, on: date) -> list[Row]:
    """By the units right below, the most first; what the unit's own offices hold stands in a line of its own."""
    here = parted(rows, "unit")  # type: ignore[arg-type]
    below = [version.unit_id for version in children(unit, on)[: PLACES_AT_MOST * 5]]
    seen = unit.seen_on(on)  # of a unit that has ended, the places that it had last
    links = UnitLink.objects.filter(on_day(seen), above__in=below, below__in=list(here), is_heir=False)
    ended = UnitLink.objects.filter(on_day(seen), above=unit, below__in=list(here), is_heir=True).values("below")
    part_of = {pk: pk for pk in Unit.objects.filter(pk__in=ended).values_list("pk", flat=True)}
    part_of |= dict(links.values_list("below", "above"))
    parts: dict[int, list[Raised]] = {}
    for pk, raised in here.items():
        parts.setdefault(part_of.get(pk, unit.pk), []).append(raised)
    names = names_on(parts, on)
    found = {pk: added(many) for pk, many in parts.items()}
    lines = [Row(names.get(pk, ""), raised) for pk, raised in found.items() if pk != unit.pk]
    lines.sort(key=lambda row: (-row.raised.total_vnd, row.name))
    if unit.pk in found:
        lines.insert(0, Row(_("Cơ quan của chính %s") % names.get(unit.pk, ""), found[unit.pk]))
    return lines


def _by_year(unit: Unit, last: int) -> list[Row]:
    first = date(last - YEARS + 1, 1, 1)
    by: By = "year"
    rows = Donation.objects.standing().filter(
        on_ground(unit, date(last, 12, 31)), received_on__range=(first, date(last, 12, 31))
    )
    return [Row(str(year), raised) for year, raised in sorted(parted(rows, by).items(), reverse=True)]
