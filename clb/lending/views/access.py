"""How these pages fetch: what may not be seen is not found, what may not be done is refused."""

from __future__ import annotations

from uuid import UUID

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.kernel.commands import Command
from clb.lending.models import LoanRequest

READ = "lending.read"


def club_of(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club whose requests the person may see, and there do `command` where one is given."""
    here = request.user.reach(READ).values("below")
    rows = Club.objects.filter(unit__in=here).select_related("unit")
    return fetch(request, rows, club_id, command, at=lambda club: club.unit)


def loan_request_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> LoanRequest:
    """A request that the person may see, and there do `command` where one is given."""
    rows = LoanRequest.objects.visible_to(request.user).select_related("club__unit", "person")
    return fetch(request, rows, pk, command, at=lambda found: found.club.unit)


def loan_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Loan:
    """A loan of a club whose requests the person may see, and there do `command` where one is given."""
    here = request.user.reach(READ).values("below")
    rows = Loan.objects.filter(club__unit__in=here).select_related("club__unit", "person", "account")
    return fetch(request, rows, pk, command, at=lambda loan: loan.club.unit)
