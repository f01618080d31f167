"""Decisions and vouchers, and the clubs' own books beside them."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.budget.commands import (
    APPROVE_SETTLEMENT,
    ATTACH_BUDGET_FILE,
    LINK_CLUB_RECEIPT,
    TAKE_BACK_DOCUMENT,
    UNLINK_CLUB_RECEIPT,
)
from clb.budget.models import BudgetDocument
from clb.budget.queries import clubs_of_period, document_rows, documents_of
from clb.budget.queries.clubs import club_of
from clb.budget.queries.documents import Narrowed
from clb.files.http import file_response
from clb.ledger.models import Entry
from clb.web.pages import command_page, paged

from .access import document_for, may_at, period_for

WORK = (TAKE_BACK_DOCUMENT, ATTACH_BUDGET_FILE, LINK_CLUB_RECEIPT, UNLINK_CLUB_RECEIPT, APPROVE_SETTLEMENT)


def documents(request: SignedInRequest, budget_period_id: UUID) -> HttpResponse:
    """The decisions and vouchers of a period that the person may see, narrowed to what a table's row is made of."""
    found = period_for(request, budget_period_id)
    years = list(found.years.order_by("year"))
    get = request.GET.get
    chosen = [year for year in years if str(year.year) == get("nam", "")] or years
    kind = get("loai", "") if get("loai", "") in BudgetDocument.Kind.values else ""
    names = {"source": "nguon", "line": "dong", "unit": "don-vi", "agency": "co-quan", "level": "cap"}
    asked = Narrowed(kind=kind, **{name: get(word, "")[:20] for name, word in names.items()})
    context = {
        "period": found,
        "page": paged(request, documents_of(request.user, chosen, asked)),
        "years": years,
        "year": get("nam", ""),
        "kinds": BudgetDocument.Kind.choices,
        "kind": kind,
        "is_narrowed": bool(asked.touching()),
    }
    return render(request, "budget/documents.html", context)


def document(request: SignedInRequest, budget_document_id: UUID) -> HttpResponse:
    """One of them: what it moved, its reversal, its file, the club's own entry."""
    found = document_for(request, budget_document_id)
    rows = document_rows(found, request.user)
    context = {
        "document": found,
        "year": found.year,
        "period": found.year.period,
        "rows": rows,
        "total_vnd": sum(row.amount_vnd for row in rows),
        "taken_back": Entry.objects.filter(reverses=found.entry_id).first(),
        "club": club_of(found),
        "link": getattr(found, "club_receipt", None),
        "approval": getattr(found, "approval", None),
        "may": may_at(request, found.year.period.place, WORK),
    }
    return render(request, "budget/document.html", context)


def attachment(request: SignedInRequest, budget_document_id: UUID) -> FileResponse:
    """The picture or PDF of a document."""
    found = document_for(request, budget_document_id)
    if found.file is None:
        raise Http404
    return file_response(found.file, "chung-tu")


def take_back(request: SignedInRequest, budget_document_id: UUID) -> HttpResponse:
    """What was written wrong is reversed."""
    found = document_for(request, budget_document_id, TAKE_BACK_DOCUMENT)
    then, context = found.get_absolute_url(), {"intro": f"{found}. {found.reason}", "danger": True}
    return command_page(request, TAKE_BACK_DOCUMENT, initial={"document": found}, then=then, context=context)


def attach(request: SignedInRequest, budget_document_id: UUID) -> HttpResponse:
    """The picture or PDF is sent."""
    found = document_for(request, budget_document_id, ATTACH_BUDGET_FILE)
    then, context = found.get_absolute_url(), {"intro": str(found)}
    return command_page(request, ATTACH_BUDGET_FILE, initial={"document": found}, then=then, context=context)


def link_club_receipt(request: SignedInRequest, budget_document_id: UUID) -> HttpResponse:
    """Which entry of the club's book it is."""
    found = document_for(request, budget_document_id, LINK_CLUB_RECEIPT)
    then, context = found.get_absolute_url(), {"intro": f"{found}. {found.reason}"}
    return command_page(request, LINK_CLUB_RECEIPT, initial={"document": found}, then=then, context=context)


def unlink_club_receipt(request: SignedInRequest, budget_document_id: UUID) -> HttpResponse:
    """The link goes."""
    found = document_for(request, budget_document_id, UNLINK_CLUB_RECEIPT)
    then, context = found.get_absolute_url(), {"intro": str(found), "danger": True}
    return command_page(request, UNLINK_CLUB_RECEIPT, initial={"document": found}, then=then, context=context)


def approve_settlement(request: SignedInRequest, budget_document_id: UUID) -> HttpResponse:
    """A year's settlement is approved."""
    found = document_for(request, budget_document_id, APPROVE_SETTLEMENT)
    initial = {"document": found, "approved_on": timezone.localdate()}
    then, context = found.year.get_absolute_url(), {"intro": str(found)}
    return command_page(request, APPROVE_SETTLEMENT, initial=initial, then=then, context=context)


def clubs(request: SignedInRequest, budget_period_id: UUID) -> HttpResponse:
    """What was released to each club, and what its own book says."""
    found = period_for(request, budget_period_id)
    may = may_at(request, found.place, (LINK_CLUB_RECEIPT,))
    if not may["read_all"]:
        raise Http404
    money = clubs_of_period(found)
    totals = [sum(getattr(one, name) for one in money) for name in ("released_vnd", "in_book_vnd", "difference_vnd")]
    context = {"period": found, "page": paged(request, money, per_page=30), "totals": totals, "may": may}
    return render(request, "budget/clubs.html", context)
