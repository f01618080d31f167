"""Filling a form: a design, a place, a day, a period and a map become one frozen table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote_plus, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.places.models import Unit
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, Value
from clb.plans.queries.targets import may_see_figures, number
from clb.tabular.rules.design import ColumnDesign, Design, Rows, Show, Total
from clb.tabular.rules.spans import Span, span_name, span_of, spans_between

from .figures import Figures, figures_of
from .filled import Filled, FilledCell, FilledColumn, FilledRow, exact_of
from .ground import MOST_ROWS, Ground, GroundRow, RowKind, ground_of, same_map
from .guarding import guarded_end
from .measures import Measure, check_design, measures

NOTHING = "—"
Tell = Callable[[int, int], None]


def may_fill(user: User, design: Design, place: Unit, today: date) -> bool:
    """May `user` fill `design` for `place`? Counts for who reads plans there, names of clubs for who reads clubs."""
    if not may_see_figures(user, place, today):
        return False
    return not names_clubs(design, place) or user.may("clubs.read", place)


_COMMUNE_RANK = Unit(level=Unit.Level.COMMUNE).rank


def names_clubs(design: Design, place: Unit) -> bool:
    """Are the rows of `design` for `place` clubs?"""
    return design.rows == Rows.CLUBS or (design.rows == Rows.BELOW and place.rank >= _COMMUNE_RANK)


def _nothing_told(done: int, total: int) -> None:
    """Nobody waits for progress."""


def compute(
    design: Design,
    place: Unit,
    *,
    on: date,
    first: date | None = None,
    last: date | None = None,
    map_on: date | None = None,
    most: int | None = MOST_ROWS,
    tell: Tell = _nothing_told,
    is_linked: bool = True,
) -> Filled:
    """`design` filled with live figures of `place` on the day `on`, for the period `first` to `last` (by default the
    design's kind of period around `on`), on the map of `map_on` (by default that of `on`). Money is whole đồng.

    Raises DesignError for a measure that there is not, TooLarge for more than `most` rows, NotOnMap for a place that
    was not there on the map. `tell` hears how many columns are done; what it raises ends the work. Without `is_linked`
    no address of records is made, which of a nation of clubs takes longer than all counting.
    """
    check_design(design)
    span = span_of(design.period, on)
    asked = Span(first or span.first, last or max(min(span.last, on), first or span.first))
    ground = ground_of(place, design.rows, on, map_on or on, most=most)
    work = _Work(design, ground, asked, tell, is_linked)
    columns = [work.column(column) for column in design.columns]
    rows, total = work.period_rows(columns) if design.rows == Rows.PERIODS else work.unit_rows(columns)
    is_late = any(c.is_guarded for c in columns) and guarded_end(on) != on
    told = _("Số liệu sức khỏe, chăm sóc lấy đến cuối tháng đã trọn, %s.") % f"{guarded_end(on):%d/%m/%Y}"
    return Filled(
        title=design.title,
        rows_kind=str(design.rows),
        head=design.head,
        notes=(*design.notes, told) if is_late else design.notes,
        foot=design.foot,
        source=design.source,
        is_landscape=design.is_landscape,
        is_numbered=design.is_numbered,
        place=ground.name,
        place_key=place.key,
        on=on,
        first=asked.first,
        last=asked.last,
        map_on=ground.map_on,
        columns=tuple(columns),
        rows=tuple(rows),
        total=total if design.has_total else None,
    )


@dataclass
class _Work:
    """One filling under way; figures that several columns show are asked for once."""

    design: Design
    ground: Ground
    span: Span
    tell: Tell
    is_linked: bool

    def __post_init__(self) -> None:
        self.known = measures()
        self._found: dict[tuple[str, Ask], Figures] = {}

    def column(self, column: ColumnDesign) -> FilledColumn:
        """The column in words, with the version of what it shows."""
        of = self.known[column.of]
        over = self.known.get(column.over)
        return FilledColumn(
            key=column.key,
            of=column.of,
            over=column.over,
            show=str(column.show),
            title=column.title or str(of.what),
            group=column.group,
            unit=column.unit or _unit(column, of),
            scale=str(column.scale),
            width=column.width,
            version=of.version,
            definition=_definition(column, of, over),
            is_guarded=any(m is not None and m.indicator is not None and m.indicator.guarded for m in (of, over)),
        )

    def ask(self, span: Span) -> Ask:
        """The question for the whole place."""
        on = min(span.last, self.ground.on) if self.design.rows == Rows.PERIODS else self.ground.on
        ask = Ask(self.ground.place, on, span.first, span.last)
        is_asked_so = self.ground.is_plain and on == self.ground.on
        return ask if is_asked_so else ask.over(self.ground.chosen)

    def figures(self, code: str, ask: Ask) -> Figures:
        """The figures of one measure, found once."""
        indicator = self.known[code].indicator
        assert indicator is not None
        if (code, ask) not in self._found:
            self._found[code, ask] = figures_of(indicator, self.ground, ask)
        return self._found[code, ask]

    # --- Rows are units or clubs ---

    def unit_rows(self, columns: Sequence[FilledColumn]) -> tuple[list[FilledRow], FilledRow]:
        """The rows and their total."""
        ask = self.ask(self.span)
        cells: list[list[FilledCell]] = [[] for _row in self.ground.rows]
        totals = []
        for n, column in enumerate(columns):
            self.tell(n, len(columns))
            found, total = self._cells(column, ask)
            for row, cell in zip(cells, found, strict=True):
                row.append(cell)
            totals.append(total)
        self.tell(len(columns), len(columns))
        rows = [
            FilledRow(str(row.kind), row.label, row.key, row.code, tuple(told), _page(row) if self.is_linked else "")
            for row, told in zip(self.ground.rows, cells, strict=True)
        ]
        return rows, self._total_row(totals)

    def _cells(self, column: FilledColumn, ask: Ask) -> tuple[list[FilledCell], FilledCell]:
        texts = self.known[column.of].texts
        if texts is not None:
            return [FilledCell(None, None, text) for text in texts(self.ground)], FilledCell(None, None, "")
        figures = self._of(column, ask)
        link = self._links(column, ask, is_plain=self.ground.is_plain)
        found = [_cell(column, value, link(row.key)) for value, row in zip(figures.rows, self.ground.rows, strict=True)]
        return found, self._total(column, found, figures.whole, link(self.ground.place.key))

    def _links(self, column: FilledColumn, ask: Ask, *, is_plain: bool) -> Callable[[str], str]:
        """What gives the page of the records behind a figure by the key of its unit; '' where there is none."""
        if not (is_plain and self.is_linked):
            return lambda _key: ""
        page, tail = _link_parts(column, ask)
        return lambda key: f"{page}?noi={quote_plus(key)}&{tail}" if key else ""

    def _of(self, column: FilledColumn, ask: Ask) -> Figures:
        """Numerator and denominator as the column wants them: its own, or over another measure's count."""
        mine = self.figures(column.of, ask)
        if not column.over:
            return mine
        other = self.figures(column.over, ask)
        rows = tuple(_over(a, b) for a, b in zip(mine.rows, other.rows, strict=True))
        return Figures(rows, _over(mine.whole, other.whole))

    def _total(self, column: FilledColumn, cells: Sequence[FilledCell], whole: Value, link: str) -> FilledCell:
        wanted = next(c.total for c in self.design.columns if c.key == column.key)
        if wanted == Total.NONE:
            return FilledCell(None, None, "")
        hidden = any(cell.note for cell in cells)
        if wanted == Total.RECOMPUTE or hidden or not cells:
            return _cell(column, whole, link)
        parts = [cell.numerator or 0 for cell in cells]
        wholes = [cell.denominator for cell in cells if cell.denominator is not None]
        return _cell(column, Value(sum(parts), sum(wholes) if wholes else None), link)

    # --- Rows are periods ---

    def period_rows(self, columns: Sequence[FilledColumn]) -> tuple[list[FilledRow], FilledRow]:
        """A row a period; the total is of the whole time asked for."""
        spans = [
            s for s in spans_between(self.design.period, self.span.first, self.span.last) if s.first <= self.ground.on
        ]
        rows = []
        for n, span in enumerate(spans):
            self.tell(n, len(spans))
            ask = self.ask(span)
            is_linked = self.ground.is_plain and same_map(ask.on, self.ground.map_on)
            cells = []
            for column in columns:
                link = self._links(column, ask, is_plain=is_linked)(self.ground.place.key)
                is_text = self.known[column.of].is_text
                cells.append(
                    FilledCell(None, None, "") if is_text else _cell(column, self._of(column, ask).whole, link)
                )
            rows.append(FilledRow(str(RowKind.PERIOD), span_name(self.design.period, span), "", "", tuple(cells)))
        self.tell(len(spans), len(spans))
        return rows, self._total_row([self._period_total(n, column, rows) for n, column in enumerate(columns)])

    def _period_total(self, n: int, column: FilledColumn, rows: Sequence[FilledRow]) -> FilledCell:
        wanted = next(c.total for c in self.design.columns if c.key == column.key)
        if wanted == Total.NONE or self.known[column.of].is_text:
            return FilledCell(None, None, "")
        if wanted == Total.RECOMPUTE:
            ask = self.ask(Span(self.span.first, self.span.last))
            return _cell(column, self._of(column, ask).whole, "")
        cells = [row.cells[n] for row in rows]
        if any(cell.note for cell in cells):
            return FilledCell(None, None, NOTHING, note=_("có kỳ chưa có số liệu"))
        wholes = [cell.denominator for cell in cells if cell.denominator is not None]
        return _cell(column, Value(sum(c.numerator or 0 for c in cells), sum(wholes) if wholes else None), "")

    def _total_row(self, cells: Sequence[FilledCell]) -> FilledRow:
        label = _("Cộng") if self.design.rows == Rows.PERIODS else self.ground.name
        return FilledRow(str(RowKind.TOTAL), label, self.ground.place.key, "", tuple(cells))


def _over(mine: Value, other: Value) -> Value:
    if mine.note or other.note:
        return Value(0, 0, note=mine.note or other.note)
    return Value(mine.numerator, other.numerator)


def _cell(column: FilledColumn, value: Value, url: str) -> FilledCell:
    if value.note:
        return FilledCell(None, None, NOTHING, note=value.note)
    cell = FilledCell(value.numerator, value.denominator, "", url=url)
    exact = exact_of(column, cell)
    if exact is None:
        return FilledCell(value.numerator, value.denominator, NOTHING, note=_("mẫu số bằng 0"))
    # A mean of money is told in whole đồng.
    told = number(round(exact) if column.unit == "đồng" else exact)
    return FilledCell(value.numerator, value.denominator, told, url=url)


def _link_parts(column: FilledColumn, ask: Ask) -> tuple[str, str]:
    """The page of the records behind the figures of a column, and all of its query but the unit."""
    part = DENOMINATOR if column.show == Show.DENOMINATOR else NUMERATOR
    on = guarded_end(ask.on) if column.is_guarded else ask.on
    told = {"ngay": _day(on), "tu": _day(ask.period_from), "den": _day(ask.period_until), "phan": part}
    return reverse("indicators:records", args=[column.of]), urlencode(told)


def _page(row: GroundRow) -> str:
    """The page of what the row is."""
    if row.kind == RowKind.WAITING:
        return reverse("places:waiting")
    return reverse("clubs:club", args=[*row.clubs]) if row.kind == RowKind.CLUB else ""


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


_SCALED = {"THOUSAND": "nghìn", "MILLION": "triệu"}


def _unit(column: ColumnDesign, of: Measure) -> str:
    if of.is_text:
        return ""
    if column.show == Show.SHARE:
        return "%"
    unit = "" if of.unit == "%" else of.unit
    return f"{_SCALED[column.scale]} {unit}".strip() if column.scale in _SCALED else unit


def _definition(column: ColumnDesign, of: Measure, over: Measure | None) -> str:
    """In words what the column counts."""
    if of.is_text:
        return ""
    assert of.indicator is not None
    part = str(of.indicator.numerator_text)
    whole = str(over.definition) if over else str(of.indicator.denominator_text)
    if column.show == Show.DENOMINATOR:
        return whole
    return _("%(part)s, trên %(whole)s") % {"part": part, "whole": whole} if column.show != Show.NUMERATOR else part
