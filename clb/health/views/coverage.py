"""Pages of figures: where health stands at a place, and its tables, with small numbers hidden from who may not read."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.http import Ground, ground_asked
from clb.clubs.models import Club
from clb.health.commands import PLAN_CAMPAIGN, RECORD_STATION_RESULT
from clb.health.models import EmergencyAccess
from clb.health.queries import clubs_with, referral_counts
from clb.health.queries.tables import (
    MOST_CLUBS,
    Grid,
    checked_by_sex_and_age,
    classes_by_club,
    classes_of_place,
    cover_by_club,
    cover_by_place,
)
from clb.kernel.dates import month_end
from clb.law.norms import norm
from clb.places.models import Unit
from clb.web.pages import chosen_day

from .access import READ

NEAR = (Unit.Level.COMMUNE, Unit.Level.HAMLET, Unit.Level.CLUB)


def index(request: SignedInRequest) -> HttpResponse:
    """The ways to everything of health at a place, and what waits there."""
    today = timezone.localdate()
    ground = ground_asked(request, "clubs.read", today)
    readable = _readable(request, ground)
    may = request.user.may_anywhere
    context = {
        "ground": ground,
        "is_reader": readable.exists(),
        "referred": referral_counts(readable, today),
        "looked": EmergencyAccess.objects.visible_to(request.user).filter(seen_at__isnull=True).select_related("user"),
        "may_plan": may(PLAN_CAMPAIGN.name),
        "may_import": may("sheets.upload_sheet") and may(RECORD_STATION_RESULT.name),
        "clubs": readable.filter(pk__in=Club.objects.alive_on(today).order_by().values("pk")).order_by(
            "search_key", "pk"
        )[:40],
    }
    return render(request, "health/index.html", context)


def _readable(request: SignedInRequest, ground: Ground) -> QuerySet[Club]:
    return ground.clubs.filter(pk__in=clubs_with(request.user, READ).order_by().values("pk"))


def coverage(request: SignedInRequest) -> HttpResponse:
    """A place at a month's end: members measured and checked, by club or by place, sex and age, and by class.

    Who does not read health there is told of months that are over only, and the parts of a whole commune only.
    """
    today = timezone.localdate()
    ground = ground_asked(request, "clubs.read", today)
    is_exact = request.user.may(READ, ground.unit)
    asked = min(chosen_day(request, today), today)
    end = month_end(asked) if is_exact else min(month_end(asked), last_month_end(today))
    on, is_near = min(end, today), ground.unit.level in NEAR
    cover = (
        cover_by_club(ground.unit, ground.clubs, end, is_exact=is_exact)
        if is_near
        else cover_by_place(ground.unit, end, on, is_exact=is_exact)
    )
    context = {
        "ground": ground,
        "cover": cover,
        "on": on,
        "end": end,
        "is_exact": is_exact,
        **_parts(ground, on, is_exact=is_exact),
        "least": norm("health.published_from", on=on),
        "yearly": norm("health.checks_per_year", on=max(on, date(2011, 11, 30))),
    }
    return render(request, "health/coverage.html", context)


def last_month_end(today: date) -> date:
    """The end of the last month that is over."""
    return today.replace(day=1) - timedelta(days=1)


def _parts(ground: Ground, on: date, *, is_exact: bool) -> dict[str, Grid | None]:
    """Tables by age and class, where the place is small enough; not exact, only of a commune that still is one, so that
    none can be taken from another."""
    living = ground.clubs.filter(pk__in=Club.objects.alive_on(on).order_by().values("pk"))
    is_whole = ground.unit.level == Unit.Level.COMMUNE and ground.unit.until_on is None
    if not (is_whole or (is_exact and ground.unit.level in NEAR)) or living.count() > MOST_CLUBS:
        return {"by_age": None, "classes": None}
    classes = classes_by_club(living, on) if is_exact else classes_of_place(ground.name, living, on)
    return {"by_age": checked_by_sex_and_age(living, on, is_exact=is_exact), "classes": classes}
