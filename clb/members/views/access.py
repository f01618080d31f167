"""How these pages fetch: what someone may not see is not found, what they may not do is refused."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from clb.access.http import SignedInRequest, fetch
from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.members.models import Household, Membership, Person
from clb.members.queries import clubs_read_by, unit_of_person
from clb.places.models import Unit


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
