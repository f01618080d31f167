"""How these pages fetch: what may not be seen is not found, what may not be done is refused."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from clb.access.http import SignedInRequest, fetch
from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.members.models import Person
from clb.members.queries import unit_of_person
from clb.privacy.models import Breach, DataRequest

READ = "privacy.read"
TAKE = "privacy.read_all"


def reader(request: SignedInRequest) -> User:
    """The person, who must read requests somewhere."""
    if not request.user.may_anywhere(READ):
        raise PermissionDenied(READ)
    return request.user


def club_of(request: SignedInRequest, club_id: UUID) -> Club:
    """A club whose requests the person may see."""
    here = request.user.reach(READ).values("below")
    return get_object_or_404(Club.objects.filter(unit__in=here).select_related("unit"), pk=club_id)


def person_of(request: SignedInRequest, person_id: UUID, command: Command | None = None) -> Person:
    """Someone whom the person may see and whose requests they may read."""
    clubs = Club.objects.filter(unit__in=request.user.reach(READ).values("below"))
    rows = Person.objects.visible_to(request.user).filter(memberships__club__in=clubs).distinct()
    return fetch(request, rows, person_id, command, at=lambda person: unit_of_person(request.user, person))


def request_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> DataRequest:
    """A request that the person may see, and there do `command` where one is given."""
    rows = DataRequest.objects.visible_to(request.user).select_related("club__unit", "person", "proof_file")
    return fetch(request, rows, pk, command, at=lambda found: found.club.unit)


def breach_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Breach:
    """A breach that the person may see, and there do `command` where one is given."""
    rows = Breach.objects.visible_to(request.user).select_related("unit").prefetch_related("notices")
    return fetch(request, rows, pk, command, at=lambda found: found.unit)
