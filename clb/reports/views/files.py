"""Reports as PDF, docx, xlsx; the scan of one that came on paper."""

from __future__ import annotations

import io
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from clb.access.http import SignedInRequest
from clb.files.http import file_response
from clb.papers.files import file_name, format_of, paper_response
from clb.papers.sheets import XLSX
from clb.reports.queries.reports import Edition, handed_in
from clb.reports.report_paper import report_paper, report_xlsx, subject_of

from .reports import report_of, shown_edition


def paper(request: SignedInRequest, filed_id: UUID, file_format: str) -> HttpResponse:
    """The report as the reader sees it: the draft for its writers, else what was handed in last."""
    edition = shown_edition(request, report_of(request, filed_id))
    if edition is None:
        raise Http404(filed_id)
    return _file(request, edition, file_format)


def edition_paper(request: SignedInRequest, filed_id: UUID, version: int, file_format: str) -> HttpResponse:
    """What was handed in as a version."""
    edition = handed_in(report_of(request, filed_id), version) if version else None
    if edition is None:
        raise Http404(version)
    return _file(request, edition, file_format)


def _file(request: SignedInRequest, edition: Edition, file_format: str) -> HttpResponse:
    name = f"Báo cáo {subject_of(edition.body)}" + (
        f" bản {edition.snapshot.version}" if edition.snapshot else " dự thảo"
    )
    if file_format == "xlsx":
        out = io.BytesIO()
        report_xlsx(edition, out)
        response = HttpResponse(out.getvalue(), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{file_name(name)}.xlsx"'
        add_never_cache_headers(response)
        return response
    return paper_response(request, lambda: report_paper(edition), format_of(file_format), name=name)


def scan(request: SignedInRequest, paper_report_id: UUID) -> HttpResponseBase:
    """The scan of a report that came on paper."""
    found = report_of(request, paper_report_id)
    if found.paper is None:
        raise Http404(paper_report_id)
    return file_response(found.paper, "bao-cao-giay")
