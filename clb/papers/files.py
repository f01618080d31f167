"""A paper as a file, and as what a page answers with: `paper_response(request, lambda: decision(club), "pdf")`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from clb.kernel.text import plain

from .blocks import Paper
from .layout import title_of

Format = Literal["pdf", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)
SYSTEM_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
DEMO_MARK = "Dữ liệu trình diễn, không có thật"
LANGUAGE = "vi"
_LONGEST_NAME = 80


def format_of(ending: str) -> Format:
    """The format that a file's ending asks for. Raises Http404 for one that no paper is made in."""
    for known in FORMATS:
        if known == ending:
            return known
    raise Http404(ending)


class PdfUnavailable(RuntimeError):
    """This machine lacks the system's text libraries, so no PDF can be made; docx can."""


def paper_file(paper: Paper, file_format: Format) -> bytes:
    """The paper in one format. Raises PdfUnavailable where the system's libraries for PDF are missing."""
    paper = _marked(paper)
    if file_format == "docx":
        from .docx import as_docx  # noqa: PLC0415 -- slow import

        return as_docx(paper)
    as_pdf, _as_sheet = _pdf_writers()
    return as_pdf(paper)


def _marked(paper: Paper) -> Paper:
    """Of a site that holds made-up people every paper says so, on every page."""
    return replace(paper, mark=paper.mark or DEMO_MARK) if _is_demo() else paper


def _is_demo() -> bool:
    return bool(settings.IS_DEMO or settings.DEMO_MARK.exists())


def _pdf_writers() -> tuple[Callable[[Paper], bytes], Callable[[str, Path], bytes]]:
    try:
        from .pdf import as_pdf, as_sheet  # noqa: PLC0415 -- slow import
    except OSError as error:  # how a missing shared library says so
        raise PdfUnavailable from error
    return as_pdf, as_sheet


def paper_response(
    request: HttpRequest, build: Callable[[], Paper], file_format: Format, *, name: str = ""
) -> HttpResponse:
    """The paper as what a page answers with: PDF opens in the browser, docx is saved.

    A paper is Vietnamese whatever the reader's language is, so `build` makes it here, with every word that it takes
    from a choice or a sentence of the program.

    `name` is what the file is called, in Vietnamese, without ending; by default what the paper is called.
    Where no PDF can be made the page says which command helps (503).
    """
    try:
        with translation.override(LANGUAGE):
            paper = build()
            content = paper_file(paper, file_format)
    except PdfUnavailable:
        return _told(request)
    response = HttpResponse(content, content_type=_TYPES[file_format])
    shown = "inline" if file_format == "pdf" else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{file_name(name or title_of(paper))}.{file_format}"'
    add_never_cache_headers(response)
    return response


def sheet_response(
    request: HttpRequest, template: str, stylesheet: Path, build: Callable[[], dict[str, Any]], *, name: str
) -> HttpResponse:
    """A small paper or a poster of its own make as PDF: `template` with what `build` gives, set by `stylesheet`.

    It is Vietnamese like every paper, and says where the people are made up; `mark` holds those words.
    """
    try:
        with translation.override(LANGUAGE):
            page = render_to_string(template, {"mark": DEMO_MARK if _is_demo() else "", **build()})
            _as_pdf, as_sheet = _pdf_writers()
            content = as_sheet(page, stylesheet)
    except PdfUnavailable:
        return _told(request)
    response = HttpResponse(content, content_type=_TYPES["pdf"])
    response["Content-Disposition"] = f'inline; filename="{file_name(name)}.pdf"'
    add_never_cache_headers(response)
    return response


def file_name(text: str) -> str:
    """'QUYẾT ĐỊNH 12/QĐ-UBND' → 'quyet-dinh-12-qd-ubnd': safe on every machine, cut between words."""
    words = re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")
    if len(words) > _LONGEST_NAME:
        words = words[: _LONGEST_NAME + 1].rpartition("-")[0] or words[:_LONGEST_NAME]
    return words or "van-ban"


def _told(request: HttpRequest) -> HttpResponse:
    sentence = _(
        "Máy chủ chưa xuất được PDF; người quản trị chạy lệnh «sudo apt-get install %(packages)s» rồi khởi động lại."
        " Bản Word (docx) vẫn tải được."
    ) % {"packages": " ".join(SYSTEM_PACKAGES)}
    shown = {"title": _("Chưa xuất được PDF"), "sentence": sentence}
    return render(request, "web/error.html", shown, status=503)
