"""How these pages fetch: what may not be seen is not found, what may not be done is refused."""

from __future__ import annotations

from uuid import UUID

from clb.access.http import SignedInRequest, fetch
from clb.care.models import CareClient, Volunteer
from clb.clubs.models import Club
from clb.kernel.commands import Command


def club_of(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club whose care the person may read, and there do `command` where one is given."""
    here = request.user.reach("care.read").values("below")
    rows = Club.objects.filter(unit__in=here).select_related("unit")
    return fetch(request, rows, club_id, command, at=lambda club: club.unit)


def client_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> CareClient:
    """A client whom the person may see: a volunteer only the own ones."""
    rows = CareClient.objects.visible_to(request.user).select_related("club__unit", "person__household")
    return fetch(request, rows, pk, command, at=lambda client: client.club.unit)


def volunteer_seen(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Volunteer:
    """A volunteer whom the person may see: a volunteer only oneself."""
    rows = Volunteer.objects.visible_to(request.user).select_related("club__unit", "person")
    return fetch(request, rows, pk, command, at=lambda volunteer: volunteer.club.unit)
