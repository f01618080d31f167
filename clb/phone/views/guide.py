"""A page for whoever teaches others: how the phone is used, in six steps; and the same on one sheet of A4."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clb.access.http import SignedInRequest
from clb.papers.codes import code_svg
from clb.papers.files import format_of, paper_response
from clb.phone.commands import MAKE_KEY
from clb.phone.guide import colours, guide_paper, lost, steps


def guide(request: SignedInRequest) -> HttpResponse:
    """Six steps, what the colours mean, and the QR code that opens the app."""
    if not request.user.may_anywhere(MAKE_KEY.name):
        raise PermissionDenied(MAKE_KEY.name)
    url = _app(request)
    return render(
        request,
        "phone/guide.html",
        {"url": url, "qr": code_svg(url), "steps": steps(), "colours": colours(), "lost": lost()},
    )


def guide_file(request: SignedInRequest, file_format: str) -> HttpResponse:
    """The same as docx or PDF."""
    kind = format_of(file_format)
    if not request.user.may_anywhere(MAKE_KEY.name):
        raise PermissionDenied(MAKE_KEY.name)
    return paper_response(request, lambda: guide_paper(_app(request)), kind, name="Huong dan dung tren dien thoai")


def _app(request: SignedInRequest) -> str:
    return request.build_absolute_uri(reverse("phone:app"))
