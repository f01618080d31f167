"""The indicator of the eight areas: clubs that did in each of them what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.meetings.models import ActivityMonth, AreaMinimum
from clb.meetings.queries.coverage import Minimums, minimums_by_club, minimums_where_nobody_decided
from clb.meetings.queries.months import AREA_FIGURES
from clb.meetings.rules.calendar import last_whole_months
from clb.plans.indicators.clubs import living, population
from clb.plans.indicators.registry import DENOMINATOR, Ask, Indicator, Value, register


def _alike(ask: Ask) -> Iterator[tuple[QuerySet[Club], Minimums]]:
    """The living clubs of the ground, those of whom the same is asked together."""
    clubs = population(ask, living)
    if not AreaMinimum.objects.on(ask.on).exists():
        yield clubs, minimums_where_nobody_decided(ask.on)
        return
    groups: dict[tuple[tuple[int, int], ...], tuple[list[UUID], Minimums]] = {}
    for pk, minimums in minimums_by_club(clubs, ask.on).items():
        asked = tuple((one.times, one.per_months) for one in minimums.values())
        groups.setdefault(asked, ([], minimums))[0].append(pk)
    for pks, minimums in groups.values():
        yield clubs.filter(pk__in=pks), minimums


def _judged(clubs: QuerySet[Club], minimums: Minimums, on: date) -> tuple[QuerySet[Club], QuerySet[Club]]:
    """Of `clubs`, of whom the same is asked: those that did all of it, and those old enough to be judged."""
    window = last_whole_months(on, max(one.per_months for one in minimums.values()))
    old_enough = clubs.filter(founded_on__lte=window[0].replace(day=1))
    months = ActivityMonth.objects.filter(month_end__range=(window[0], window[-1])).order_by().values("club")
    sums, enough = {}, Q()
    for area, minimum in minimums.items():
        since = window[-minimum.per_months]
        sums[f"done_{area}"] = Sum(AREA_FIGURES[area], filter=Q(month_end__gte=since))
        enough &= Q(**{f"done_{area}__gte": minimum.times})
    done = months.annotate(**sums).filter(enough).values("club")
    return old_enough.filter(pk__in=done), old_enough


def _value(ask: Ask) -> Value:
    did, judged = 0, 0
    for clubs, minimums in _alike(ask):
        complete, old_enough = _judged(clubs, minimums, ask.on)
        did, judged = did + complete.count(), judged + old_enough.count()
    return Value(did, judged)


def _records(ask: Ask, part: str) -> QuerySet[Club]:
    wanted = Q(pk__in=[])
    for clubs, minimums in _alike(ask):
        found = _judged(clubs, minimums, ask.on)[int(part == DENOMINATOR)]
        wanted |= Q(pk__in=found.order_by().values("pk"))
    return ask.clubs.filter(wanted).order_by("search_key", "pk")


register(
    Indicator(
        code="clubs.all_areas",
        version=1,
        what=_("Tỷ lệ câu lạc bộ hoạt động đủ tám mảng"),
        unit="%",
        numerator_text=_("câu lạc bộ đạt mức tối thiểu của cả tám mảng trong các tháng trọn vẹn gần nhất"),
        denominator_text=_("câu lạc bộ còn tồn tại vào ngày xem, đã có suốt các tháng ấy"),
        disaggregations=("địa bàn", "kỳ"),
        value=_value,
        series=lambda ask, days: [_value(ask.at(day)) for day in days],
        records=_records,
    )
)
