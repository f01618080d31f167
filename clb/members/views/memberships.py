"""The forms of joining and leaving."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.kernel.commands import Command, Outcome
from clb.members.commands import ADD_MEMBER, CORRECT_LEAVING, END_MEMBERSHIP, JOIN_AGAIN, TRANSFER_MEMBER
from clb.members.models import Membership
from clb.web.pages import command_page

from .access import club_of, membership_of, person_form, person_of


def member(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    """The person of a membership, where lists of records point to."""
    return redirect("members:person", membership_of(request, membership_id).person_id)


def _to_member(outcome: Outcome) -> str:
    return reverse("members:member", args=[outcome.ref["id"]])


def add_member(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Someone joins a club; who may be known already is asked about."""
    club = club_of(request, club_id, ADD_MEMBER)
    return command_page(
        request,
        ADD_MEMBER,
        template="members/add_member.html",
        initial={"club": club, "from_on": timezone.localdate()},
        then=_to_member,
        context={"intro": club.name, "club": club, "back": reverse("members:club", args=[club.pk])},
    )


def join_again(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Someone known comes back or joins another club."""
    found = person_of(request, person_id, JOIN_AGAIN)
    return person_form(request, JOIN_AGAIN, found, {"person": found, "club": request.GET.get("clb", "")})


def end_membership(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    """Someone leaves."""
    return _leaving(request, END_MEMBERSHIP, membership_of(request, membership_id, END_MEMBERSHIP))


def correct_leaving(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    """Put right a day or a reason of leaving."""
    return _leaving(request, CORRECT_LEAVING, membership_of(request, membership_id, CORRECT_LEAVING))


def _leaving(request: SignedInRequest, command: Command, found: Membership) -> HttpResponse:
    initial = {"membership": found, "until_on": found.until_on, "leaving_reason": found.leaving_reason}
    return person_form(request, command, found.person, initial, found.club.name)


def transfer_member(request: SignedInRequest, membership_id: UUID) -> HttpResponse:
    """A member moves to another club."""
    found = membership_of(request, membership_id, TRANSFER_MEMBER)
    return person_form(request, TRANSFER_MEMBER, found.person, {"membership": found}, found.club.name)
