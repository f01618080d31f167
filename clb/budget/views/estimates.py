"""Estimates: drawn up, sent, cut, approved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.access.roles import Role
from clb.budget.commands import (
    APPROVE_ESTIMATE,
    RETURN_ESTIMATE,
    REVIEW_ESTIMATE,
    SUBMIT_ESTIMATE,
    WRITE_ESTIMATE,
)
from clb.budget.models import AGENCIES, BudgetYear, Estimate
from clb.budget.models.periods import roles_of
from clb.budget.queries.units import unit_options
from clb.kernel.commands import Command
from clb.kernel.money import grouped
from clb.places.queries import name_on
from clb.web.pages import command_page

from .access import estimate_for, may_at, sheet_page, year_for


def estimate(request: SignedInRequest, estimate_id: UUID) -> HttpResponse:
    """One estimate with its steps."""
    found = estimate_for(request, estimate_id)
    rows = list(found.rows.select_related("line"))
    roles = roles_of(request.user)
    is_own = found.agency in roles or Role.FINANCE in roles
    context = {
        "estimate": found,
        "year": found.year,
        "period": found.year.period,
        "unit": name_on(found.unit, timezone.localdate()),
        "rows": rows,
        "asked_vnd": sum(row.asked_vnd for row in rows),
        "agreed_vnd": sum(row.agreed_vnd or 0 for row in rows),
        "is_own": is_own and request.user.may(WRITE_ESTIMATE.name, found.unit),
        "may": may_at(request, found.year.period.place, (REVIEW_ESTIMATE, RETURN_ESTIMATE, APPROVE_ESTIMATE)),
    }
    return render(request, "budget/estimate.html", context)


def _written(request: SignedInRequest, year: BudgetYear, initial: dict[str, Any], back: str) -> HttpResponse:
    context = {"units": unit_options(year.period.place), "year": year, "period": year.period, "back": back}
    initial = {"year": year, **initial}
    return sheet_page(request, WRITE_ESTIMATE, initial=initial, then=_written_to, context=context)


def _written_to(done: Any) -> str:
    return reverse("budget:estimate", args=[done.ref["id"]])


def write(request: SignedInRequest, budget_year_id: int) -> HttpResponse:
    """A new one, of one's own office; the finance office chooses whose by `?co-quan=`."""
    year = year_for(request, budget_year_id, WRITE_ESTIMATE)
    mine, asked = roles_of(request.user), request.GET.get("co-quan", "")
    own = [role for role, _label in AGENCIES if role in mine]
    agency = asked if asked in dict(AGENCIES) else next((role for role in own if role != Role.FINANCE), "")
    place = year.period.place
    key = f"{name_on(place, place.seen_on(timezone.localdate()))} ({place.key})"
    return _written(request, year, {"agency": agency, "unit_key": key, "sheet": []}, year.get_absolute_url())


def correct(request: SignedInRequest, estimate_id: UUID) -> HttpResponse:
    """One that is still with those who draw it up."""
    found = estimate_for(request, estimate_id, WRITE_ESTIMATE, own=True)
    names = ("source", "quantity", "note")
    rows = [
        {
            "key": f"r{row.pk}",
            "line": row.line_id,
            "norm_vnd": grouped(f"{row.norm_vnd:,}"),
            **{name: getattr(row, name) for name in names},
        }
        for row in found.rows.all()
    ]
    key = f"{name_on(found.unit, timezone.localdate())} ({found.unit.key})"
    initial = {"agency": found.agency, "unit_key": key, "sheet": rows}
    return _written(request, found.year, initial, found.get_absolute_url())


def _step(request: SignedInRequest, found: Estimate, command: Command, **initial: Any) -> HttpResponse:
    initial, then = {"estimate": found, **initial}, found.get_absolute_url()
    context = {"intro": f"{found.get_agency_display()}, {found.year}"}
    return command_page(request, command, initial=initial, then=then, context=context)


def submit(request: SignedInRequest, estimate_id: UUID) -> HttpResponse:
    """It is sent."""
    found = estimate_for(request, estimate_id, SUBMIT_ESTIMATE, own=True)
    return _step(request, found, SUBMIT_ESTIMATE, submitted_on=timezone.localdate())


def give_back(request: SignedInRequest, estimate_id: UUID) -> HttpResponse:
    """It goes back."""
    return _step(request, estimate_for(request, estimate_id, RETURN_ESTIMATE), RETURN_ESTIMATE)


def approve(request: SignedInRequest, estimate_id: UUID) -> HttpResponse:
    """It is approved."""
    found = estimate_for(request, estimate_id, APPROVE_ESTIMATE)
    return _step(request, found, APPROVE_ESTIMATE, approved_on=timezone.localdate())


def review(request: SignedInRequest, estimate_id: UUID) -> HttpResponse:
    """It is cut, row by row."""
    found = estimate_for(request, estimate_id, REVIEW_ESTIMATE)
    rows = [
        {
            "key": str(row.pk),
            "label": f"{row.line} · {row.get_source_display()}",
            "facts": [grouped(f"{row.asked_vnd:,}")],
            "agreed_vnd": grouped(f"{row.asked_vnd if row.agreed_vnd is None else row.agreed_vnd:,}"),
            "cut_because": row.cut_because,
        }
        for row in found.rows.select_related("line")
    ]
    initial = {"estimate": found, "reviewed_on": timezone.localdate(), "sheet": rows}
    context = {"year": found.year, "period": found.year.period}
    return sheet_page(request, REVIEW_ESTIMATE, initial=initial, then=found.get_absolute_url(), context=context)
