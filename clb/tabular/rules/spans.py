"""Periods of a table: a month, a quarter, half a year, a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from clb.kernel.dates import month_end, months_after

MONTHS = {"MONTH": 1, "QUARTER": 3, "HALF": 6, "YEAR": 12}
MOST_SPANS = 40


@dataclass(frozen=True)
class Span:
    """From a day until a day, both included."""

    first: date
    last: date


def span_of(kind: str, day: date) -> Span:
    """The period of that kind (see design.PeriodKind) in which `day` lies."""
    months = MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(first, month_end(months_after(first, months - 1)))


def spans_between(kind: str, first: date, last: date) -> list[Span]:
    """The periods of that kind from that of `first` to that of `last`, at most MOST_SPANS, the latest ones."""
    found: list[Span] = []
    span = span_of(kind, last)
    while span.last >= first and len(found) < MOST_SPANS:
        found.append(span)
        span = span_of(kind, span.first - timedelta(days=1))
    return found[::-1]


def span_name(kind: str, span: Span) -> str:
    """'Tháng 10/2026', 'Quý III/2026', '6 tháng đầu năm 2026', 'Năm 2026'."""
    year = span.first.year
    if kind == "MONTH":
        return _("Tháng %(month)s/%(year)s") % {"month": f"{span.first.month:02}", "year": year}
    if kind == "QUARTER":
        quarter = ("I", "II", "III", "IV")[(span.first.month - 1) // 3]
        return _("Quý %(quarter)s/%(year)s") % {"quarter": quarter, "year": year}
    if kind == "HALF":
        return (_("6 tháng đầu năm %s") if span.first.month == 1 else _("6 tháng cuối năm %s")) % year
    return _("Năm %s") % year
