"""Who did and looked at what: at a place, about a person, and at the door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.members.models import Person
from clb.places.queries import names_on

from .asking import Ask, AskSecurity
from .queries import (
    READ,
    READ_SECURITY,
    Page,
    own_units,
    person_journal,
    readable_units,
    security_journal,
    unit_journal,
)


def _page(request: SignedInRequest, ask: Ask, page: Page, **context: Any) -> HttpResponse:
    return render(request, "journal/journal.html", {"form": ask, "journal": page, **context})


def index(request: SignedInRequest) -> HttpResponse:
    """The places where I may read; where it is one only, its journal."""
    if not request.user.may_anywhere(READ):
        raise PermissionDenied(READ)
    mine = list(own_units(request.user))
    if len(mine) == 1:
        return redirect("journal:unit", mine[0].key)
    names = names_on([unit.pk for unit in mine], timezone.localdate())
    return render(request, "journal/index.html", {"places": [(unit, names.get(unit.pk, "")) for unit in mine]})


def unit(request: SignedInRequest, key: str) -> HttpResponse:
    """What befell at a club, or at a place and every club below it."""
    found = get_object_or_404(readable_units(request.user), key=key)
    ask = Ask(request.GET)
    page = unit_journal(request.user, found, ask.wanted(request.GET.get("truoc", "")))
    club = Club.objects.filter(unit=found).first()
    name = names_on([found.pk], timezone.localdate()).get(found.pk, "")
    return _page(request, ask, page, place=name, club=club, shows_place=club is None)


def person(request: SignedInRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """What was done about one person at a club, and who looked."""
    clubs = Club.objects.filter(unit__in=request.user.reach(READ).values("below")).select_related("unit")
    club = fetch(request, clubs, club_id, at=lambda found: found.unit)
    members = Person.objects.visible_to(request.user).filter(memberships__club=club).distinct()
    found = get_object_or_404(members, pk=person_id)
    ask = Ask(request.GET)
    page = person_journal(request.user, club, found, ask.wanted(request.GET.get("truoc", "")))
    return _page(request, ask, page, place=club.name, club=club, person=found)


def security(request: SignedInRequest) -> HttpResponse:
    """Every sign-in and refusal."""
    if not request.user.may_anywhere(READ_SECURITY):
        raise PermissionDenied(READ_SECURITY)
    ask = AskSecurity(request.GET)
    page = security_journal(request.user, ask.wanted(request.GET.get("truoc", "")))
    return _page(request, ask, page, is_security=True, shows_place=True)
