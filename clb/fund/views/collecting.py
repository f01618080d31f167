"""The collection sheet of a club: one screen, one form, one printed page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.fund.collection_paper import sheet_paper
from clb.fund.commands import COLLECT_REPAYMENTS
from clb.fund.desk import pages
from clb.fund.queries.collection import SheetRow
from clb.fund.queries.collection import collection_sheet as sheet_of
from clb.papers.files import format_of, paper_response
from clb.web.pages import chosen_day, command_page

from .access import club_of


def collection_sheet(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Due, paid, left of all borrowers this month, and everyone's payment of today in one form."""
    found = club_of(request, club_id, COLLECT_REPAYMENTS)
    on = chosen_day(request, timezone.localdate())
    sheet = sheet_of(found, on)
    context = {
        "club": found,
        "on": on,
        "sheet": sheet,
        "rows": [(row, _typed(request, row, "paid_vnd"), _typed(request, row, "interest_vnd")) for row in sheet.rows],
        "back": reverse("fund:open_loans", args=[found.pk]),
        "pages": pages(),
    }
    then = reverse("fund:collection_sheet", args=[found.pk])
    initial = {"club": found, "paid_on": on}
    template = "fund/collection.html"
    return command_page(request, COLLECT_REPAYMENTS, initial=initial, then=then, template=template, context=context)


def _typed(request: SignedInRequest, row: SheetRow, column: str) -> str:
    return request.POST.get(f"payments:{row.loan.pk}:{column}", "")


def collection_paper(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The same to print, with room for what is paid and a signature; it names people."""
    found = club_of(request, club_id, COLLECT_REPAYMENTS)
    wanted, on = format_of(file_format), chosen_day(request, timezone.localdate())
    return paper_response(request, lambda: sheet_paper(sheet_of(found, on)), wanted)
