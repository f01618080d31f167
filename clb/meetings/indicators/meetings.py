"""Indicators of meetings: whether clubs meet each month, how many of the meetings owed were held, who came."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.meetings.models import ActivityMonth, Attendance, Meeting
from clb.meetings.queries.months import HELD
from clb.meetings.queries.owed import Record, alike, months_behind, only_owed, records_of, spans
from clb.meetings.rules.calendar import last_whole_months
from clb.members.models import ClubMonth
from clb.plans.indicators.clubs import living, population
from clb.plans.indicators.registry import DENOMINATOR, Ask, Indicator, Value, register

YEAR = 12
LINES = ("địa bàn", "kỳ")


# --- Clubs that missed none ---------------------------------------------------------------------------------------


def _is_counted(record: Record, day: date, window: int) -> tuple[bool, bool]:
    """Does a club count on `day`: as one that missed none, as one that owed any?"""
    owed = record.owed & window
    is_there = record.is_alive(day) and owed != 0
    return is_there and record.held & window == owed, is_there


def _monthly_series(ask: Ask, days: list[date]) -> list[Value]:
    if not days:
        return []
    months = months_behind(days, YEAR)
    groups = alike(records_of(ask.clubs, months))
    found = []
    for day in days:
        window, kept, owing = months.until(day, YEAR), 0, 0
        for record, n in groups.items():
            is_kept, owes = _is_counted(record, day, window)
            kept, owing = kept + n * is_kept, owing + n * owes
        found.append(Value(kept, owing))
    return found


def _monthly_records(ask: Ask, part: str) -> QuerySet[Club]:
    months = months_behind([ask.on], YEAR)
    window, wanted = months.until(ask.on, YEAR), int(part == DENOMINATOR)
    counted = [pk for pk, r in records_of(ask.clubs, months).items() if _is_counted(r, ask.on, window)[wanted]]
    return ask.clubs.filter(pk__in=counted).order_by("search_key", "pk")


# --- Meetings held of those owed ----------------------------------------------------------------------------------


def _held_series(ask: Ask, days: list[date]) -> list[Value]:
    totals = [[0, 0] for _day in days]
    last = min(max(days, default=ask.on), ask.period_until)
    for months in spans(ask.period_from, last):
        groups = alike(records_of(ask.clubs, months))
        for i, day in enumerate(days):
            window = months.within(ask.period_from, min(day, ask.period_until))
            for record, n in groups.items():
                totals[i][0] += n * (record.held & window).bit_count()
                totals[i][1] += n * (record.owed & window).bit_count()
    return [Value(held, owed) for held, owed in totals]


def _held_records(ask: Ask, part: str) -> QuerySet[Any]:
    """The months owed, or the meetings that were held for them."""
    last = min(ask.on, ask.period_until)
    months = [first for piece in spans(ask.period_from, last) for first in piece.firsts]
    here = {"club__in": ask.clubs.values("pk")}
    if part == DENOMINATOR:
        rows = ClubMonth.objects.annotate(first=TruncMonth("month_end")).filter(first__in=months, **here)
        return only_owed(rows, "first").select_related("club").order_by("-month_end", "club__search_key", "pk")
    monthly = Meeting.objects.filter(HELD, kind=Meeting.Kind.MONTHLY, month__in=months, **here)
    return only_owed(monthly, "month").select_related("club").order_by("-held_on", "club__search_key", "pk")


# --- Who came -----------------------------------------------------------------------------------------------------


def _came_series(ask: Ask, days: list[date]) -> list[Value]:
    if not days:
        return []
    ends = months_behind(days, YEAR).ends
    rows = ActivityMonth.objects.filter(club__in=ask.clubs.values("pk"), month_end__range=(ends[0], ends[-1]))
    sums = rows.order_by().values_list("month_end").annotate(Sum("present"), Sum("marked"))
    by_month = {end: (present, marked) for end, present, marked in sums}
    found = []
    for day in days:
        counted = [by_month[end] for end in last_whole_months(day, YEAR) if end in by_month]
        found.append(Value(sum(present for present, _m in counted), sum(marked for _p, marked in counted)))
    return found


def _marks(ask: Ask, part: str) -> QuerySet[Attendance]:
    months = [end.replace(day=1) for end in last_whole_months(ask.on, YEAR)]
    meetings = Meeting.objects.filter(HELD, month__in=months, club__in=ask.clubs.values("pk"))
    marks = Attendance.objects.filter(meeting__in=meetings.values("pk"))
    if part != DENOMINATOR:
        marks = marks.filter(mark=Attendance.Mark.PRESENT)
    return marks.select_related("membership__person", "meeting__club").order_by("-meeting__held_on", "pk")


def _came_of_each(ask: Ask, day: date) -> dict[UUID, Value]:
    ends = last_whole_months(day, YEAR)
    rows = ActivityMonth.objects.filter(club__in=ask.clubs.values("pk"), month_end__range=(ends[0], ends[-1]))
    sums = rows.order_by().values_list("club").annotate(Sum("present"), Sum("marked"))
    found = {pk: Value(present, marked) for pk, present, marked in sums}
    nobody = Value(0, 0)
    return {pk: found.get(pk, nobody) for pk in population(ask.at(day), living).values_list("pk", flat=True)}


def _clubs_by_rate(ask: Ask, days: list[date]) -> list[dict[Value, int]]:
    each = [_came_of_each(ask, day).values() for day in days]
    return [dict(Counter(value for value in values if value.denominator)) for values in each]


def _total(series: Any) -> dict[str, Any]:
    """A figure of one day is a series of one."""
    return {"value": lambda ask: series(ask, [ask.on])[0], "series": series}


_define = partial(Indicator, version=1, unit="%", disaggregations=LINES)

register(
    _define(
        code="clubs.meeting_monthly",
        what=_("Tỷ lệ câu lạc bộ sinh hoạt đủ hằng tháng"),
        numerator_text=_("câu lạc bộ đã họp đủ mọi tháng phải họp trong 12 tháng trọn vẹn gần nhất"),
        denominator_text=_("câu lạc bộ còn tồn tại vào ngày xem, có tháng phải họp trong 12 tháng ấy"),
        records=_monthly_records,
        **_total(_monthly_series),
    ),
    _define(
        code="meetings.held_share",
        what=_("Tỷ lệ buổi sinh hoạt hằng tháng đã họp"),
        numerator_text=_("buổi sinh hoạt đã họp của các tháng phải họp, trong những tháng trọn vẹn của kỳ"),
        denominator_text=_("tháng phải họp của các câu lạc bộ, trong những tháng trọn vẹn của kỳ đến ngày xem"),
        records=_held_records,
        **_total(_held_series),
    ),
    _define(
        code="meetings.attendance",
        what=_("Tỷ lệ có mặt tại các buổi sinh hoạt"),
        numerator_text=_("lượt thành viên có mặt ở các buổi họp trong 12 tháng trọn vẹn gần nhất"),
        denominator_text=_("lượt thành viên được điểm danh ở các buổi họp ấy"),
        records=_marks,
        **_total(_came_series),
    ),
    _define(
        code="club.attendance",
        what=_("Tỷ lệ có mặt của mỗi câu lạc bộ"),
        numerator_text=_("lượt thành viên có mặt ở các buổi họp trong 12 tháng trọn vẹn gần nhất"),
        denominator_text=_("lượt thành viên được điểm danh ở các buổi họp ấy"),
        records=_marks,
        each_club=lambda ask: _came_of_each(ask, ask.on),
        each_club_series=_clubs_by_rate,
        **_total(_came_series),
    ),
)
