"""Indicators of supervision: clubs visited in the year, findings closed in time, accuracy of what clubs write down."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from clb.plans.indicators.clubs import living, population
from clb.plans.indicators.registry import DENOMINATOR, Ask, Indicator, Value, register

from .models import Recount, SupervisionFinding, SupervisionVisit

LINES = ("địa bàn", "kỳ")
NOT_YET = _("trong năm chưa có lần đối chiếu nào được ghi")


def _year(ask: Ask) -> tuple[date, date]:
    return date(ask.on.year, 1, 1), ask.on


def _visits(ask: Ask) -> QuerySet[SupervisionVisit]:
    return SupervisionVisit.objects.filter(club__in=ask.clubs.values("pk"), carried_on__range=_year(ask))


def _visited(ask: Ask) -> QuerySet[Any]:
    return population(ask, living).filter(pk__in=_visits(ask).order_by().values("club"))


def _visited_value(ask: Ask) -> Value:
    return Value(_visited(ask).count(), population(ask, living).count())


def _due(ask: Ask) -> QuerySet[SupervisionFinding]:
    rows = SupervisionFinding.objects.filter(club__in=ask.clubs.values("pk"), due_on__range=_year(ask))
    return rows.select_related("club").order_by("due_on", "pk")


IN_TIME = Q(closed_on__lte=F("due_on"))


def _in_time_value(ask: Ask) -> Value:
    return Value(_due(ask).filter(IN_TIME).count(), _due(ask).count())


def _recounts(ask: Ask) -> QuerySet[Recount]:
    rows = Recount.objects.filter(visit__in=_visits(ask).order_by().values("pk"), checked__gt=0)
    return rows.select_related("visit__club").order_by("visit__carried_on", "pk")


def _accuracy_value(ask: Ask) -> Value:
    found = _recounts(ask).order_by().aggregate(right=Sum("right"), checked=Sum("checked"))
    if not found["checked"]:
        return Value(0, 0, note=str(NOT_YET))
    return Value(found["right"], found["checked"])


register(
    Indicator(
        code="supervision.clubs_visited",
        version=1,
        what=_("Tỷ lệ câu lạc bộ được giám sát trong năm"),
        unit="%",
        numerator_text=_("câu lạc bộ còn tồn tại vào ngày xem, có đoàn giám sát đến từ đầu năm"),
        denominator_text=_("câu lạc bộ còn tồn tại vào ngày xem"),
        disaggregations=LINES,
        value=_visited_value,
        series=lambda ask, days: [_visited_value(ask.at(day)) for day in days],
        records=lambda ask, part: population(ask, living) if part == DENOMINATOR else _visited(ask),
    ),
    Indicator(
        code="supervision.closed_in_time",
        version=1,
        what=_("Tỷ lệ phát hiện giám sát được khắc phục đúng hạn"),
        unit="%",
        numerator_text=_("phát hiện đến hạn từ đầu năm đến ngày xem, được đoàn xác nhận khắc phục không quá hạn"),
        denominator_text=_("phát hiện đến hạn từ đầu năm đến ngày xem"),
        disaggregations=LINES,
        value=_in_time_value,
        series=lambda ask, days: [_in_time_value(ask.at(day)) for day in days],
        records=lambda ask, part: _due(ask) if part == DENOMINATOR else _due(ask).filter(IN_TIME),
    ),
    Indicator(
        code="supervision.accuracy",
        version=1,
        what=_("Điểm chính xác của sổ sách câu lạc bộ qua đối chiếu mẫu"),
        unit="%",
        numerator_text=_("dòng của mẫu (thành viên, tiền mặt, khoản vay, điểm danh) đúng với thực tế"),
        denominator_text=_("dòng của mẫu đã đối chiếu được trong năm đến ngày xem"),
        disaggregations=LINES,
        value=_accuracy_value,
        series=lambda ask, days: [_accuracy_value(ask.at(day)) for day in days],
        records=lambda ask, part: _recounts(ask),
    ),
)
