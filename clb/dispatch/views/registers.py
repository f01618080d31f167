"""Pages of registers: bodies, a year of numbers, one paper with its files, and their forms."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from clb.access.http import SignedInRequest, fetch
from clb.dispatch.commands import (
    ATTACH_SIGNED,
    BEGIN_DRAFT,
    CANCEL_NUMBER,
    NUMBER_PAPER,
    RESERVE_NUMBER,
    SET_UP_BODY,
)
from clb.dispatch.kinds import kinds
from clb.dispatch.models import READ, IssuingBody, OutgoingPaper
from clb.dispatch.papers import register_paper_of, register_sheet
from clb.dispatch.queries import (
    bodies_for,
    bodies_seen_by,
    default_body,
    drafts_seen_by,
    is_own,
    offices_without_body,
    register_of,
    series_told,
    years_of,
)
from clb.files.http import file_response
from clb.kernel.commands import Command, Outcome
from clb.papers.files import file_name, format_of, paper_response
from clb.papers.sheets import XLSX, write_sheets
from clb.papers.sources import find_paper
from clb.web.pages import chosen_year, command_page, paged

from .bodies import body_of

NUMBERED = 20_000  # of a workbook


def index(request: SignedInRequest) -> HttpResponse:
    """Registers that I may read, drafts that wait."""
    if not request.user.may_anywhere(READ):
        raise PermissionDenied(READ)
    may = request.user.rights_anywhere()
    context = {
        "mine": bodies_for(request.user),
        "page": paged(request, bodies_seen_by(request.user), per_page=30),
        "drafts": drafts_seen_by(request.user)[:20],
        "may_set_up": SET_UP_BODY.name in may and bool(offices_without_body(request.user)),
        "may_draft": BEGIN_DRAFT.name in may,
        "may_reserve": RESERVE_NUMBER.name in may,
    }
    return render(request, "dispatch/index.html", context)


def _year(request: SignedInRequest) -> int:
    return chosen_year(request, range(2000, 2101), timezone.localdate().year)


def register(request: SignedInRequest, issuing_body_id: int) -> HttpResponse:
    """A year of a body: searched by words, kind and state."""
    body, year = body_of(request, issuing_body_id), _year(request)
    asked = {
        name: request.GET.get(field, "")[:80] for name, field in (("text", "q"), ("kind", "loai"), ("status", "tt"))
    }
    context = {
        "body": body,
        "year": year,
        "years": sorted({*years_of(body), timezone.localdate().year, year}, reverse=True),
        "asked": asked,
        "kinds": kinds().values(),
        "statuses": OutgoingPaper.Status.choices,
        "page": paged(request, register_of(body, year, **asked)),
        "series": series_told(body, year),
        "lists": body.recipient_lists.order_by("name"),
        "is_mine": is_own(request.user, body) and "dispatch.correct_body" in request.user.rights_at(body.unit),
    }
    return render(request, "dispatch/register.html", context)


def workbook(request: SignedInRequest, issuing_body_id: int) -> HttpResponse:
    """The register of a year as a workbook."""
    body, year = body_of(request, issuing_body_id), _year(request)
    file = BytesIO()
    with translation.override("vi"):
        rows = register_of(body, year).order_by("series", "number")[:NUMBERED]
        write_sheets(file, [register_sheet(body, year, rows)])
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(f"so van ban di {year} {body}")}.xlsx"'
    return response


def register_paper(request: SignedInRequest, issuing_body_id: int, file_format: str) -> HttpResponse:
    """The register of a year as a paper."""
    body, year, wanted = body_of(request, issuing_body_id), _year(request), format_of(file_format)
    rows = list(register_of(body, year).order_by("series", "number")[:NUMBERED])
    return paper_response(request, lambda: register_paper_of(body, year, rows), wanted)


def _paper(request: SignedInRequest, pk: UUID, command: Command | None = None) -> OutgoingPaper:
    rows = OutgoingPaper.objects.visible_to(request.user).select_related("body__unit", "pdf", "docx", "signed")
    return fetch(request, rows, pk, command, at=lambda row: row.body.unit)


def page_of(paper: OutgoingPaper) -> str:
    """The address of one paper."""
    return reverse("dispatch:paper", args=[paper.pk])


def paper(request: SignedInRequest, outgoing_paper_id: UUID) -> HttpResponse:
    """One of them: what it says of itself, its files and their marks."""
    found = _paper(request, outgoing_paper_id)
    rights = request.user.rights_at(found.body.unit)
    mine = is_own(request.user, found.body)
    context = {
        "found": found,
        "may_cancel": mine and CANCEL_NUMBER.name in rights and found.status != "CANCELLED",
        "may_attach": mine and ATTACH_SIGNED.name in rights and found.status == "ISSUED",
    }
    return render(request, "dispatch/paper.html", context)


def paper_file(request: SignedInRequest, outgoing_paper_id: UUID, file_format: str) -> FileResponse:
    """The frozen file, as it went out."""
    found, wanted = _paper(request, outgoing_paper_id), format_of(file_format)
    stored = found.pdf if wanted == "pdf" else found.docx
    if stored is None:
        raise Http404(wanted)
    return file_response(stored, file_name(f"{found.kind_name} {found.shown}"))


def signed(request: SignedInRequest, outgoing_paper_id: UUID) -> FileResponse:
    """The scan of the signed one."""
    found = _paper(request, outgoing_paper_id)
    if found.signed is None:
        raise Http404
    return file_response(found.signed, file_name(f"{found.kind_name} {found.shown} da ky"))


def _then(outcome: Outcome) -> str:
    return page_of(outcome.result) if outcome.result else reverse("dispatch:index")


def reserve(request: SignedInRequest) -> HttpResponse:
    """The next number, before the paper is there."""
    initial = {"body": default_body(request.user), "dated_on": timezone.localdate()}
    context = {"back": reverse("dispatch:index")}
    return command_page(request, RESERVE_NUMBER, initial=initial, then=_then, context=context)


def number(request: SignedInRequest, source: str, source_key: str) -> HttpResponse:
    """A paper of another page goes out with a number."""
    known, found = find_paper(source, request.user, source_key)
    if known is None or found is None:
        raise Http404(source)
    on = found.paper.header.on or timezone.localdate()
    initial = {"body": _body_over(request, found.unit), "source": source, "key": source_key, "dated_on": on}
    subject = " ".join(found.paper.subject.split())
    context = {"back": reverse("dispatch:index"), "intro": f"{known.title}: {subject}"}
    return command_page(request, NUMBER_PAPER, initial=initial, then=_then, context=context)


def _body_over(request: SignedInRequest, unit: Any) -> IssuingBody | None:
    """My body nearest above a unit."""
    return bodies_for(request.user).filter(unit__links_down__below=unit).order_by("-unit_id").first()


def cancel(request: SignedInRequest, outgoing_paper_id: UUID) -> HttpResponse:
    """A number is cancelled."""
    found = _paper(request, outgoing_paper_id, CANCEL_NUMBER)
    context = {"intro": f"{found.shown}: {found.subject}", "danger": True}
    return command_page(request, CANCEL_NUMBER, initial={"paper": found}, then=page_of(found), context=context)


def attach_signed(request: SignedInRequest, outgoing_paper_id: UUID) -> HttpResponse:
    """As it was signed."""
    found = _paper(request, outgoing_paper_id, ATTACH_SIGNED)
    context = {"intro": f"{found.shown}: {found.subject}"}
    return command_page(request, ATTACH_SIGNED, initial={"paper": found}, then=page_of(found), context=context)
