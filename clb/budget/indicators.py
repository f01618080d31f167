"""Indicators of state money: how much of what was allocated was released, how much of it settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from clb.budget.models import BudgetDocument, BudgetYear, Stage
from clb.budget.queries import facts_of
from clb.budget.rules import Figures
from clb.ledger.models import Transfer
from clb.places.queries import within_with_ended
from clb.plans.indicators.registry import DENOMINATOR, Ask, Indicator, UnitPairs, Value, register

Of = Callable[[Figures], int]


def _years(ask: Ask) -> QuerySet[BudgetYear]:
    """Budget years of the period asked for, of places on the ground and of those that ended on it, up to the year of
    the day."""
    last = min(ask.period_until.year, ask.on.year)
    years = BudgetYear.objects.filter(year__gte=ask.period_from.year, year__lte=last)
    return years.filter(period__place__in=within_with_ended(ask.unit, ask.on))


def _share(of: Of, kinds: tuple[str, ...]) -> dict[str, Any]:
    def value(ask: Ask) -> Value:
        total = sum((fact.figures for fact in facts_of(_years(ask), ask.on)), Figures())
        # what is carried on is allocated once: where it was allocated first
        return Value(of(total), total.allocated_vnd)

    def series(ask: Ask, days: list[date]) -> list[Value]:
        return [value(ask.at(day)) for day in days]

    def records(ask: Ask, part: str) -> QuerySet[BudgetDocument]:
        wanted = (BudgetDocument.Kind.ALLOCATION, BudgetDocument.Kind.ADJUSTMENT) if part == DENOMINATOR else kinds
        rows = BudgetDocument.objects.standing().filter(year__in=_years(ask).values("pk"), kind__in=wanted)
        return rows.filter(entry__happened_on__lte=ask.on).order_by("-entry__happened_on", "pk")

    return {"value": value, "series": series, "records": records}


# --- Spent by units, wherever the money was allocated from --------------------------------------------------------


def _releases(ask: Ask, last: date) -> QuerySet[Transfer]:
    """Lines of standing vouchers dated in the period until a day, of money released to units of the ground."""
    rows = Transfer.objects.filter(
        entry__budget_document__kind=BudgetDocument.Kind.RELEASE,
        entry__reversed_by__isnull=True,
        debit__budget__stage=Stage.RELEASED,
        debit__budget__unit__in=within_with_ended(ask.unit, ask.on),
    )
    return rows.filter(entry__happened_on__range=(ask.period_from, min(last, ask.period_until))).order_by()


def _released_series(ask: Ask, days: list[date]) -> list[Value]:
    if not days:
        return []
    sums = list(_releases(ask, max(days)).values_list("entry__happened_on").annotate(Sum("amount_vnd")))
    return [Value(sum(vnd for on, vnd in sums if on <= day)) for day in days]


def _released_by_unit(ask: Ask) -> UnitPairs:
    sums = _releases(ask, ask.on).values_list("debit__budget__unit").annotate(Sum("amount_vnd"))
    return {unit: (vnd, 0) for unit, vnd in sums}


def _released_records(ask: Ask, part: str) -> QuerySet[BudgetDocument]:
    entries = _releases(ask, ask.on).values("entry")
    return BudgetDocument.objects.filter(entry__in=entries).order_by("-entry__happened_on", "pk")


_WORDS: dict[str, Any] = {
    "version": 1,
    "unit": "%",
    "denominator_text": _("số đã phân bổ của các năm ngân sách trong kỳ, gồm mọi điều chỉnh"),
    "disaggregations": ("địa bàn", "kỳ"),
}
register(
    Indicator(
        code="budget.released",
        version=1,
        what=_("Kinh phí đã giải ngân trong kỳ"),
        unit="đồng",
        numerator_text=_("số đã giải ngân theo chứng từ có ngày trong kỳ, của đơn vị sử dụng thuộc địa bàn"),
        is_cumulative=True,
        disaggregations=("địa bàn", "kỳ"),
        value=lambda ask: _released_series(ask, [ask.on])[0],
        series=_released_series,
        records=_released_records,
        by_unit=_released_by_unit,
    ),
    Indicator(
        code="budget.released_share",
        what=_("Tỷ lệ giải ngân so với phân bổ"),
        numerator_text=_("số đã giải ngân theo chứng từ"),
        **_WORDS,
        **_share(lambda f: f.released_vnd, (BudgetDocument.Kind.RELEASE,)),
    ),
    Indicator(
        code="budget.settled_share",
        what=_("Tỷ lệ quyết toán so với phân bổ"),
        numerator_text=_("số đã quyết toán"),
        **_WORDS,
        **_share(lambda f: f.settled_vnd, (BudgetDocument.Kind.SETTLEMENT,)),
    ),
)
