"""Units right below a place side by side: each share with its numerator and denominator, small ones said so."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.places.models import Unit, UnitLink
from clb.places.queries import children
from clb.plans.indicators.clubs import living, population
from clb.plans.indicators.registry import Ask, Indicator, Value
from clb.reports.rules.figures import Cell, Grid, Head, Section, share, told

# A share of fewer than so many says little: a suggestion of ours, no text sets it.
SMALL = 20
_COLUMNS = (
    ("club.size", "Thành viên"),
    ("club.women_share", "Nữ"),
    ("club.older_share", "Người cao tuổi"),
    ("club.attendance", "Dự sinh hoạt"),
    ("clubs.start_fund", "Quỹ ban đầu của câu lạc bộ mới (đồng)"),
)


def compared_section(ask: Ask, known: dict[str, Indicator]) -> Section:
    """Of a commune its clubs, of anything higher the units right below, on the map of the day asked."""
    names, home = _rows(ask)
    by_column = [(code, title, _by_unit(known[code], ask, home)) for code, title in _COLUMNS if code in known]
    clubs: dict[int, int] = defaultdict(int)
    for pk in population(ask, living).values_list("pk", flat=True):
        if pk in home:
            clubs[home[pk]] += 1
    heads: tuple[Head, ...] = (Head("Đơn vị", width=2.6), Head("Câu lạc bộ", is_number=True, width=0.9))
    heads += tuple(Head(title, is_number=_is_count(known[code]), width=1.5) for code, title, _found in by_column)
    rows: list[tuple[Cell, ...]] = []
    is_small = False
    for unit, name in names:
        cells = [_cell(found.get(unit), is_share=not _is_count(known[code])) for code, _title, found in by_column]
        is_small = is_small or any(isinstance(cell, str) and cell.endswith("*") for cell in cells)
        rows.append((name, clubs[unit], *cells))
    note = f"Dấu *: mẫu số dưới {SMALL}, tỷ lệ chỉ để tham khảo." if is_small else ""
    title = "So sánh các câu lạc bộ" if ask.unit.level == Unit.Level.COMMUNE else "So sánh các đơn vị"
    return Section("compared", title, grids=(Grid("compared", title, heads, tuple(rows), note=note),) if rows else ())


def _is_count(indicator: Indicator) -> bool:
    return not indicator.is_share


def _rows(ask: Ask) -> tuple[list[tuple[int, str]], dict[UUID, int]]:
    """The rows (unit id, name), and to which of them each club belongs."""
    if ask.unit.level == Unit.Level.COMMUNE:
        clubs = population(ask, living).order_by("search_key", "pk").values_list("pk", "unit", "name")
        found = list(clubs)
        return [(unit, name) for _pk, unit, name in found], {pk: unit for pk, unit, _name in found}
    day: date = ask.unit.seen_on(ask.on)
    below = children(ask.unit, day).exclude(unit__level__in=(Unit.Level.CLUB, Unit.Level.HAMLET))
    names = list(below.order_by("search_key", "pk").values_list("unit", "name"))
    links = UnitLink.objects.filter(on_day(day), above__in=[unit for unit, _name in names], is_heir=False)
    homes = dict(links.filter(below__level=Unit.Level.CLUB).values_list("below", "above"))
    # By the unit's id and not by a chain of joins: the club's row is looked up once.
    of_unit = dict(
        Club.objects.under(links.filter(below__level=Unit.Level.CLUB).values_list("below", flat=True)).values_list(
            "unit", "pk"
        )
    )
    return names, {of_unit[unit]: above for unit, above in homes.items() if unit in of_unit}


def _by_unit(indicator: Indicator, ask: Ask, home: dict[UUID, int]) -> dict[int, Value]:
    """The sums of what each club tells; a club without data adds nothing."""
    assert indicator.each_club is not None
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for pk, value in indicator.each_club(ask).items():
        if pk in home and value.has_data:
            sums[home[pk]][0] += value.numerator
            sums[home[pk]][1] += value.denominator or 0
    return {unit: Value(n, d if indicator.is_share else None) for unit, (n, d) in sums.items()}


def _cell(value: Value | None, *, is_share: bool) -> Cell:
    if value is None:
        return "chưa ghi" if is_share else None
    if not is_share:
        return value.numerator
    of = value.denominator or 0
    small = " *" if 0 < of < SMALL else ""
    return f"{share(value.numerator, of)} ({told(value.numerator)}/{told(of)}){small}"
