"""A finding: its page, what is to be done about it, proofs, the club's word, and how it comes to be closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.files.http import file_response
from clb.kernel.commands import Command, Outcome
from clb.supervision import commands as verbs
from clb.supervision.models import SupervisionFile, SupervisionFinding
from clb.supervision.queries import finding_rows
from clb.supervision.queries.findings import earlier_alike, repeat_years
from clb.web.pages import command_page

from .access import action_of, body_of, finding_of, visit_of
from .visits import page_of as visit_page

OF_TEAM = (
    verbs.DROP_FINDING,
    verbs.PLAN_ACTION,
    verbs.ATTACH_SUPERVISION_FILE,
    verbs.DROP_SUPERVISION_FILE,
    verbs.VERIFY_ACTION,
    verbs.RETURN_ACTION,
)
OF_CLUB = (verbs.ANSWER_FINDING, verbs.REPORT_ACTION)
MOST_YEARS = 10
YEARS_ASKED = {str(n) for n in range(1, MOST_YEARS + 1)}


def page_of(finding: SupervisionFinding) -> str:
    """The address of a finding's page."""
    return reverse("supervision:finding", args=[finding.pk])


def record_finding(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """Write a finding down, with what is to be done about it."""
    found = visit_of(request, supervision_visit_id, verbs.RECORD_FINDING)

    def then(outcome: Outcome) -> str:
        return reverse("supervision:finding", args=[outcome.ref["id"]])

    initial = {"visit": found, "body": body_of(request), "severity": "MEDIUM"}
    context = {"intro": f"{found.club.name}, {found.day:%d/%m/%Y}", "back": visit_page(found)}
    return command_page(request, verbs.RECORD_FINDING, initial=initial, then=then, context=context)


def finding(request: SignedInRequest, supervision_finding_id: UUID) -> HttpResponse:
    """One finding with everything that was done about it."""
    found, today = finding_of(request, supervision_finding_id), timezone.localdate()
    asked = request.GET.get("nam", "")
    years = int(asked) if asked in YEARS_ASKED else repeat_years(today)
    (row,) = finding_rows(SupervisionFinding.objects.filter(pk=found.pk), today, years)
    team, club = request.user.rights_at(found.visit.programme.unit), request.user.rights_at(found.club.unit)
    files = SupervisionFile.objects.filter(Q(finding=found) | Q(action__finding=found)).select_related("file", "action")
    context = {
        "finding": found,
        "row": row,
        "years": years,
        "years_offered": range(1, MOST_YEARS + 1),
        "earlier": earlier_alike(found, years),
        "files": files.order_by("pk"),
        "may": {
            **{command.service.__name__: command.name in team for command in OF_TEAM},
            **{command.service.__name__: command.name in club for command in OF_CLUB},
        },
        "me": request.user.pk,
    }
    return render(request, "supervision/finding.html", context)


def _finding_page(request: SignedInRequest, pk: UUID, command: Command, **initial: Any) -> HttpResponse:
    found = finding_of(request, pk, command)
    return command_page(
        request, command, initial={"finding": found, **initial}, then=page_of(found), context={"intro": found.text}
    )


def drop_finding(request: SignedInRequest, supervision_finding_id: UUID) -> HttpResponse:
    """One written down by mistake goes."""
    found = finding_of(request, supervision_finding_id, verbs.DROP_FINDING)
    context = {"intro": found.text, "danger": True, "back": page_of(found)}
    return command_page(
        request, verbs.DROP_FINDING, initial={"finding": found}, then=visit_page(found.visit), context=context
    )


def plan_action(request: SignedInRequest, supervision_finding_id: UUID) -> HttpResponse:
    """Something is to be done about it."""
    return _finding_page(request, supervision_finding_id, verbs.PLAN_ACTION)


def attach_supervision_file(request: SignedInRequest, supervision_finding_id: UUID) -> HttpResponse:
    """A photo or a paper."""
    return _finding_page(request, supervision_finding_id, verbs.ATTACH_SUPERVISION_FILE)


def answer_finding(request: SignedInRequest, supervision_finding_id: UUID) -> HttpResponse:
    """What the club has to say about it."""
    found = finding_of(request, supervision_finding_id)
    return _finding_page(request, found.pk, verbs.ANSWER_FINDING, answer=found.club_answer)


def _action_page(request: SignedInRequest, pk: UUID, command: Command, **initial: Any) -> HttpResponse:
    found = action_of(request, pk, command)
    told = " ".join(filter(None, [f"{found.text}.", found.done_words]))
    context = {"intro": told}
    return command_page(
        request, command, initial={"action": found, **initial}, then=page_of(found.finding), context=context
    )


def report_action(request: SignedInRequest, corrective_action_id: UUID) -> HttpResponse:
    """The club says that it is done."""
    return _action_page(request, corrective_action_id, verbs.REPORT_ACTION, done_on=timezone.localdate())


def verify_action(request: SignedInRequest, corrective_action_id: UUID) -> HttpResponse:
    """The team looked and agrees."""
    return _action_page(request, corrective_action_id, verbs.VERIFY_ACTION, verified_on=timezone.localdate())


def return_action(request: SignedInRequest, corrective_action_id: UUID) -> HttpResponse:
    """The team looked and does not agree."""
    return _action_page(request, corrective_action_id, verbs.RETURN_ACTION)


def _file_of(request: SignedInRequest, pk: int, command: Command | None = None) -> SupervisionFile:
    row = get_object_or_404(SupervisionFile.objects.select_related("file", "action"), pk=pk)
    finding_of(request, row.finding_id or row.action.finding_id, command)  # type: ignore[union-attr]  # one of both
    return row


def file(request: SignedInRequest, supervision_file_id: int) -> FileResponse:
    """A photo or a paper."""
    return file_response(_file_of(request, supervision_file_id).file, "bang-chung-giam-sat")


def drop_supervision_file(request: SignedInRequest, supervision_file_id: int) -> HttpResponse:
    """One sent by mistake goes."""
    row = _file_of(request, supervision_file_id, verbs.DROP_SUPERVISION_FILE)
    found = finding_of(request, row.finding_id or row.action.finding_id)  # type: ignore[union-attr]  # one of both
    context = {"intro": found.text, "danger": True}
    return command_page(
        request, verbs.DROP_SUPERVISION_FILE, initial={"evidence": row}, then=page_of(found), context=context
    )
