"""Figures by place, from the nation down to the club, on the map of any day; and of one place through time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from clb.access.http import SignedInRequest
from clb.plans.indicators.registry import indicators
from clb.tabular.commands import ORDER_TABLE
from clb.tabular.queries.roll_up import chosen_codes, roll_up_design, series_design, series_start, standings
from clb.tabular.rules.comparison import Standing
from clb.tabular.rules.design import Design, PeriodKind, Rows

from .asking import Asked, asked, file_of, filled_for, shown

WORDS = {
    Standing.HIGHER: _("cao hơn các nơi còn lại"),
    Standing.LOWER: _("thấp hơn các nơi còn lại"),
    Standing.NOT_APART: _("không khác rõ"),
    Standing.TOO_FEW: _("quá ít để so sánh"),
}


def _choices(codes: list[str]) -> list[tuple[str, Any, bool]]:
    known = sorted(indicators().values(), key=lambda one: str(one.what))
    return [(one.code, one.what, one.code in codes) for one in known]


def _rows(request: SignedInRequest) -> str:
    wanted = request.GET.get("dong", "")
    return wanted if wanted in Rows.values and wanted != Rows.PERIODS else Rows.BELOW


def _period(request: SignedInRequest) -> str:
    wanted = request.GET.get("ky", "")
    return wanted if wanted in PeriodKind.values else PeriodKind.MONTH


def _reads(request: SignedInRequest) -> None:
    if not request.user.may_anywhere("plans.read"):
        raise PermissionDenied("plans.read")


def _roll_up(request: SignedInRequest) -> tuple[list[str], Design]:
    codes = chosen_codes(request.GET.getlist("chi-so"))
    return codes, roll_up_design(codes, _rows(request))


def roll_up(request: SignedInRequest) -> HttpResponse:
    """Chosen indicators by the units below a place, with the way further down and back up."""
    _reads(request)
    told = asked(request)
    codes, design = _roll_up(request)
    filled = filled_for(request, design, told)
    found = standings(filled) if filled else {}
    marks = {key: _words(pairs) for key, pairs in found.items()}
    more = {
        "codes": codes,
        "choices": _choices(codes),
        "rows": _rows(request),
        "row_choices": [(value, label) for value, label in Rows.choices if value != Rows.PERIODS],
        "marks": marks,
        "may_order": request.user.may(ORDER_TABLE.name, told.place),
        "drawn": _drawn(design),
    }
    return render(request, "tabular/roll_up.html", shown(request, filled, told, **more))


def _words(pairs: Sequence[tuple[str, Standing]]) -> list[tuple[str, Any]]:
    """What stands apart, by name; else in one word that nothing does."""
    apart = [(name, WORDS[one]) for name, one in pairs if one in (Standing.HIGHER, Standing.LOWER)]
    is_enough = any(one == Standing.NOT_APART for _name, one in pairs)
    return apart or [("", WORDS[Standing.NOT_APART if is_enough else Standing.TOO_FEW])]


def _drawn(design: Design) -> str:
    """The column that the chart shows: members where they are asked for, else the first count, else a share."""
    members = [c.key for c in design.columns if c.of == "members.total"]
    counts = [c.key for c in design.columns if not c.group]
    shares = [c.key for c in design.columns if c.is_ratio]
    return (members or counts or shares or [""])[0]


def roll_up_file(request: SignedInRequest, table_format: str) -> HttpResponse:
    """The same as a file."""
    _reads(request)
    _codes, design = _roll_up(request)
    return file_of(request, design, table_format, drawn=_drawn(design))


def _series(request: SignedInRequest, told: Asked) -> tuple[list[str], Design, Asked]:
    codes = chosen_codes(request.GET.getlist("chi-so"))
    period = _period(request)
    first = told.first or series_start(period, told.on)
    begun = Asked(told.place, told.on, first, told.last or told.on, told.map_on, told.others)
    return codes, series_design(codes, period), begun


def series(request: SignedInRequest) -> HttpResponse:
    """Chosen indicators of one place through months, quarters or years."""
    _reads(request)
    codes, design, told = _series(request, asked(request))
    filled = filled_for(request, design, told)
    more = {
        "codes": codes,
        "choices": _choices(codes),
        "period": design.period,
        "periods": PeriodKind.choices,
        "drawn": _drawn(design),
    }
    return render(request, "tabular/series.html", shown(request, filled, told, **more))


def series_file(request: SignedInRequest, table_format: str) -> HttpResponse:
    """The same as a file."""
    _reads(request)
    _codes, design, told = _series(request, asked(request))
    return file_of(request, design, table_format, drawn=_drawn(design), told=told)
