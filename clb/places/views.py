"""Pages of units on a day, of what happened to them, and of those that wait for a place."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from clb.web.pages import chosen_day, command_page, paged

from .commands import ASSIGN_UNIT, RECORD_EVENT
from .models import Unit, UnitEvent
from .queries import awaiting_assignment, children, find_units, former_units, names_on
from .queries.cards import clubs_since, event_rows, unit_card, worklist

FORMER_SHOWN = 20


def _reader(request: HttpRequest) -> Any:
    """The person, who must read units somewhere: names and codes of units are no secret."""
    user: Any = request.user
    if not user.may_anywhere("places.read"):
        raise PermissionDenied
    return user


def _reached(user: Any, right: str) -> Any:
    return user.reach(right).values("below")


def index(request: HttpRequest) -> HttpResponse:
    """Units by name or code on a day; without words, the provinces."""
    user, today = _reader(request), timezone.localdate()
    on, text = chosen_day(request, today), request.GET.get("q", "").strip()[:100]
    found = find_units(text, on) if text else find_units("", on).filter(unit__level=Unit.Level.PROVINCE)
    page = paged(request, found)
    former = list(former_units(text, on)[:FORMER_SHOWN]) if text else []
    shown = [*page, *former]
    context = {
        "on": on,
        "text": text,
        "page": page,
        "former": former,
        "parents": names_on({v.parent_id for v in shown if v.parent_id}, on),
        "waiting": awaiting_assignment(_reached(user, "places.read")).count(),
    }
    return render(request, "places/index.html", context)


def unit(request: HttpRequest, key: str) -> HttpResponse:
    """One unit as it was on a day, with its history and kin."""
    user, today = _reader(request), timezone.localdate()
    found = get_object_or_404(Unit, key=key)
    reached = _reached(user, "places.read")
    if found.level == Unit.Level.CLUB and not user.may("places.read", found):
        raise Http404
    on = chosen_day(request, today)
    card = unit_card(found, on)
    context = {
        "card": card,
        "on": on,
        "page": paged(request, _children_seen(found, on, reached)),
        "origins": clubs_since(found, on, reached) if card.has_ended and found.level != Unit.Level.CLUB else None,
        "may_assign": card.waits and user.may("places.assign_unit", found),
    }
    return render(request, "places/unit.html", context)


def _children_seen(found: Unit, on: date, reached: Any) -> Any:
    """Units below are public; clubs only as far as the reader reaches."""
    return children(found, on).filter(~Q(unit__level=Unit.Level.CLUB) | Q(unit__in=reached))


def waiting(request: HttpRequest) -> HttpResponse:
    """Units within reach that wait to be assigned, each with its choices and a button."""
    user = _reader(request)
    reached = _reached(user, "places.read")
    page = paged(request, awaiting_assignment(reached), 25)
    ids = [version.unit_id for version in page]
    mine = Unit.objects.filter(pk__in=ids).filter(pk__in=_reached(user, "places.assign_unit"))
    assignable = set(mine.values_list("pk", flat=True))
    rows = [(row, row.unit.pk in assignable, uuid.uuid4()) for row in worklist(list(page))]
    return render(request, "places/waiting.html", {"page": page, "rows": rows})


def assign(request: HttpRequest, key: str) -> HttpResponse:
    """Say where one waiting unit belongs."""
    user = _reader(request)
    found = get_object_or_404(Unit.objects.filter(pk__in=_reached(user, "places.assign_unit")), key=key)
    version = awaiting_assignment().filter(unit=found).first()
    if version is None and request.method != "POST":
        raise Http404
    return command_page(
        request,
        ASSIGN_UNIT,
        template="places/assign.html",
        initial={"waiting": found.key},
        then=reverse("places:waiting"),
        context={"unit": found, "row": next(iter(worklist([version] if version else [])), None)},
    )


def events(request: HttpRequest) -> HttpResponse:
    """What happened to units, newest first."""
    user = _reader(request)
    page = paged(request, UnitEvent.objects.order_by("-happened_on", "-pk"), 20)
    context = {"page": page, "rows": event_rows(page), "may_record": user.may_anywhere("places.record_event")}
    return render(request, "places/events.html", context)


def record_event(request: HttpRequest) -> HttpResponse:
    """Write down what a decision changes."""
    user = _reader(request)
    if not user.may_anywhere("places.record_event"):
        raise PermissionDenied
    return command_page(request, RECORD_EVENT, initial={"trust": "A"}, then=reverse("places:events"))
