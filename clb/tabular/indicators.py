"""Indicators that published reports use and no lower app defines: money of clubs, loans of a period, trainings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.exchanges.models import Exchange
from clb.places.queries import within_with_ended
from clb.plans.indicators.clubs import living, population
from clb.plans.indicators.registry import DENOMINATOR, Ask, Indicator, Pairs, UnitPairs, Value, register

from .queries.totals import OVER_VND, exchanges_held, funds_vnd, gifts_by_club, lent_by_club, stock_by_club

LINES = ("địa bàn", "kỳ")
Counted = Callable[[Ask], dict[UUID, int]]


def _last(ask: Ask) -> date:
    """The period's last day, or the day asked where the period is not over."""
    return min(ask.period_until, ask.on)


def _sums(count: Counted, *, is_share: bool = False) -> dict[str, Any]:
    """The functions of an indicator that adds up what `count` gives of each club; of a share the whole is the clubs
    that live, each 1."""

    def by_club(ask: Ask) -> Pairs:
        found = count(ask)
        if not is_share:
            return {pk: (n, 0) for pk, n in found.items()}
        return {pk: (found.get(pk, 0), 1) for pk in population(ask, living).values_list("pk", flat=True)}

    def value(ask: Ask) -> Value:
        pairs = by_club(ask).values()
        return Value(sum(n for n, _one in pairs), sum(one for _n, one in pairs) if is_share else None)

    def records(ask: Ask, part: str) -> QuerySet[Club]:
        if part == DENOMINATOR:
            return population(ask, living).order_by("search_key", "pk")
        wanted = [pk for pk, (n, _one) in by_club(ask).items() if n]
        return Club.objects.filter(pk__in=wanted).order_by("search_key", "pk")

    def series(ask: Ask, days: list[date]) -> list[Value]:
        return [value(ask.at(day)) for day in days]

    return {"value": value, "series": series, "records": records, "by_club": by_club}


def _funds(ask: Ask) -> dict[UUID, int]:
    """The funds of the clubs that live on the day."""
    return ask.once("funds", lambda: funds_vnd(population(ask, living), ask.on))


def _lent(at: int) -> Counted:
    def count(ask: Ask) -> dict[UUID, int]:
        found = ask.once("lent", lambda: lent_by_club(ask.clubs, ask.period_from, _last(ask)))
        return {pk: told[at] for pk, told in found.items()}

    return count


def _of_units(count: Aggregate) -> dict[str, Any]:
    """The functions of an indicator over what units hold themselves; the records are those exchanges."""

    def rows(ask: Ask) -> QuerySet[Exchange]:
        return exchanges_held(within_with_ended(ask.unit, ask.on), ask.period_from, _last(ask))

    def value(ask: Ask) -> Value:
        return Value(rows(ask).aggregate(n=count)["n"] or 0)

    def by_unit(ask: Ask) -> UnitPairs:
        return {pk: (n or 0, 0) for pk, n in rows(ask).order_by().values_list("unit").annotate(n=count)}

    return {
        "value": value,
        "by_unit": by_unit,
        "series": lambda ask, days: [value(ask.at(day)) for day in days],
        "records": lambda ask, part: rows(ask).order_by("-held_on", "title", "pk"),
    }


_define = partial(Indicator, version=1, disaggregations=LINES)
_LIVING = _("câu lạc bộ còn tồn tại vào ngày xem")

register(
    _define(
        code="fund.total",
        what=_("Tổng quỹ tăng thu nhập của các câu lạc bộ"),
        unit="đồng",
        numerator_text=_("tiền mặt, tiền gửi và gốc đang cho vay của quỹ tăng thu nhập theo sổ vào ngày xem"),
        **_sums(_funds),
    ),
    _define(
        code="fund.clubs_with_fund",
        what=_("Tỷ lệ câu lạc bộ có quỹ tăng thu nhập"),
        unit="%",
        numerator_text=_("câu lạc bộ có quỹ tăng thu nhập trên 0 đồng theo sổ vào ngày xem"),
        denominator_text=_LIVING,
        **_sums(lambda ask: {pk: int(vnd > 0) for pk, vnd in _funds(ask).items()}, is_share=True),
    ),
    _define(
        code="fund.clubs_over_100m",
        what=_("Tỷ lệ câu lạc bộ có quỹ trên 100 triệu đồng"),
        unit="%",
        numerator_text=_("câu lạc bộ có quỹ tăng thu nhập trên 100 triệu đồng theo sổ vào ngày xem"),
        denominator_text=_LIVING,
        **_sums(lambda ask: {pk: int(vnd > OVER_VND) for pk, vnd in _funds(ask).items()}, is_share=True),
    ),
    _define(
        code="fund.stock",
        what=_("Giá trị hiện vật của các câu lạc bộ"),
        unit="đồng",
        numerator_text=_("hiện vật còn giữ vào ngày xem, theo lần định giá gần nhất"),
        **_sums(lambda ask: stock_by_club(population(ask, living), ask.on)),
    ),
    _define(
        code="fund.gifts",
        what=_("Tiền được ủng hộ, tặng trong kỳ"),
        unit="đồng",
        numerator_text=_("tiền ủng hộ, tặng ghi trong kỳ vào hai quỹ của câu lạc bộ, trừ khoản đã đảo"),
        is_cumulative=True,
        **_sums(lambda ask: gifts_by_club(ask.clubs, ask.period_from, _last(ask))),
    ),
    _define(
        code="loans.granted",
        what=_("Số tiền cho vay trong kỳ"),
        unit="đồng",
        numerator_text=_("gốc của các khoản câu lạc bộ cho thành viên vay trong kỳ, trừ khoản đã thu lại ngay"),
        is_cumulative=True,
        **_sums(_lent(0)),
    ),
    _define(
        code="loans.granted_number",
        what=_("Số lượt cho vay trong kỳ"),
        unit="lượt",
        numerator_text=_("khoản câu lạc bộ cho thành viên vay trong kỳ, trừ khoản đã thu lại ngay"),
        is_cumulative=True,
        **_sums(_lent(1)),
    ),
    _define(
        code="loans.borrowers",
        what=_("Số người được vay trong kỳ"),
        unit="người",
        numerator_text=_("thành viên được câu lạc bộ cho vay trong kỳ, mỗi câu lạc bộ đếm một người một lần"),
        is_cumulative=True,
        **_sums(_lent(2)),
    ),
    _define(
        code="exchanges.trainings",
        what=_("Số buổi tập huấn, truyền thông trong kỳ"),
        unit="buổi",
        numerator_text=_(
            "buổi tập huấn, nói chuyện do đơn vị (kể cả đơn vị đã nhập), câu lạc bộ của địa bàn tổ chức trong kỳ"
        ),
        is_cumulative=True,
        **_of_units(Count("pk")),
    ),
    _define(
        code="exchanges.trainees",
        what=_("Số lượt người dự tập huấn, truyền thông trong kỳ"),
        unit="lượt",
        numerator_text=_("số người dự của các buổi tập huấn, nói chuyện ấy, một người dự hai buổi tính hai"),
        is_cumulative=True,
        **_of_units(Sum("people")),
    ),
)
