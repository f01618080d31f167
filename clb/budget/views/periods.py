"""Periods: the list, one of them with its tables, its lines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.budget.commands import CLOSE_PERIOD, DROP_LINE, OPEN_PERIOD, SET_LINE, SET_SECOND_FROM
from clb.budget.models import BudgetLine, BudgetPeriod, BudgetYear
from clb.budget.queries import DIMENSIONS, facts_of, table, vouchers_vnd, year_state
from clb.kernel.commands import Command
from clb.places.queries import name_on, names_on
from clb.web.pages import chosen_day, command_page, paged

from .access import may_at, period_for

PER_PAGE = 20


def index(request: SignedInRequest) -> HttpResponse:
    """Every period whose budget the person reads, newest first."""
    if not request.user.may_anywhere("budget.read"):
        raise PermissionDenied("budget.read")
    years = Prefetch("years", BudgetYear.objects.order_by("year"))
    rows = BudgetPeriod.objects.visible_to(request.user).select_related("place").prefetch_related(years)
    page = paged(request, rows.order_by("-last_year", "place", "name", "pk"), per_page=PER_PAGE)
    names = names_on({row.place_id for row in page}, timezone.localdate())
    shown = [(row, names[row.place_id]) for row in page]
    may_open = request.user.may_anywhere(OPEN_PERIOD.name)
    return render(request, "budget/index.html", {"page": page, "shown": shown, "may_open": may_open})


def chosen_dimension(request: SignedInRequest, default: str) -> str:
    """The grouping that `?theo=` asks for."""
    asked = request.GET.get("theo", default)
    return asked if asked in DIMENSIONS else default


def period(request: SignedInRequest, budget_period_id: UUID) -> HttpResponse:
    """One period: its years, its lines, every table on any day."""
    found = period_for(request, budget_period_id)
    today = timezone.localdate()
    on, dimension = chosen_day(request, today), chosen_dimension(request, "nam")
    years = list(found.years.order_by("year"))
    may = may_at(request, found.place, (SET_LINE, DROP_LINE, SET_SECOND_FROM, CLOSE_PERIOD))
    context = {
        "period": found,
        "place": name_on(found.place, found.place.seen_on(today)),
        "years": [(year, year_state(year)) for year in years],
        "on": on,
        "table": table(years, dimension, on, facts_of(years, on)),
        "dimension": dimension,
        "dimensions": DIMENSIONS,
        "vouchers_vnd": vouchers_vnd(years, on),
        "lines": found.lines.all(),
        "may": may,
    }
    return render(request, "budget/period.html", context)


def open_period(request: SignedInRequest) -> HttpResponse:
    """A period is opened, with all its years."""
    this_year = timezone.localdate().year
    initial = {"first_year": this_year, "last_year": this_year}
    return command_page(request, OPEN_PERIOD, initial=initial, then=_opened, context={"back": reverse("budget:index")})


def _opened(done: Any) -> str:
    return reverse("budget:period", args=[done.ref["id"]])


def set_second_from(request: SignedInRequest, budget_period_id: UUID) -> HttpResponse:
    """From which sum on a release waits for a second person."""
    found = period_for(request, budget_period_id, SET_SECOND_FROM)
    initial = {"period": found, "second_from_vnd": found.second_from_vnd}
    return command_page(request, SET_SECOND_FROM, initial=initial, then=found.get_absolute_url())


def close_period(request: SignedInRequest, budget_period_id: UUID) -> HttpResponse:
    """The closing settlement."""
    found = period_for(request, budget_period_id, CLOSE_PERIOD)
    context = {"intro": _("Sau bước này cả giai đoạn khóa lại, không ghi thêm được.")}
    initial = {"period": found, "closed_on": timezone.localdate()}
    return command_page(request, CLOSE_PERIOD, initial=initial, then=found.get_absolute_url(), context=context)


def _line(request: SignedInRequest, pk: int, command: Command) -> BudgetLine:
    periods = BudgetPeriod.objects.visible_to(request.user).values("pk")
    rows = BudgetLine.objects.filter(period__in=periods).select_related("period__place")
    return fetch(request, rows, pk, command, at=lambda row: row.period.place)


def set_line(request: SignedInRequest, budget_period_id: UUID) -> HttpResponse:
    """A new line."""
    found = period_for(request, budget_period_id, SET_LINE)
    return command_page(request, SET_LINE, initial={"period": found}, then=found.get_absolute_url())


def correct_line(request: SignedInRequest, budget_line_id: int) -> HttpResponse:
    """A line is put right."""
    found = _line(request, budget_line_id, SET_LINE)
    names = ("name", "kind", "agency", "measure", "norm_vnd", "norm_basis")
    initial = {name: getattr(found, name) for name in names} | {"line": found, "period": found.period}
    then, context = found.period.get_absolute_url(), {"title": _("Sửa dòng dự toán")}
    return command_page(request, SET_LINE, initial=initial, then=then, context=context)


def drop_line(request: SignedInRequest, budget_line_id: int) -> HttpResponse:
    """A line that nobody used goes."""
    found = _line(request, budget_line_id, DROP_LINE)
    then, context = found.period.get_absolute_url(), {"intro": str(found), "danger": True}
    return command_page(request, DROP_LINE, initial={"line": found}, then=then, context=context)
