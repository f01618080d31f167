"""Periods of reports: which there are in a year, what they are called, when they fall due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clb.kernel.dates import month_end
from clb.reports.models import Rhythm

_MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF: 6, Rhythm.YEAR: 12}
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Span:
    """A period, both ends included."""

    from_on: date
    until_on: date


def spans_of(rhythm: str, year: int, plan: Span | None = None) -> list[Span]:
    """The periods of a rhythm whose last day lies in `year`, the earliest first; of a plan, its own one."""
    if rhythm == Rhythm.PLAN:
        return [plan] if plan is not None and plan.until_on.year == year else []
    step = _MONTHS[Rhythm(rhythm)]
    return [Span(date(year, m, 1), month_end(date(year, m + step - 1, 1))) for m in range(1, 13, step)]


def span_from(rhythm: str, from_on: date, plan: Span | None = None) -> Span | None:
    """The period of a rhythm that begins on `from_on`; None where none does."""
    year = plan.until_on.year if rhythm == Rhythm.PLAN and plan else from_on.year
    return next((span for span in spans_of(rhythm, year, plan) if span.from_on == from_on), None)


def due_day(span: Span, due_days: int) -> date:
    """The last day to hand in."""
    return span.until_on + timedelta(days=due_days)


def period_words(rhythm: str, span: Span) -> str:
    """'tháng 3/2026', 'quý I/2026', '6 tháng đầu năm 2026', 'năm 2026', 'giai đoạn 2021 - 2025' (Vietnamese papers)."""
    year, month = span.from_on.year, span.from_on.month
    if rhythm == Rhythm.MONTH:
        return f"tháng {month}/{year}"
    if rhythm == Rhythm.QUARTER:
        return f"quý {_ROMAN[(month - 1) // 3]}/{year}"
    if rhythm == Rhythm.HALF:
        return f"6 tháng {'đầu' if month == 1 else 'cuối'} năm {year}"
    if rhythm == Rhythm.YEAR:
        return f"năm {year}"
    return f"giai đoạn {year} - {span.until_on.year}"
