"""How these pages fetch: what may not be seen is not found, what may not be done is refused."""

from __future__ import annotations

from uuid import UUID

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.kernel.commands import Command


def club_of(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club whose money the person may see, and there do `command` where one is given."""
    here = request.user.reach("fund.read").values("below")
    rows = Club.objects.filter(unit__in=here).select_related("unit")
    return fetch(request, rows, club_id, command, at=lambda club: club.unit)
