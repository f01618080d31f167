"""The papers of a round and of a sheet."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.grading.papers import recognition_draft, round_sheet, round_table, sheet_paper
from clb.grading.queries.rounds import sheets_seen_by
from clb.papers.files import file_name, format_of, paper_response
from clb.papers.sheets import XLSX, write_sheets

from .access import READ, round_of, sheet_of


def sheet_file(request: SignedInRequest, sheet_id: int, file_format: str) -> HttpResponse:
    """One club's sheet."""
    ending, found = format_of(file_format), sheet_of(request, sheet_id)
    return paper_response(request, lambda: sheet_paper(found, request.user), ending)


def table_file(request: SignedInRequest, grading_round_id: UUID, file_format: str) -> HttpResponse:
    """The table of all clubs."""
    ending, found = format_of(file_format), round_of(request, grading_round_id)
    return paper_response(request, lambda: round_table(found, sheets_seen_by(request.user, found)), ending)


def decision_file(request: SignedInRequest, grading_round_id: UUID, file_format: str) -> HttpResponse:
    """A draft of the decision that recognises the results; for those who read grades of the whole place."""
    ending, found = format_of(file_format), round_of(request, grading_round_id)
    if not request.user.may(READ, found.place):  # a decision over the few clubs that one sees would be a wrong one
        raise PermissionDenied(READ)
    today = timezone.localdate()
    return paper_response(request, lambda: recognition_draft(found, sheets_seen_by(request.user, found), today), ending)


def workbook(request: SignedInRequest, grading_round_id: UUID) -> HttpResponse:
    """The table of all clubs as a workbook, with the points of each criterion."""
    found = round_of(request, grading_round_id)
    file = BytesIO()
    write_sheets(file, [round_sheet(found, sheets_seen_by(request.user, found))])
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(found.title)}.xlsx"'
    return response
