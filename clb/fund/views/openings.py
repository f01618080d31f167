"""Pages of the sheet by which a club with years on paper begins its books here."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.fund.blanks import opening_sheet
from clb.fund.commands import OPEN_BOOKS, REVERSE_OPENING
from clb.fund.models import Opening
from clb.fund.queries.openings import entries_standing, opening_card
from clb.papers.blocks import Paper
from clb.papers.files import format_of, paper_response
from clb.web.pages import command_page

from .access import act_page, club_of, shown_at


def opening(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What was taken over from paper; where nothing was, how to begin."""
    found = club_of(request, club_id)
    context = shown_at(request, found, open=OPEN_BOOKS, reverse=REVERSE_OPENING)
    context |= {"card": opening_card(found), "begun": entries_standing(found)}
    return render(request, "fund/opening.html", context)


def open_books(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The sheet to fill in."""
    found = club_of(request, club_id, OPEN_BOOKS)
    back, asked = reverse("fund:opening", args=[found.pk]), request.GET.get("dong", "")
    initial = {"club": found, "rows": int(asked) if asked.isdecimal() and len(asked) < 5 else 0}
    context = {"club": found, "intro": found.name, "submit": _("Ghi số dư đầu kỳ"), "more": (30, 60, 100)}
    return command_page(
        request, OPEN_BOOKS, initial=initial, then=back, template="fund/open_books.html", context=context
    )


def reverse_opening(request: SignedInRequest, opening_id: int) -> HttpResponse:
    """The whole sheet is taken back."""
    row = get_object_or_404(Opening.objects.filter(reversed_on__isnull=True), pk=opening_id)
    found = club_of(request, row.club_id, REVERSE_OPENING)
    initial = {"opening": row, "reversed_on": timezone.localdate()}
    told = _("Số dư đầu kỳ chốt ngày %s được đảo cả bảng, rồi ghi lại được từ đầu.")
    intro = told % f"{row.cut_off_on:%d/%m/%Y}"
    return act_page(request, REVERSE_OPENING, found, "fund:opening", initial, intro=intro, danger=True)


def opening_paper(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The blank sheet to fill in by hand, in the same order."""
    found, wanted = club_of(request, club_id), format_of(file_format)
    names = "members.read" in request.user.rights_at(found.unit)

    def paper() -> Paper:
        return opening_sheet(found, timezone.localdate(), with_names=names)

    return paper_response(request, paper, wanted)
