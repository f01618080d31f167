"""How a club's funds fare, and what would become of them if things went as one supposes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.fund.queries import charter_numbers
from clb.kernel.dates import month_end, months_after
from clb.statements.queries.health import health_of
from clb.statements.rules import Assumptions, MonthAhead, Start, project
from clb.statements.supposed import Supposed
from clb.web.pages import chosen_day

from .access import club_of

TERM_MONTHS = 12  # where the charter says nothing; a suggestion like every other number of the form
LENDING_PERCENT = 50


def health(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Growth, idle cash, turnover, who borrows; and the next 24 months under assumptions that one may change."""
    club, on = club_of(request, club_id), chosen_day(request, timezone.localdate())
    found, usual = health_of(club, on), _usual(club, on)
    is_asked = any(name in request.GET for name in Supposed.base_fields)
    form = Supposed({**usual, **request.GET.dict()} if is_asked else usual, label_suffix="")
    ahead = _ahead(form, found.start) if form.is_valid() else []
    context = {
        "club": club,
        "on": on,
        "health": found,
        "form": form,
        "ahead": [(month_end(months_after(on.replace(day=1), month.number)), month) for month in ahead],
        "last": ahead[-1] if ahead else None,
        "is_asked": is_asked,
    }
    return render(request, "statements/health.html", context, status=200 if form.is_valid() else 422)


def _usual(club: Club, on: date) -> dict[str, Any]:
    """What the charter says, and suggestions where it is silent."""
    charter = charter_numbers(club, on)
    rate = f"{charter['RATE'].normalize():f}".replace(".", ",") if "RATE" in charter else "0"
    return {
        "lai": rate,
        "cham": "0",
        "them": 0,
        "phi": f"{int(charter.get('FEE', 0)):,}".replace(",", "."),
        "chovay": str(LENDING_PERCENT),
        "han": int(charter.get("TERM", TERM_MONTHS)),
    }


def _ahead(form: Supposed, start: Start) -> list[MonthAhead]:
    typed = form.cleaned_data
    supposed = Assumptions(
        rate_percent_year=typed["lai"],
        arrears_percent=typed["cham"],
        new_members=typed["them"],
        fee_vnd=typed["phi"],
        lending_percent=typed["chovay"],
        term_months=typed["han"],
    )
    return project(start, supposed)
