"""Chosen indicators by the units below a place, or through time: designs made for a page, and what may be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.kernel.dates import months_after
from clb.plans.indicators.registry import indicators
from clb.tabular.rules.comparison import Standing, standing
from clb.tabular.rules.design import ColumnDesign, Design, PeriodKind, Rows, Show, Total

from .filled import Filled

USUAL = ("clubs.total", "communes.with_club", "members.total", "members.older", "members.older_women_share")
MOST_CHOSEN = 8
BACK = {PeriodKind.MONTH: 11, PeriodKind.QUARTER: 21, PeriodKind.HALF: 42, PeriodKind.YEAR: 108}  # months


_PARTS = (
    ("t", Show.NUMERATOR, gettext_lazy("Tử số")),
    ("m", Show.DENOMINATOR, gettext_lazy("Mẫu số")),
    ("p", Show.SHARE, gettext_lazy("Tỷ lệ")),
)


def chosen_codes(asked: Iterable[str]) -> list[str]:
    """Those of `asked` that there are, each once, at most MOST_CHOSEN; the usual ones where nothing is left."""
    known = indicators()
    found = [code for code in dict.fromkeys(asked) if code in known][:MOST_CHOSEN]
    return found or [code for code in USUAL if code in known]


def roll_up_design(codes: Iterable[str], rows: str = Rows.BELOW) -> Design:
    """A table of these indicators, each share with what it is made of."""
    return Design(_("Tổng hợp theo địa bàn"), rows=rows, columns=tuple(_columns(codes)))


def series_design(codes: Iterable[str], period: str) -> Design:
    """The same of one place through periods, without a row of totals: figures of different days don't add up."""
    columns = tuple(_columns(codes, total=Total.NONE))
    return Design(_("Diễn biến qua các kỳ"), rows=Rows.PERIODS, period=period, has_total=False, columns=columns)


def series_start(period: str, on: date) -> date:
    """From when a series is shown where nobody said: a year of months, two of quarters, four of halves, ten years."""
    return months_after(on, -BACK[PeriodKind(period)])


def _columns(codes: Iterable[str], total: str = "") -> Iterable[ColumnDesign]:
    known = indicators()
    for n, code in enumerate(codes, start=1):
        one = known[code]
        if not one.is_share:
            yield ColumnDesign(f"c{n}", code, total=total or Total.ADD)
            continue
        for key, show, title in _PARTS:
            told = {"show": show, "title": str(title), "group": str(one.what), "total": total or Total.RECOMPUTE}
            yield replace(ColumnDesign(f"c{n}{key}", code), **told)  # type: ignore[arg-type]  # all of them text


def standings(filled: Filled) -> dict[str, list[tuple[str, Standing]]]:
    """By the key of each row and for each share, how it lies to all other rows together: told apart only where the
    numbers are large enough for it (rules.comparison). Shares of money are left out: đồng are no people."""
    found: dict[str, list[tuple[str, Standing]]] = {}
    if filled.total is None:
        return found
    for n, column in enumerate(filled.columns):
        whole = filled.total.cells[n]
        is_of_money = column.of.startswith("loans.")
        if column.show != Show.SHARE or is_of_money or not whole.denominator or whole.numerator is None:
            continue
        for row in filled.rows:
            cell = row.cells[n]
            if row.key and cell.numerator is not None and cell.denominator is not None:
                told = standing(cell.numerator, cell.denominator, whole.numerator, whole.denominator)
                found.setdefault(row.key, []).append((column.group or column.title, told))
    return found
