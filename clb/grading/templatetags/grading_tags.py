"""Points and grades in templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from clb.grading.models import Sheet
from clb.grading.queries.rounds import Spread
from clb.grading.rules import Grade
from clb.grading.rules.scoring import points_told

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """12 or 7,5; a dash where there are none."""
    return points_told(value)


@register.filter
def grade_of(sheet: Sheet) -> Grade | None:
    """The sheet's grade with its words and looks."""
    return Grade(sheet.grade) if sheet.grade else None


@register.filter
def good_share(spread: Spread) -> str:
    """'7/10 (70%)'; a dash where nobody is graded."""
    if not spread.whole:
        return "—"
    return f"{spread.good}/{spread.whole} ({points_told(Decimal(100 * spread.good) / spread.whole)}%)"
