"""Indicators over what was mobilised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import FundSource
from clb.fund.queries.start_fund import start_fund_by_sources_vnd
from clb.places.queries import within_with_ended
from clb.plans.indicators.clubs import founded_in_period, population
from clb.plans.indicators.registry import Ask, Indicator, Part, UnitPairs, Value, register

from .models import Donation, Form
from .sources import source_name

# What the plan calls social: not the state's, and not what members pay into their own fund.
SOCIAL = (FundSource.SOCIAL, FundSource.SOCIAL_SECURITY_FUND, FundSource.ELDER_CARE_FUND, FundSource.OTHER_LOCAL_FUND)


def _rows(ask: Ask, until: date | None = None) -> QuerySet[Donation]:
    """Standing donations received on the ground within the period, up to the day asked or `until`."""
    last = min(until or ask.on, ask.period_until)
    rows = Donation.objects.standing().filter(unit__in=within_with_ended(ask.unit, ask.on))
    return rows.filter(received_on__range=(ask.period_from, last))


def _records(ask: Ask, part: str) -> QuerySet[Any]:
    return _rows(ask).select_related("unit").order_by("-received_on", "pk")


def _raised(ask: Ask) -> Value:
    forms = dict(_rows(ask).order_by().values_list("form").annotate(sum=Sum("value_vnd")))
    codes = dict(_rows(ask).order_by().values_list("source").annotate(sum=Sum("value_vnd")))
    by_form = tuple(Part(str(Form(code).label), vnd) for code, vnd in sorted(forms.items()))
    by_source = tuple(Part(source_name(code), vnd) for code, vnd in sorted(codes.items(), key=lambda one: -one[1]))
    return Value(sum(forms.values()), breakdown=(("hình thức", by_form), ("nguồn", by_source)))


def _sum(ask: Ask, until: date) -> Value:
    return Value(_rows(ask, until).aggregate(sum=Sum("value_vnd"))["sum"] or 0)


def _by_unit(rows: QuerySet[Donation]) -> UnitPairs:
    sums = rows.order_by().values_list("unit").annotate(Sum("value_vnd"))
    return {unit: (vnd, 0) for unit, vnd in sums}


def _of(form: str) -> dict[str, Any]:
    """The functions of an indicator that adds up donations of one form."""

    def rows(ask: Ask, until: date | None = None) -> QuerySet[Donation]:
        return _rows(ask, until).filter(form=form)

    def value(ask: Ask, until: date | None = None) -> Value:
        return Value(rows(ask, until).aggregate(sum=Sum("value_vnd"))["sum"] or 0)

    return {
        "value": value,
        "series": _over(value),
        "records": lambda ask, part: rows(ask).order_by("-received_on", "pk"),
        "by_unit": lambda ask: _by_unit(rows(ask)),
    }


def _donors(ask: Ask, until: date | None = None) -> Value:
    return Value(_rows(ask, until).aggregate(n=Count("donor", distinct=True))["n"])


def _donors_by_unit(ask: Ask) -> UnitPairs:
    found = _rows(ask).order_by().values_list("unit").annotate(Count("donor", distinct=True))
    return {unit: (n, 0) for unit, n in found}


def _social_share(ask: Ask) -> Value:
    """Of the start funds of clubs founded in the period, what social sources gave."""
    found = start_fund_by_sources_vnd(population(ask, founded_in_period))
    if not found:
        return Value(0, 0, note=str(_("Không có câu lạc bộ nào thành lập trong kỳ.")))
    return Value(sum(found.get(source, 0) for source in SOCIAL), sum(found.values()))


def _clubs(ask: Ask, part: str) -> QuerySet[Club]:
    return population(ask, founded_in_period)


def _over(value: Callable[[Ask, date], Value]) -> Callable[[Ask, list[date]], list[Value]]:
    def series(ask: Ask, days: list[date]) -> list[Value]:
        return [value(ask, day) for day in days]

    return series


def _social_share_on(ask: Ask, day: date) -> Value:
    return _social_share(ask.at(day))


register(
    Indicator(
        code="giving.raised",
        version=1,
        what=_("Nguồn lực vận động được"),
        unit="đồng",
        numerator_text=_("trị giá tiền, hiện vật, ngày công nhận trong kỳ, không kể khoản đã đảo"),
        is_cumulative=True,
        disaggregations=("hình thức", "nguồn", "địa bàn", "kỳ"),
        value=_raised,
        series=_over(_sum),
        records=_records,
        by_unit=lambda ask: _by_unit(_rows(ask)),
    ),
    Indicator(
        code="giving.cash",
        version=1,
        what=_("Tiền vận động được"),
        unit="đồng",
        numerator_text=_("tiền ủng hộ nhận trong kỳ, không kể hiện vật, ngày công và khoản đã đảo"),
        is_cumulative=True,
        disaggregations=("địa bàn", "kỳ"),
        **_of(Form.CASH),
    ),
    Indicator(
        code="giving.goods",
        version=1,
        what=_("Trị giá hiện vật vận động được"),
        unit="đồng",
        numerator_text=_("trị giá hiện vật ủng hộ nhận trong kỳ, không kể tiền, ngày công và khoản đã đảo"),
        is_cumulative=True,
        disaggregations=("địa bàn", "kỳ"),
        **_of(Form.GOODS),
    ),
    Indicator(
        code="giving.donors",
        version=1,
        what=_("Số nhà tài trợ"),
        unit="nhà tài trợ",
        numerator_text=_("nhà tài trợ có khoản ủng hộ nhận trong kỳ; mỗi nơi nhận đếm riêng"),
        is_cumulative=True,
        disaggregations=("địa bàn", "kỳ"),
        value=_donors,
        series=_over(_donors),
        records=_records,
        by_unit=_donors_by_unit,
    ),
    Indicator(
        code="giving.social_start_share",
        version=1,
        what=_("Tỷ lệ quỹ ban đầu từ nguồn xã hội hóa và quỹ tại địa phương"),
        unit="%",
        numerator_text=_("quỹ ban đầu từ xã hội hóa, Quỹ an sinh xã hội, Quỹ chăm sóc người cao tuổi, quỹ khác"),
        denominator_text=_("toàn bộ quỹ ban đầu đến hết ngày thành lập, của câu lạc bộ thành lập trong kỳ"),
        disaggregations=("địa bàn", "kỳ"),
        value=_social_share,
        series=_over(_social_share_on),
        records=_clubs,
    ),
)
