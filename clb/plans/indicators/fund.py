"""Indicators over the clubs' own money."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.queries import start_fund_total_vnd, start_funds_vnd

from .clubs import founded_in_period, population, with_end
from .registry import Ask, Indicator, Value, register


def _each(ask: Ask) -> dict[UUID, Value]:
    clubs = population(ask, founded_in_period)
    funds = start_funds_vnd(clubs)
    return {pk: Value(funds.get(pk, 0)) for pk in clubs.values_list("pk", flat=True)}


def _total(ask: Ask) -> Value:
    return Value(start_fund_total_vnd(population(ask, founded_in_period)))


def _each_series(ask: Ask, days: list[date]) -> list[dict[Value, int]]:
    """A start fund is fixed on the founding day: on each day, those of the clubs that lived on it."""
    clubs = ask.clubs.filter(founded_on__gte=ask.period_from, founded_on__lte=ask.period_until)
    funds = start_funds_vnd(clubs)
    spans = [(club.pk, club.founded_on, club.ended_on) for club in with_end(clubs)]
    lived = [[pk for pk, begun, end in spans if begun <= day and (end is None or day < end)] for day in days]
    return [{Value(vnd): n for vnd, n in Counter(funds.get(pk, 0) for pk in ids).items()} for ids in lived]


def _series(ask: Ask, days: list[date]) -> list[Value]:
    return [Value(sum(v.numerator * n for v, n in clubs.items())) for clubs in _each_series(ask, days)]


def _records(ask: Ask, part: str) -> QuerySet[Club]:
    return population(ask, founded_in_period)


register(
    Indicator(
        code="clubs.start_fund",
        version=1,
        what=_("Quỹ ban đầu của mỗi câu lạc bộ mới"),
        unit="đồng",
        numerator_text=_("tiền vào quỹ đến hết ngày thành lập, của câu lạc bộ thành lập trong kỳ"),
        disaggregations=("nguồn", "địa bàn", "kỳ"),
        value=_total,
        series=_series,
        records=_records,
        each_club=_each,
        each_club_series=_each_series,
        by_club=lambda ask: {pk: (vnd, 0) for pk, vnd in start_funds_vnd(population(ask, founded_in_period)).items()},
    )
)
