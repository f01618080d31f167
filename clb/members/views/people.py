"""A person's page, and the forms of what is recorded of a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.access.models import User
from clb.kernel.commands import Command
from clb.members.commands import CORRECT_LEAVING, CORRECT_PERSON, END_MEMBERSHIP, JOIN_AGAIN, SET_HOUSEHOLD_CLASS
from clb.members.models import Person
from clb.members.queries import PersonCard, class_on, person_card
from clb.web.pages import command_page

from .access import person_of

# What may be done from a person's page: the command, its address, an icon.
ACTIONS = (
    (CORRECT_PERSON, "members:correct_person", "pencil"),
    (SET_HOUSEHOLD_CLASS, "members:set_household_class", "home"),
    (JOIN_AGAIN, "members:join_again", "user-plus"),
)


def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Memberships, household class and whatever else is recorded of one person."""
    found, today = person_of(request, person_id), timezone.localdate()
    card = person_card(request.user, found, today)
    context = {
        "card": card,
        "person": found,
        "actions": actions_for(request.user, card),
        "memberships": [(m, _leaving(request.user, m)) for m in card.memberships],
    }
    return render(request, "members/person.html", context)


def actions_for(user: User, card: PersonCard) -> list[tuple[Any, str, str]]:
    """Words, address and icon of what `user` may do with the person."""
    unit = card.memberships[0].club.unit
    return [
        (command.title, reverse(name, args=[card.person.pk]), icon)
        for command, name, icon in ACTIONS
        if user.may(command.name, unit)
    ]


def _leaving(user: User, membership: Any) -> tuple[Any, str] | None:
    """Words and address of ending a membership, or of putting its end right."""
    command, name = (
        (END_MEMBERSHIP, "members:end_membership")
        if membership.until_on is None
        else (CORRECT_LEAVING, "members:correct_leaving")
    )
    if not user.may(command.name, membership.club.unit):
        return None
    return command.title, reverse(name, args=[membership.pk])


def correct_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Put right a name, a sex, a birth."""
    found = person_of(request, person_id, CORRECT_PERSON)
    initial = {"full_name": found.full_name, "sex": found.sex, "birth": found.birth_shown}
    return _page(request, CORRECT_PERSON, found, initial)


def set_household_class(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down the class by the commune's list."""
    found, today = person_of(request, person_id, SET_HOUSEHOLD_CLASS), timezone.localdate()
    now = class_on(found, today)
    return _page(request, SET_HOUSEHOLD_CLASS, found, {"household_class": now.household_class if now else ""})


def _page(request: SignedInRequest, command: Command, found: Person, initial: dict[str, Any]) -> HttpResponse:
    back = reverse("members:person", args=[found.pk])
    context = {"intro": f"{found.full_name}, {found.birth_shown}"}
    return command_page(request, command, initial={"person": found, **initial}, then=back, context=context)
