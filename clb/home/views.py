"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.web.today import today_lines

from .queries import today_for


def home(request: SignedInRequest) -> HttpResponse:
    """What needs me today."""
    today = timezone.localdate()
    may = request.user.may_anywhere
    rights = {"may_read_clubs": may("clubs.read"), "may_read_plans": may("plans.read")}
    rights["may_read_money"], rights["has_desk"] = may("fund.read"), may("desks.read")
    told = {"mine": today_for(request.user, today), "lines": today_lines(request.user, today)}
    return render(request, "home/home.html", {"today": today, **told, **rights})
