"""Indicators of outreach: planned times of the quarters that are over told in time, and minutes on air."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from clb.places.queries import within_with_ended
from clb.plans.indicators.registry import NUMERATOR, Ask, Indicator, UnitPairs, Value, register

from .models import Broadcast, PlannedOutreach


def _owed(ask: Ask, last: date) -> QuerySet[PlannedOutreach]:
    """Plan lines of quarters that began in the period and are over on a day."""
    rows = PlannedOutreach.objects.filter(unit__in=within_with_ended(ask.unit, ask.on))
    return rows.filter(quarter_end__gte=ask.period_from, quarter_end__lte=min(last, ask.period_until))


def _kept_series(ask: Ask, days: list[date]) -> list[Value]:
    if not days:
        return []
    sums = _owed(ask, max(days)).order_by().values_list("quarter_end").annotate(Sum("kept"), Sum("planned"))
    by_quarter = list(sums)
    found = []
    for day in days:
        over = [(kept, planned) for end, kept, planned in by_quarter if end <= day]
        found.append(Value(sum(k for k, _p in over), sum(p for _k, p in over)))
    return found


def _kept_by_unit(ask: Ask) -> UnitPairs:
    sums = _owed(ask, ask.on).order_by().values_list("unit").annotate(Sum("kept"), Sum("planned"))
    return {unit: (kept, planned) for unit, kept, planned in sums}


def _kept_records(ask: Ask, part: str) -> QuerySet[PlannedOutreach]:
    rows = _owed(ask, ask.on)
    rows = rows.filter(kept__gt=0) if part == NUMERATOR else rows
    return rows.select_related("unit").order_by("-quarter_end", "unit", "topic", "pk")


def _told(ask: Ask, last: date) -> QuerySet[Broadcast]:
    rows = Broadcast.objects.filter(unit__in=within_with_ended(ask.unit, ask.on))
    return rows.filter(told_on__gte=ask.period_from, told_on__lte=min(last, ask.period_until))


def _sum_of(figure: str) -> dict[str, Any]:
    """The functions of an indicator that adds up `figure` of what was told."""

    def series(ask: Ask, days: list[date]) -> list[Value]:
        if not days:
            return []
        by_day: dict[date, int] = defaultdict(int)
        for day, n in _told(ask, max(days)).order_by().values_list("told_on").annotate(Sum(figure)):
            by_day[day] += n or 0
        return [Value(sum(n for told, n in by_day.items() if told <= day)) for day in days]

    def records(ask: Ask, part: str) -> QuerySet[Broadcast]:
        rows = _told(ask, ask.on).filter(**{f"{figure}__gt": 0})
        return rows.select_related("unit").order_by("-told_on", "topic", "pk")

    def by_unit(ask: Ask) -> UnitPairs:
        sums = _told(ask, ask.on).order_by().values_list("unit").annotate(Sum(figure))
        return {unit: (n or 0, 0) for unit, n in sums}

    return {
        "value": lambda ask: series(ask, [ask.on])[0],
        "series": series,
        "records": records,
        "by_unit": by_unit,
    }


_define = partial(Indicator, version=1, disaggregations=("địa bàn", "kỳ"))

register(
    _define(
        code="outreach.kept_share",
        what=_("Tỷ lệ lần truyền thông theo kế hoạch đã làm trong quý"),
        unit="%",
        numerator_text=_("lần đã làm trong quý, mỗi mục tính không quá số lần dự kiến"),
        denominator_text=_("lần dự kiến của các quý đã hết trong kỳ, tính đến ngày xem"),
        value=lambda ask: _kept_series(ask, [ask.on])[0],
        series=_kept_series,
        records=_kept_records,
        by_unit=_kept_by_unit,
    ),
    _define(
        code="outreach.times",
        what=_("Số lần truyền thông"),
        unit="lần",
        numerator_text=_("lần truyền thông đã làm trong kỳ đến ngày xem, cả ngoài kế hoạch"),
        is_cumulative=True,
        **_sum_of("times"),
    ),
    _define(
        code="outreach.minutes",
        what=_("Số phút phát thanh, truyền hình"),
        unit="phút",
        numerator_text=_("phút phát trong kỳ đến ngày xem, cộng cả các lần"),
        is_cumulative=True,
        **_sum_of("minutes"),
    ),
)
