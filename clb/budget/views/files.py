"""Papers and workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone, translation

from clb.access.http import SignedInRequest
from clb.budget import papers
from clb.budget.models import BudgetPeriod, BudgetYear
from clb.budget.workbooks import budget_sheets
from clb.papers.files import LANGUAGE, file_name, format_of, paper_response
from clb.papers.sheets import XLSX, write_sheets

from .access import estimate_for, period_for, year_for


def _reads_all(request: SignedInRequest, period: BudgetPeriod) -> bool:
    return request.user.may("budget.read_all", period.place)


def estimate_paper(request: SignedInRequest, estimate_id: UUID, file_format: str) -> HttpResponse:
    """An estimate to be signed."""
    found, today = estimate_for(request, estimate_id), timezone.localdate()
    return paper_response(request, lambda: papers.estimate_paper(found, today), format_of(file_format))


def allocation_paper(request: SignedInRequest, budget_year_id: int, file_format: str) -> HttpResponse:
    """A year's allocation."""
    found, today = year_for(request, budget_year_id), timezone.localdate()
    detail = _reads_all(request, found.period)
    made = lambda: papers.allocation_paper(found, today, in_detail=detail)  # noqa: E731
    return paper_response(request, made, format_of(file_format))


def settlement_paper(request: SignedInRequest, budget_year_id: int, file_format: str) -> HttpResponse:
    """A year's settlement."""
    found, today = year_for(request, budget_year_id), timezone.localdate()
    detail = _reads_all(request, found.period)
    made = lambda: papers.settlement_paper(found, today, in_detail=detail)  # noqa: E731
    return paper_response(request, made, format_of(file_format))


def closing_paper(request: SignedInRequest, budget_period_id: UUID, file_format: str) -> HttpResponse:
    """A period's settlement."""
    found, today = period_for(request, budget_period_id), timezone.localdate()
    detail = _reads_all(request, found)
    made = lambda: papers.closing_paper(found, today, in_detail=detail)  # noqa: E731
    return paper_response(request, made, format_of(file_format))


def _workbook(request: SignedInRequest, period: BudgetPeriod, years: Sequence[BudgetYear], name: str) -> HttpResponse:
    file = BytesIO()
    with translation.override(LANGUAGE):
        write_sheets(file, budget_sheets(period, years, timezone.localdate(), request.user))
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(name)}.xlsx"'
    return response


def period_sheet(request: SignedInRequest, budget_period_id: UUID) -> HttpResponse:
    """Every table of a period."""
    found = period_for(request, budget_period_id)
    return _workbook(request, found, list(found.years.order_by("year")), f"ngan sach {found.name}")


def year_sheet(request: SignedInRequest, budget_year_id: int) -> HttpResponse:
    """Every table of a year."""
    found = year_for(request, budget_year_id)
    return _workbook(request, found.period, [found], f"ngan sach nam {found.year}")
