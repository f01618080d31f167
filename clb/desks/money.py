"""The money of an agency in a year: sums of the apps that own it, each with the page where it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.budget.queries import unit_money
from clb.giving.queries.totals import raised
from clb.outreach.models import Broadcast
from clb.places.models import Unit, UnitLink


@dataclass(frozen=True)
class MoneyLine:
    """One sum in đồng."""

    what: Any
    amount_vnd: int
    url: str = ""


def money_of(unit: Unit, role: str, year: int) -> list[MoneyLine]:
    """Every sum of a year for an office at a unit that is not nought; for whose eyes is the caller's to ask."""
    return [line for line in (*_budget(unit, role, year), *_raised(unit, role, year)) if line.amount_vnd]


def _budget(unit: Unit, role: str, year: int) -> Iterator[MoneyLine]:
    """The finance office answers for the whole budget of its place, every other office for its own lines."""
    page, end = reverse("budget:index"), date(year, 12, 31)
    if role == Role.FINANCE:
        rows = unit_money({unit.pk}, end)
    else:
        above = UnitLink.objects.filter(below=unit, is_heir=False).values_list("above", flat=True)
        rows = [row for row in unit_money({unit.pk, *above}, end, agency=role) if row.unit == unit]
    rows = [row for row in rows if row.year == year]
    yield MoneyLine(_("Dự toán được duyệt"), sum(row.estimate_vnd for row in rows), page)
    yield MoneyLine(_("Ngân sách được phân bổ"), sum(row.allocated_vnd for row in rows), page)
    yield MoneyLine(_("Đã giải ngân"), sum(row.released_vnd for row in rows), page)
    yield MoneyLine(_("Đã quyết toán"), sum(row.settled_vnd for row in rows), page)


def _raised(unit: Unit, role: str, year: int) -> Iterator[MoneyLine]:
    got, page = raised(unit, date(year, 1, 1), date(year, 12, 31), office=role), reverse("giving:totals")
    yield MoneyLine(_("Tiền vận động được"), got.cash_vnd, page)
    yield MoneyLine(_("Giá trị hiện vật vận động được"), got.goods_vnd, page)
    yield MoneyLine(_("Giá trị ngày công vận động được"), got.work_vnd, page)
    told = Broadcast.objects.filter(unit=unit, agency=role, told_on__year=year)
    spent = told.aggregate(total=Sum("cost_vnd"))["total"] or 0
    yield MoneyLine(_("Chi cho truyền thông đã ghi"), spent, reverse("outreach:told"))
