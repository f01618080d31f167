"""How these pages fetch: what may not be seen is not found, what may not be done is refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.web.pages import command_page


def club_of(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club whose money the person may see, and there do `command` where one is given."""
    here = request.user.reach("fund.read").values("below")
    rows = Club.objects.filter(unit__in=here).select_related("unit")
    return fetch(request, rows, club_id, command, at=lambda club: club.unit)


def act_page(
    request: SignedInRequest, command: Command, club: Club, then: str, initial: dict[str, Any], **context: Any
) -> HttpResponse:
    """The form of a command at a club, which leads to the page `then` of that club."""
    back = reverse(then, args=[club.pk])
    return command_page(request, command, initial=initial, then=back, context={"intro": club.name, **context})


def shown_at(request: SignedInRequest, club: Club, **may: Command) -> dict[str, Any]:
    """What every page of a club's money shows: the club, the day, whether names are shown, and which commands."""
    rights = request.user.rights_at(club.unit)
    context = {"club": club, "on": timezone.localdate(), "may_read_members": "members.read" in rights}
    return context | {f"may_{name}": command.name in rights for name, command in may.items()}
