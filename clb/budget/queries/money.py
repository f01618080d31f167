"""The sums: facts by year, source, line and unit, and every table as a grouping of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.roles import Role
from clb.budget.models import BudgetAccount, BudgetDocument, BudgetLine, BudgetYear, EstimateRow, Source, Stage
from clb.budget.rules import BUDGET_LEVELS, Figures, level_of
from clb.ledger.models import Transfer
from clb.ledger.queries import balances_vnd, standing
from clb.places.models import Unit
from clb.places.queries import names_on

Years = QuerySet[BudgetYear] | Collection[BudgetYear]
Key = tuple[int, str, int | None, int | None]  # year (id), source, line (id), unit (id)


@dataclass(frozen=True)
class Fact:
    """The figures of one source in one year, of one line at one unit where money got so far."""

    year: int
    source: str
    line: int | None
    unit: int | None
    figures: Figures


def facts_of(years: Years, on: date | None = None, *, unit: Unit | None = None) -> list[Fact]:
    """Every fact of these years at the end of a day (or now), of one unit where given; in four queries.

    What was taken back later never was. Whole đồng; see `rules.Figures` for what each means.
    """
    ids = [year.pk for year in years]
    stages = _stages(ids, on, unit)
    asked = _asked(ids, on, unit)
    found = []
    for key in sorted(stages.keys() | asked.keys(), key=lambda k: (k[0], k[1], k[2] or 0, k[3] or 0)):
        year, source, line, at = key
        moved = Figures.of_stages(stages.get(key, {}), is_of_line=line is not None)
        found.append(Fact(year, source, line, at, moved + asked.get(key, Figures())))
    return found


def _stages(years: Collection[int], on: date | None, unit: Unit | None) -> dict[Key, dict[str, int]]:
    found: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    entries = standing().filter(book__budget_year__in=years)
    if on is not None:
        entries = entries.filter(happened_on__lte=on)
    for side, sign in (("debit", 1), ("credit", -1)):
        about = f"{side}__budget__"
        lines: Any = Transfer.objects.filter(**{"entry__in": entries, f"{about}year__in": years})
        if unit is not None:
            lines = lines.filter(**{f"{about}unit": unit})
        names = [f"{about}{name}" for name in ("year", "source", "line", "unit", "stage")]
        for year, source, line, at, stage, total in lines.order_by().values_list(*names).annotate(Sum("amount_vnd")):
            comes_in = stage in (Stage.GIVEN, Stage.BROUGHT)
            found[year, source, line, at][stage] += -sign * total if comes_in else sign * total
    return found


def _asked(years: Collection[int], on: date | None, unit: Unit | None) -> dict[Key, Figures]:
    rows: Any = EstimateRow.objects.filter(estimate__year__in=years, estimate__submitted_on__isnull=False)
    if unit is not None:
        rows = rows.filter(estimate__unit=unit)
    names = ("estimate__year", "source", "line", "estimate__unit", "asked_vnd", "agreed_vnd")
    found: dict[Key, Figures] = defaultdict(Figures)
    days = ("estimate__submitted_on", "estimate__approved_on")
    for year, source, line, at, asked, agreed, sent, approved in rows.order_by().values_list(*names, *days):
        if on is not None and sent > on:
            continue
        is_approved = approved is not None and (on is None or approved <= on)
        found[year, source, line, at] += Figures(asked_vnd=asked, approved_vnd=agreed if is_approved else 0)
    return found


# --- Tables -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TableRow:
    """One row: its key within the table, its words, its figures; `query` narrows the list of vouchers to it."""

    key: Any
    label: str
    figures: Figures
    query: str = ""


@dataclass(frozen=True)
class Table:
    """Rows with their total, which is the sum over all facts however they are grouped."""

    dimension: str
    title: str
    rows: tuple[TableRow, ...]
    total: Figures

    @property
    def has_given_away(self) -> bool:
        """Does a row hold less than was brought to it: an ended unit of which an heir took over?"""
        return any(row.figures.allocated_vnd < 0 for row in self.rows)


DIMENSIONS: dict[str, Any] = {
    "nam": gettext_lazy("Năm"),
    "cap": gettext_lazy("Cấp ngân sách"),
    "nguon": gettext_lazy("Nguồn"),
    "dong": gettext_lazy("Nội dung chi"),
    "co-quan": gettext_lazy("Cơ quan thực hiện"),
    "don-vi": gettext_lazy("Đơn vị sử dụng"),
    "clb": gettext_lazy("Câu lạc bộ"),
}


def table(years: Years, dimension: str, on: date, facts: Iterable[Fact] | None = None) -> Table:
    """The figures of these years at the end of a day by one of `DIMENSIONS`. What no line or unit has yet (given and
    not allocated) is a row of its own, so that each table adds up to the same total."""
    found = list(facts_of(years, on) if facts is None else facts)
    of, words = _grouping(years, dimension, found, on)
    sums: dict[Any, Figures] = defaultdict(Figures)
    for fact in found:
        sums[of(fact)] += fact.figures
    order = {key: i for i, key in enumerate(words)}
    rows = tuple(
        TableRow(key, words.get(key) or str(key), sums[key], _query(dimension, key))
        for key in sorted(sums, key=lambda k: (order.get(k, len(order)), str(k)))
        if not sums[key].is_empty
    )
    total = sum((row.figures for row in rows), Figures())
    return Table(dimension, str(DIMENSIONS[dimension]), rows, total)


def _query(dimension: str, key: Any) -> str:
    names = {"nguon": "nguon", "dong": "dong", "don-vi": "don-vi", "clb": "don-vi", "co-quan": "co-quan", "cap": "cap"}
    return f"{names[dimension]}={key}" if dimension in names and key not in (None, "") else ""


Of = Callable[[Fact], Any]


def _grouping(years: Years, dimension: str, facts: Iterable[Fact], on: date) -> tuple[Of, dict[Any, str]]:
    """By what facts are grouped, and the words of each group in order."""
    none_yet: dict[Any, str] = {None: _("Chưa phân bổ cho nội dung, đơn vị nào")}
    if dimension == "nam":
        return (lambda fact: fact.year), {y.pk: str(y.year) for y in sorted(years, key=lambda y: y.year)}
    if dimension == "cap":
        return (lambda fact: level_of(fact.source)), {k: str(v) for k, v in BUDGET_LEVELS.items()}
    if dimension == "nguon":
        return (lambda fact: fact.source), {s.value: str(s.label) for s in Source}
    if dimension in ("dong", "co-quan"):
        lines = {line.pk: line for line in BudgetLine.objects.filter(pk__in={f.line for f in facts if f.line})}
        if dimension == "dong":
            ordered = sorted(lines.values(), key=lambda line: line.number)
            return (lambda fact: fact.line), {line.pk: str(line) for line in ordered} | none_yet
        words: dict[Any, str] = {role.value: str(role.label) for role in Role} | none_yet
        return (lambda fact: lines[fact.line].agency if fact.line else None), words
    units = {f.unit for f in facts if f.unit}
    names = dict(sorted(names_on(units, on).items(), key=lambda pair: pair[1]))
    if dimension == "don-vi":
        return (lambda fact: fact.unit), names | none_yet
    clubs = set(Unit.objects.filter(pk__in=units, level=Unit.Level.CLUB).values_list("pk", flat=True))
    words = {**{pk: name for pk, name in names.items() if pk in clubs}, None: _("Không cho riêng câu lạc bộ nào")}
    return (lambda fact: fact.unit if fact.unit in clubs else None), words


# --- One year -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenCell:
    """A cell of a year with what is open in it: `cell` is its ALLOCATED account. Whole đồng."""

    cell: BudgetAccount
    unit_name: str
    left_vnd: int
    released_vnd: int

    @property
    def label(self) -> str:
        """Line, unit and source in words."""
        return f"{self.cell.line} · {self.unit_name} · {self.cell.get_source_display()}"


def open_cells(year: BudgetYear, on: date, *, cells: Collection[int] | None = None) -> list[OpenCell]:
    """Every cell of a year to which money was ever allocated, by line, unit and source; those named where given."""
    rows = BudgetAccount.objects.filter(year=year, stage__in=(Stage.ALLOCATED, Stage.RELEASED))
    rows = rows.select_related("account", "line", "unit", "year").order_by("line__number", "unit", "source")
    found = list(rows)
    left = balances_vnd([row.account for row in found])
    names = names_on({row.unit_id for row in found if row.unit_id}, on)
    released = {(r.source, r.line_id, r.unit_id): left[r.account_id] for r in found if r.stage == Stage.RELEASED}
    return [
        OpenCell(
            row,
            names.get(row.unit_id or 0, ""),
            left[row.account_id],
            released.get((row.source, row.line_id, row.unit_id), 0),
        )
        for row in found
        if row.stage == Stage.ALLOCATED and (cells is None or row.pk in cells)
    ]


@dataclass(frozen=True)
class YearState:
    """How far a year is: its standing settlement, whether that is approved."""

    settlement: BudgetDocument | None
    is_approved: bool

    @property
    def is_open(self) -> bool:
        """May money still be written?"""
        return self.settlement is None


def year_state(year: BudgetYear) -> YearState:
    """Settled or not, approved or not."""
    kind = BudgetDocument.Kind.SETTLEMENT
    rows = BudgetDocument.objects.standing().filter(year=year, kind=kind).select_related("approval", "entry")
    found = rows.first()
    return YearState(found, found is not None and hasattr(found, "approval"))


# --- The stable read for desks and reports ------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitMoney:
    """Money of one line at one unit in one year, all sources together. Whole đồng; `agency` is a Role value.

    estimate: as approved; allocated: with what was brought over and all adjustments.
    """

    year: int
    agency: str
    unit: Unit
    line: BudgetLine
    estimate_vnd: int
    allocated_vnd: int
    released_vnd: int
    settled_vnd: int


def unit_money(places: QuerySet[Any, Any] | Collection[int], on: date, *, agency: str = "") -> list[UnitMoney]:
    """Money per agency, unit, line and year of the budget periods of `places` (ids of units) at the end of a day; of
    one agency's lines where given. Whose eyes it is for is the caller's to ask (`budget.read`)."""
    years = {year.pk: year for year in BudgetYear.objects.filter(period__place__in=places)}
    facts = [fact for fact in facts_of(years.values(), on) if fact.line and fact.unit]
    lines = BudgetLine.objects.in_bulk({fact.line for fact in facts})
    units = Unit.objects.in_bulk({fact.unit for fact in facts})
    sums: dict[tuple[int, int, int], Figures] = defaultdict(Figures)
    for fact in facts:
        if fact.line and fact.unit and (not agency or lines[fact.line].agency == agency):
            sums[years[fact.year].year, fact.line, fact.unit] += fact.figures
    return [
        UnitMoney(
            year=year,
            agency=lines[line].agency,
            unit=units[unit],
            line=lines[line],
            estimate_vnd=figures.approved_vnd,
            allocated_vnd=figures.had_vnd,
            released_vnd=figures.released_vnd,
            settled_vnd=figures.settled_vnd,
        )
        for (year, line, unit), figures in sorted(sums.items())
    ]
