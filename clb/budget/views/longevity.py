"""Gift norms by place."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from clb.access.http import SignedInRequest, fetch
from clb.budget.commands import END_LONGEVITY_NORM, SET_LONGEVITY_NORM
from clb.budget.models import LongevityNorm
from clb.budget.queries.longevity import elsewhere, longevity_table
from clb.places.models import Unit
from clb.places.queries import name_on, names_on
from clb.web.pages import chosen_day, command_page

LEVELS = (Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE)
MOST = 200  # places offered; any other is asked for by its key in the address


def index(request: SignedInRequest) -> HttpResponse:
    """The norms in force at a place on a day, and what other provinces decided."""
    if not request.user.may_anywhere("budget.read"):
        raise PermissionDenied("budget.read")
    on = chosen_day(request, timezone.localdate())
    seen = Unit.objects.filter(pk__in=request.user.reach("budget.read").values("below"), level__in=LEVELS)
    places = list(seen.order_by("pk")[:MOST])
    names = names_on({place.pk for place in places}, on)
    asked = seen.filter(key=request.GET.get("noi", "")).first() or (places[0] if places else None)
    context = {
        "on": on,
        "places": [(place.key, names[place.pk]) for place in places],
        "place": asked,
        "elsewhere": elsewhere(),
    }
    if asked is not None:
        found = longevity_table(asked, on)
        context["found"], context["of"] = found, name_on(found.of, on) if found.of else ""
        rights = request.user.rights_at(asked)
        context["may_set"] = SET_LONGEVITY_NORM.name in rights
    return render(request, "budget/longevity.html", context)


def _back(place: Unit) -> str:
    return f"{reverse('budget:longevity')}?{urlencode({'noi': place.key})}"


def set_norm(request: SignedInRequest, key: str) -> HttpResponse:
    """A norm of a place is entered."""
    rows = Unit.objects.filter(pk__in=request.user.reach("budget.read").values("below"), level__in=LEVELS)
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404(key)
    if not request.user.may(SET_LONGEVITY_NORM.name, found):
        raise PermissionDenied(SET_LONGEVITY_NORM.name)
    initial, context = {"place": found.key}, {"intro": name_on(found, found.seen_on(timezone.localdate()))}
    return command_page(request, SET_LONGEVITY_NORM, initial=initial, then=_back(found), context=context)


def end_norm(request: SignedInRequest, longevity_norm_id: int) -> HttpResponse:
    """A norm holds until a day."""
    held = request.user.reach("budget.read").values("below")
    rows = LongevityNorm.objects.filter(place__in=held).select_related("place")
    found = fetch(request, rows, longevity_norm_id, END_LONGEVITY_NORM, at=lambda row: row.place)
    initial, then = {"longevity_norm": found, "until_on": timezone.localdate()}, _back(found.place)
    return command_page(request, END_LONGEVITY_NORM, initial=initial, then=then, context={"intro": found.decision})
