"""How these pages fetch (what may not be seen is not found, what may not be done is refused), and a person's form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from clb.access.http import SignedInRequest, fetch
from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.members.models import Household, Membership, Person
from clb.members.queries import clubs_read_by, unit_of_person
from clb.places.models import Unit
from clb.web.pages import command_page


def reader(request: SignedInRequest) -> User:
    """The person, who must read members somewhere."""
    if not request.user.may_anywhere("members.read"):
        raise PermissionDenied
    return request.user


def club_of(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club whose members the person may see, and there do `command` where one is given."""
    return fetch(request, clubs_read_by(request.user), club_id, command, at=lambda club: club.unit)


def person_of(request: SignedInRequest, person_id: UUID, command: Command | None = None) -> Person:
    """Someone whom the person may see, and do `command` with where one is given."""
    rows, user = Person.objects.visible_to(request.user), request.user
    return fetch(request, rows, person_id, command, at=lambda person: unit_of_person(user, person))


def membership_of(request: SignedInRequest, membership_id: UUID, command: Command | None = None) -> Membership:
    """A membership that the person may see, and do `command` with where one is given."""
    rows = Membership.objects.visible_to(request.user).select_related("club__unit", "person")
    return fetch(request, rows, membership_id, command, at=lambda membership: membership.club.unit)


def household_of(request: SignedInRequest, household_id: UUID, command: Command) -> Household:
    """A household of someone whom the person may see, and do `command` with."""
    people, user = Person.objects.visible_to(request.user), request.user

    def home(household: Household) -> Unit:
        return unit_of_person(user, people.filter(household=household).order_by("pk")[0])

    return fetch(request, Household.objects.visible_to(user), household_id, command, at=home)


def person_form(
    request: SignedInRequest, command: Command, person: Person, initial: dict[str, Any], about: str = "", **shown: Any
) -> HttpResponse:
    """The form of something about a person, and back to the person's page; `about` says more than the birth.

    `shown` is what `command_page` shows, and `warning`: what the reader must know before sending.
    """
    then = reverse("members:person", args=[person.pk])
    intro = f"{person.full_name} · {about}" if about else f"{person.full_name}, {person.birth_shown}"
    context = {"intro": intro, **shown}
    return command_page(
        request, command, initial=initial, then=then, template="members/of_person.html", context=context
    )
