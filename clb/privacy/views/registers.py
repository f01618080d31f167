"""Registers and forms: consent by club, records of processing, rules of keeping."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.kernel.journal import Kind, note
from clb.law.norms import SUGGESTED
from clb.law.notices import notice_on
from clb.members.queries import unit_of_person
from clb.papers.files import format_of, paper_response
from clb.papers.sheets import XLSX
from clb.privacy.papers import consent_form, processing_paper, request_form, withdraw_form
from clb.privacy.queries.consents import consent_register
from clb.privacy.queries.keeping import RULES
from clb.privacy.queries.processing import processing_on
from clb.privacy.sheets import consent_sheet, processing_sheet

from .access import club_of, person_of, reader


def workbook(content: bytes, name: str) -> HttpResponse:
    """An .xlsx to save."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer


def consents(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Every member and what was said for each purpose."""
    club = club_of(request, club_id)
    return render(request, "privacy/consents.html", {"register": consent_register(club, timezone.localdate())})


def consents_sheet(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The same as a workbook; the journal says who took it."""
    club = club_of(request, club_id)
    note(Kind.TOOK_LIST, request=request, unit=club.unit_id, list="privacy.consents")
    return workbook(consent_sheet(consent_register(club, timezone.localdate())), "so-dong-y")


def blank_form(request: SignedInRequest, club_id: UUID, paper_form: str, file_format: str) -> HttpResponse:
    """A form to fill in by hand, for anybody of a club."""
    club, today = club_of(request, club_id), timezone.localdate()
    build = {
        "dong-y": lambda: consent_form(club, None, notice_on(today), today),
        "rut-lai": lambda: withdraw_form(club, None, today),
    }.get(paper_form, lambda: request_form(club, None, today))
    return paper_response(request, build, format_of(file_format))


def own_form(request: SignedInRequest, person_id: UUID, paper_form: str, file_format: str) -> HttpResponse:
    """The same with a person's name and birth on it."""
    person, today = person_of(request, person_id), timezone.localdate()
    club = unit_of_person(request.user, person).club
    build = {
        "dong-y": lambda: consent_form(club, person, notice_on(today), today),
        "rut-lai": lambda: withdraw_form(club, person, today),
    }.get(paper_form, lambda: request_form(club, person, today))
    return paper_response(request, build, format_of(file_format))


def processing(request: SignedInRequest) -> HttpResponse:
    """The records of processing."""
    reader(request)
    return render(request, "privacy/processing.html", {"records": processing_on(timezone.localdate())})


def processing_file(request: SignedInRequest, list_format: str) -> HttpResponse:
    """The same as a paper or a workbook."""
    reader(request)
    records, today = processing_on(timezone.localdate()), timezone.localdate()
    place = _("Các câu lạc bộ liên thế hệ tự giúp nhau")
    if list_format == "xlsx":
        return workbook(processing_sheet(records, today, place), "so-xu-ly-du-lieu")
    return paper_response(request, lambda: processing_paper(records, today, place), format_of(list_format))


def keeping(request: SignedInRequest) -> HttpResponse:
    """How long what is kept; of what is past, how many rows."""
    reader(request)
    today = timezone.localdate()
    rules = [(rule, rule.norm(today), rule.norm(today).source.trust == SUGGESTED) for rule in RULES]
    return render(request, "privacy/keeping.html", {"rules": rules})
