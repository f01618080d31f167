"""Pages of indicators: definition, figure, trend, roll-up, and the records behind a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.kernel.dates import month_end, month_ends
from clb.members.queries import month_counts_by_unit
from clb.places.models import Unit
from clb.places.queries import children, name_on
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, Indicator, indicators
from clb.plans.queries.targets import home_unit, may_see_figures, visible_records
from clb.web.pages import chosen_day, paged

MONTHS = 12


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    indicator: Indicator
    ask: Ask
    place: str


def _asked(request: SignedInRequest, code: str) -> Asked:
    indicator = indicators().get(code)
    today = timezone.localdate()
    on = chosen_day(request, today)
    unit = get_object_or_404(Unit, key=request.GET["noi"]) if request.GET.get("noi") else home_unit(request.user)
    if indicator is None or not may_see_figures(request.user, unit, today):
        raise Http404
    first = chosen_day(request, date(on.year, 1, 1), "tu")
    last = chosen_day(request, on, "den")
    return Asked(indicator, Ask(unit, on, first, last), name_on(unit, on))


def index(request: SignedInRequest) -> HttpResponse:
    """Every definition."""
    return render(request, "plans/indicators.html", {"indicators": indicators().values()})


def indicator(request: SignedInRequest, code: str) -> HttpResponse:
    """One indicator at a place on a day: what it is, its figure, its parts, its course."""
    asked = _asked(request, code)
    days = month_ends(asked.ask.on - timedelta(days=31 * (MONTHS - 1)), asked.ask.on)
    days = [day for day in days if day <= asked.ask.on]
    value = asked.indicator.value(asked.ask)
    series = list(zip(days, asked.indicator.series(asked.ask, days), strict=True))
    context = {"indicator": asked.indicator, "ask": asked.ask, "on": asked.ask.on, "place": asked.place}
    return render(request, "plans/indicator.html", {**context, "value": value, "series": series})


def records(request: SignedInRequest, code: str) -> HttpResponse:
    """Exactly the records counted, those beyond the person's reach as a number only."""
    asked = _asked(request, code)
    part = DENOMINATOR if request.GET.get("phan") == DENOMINATOR else NUMERATOR
    shown, hidden = visible_records(request.user, asked.indicator.records(asked.ask, part))
    page = paged(request, shown)
    context: dict[str, Any] = {"indicator": asked.indicator, "ask": asked.ask, "on": asked.ask.on, "part": part}
    return render(request, "plans/records.html", {**context, "place": asked.place, "page": page, "hidden": hidden})


def roll_up(request: SignedInRequest) -> HttpResponse:
    """Members by the units right below a place at a month's end, one row a unit."""
    today = timezone.localdate()
    last = month_end(today.replace(day=1) - timedelta(days=1))
    on = month_end(chosen_day(request, last))
    unit = get_object_or_404(Unit, key=request.GET["noi"]) if request.GET.get("noi") else home_unit(request.user)
    if not may_see_figures(request.user, unit, today):
        raise Http404
    below = list(children(unit, on))
    found = month_counts_by_unit([version.unit for version in below], on)
    rows = [(version, found.get(version.unit_id)) for version in below]
    context = {"unit": unit, "place": name_on(unit, on), "on": on, "page": paged(request, rows)}
    return render(request, "plans/roll_up.html", context)
