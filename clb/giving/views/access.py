"""How these pages fetch, and which keeper and ground an address asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.giving.models import CLUB, Donation, DonationPledge, DonationShare, Donor, Drive, Kept
from clb.giving.queries.keepers import Keeper, keeper_name, keepers_of
from clb.kernel.commands import Command
from clb.places.models import Unit
from clb.places.queries import name_on


def _unit_of(row: Kept) -> Unit:
    return row.unit


def drive_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Drive:
    """A drive that the person sees, and there do `command` where one is given."""
    rows = Drive.objects.visible_to(request.user).select_related("unit", "task__plan")
    return fetch(request, rows, pk, command, at=_unit_of)


def donor_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Donor:
    """A donor that the person sees."""
    return fetch(request, Donor.objects.visible_to(request.user).select_related("unit"), pk, command, at=_unit_of)


def pledge_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> DonationPledge:
    """A promise that the person sees."""
    rows = DonationPledge.objects.visible_to(request.user).select_related("unit", "donor")
    return fetch(request, rows, pk, command, at=_unit_of)


def donation_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Donation:
    """A donation that the person sees."""
    rows = Donation.objects.visible_to(request.user).select_related("unit", "donor__unit", "drive", "pledge")
    return fetch(request, rows, pk, command, at=_unit_of)


def share_of(request: SignedInRequest, pk: UUID, command: Command | None, *, of_club: bool) -> DonationShare:
    """A club's part that the person sees; `command` is done at the club, or at the office that passed it on."""
    rows = DonationShare.objects.visible_to(request.user)
    rows = rows.select_related("club__unit", "donation__unit", "donation__donor", "receipt")
    return fetch(request, rows, pk, command, at=lambda row: row.club.unit if of_club else row.donation.unit)


def club_of(request: SignedInRequest, pk: UUID) -> Club:
    """A club whose donors the person may read."""
    rows = Club.objects.filter(unit__in=request.user.reach("giving.read_clubs").values("below"))
    return fetch(request, rows.select_related("unit"), pk, at=lambda club: club.unit)


def is_keeper(request: SignedInRequest, row: Any, *commands: Command) -> dict[str, bool]:
    """By the name of each command's service: may the person do it as the one who keeps the row?"""
    rights = request.user.rights_at(row.unit)
    mine = type(row).objects.kept_by(request.user, "giving.read").filter(pk=row.pk).exists()
    return {command.service.__name__: mine and command.name in rights for command in commands}


def asked_keeper(request: SignedInRequest) -> Keeper | None:
    """Whose golden-heart book `?so=` asks for: one's own, or a club's that one looks after. None where one
    keeps none and asks for none. Raises Http404."""
    mine = {keeper.key: keeper for keeper in keepers_of(request.user, "giving.read")}
    key = request.GET.get("so", "") or next(iter(mine), "")
    if key in mine:
        return mine[key]
    if not key:
        return None
    unit = Unit.objects.filter(key=key.removeprefix("CLUB@"), level=Unit.Level.CLUB).first()
    if unit is None or not key.startswith("CLUB@") or not request.user.may("giving.read_clubs", unit):
        raise Http404(key)
    return Keeper(CLUB, unit, keeper_name(CLUB, name_on(unit, timezone.localdate())))
