"""Lists: people by name across one's clubs, and a club's members on a day."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.clubs.queries import kept_on
from clb.members.commands import ADD_MEMBER
from clb.members.models import Person
from clb.members.queries import (
    FOUND_AT_MOST,
    clubs_read_by,
    commune_lists,
    communes_read_by,
    counts_on,
    find_people,
    left_by,
    member_rows,
    members_on,
    quick_counts_by_club,
    with_memberships,
)
from clb.web.pages import chosen_day, paged

from .access import club_of, reader

CLUBS_A_PAGE = 24
COMMUNES_AT_ONCE = 5
PRINTED_AT_ONCE = 200  # larger than any club heard of, so that a printed list is whole


def index(request: SignedInRequest) -> HttpResponse:
    """People by name across my clubs; without words, my clubs and how many belong to each."""
    user, today, text = reader(request), timezone.localdate(), request.GET.get("q", "").strip()[:120]
    if text:
        found = find_people(user, text)
        page = paged(request, found[:FOUND_AT_MOST])
        people = with_memberships(Person.objects.filter(pk__in=list(page)), user)
        context = {"text": text, "page": page, "people": people, "is_cut": len(found) > FOUND_AT_MOST}
        return render(request, "members/found.html", context)
    page = paged(request, kept_on(clubs_read_by(user), today).order_by("search_key", "pk"), CLUBS_A_PAGE)
    counts = quick_counts_by_club(Club.objects.filter(pk__in=[club.pk for club in page]), today)
    communes = list(communes_read_by(user, today)[: COMMUNES_AT_ONCE + 1])
    context = {
        "today": today,
        "page": page,
        "rows": [(club, counts.get(club.pk)) for club in page],
        "communes": commune_lists(user, communes[:COMMUNES_AT_ONCE], today),
        "has_more_communes": len(communes) > COMMUNES_AT_ONCE,
    }
    return render(request, "members/index.html", context)


def communes(request: SignedInRequest) -> HttpResponse:
    """Every commune whose lists of longevity and social pension I may see."""
    user, today = reader(request), timezone.localdate()
    page = paged(request, communes_read_by(user, today))
    context = {"page": page, "communes": commune_lists(user, page, today)}
    return render(request, "members/communes.html", context)


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's members on a day, by given name."""
    found, on = club_of(request, club_id), chosen_day(request, timezone.localdate())
    here = Club.objects.filter(pk=found.pk)
    page = paged(request, members_on(here, on), PRINTED_AT_ONCE)
    context = {
        "club": found,
        "on": on,
        "page": page,
        "rows": member_rows(page, on),
        "counts": counts_on(here, on),
        "has_left": left_by(found, on).exists(),
        "may_read_sensitive": request.user.may("members.read_sensitive", found.unit),
        "may_add": request.user.may(ADD_MEMBER.name, found.unit),
    }
    return render(request, "members/club.html", context)


def left(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Who belonged to a club once and no longer does."""
    found, on = club_of(request, club_id), chosen_day(request, timezone.localdate())
    return render(request, "members/left.html", {"club": found, "on": on, "page": paged(request, left_by(found, on))})
