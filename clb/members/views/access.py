"""How these pages fetch: what someone may not see is not found, what they may not do is refused."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from clb.access.http import SignedInRequest
from clb.access.models import User
from clb.access.roles import GRANTS
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
    club = get_object_or_404(clubs_read_by(request.user), pk=club_id)
    if command and not request.user.may(command.name, club.unit):
        raise PermissionDenied(command.name)
    return club


def person_of(request: SignedInRequest, person_id: UUID, command: Command | None = None) -> Person:
    """Someone whom the person may see, and do `command` with where one is given."""
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    if command and not request.user.may(command.name, unit_of_person(request.user, found)):
        raise PermissionDenied(command.name)
    return found


def membership_of(request: SignedInRequest, membership_id: UUID, command: Command | None = None) -> Membership:
    """A membership that the person may see, and do `command` with where one is given."""
    rows = Membership.objects.visible_to(request.user).select_related("club__unit", "person")
    found = get_object_or_404(rows, pk=membership_id)
    if command and not request.user.may(command.name, found.club.unit):
        raise PermissionDenied(command.name)
    return found


def household_of(request: SignedInRequest, household_id: UUID, command: Command) -> Household:
    """A household of someone whom the person may see, and do `command` with."""
    found = get_object_or_404(Household.objects.visible_to(request.user), pk=household_id)
    first = Person.objects.visible_to(request.user).filter(household=found).order_by("pk")[0]
    if not request.user.may(command.name, unit_of_person(request.user, first)):
        raise PermissionDenied(command.name)
    return found


def rights_at(user: User, unit: Unit, names: Iterable[str]) -> set[str]:
    """Which of the rights `names` the person holds at `unit`; rights of the same roles are asked for once."""
    asked: dict[tuple[str, ...], bool] = {}
    held = set()
    for name in names:
        roles = tuple(role for role, granted in GRANTS.items() if name in granted)
        if roles not in asked:
            asked[roles] = user.may(name, unit)
        if asked[roles]:
            held.add(name)
    return held
