"""What an address names: a programme, a visit, a finding, an action that the person may see, and there do something."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.access.queries import offices
from clb.clubs.http import Ground, ground_asked
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.supervision.commands import ANSWER_FINDING, REPORT_ACTION
from clb.supervision.models import (
    BODIES,
    CorrectiveAction,
    SupervisionFinding,
    SupervisionLine,
    SupervisionProgramme,
    SupervisionVisit,
)

READ = "supervision.read"
NAMES = "supervision.read_samples"
OF_CLUB = (ANSWER_FINDING, REPORT_ACTION)


def ground_of(request: SignedInRequest, today: date) -> Ground:
    """The place that is asked for, where the person may read supervision."""
    return ground_asked(request, READ, today)


def programme_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> SupervisionProgramme:
    """A programme that the person may see, and there do `command` where one is given."""
    rows = SupervisionProgramme.objects.visible_to(request.user).select_related("unit")
    return fetch(request, rows, pk, command, at=lambda row: row.unit)


def line_of(request: SignedInRequest, pk: int, command: Command) -> SupervisionLine:
    """A club of a programme that the person may see."""
    rows = SupervisionLine.objects.filter(programme__in=SupervisionProgramme.objects.visible_to(request.user))
    return fetch(
        request, rows.select_related("programme__unit", "club__unit"), pk, command, at=lambda row: row.programme.unit
    )


def visit_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> SupervisionVisit:
    """A visit that the person may see; what the team does asks for the right at the place of the programme."""
    rows = SupervisionVisit.objects.visible_to(request.user).select_related("programme__unit", "club__unit")
    return fetch(request, rows, pk, command, at=lambda row: row.programme.unit)


def named_visit_of(request: SignedInRequest, pk: UUID) -> SupervisionVisit:
    """A visit of whose sample the person may read names. 403 where not."""
    found = visit_of(request, pk)
    if not may_read_names(request, found):
        raise PermissionDenied(NAMES)
    return found


def may_read_names(request: SignedInRequest, visit: SupervisionVisit) -> bool:
    """Names of a sample are those of the club's members: the right is asked at the club."""
    return request.user.may(NAMES, visit.club.unit)


def finding_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> SupervisionFinding:
    """A finding that the person may see; what the club does about it asks for the right at the club."""
    rows = SupervisionFinding.objects.visible_to(request.user)
    rows = rows.select_related("visit__programme__unit", "club__unit", "recorded_by")
    at_club = command in OF_CLUB
    return fetch(request, rows, pk, command, at=lambda row: row.club.unit if at_club else row.visit.programme.unit)


def action_of(request: SignedInRequest, pk: UUID, command: Command) -> CorrectiveAction:
    """A corrective action that the person may see, in the same way."""
    rows = CorrectiveAction.objects.visible_to(request.user)
    rows = rows.select_related("finding__visit__programme__unit", "finding__club__unit")
    at_club = command in OF_CLUB
    return fetch(
        request,
        rows,
        pk,
        command,
        at=lambda row: row.finding.club.unit if at_club else row.finding.visit.programme.unit,
    )


def club_of(request: SignedInRequest, pk: UUID) -> Club:
    """A club where the person may read supervision."""
    here: QuerySet[Club] = Club.objects.filter(unit__in=request.user.reach(READ).values("below"))
    return fetch(request, here.select_related("unit"), pk, at=lambda club: club.unit)


def body_of(request: SignedInRequest) -> str:
    """The body in whose name the person most likely writes: their first office that can take part, else none."""
    known = [body for body, _label in BODIES]
    held = set(offices(request.user, timezone.localdate()).values_list("role", flat=True))
    return next((body for body in known if body in held), "")
