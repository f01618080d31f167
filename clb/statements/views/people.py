"""A member's own book, and the paper of one receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from clb.access.http import SignedInRequest
from clb.fund.models import Receipt
from clb.papers.codes import code_svg
from clb.papers.files import format_of, paper_response, sheet_response
from clb.papers.words import vnd_in_words
from clb.statements.papers import passbook_paper
from clb.statements.queries.passbook import passbook
from clb.statements.queries.slips import Slip, slip_of
from clb.web.pages import chosen_day

from .access import may_name, member_of, receipt_seen

SHEETS = Path(__file__).parents[1] / "sheets_css"
SIZES = ("A5", "A6")


def member(request: SignedInRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """Fees by month, gifts, loans with what was paid and is left, on any day."""
    club, person = member_of(request, club_id, person_id)
    on = chosen_day(request, timezone.localdate())
    return render(request, "statements/passbook.html", {"club": club, "on": on, "book": passbook(club, person, on)})


def member_paper(request: SignedInRequest, club_id: UUID, person_id: UUID, file_format: str) -> HttpResponse:
    """The same to print, in large type."""
    club, person = member_of(request, club_id, person_id)
    on, wanted = chosen_day(request, timezone.localdate()), format_of(file_format)
    return paper_response(request, lambda: passbook_paper(passbook(club, person, on)), wanted, name="So thanh vien")


def slip(request: SignedInRequest, receipt_id: UUID) -> HttpResponse:
    """One receipt: number, sum in digits and words, and the QR code by which anyone may check it."""
    receipt = receipt_seen(request, receipt_id)
    return render(request, "statements/slip.html", _slip(request, receipt))


def slip_paper(request: SignedInRequest, receipt_id: UUID, size: str) -> HttpResponse:
    """The same as a paper of A5 or A6."""
    receipt = receipt_seen(request, receipt_id)
    if size not in SIZES:
        raise Http404(size)
    stylesheet = SHEETS / f"slip-{size.lower()}.css"
    return sheet_response(
        request, "statements/slip_paper.html", stylesheet, lambda: _slip(request, receipt), name="Phieu"
    )


def _slip(request: SignedInRequest, receipt: Receipt) -> dict[str, Any]:
    found = slip_of(receipt)
    return {
        "club": receipt.club,
        "slip": found,
        "receipt": receipt,
        "names": may_name(request, receipt.club),
        "words": vnd_in_words(found.sum_vnd),
        "qr": qr_of(request, found),
        "sizes": SIZES,
    }


def qr_of(request: SignedInRequest, found: Slip) -> SafeString:
    """The address that checks a receipt, as an SVG. Capitals throughout: such a code is a third smaller."""
    url = request.build_absolute_uri(reverse("statements_check:check", args=[found.code])).upper()
    return code_svg(url)
