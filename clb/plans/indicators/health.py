"""Indicators of health: who was measured each month, who was at a periodic check-up. They count, and class nobody.

A small number at one club could be laid to somebody, so a club's figure from 1 to one below the norm is not told, nor
that of another club of its commune from which it would follow.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.health.queries.coverage import (
    checked_at_ends,
    checked_by_club,
    checked_members,
    checked_on,
    kept_by_club,
    measured_at_ends,
    measured_by_club,
    measured_members,
)
from clb.health.queries.told import is_told
from clb.kernel.dates import month_end
from clb.members.queries import members_on, month_series, quick_counts_by_club, quick_counts_on

from .clubs import living, population
from .registry import DENOMINATOR, Ask, Indicator, Pairs, Value, register

LINES = ("địa bàn", "kỳ")


def _value(ask: Ask, figure: str, end: date, numerator: int, denominator: int) -> Value:
    if is_told(ask.unit, figure, end, numerator):
        return Value(numerator, denominator)
    return Value(0, 0, note=gettext("số nhỏ, không nêu để không suy ra ai"))


# --- Checked this year --------------------------------------------------------------------------------------------


def _checked(ask: Ask) -> Value:
    clubs = population(ask, living)
    members = quick_counts_on(clubs, ask.on).members
    return _value(ask, "checked", month_end(ask.on), checked_on(clubs, ask.on), members)


def _checked_series(ask: Ask, days: list[date]) -> list[Value]:
    ends = [day for day in days if day == month_end(day)]
    if len(ends) < len(days):
        return [_checked(ask.at(day)) for day in days]
    return _at_ends(ask, days, "checked", checked_at_ends(ask.clubs, ends))


def _at_ends(ask: Ask, ends: list[date], figure: str, counted: dict[date, int]) -> list[Value]:
    if not ends:
        return []
    members = {m.month_end: m.counts.members for m in month_series(ask.clubs, min(ends), max(ends))}
    return [_value(ask, figure, end, counted.get(end, 0), members.get(end, 0)) for end in ends]


def _pairs(ask: Ask, end: date, found: dict[UUID, int]) -> Pairs:
    """As they were counted: what of it may be told is for whoever asks (see `guarded`)."""
    members = quick_counts_by_club(population(ask.at(end), living), end)
    return {pk: (found.get(pk, 0), c.members) for pk, c in members.items()}


def _checked_by_club(ask: Ask) -> Pairs:
    kept = kept_by_club(ask.clubs, "checked", ask.on)
    return _pairs(ask, ask.on, checked_by_club(population(ask, living), ask.on) if kept is None else kept)


def _checked_records(ask: Ask, part: str) -> QuerySet[Any]:
    clubs, told = population(ask, living), _checked(ask)
    rows: QuerySet[Any] = members_on(clubs, ask.on) if part == DENOMINATOR else checked_members(clubs, ask.on)
    return _told(rows, told)


def _told(rows: QuerySet[Any], value: Value) -> QuerySet[Any]:
    if value.note:
        return rows.none()
    return rows.select_related("person", "club").order_by("person__sort_key", "pk")


# --- Measured each month ------------------------------------------------------------------------------------------


def _last_end(day: date) -> date:
    """The end of the last whole month by `day`."""
    return day if day == month_end(day) else day.replace(day=1) - timedelta(days=1)


def _measured_series(ask: Ask, days: list[date]) -> list[Value]:
    ends = [_last_end(day) for day in days]
    return _at_ends(ask, ends, "measured", measured_at_ends(ask.clubs, ends))


def _measured(ask: Ask) -> Value:
    return _measured_series(ask, [ask.on])[0]


def _measured_by_club(ask: Ask) -> Pairs:
    end = _last_end(ask.on)
    kept = kept_by_club(ask.clubs, "measured", end)
    return _pairs(ask, end, measured_by_club(population(ask.at(end), living), end) if kept is None else kept)


def _measured_records(ask: Ask, part: str) -> QuerySet[Any]:
    end = _last_end(ask.on)
    clubs = population(ask.at(end), living)
    rows: QuerySet[Any] = members_on(clubs, end) if part == DENOMINATOR else measured_members(clubs, end)
    return _told(rows, _measured(ask))


_define = partial(Indicator, version=1, unit="%", disaggregations=LINES)

register(
    _define(
        code="health.checked_share",
        what=_("Tỷ lệ thành viên được khám sức khỏe định kỳ trong năm"),
        numerator_text=_("thành viên vào ngày xem đã khám định kỳ từ ngày 1 tháng 1 năm ấy (đã đồng ý cho ghi)"),
        denominator_text=_("thành viên của các câu lạc bộ vào ngày xem"),
        value=_checked,
        series=_checked_series,
        records=_checked_records,
        by_club=_checked_by_club,
        guarded="checked",
    ),
    _define(
        code="health.measured_monthly",
        what=_("Tỷ lệ thành viên được đo huyết áp, cân nặng hằng tháng"),
        numerator_text=_("thành viên có ít nhất một lần đo trong tháng trọn vẹn gần nhất (đã đồng ý cho ghi)"),
        denominator_text=_("thành viên của các câu lạc bộ vào cuối tháng ấy"),
        value=_measured,
        series=_measured_series,
        records=_measured_records,
        by_club=_measured_by_club,
        guarded="measured",
    ),
)
