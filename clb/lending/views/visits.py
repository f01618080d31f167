"""Visits: whom nobody has seen for too long, those of one loan, and their forms."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.fund.models import Loan
from clb.lending.commands import DROP_VISIT, RECORD_VISIT
from clb.lending.models import LoanVisit
from clb.lending.queries import visit_days, visits_due, visits_of
from clb.web.pages import command_page

from .access import club_of, loan_of


def visits(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Every loan that is owed with its next visit, the longest overdue first."""
    found, today = club_of(request, club_id), timezone.localdate()
    days, is_said = visit_days(found, today)
    context = {
        "club": found,
        "dues": visits_due(found, today),
        "days": days,
        "is_suggested": not is_said,
        "may_record": RECORD_VISIT.name in request.user.rights_at(found.unit),
    }
    return render(request, "lending/visits.html", context)


def loan_visits(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """All visits to the borrower of one loan."""
    found = loan_of(request, loan_id)
    rights = request.user.rights_at(found.club.unit)
    context = {
        "loan": found,
        "club": found.club,
        "visits": visits_of(found),
        "may_record": RECORD_VISIT.name in rights,
        "may_drop": DROP_VISIT.name in rights,
    }
    return render(request, "lending/loan_visits.html", context)


def record_visit(request: SignedInRequest, loan_id: UUID) -> HttpResponse:
    """Somebody saw the borrower."""
    found = loan_of(request, loan_id, RECORD_VISIT)
    initial = {"loan": found, "visited_on": timezone.localdate()}
    context = {"intro": _intro(found)}
    return command_page(request, RECORD_VISIT, initial=initial, then=_page(found.pk), context=context)


def drop_visit(request: SignedInRequest, loan_visit_id: UUID) -> HttpResponse:
    """A visit written down wrong goes."""
    visit = get_object_or_404(LoanVisit, pk=loan_visit_id)
    found = loan_of(request, visit.loan_id, DROP_VISIT)
    context = {"intro": f"{_intro(found)} {visit.visited_on:%d/%m/%Y}.", "danger": True}
    return command_page(request, DROP_VISIT, initial={"visit": visit}, then=_page(found.pk), context=context)


def _intro(found: Loan) -> str:
    return f"{found.person.full_name}, {found.title.lower()}." + (f" {found.purpose}." if found.purpose else "")


def _page(loan_id: UUID) -> str:
    return reverse("lending:loan_visits", args=[loan_id])
