"""How these pages fetch: what may not be seen is not found, what may not be done is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.fund.models import Receipt
from clb.kernel.commands import Command
from clb.members.models import Person
from clb.statements.queries.flows import fund_choice
from clb.web.pages import chosen_day

LONGEST_YEARS = 20


def club_of(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club whose money the person may see, and there do `command` where one is given."""
    here = request.user.reach("fund.read").values("below")
    rows = Club.objects.filter(unit__in=here).select_related("unit")
    return fetch(request, rows, club_id, command, at=lambda club: club.unit)


def may_name(request: SignedInRequest, club: Club) -> bool:
    """May the person read who the members of this club are?"""
    return request.user.may("members.read", club.unit)


def member_of(request: SignedInRequest, club_id: UUID, person_id: UUID) -> tuple[Club, Person]:
    """Somebody who is or was a member of a club, or had to do with its money; 404 unless names may be read there."""
    club = club_of(request, club_id)
    if not may_name(request, club):
        raise Http404(person_id)
    person = get_object_or_404(Person, pk=person_id)
    is_known = club.memberships.filter(person=person).exists() or person.receipts.filter(club=club).exists()
    if not is_known:
        raise Http404(person_id)
    return club, person


def receipt_seen(request: SignedInRequest, receipt_id: UUID, command: Command | None = None) -> Receipt:
    """A receipt of a club whose money the person may see, and there do `command` where one is given."""
    rows = Receipt.objects.filter(club__unit__in=request.user.reach("fund.read").values("below"))
    rows = rows.select_related("club__unit", "person", "loan")
    return fetch(request, rows, receipt_id, command, at=lambda receipt: receipt.club.unit)


@dataclass(frozen=True)
class Asked:
    """The days and the funds that a book is opened for."""

    first: date
    last: date
    fund: str

    @property
    def funds(self) -> list[str]:
        """One fund, or both."""
        return list(fund_choice(self.fund))


def asked(request: SignedInRequest) -> Asked:
    """What `?tu=`, `?den=` and `?quy=` ask for; this month and both funds where they say nothing."""
    last = chosen_day(request, timezone.localdate(), "den")
    first = chosen_day(request, last.replace(day=1), "tu")
    if first > last or last.year - first.year > LONGEST_YEARS:
        messages.error(request, _("Ngày đầu phải trước ngày cuối, và không quá %d năm.") % LONGEST_YEARS)
        first = last.replace(day=1)
    fund = request.GET.get("quy", "")
    return Asked(first, last, fund if fund in ("INCOME", "OPERATING") else "")
