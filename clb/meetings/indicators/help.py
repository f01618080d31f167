"""The indicator of self-help: members in hardship for whom the club did something."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clb.meetings.queries.helped import Helped, helped_in_hardship
from clb.members.models import Membership
from clb.plans.indicators.registry import Ask, Indicator, Pairs, Value, register


def _last(ask: Ask) -> date:
    """The period's last day, or the day asked where the period is not over."""
    return min(ask.period_until, ask.on)


def _found(ask: Ask) -> list[Helped]:
    return ask.once("helped", lambda: helped_in_hardship(ask.clubs, ask.period_from, _last(ask)))


def _series(ask: Ask, days: list[date]) -> list[Value]:
    last = min(max(days, default=ask.on), ask.period_until)
    first_days = [one.on for one in helped_in_hardship(ask.clubs, ask.period_from, last)]
    return [Value(sum(first <= day for first in first_days)) for day in days]


def _by_club(ask: Ask) -> Pairs:
    counted: Counter[UUID] = Counter(one.club for one in _found(ask))
    return {club: (n, 0) for club, n in counted.items()}


def _records(ask: Ask, part: str) -> QuerySet[Any]:
    mine = Membership.objects.filter(pk__in=[one.membership for one in _found(ask)])
    return mine.select_related("person", "club").order_by("club__search_key", "person__sort_key", "pk")


register(
    Indicator(
        code="members.helped",
        version=1,
        what=_("Thành viên có hoàn cảnh khó khăn được giúp đỡ trong kỳ"),
        unit="người",
        numerator_text=_(
            "thành viên được ghi tên ở mục được giúp đỡ của một hoạt động trong kỳ, ngày ấy thuộc hộ nghèo, cận nghèo "
            "hoặc có hoàn cảnh khó khăn khác; một người được giúp nhiều lần ở một câu lạc bộ tính một"
        ),
        value=lambda ask: Value(len(_found(ask))),
        series=_series,
        records=_records,
        by_club=_by_club,
        is_cumulative=True,
        disaggregations=("địa bàn", "kỳ"),
    )
)
