"""The queue of a club, and the form of a new request."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.fund.queries import loan_terms
from clb.kernel.money import vnd
from clb.lending.commands import ASK_LOAN, DECIDE_REQUEST, DISBURSE_REQUEST
from clb.lending.papers import queue_list
from clb.lending.queries import Queue, cards, closed_requests, queue_of, visits_due
from clb.papers.files import format_of, paper_response
from clb.web.pages import chosen_day, command_page, paged

from .access import club_of


def _queue(request: SignedInRequest, club: Club) -> tuple[Queue, frozenset[str]]:
    rights, on = request.user.rights_at(club.unit), chosen_day(request, timezone.localdate())
    return queue_of(club, on, may_read_sensitive="members.read_sensitive" in rights), rights


def queue(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Who waits in which place and why, who waits for the money, who fell out."""
    found = club_of(request, club_id)
    shown, rights = _queue(request, found)
    context = {
        "club": found,
        "queue": shown,
        "closed": closed_requests(found, shown.on).count(),
        "overdue_visits": sum(due.is_overdue for due in visits_due(found, shown.on)),
        "may_ask": ASK_LOAN.name in rights,
        "may_decide": DECIDE_REQUEST.name in rights,
        "may_disburse": DISBURSE_REQUEST.name in rights,
    }
    return render(request, "lending/queue.html", context)


def queue_paper(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The same to lay before the board at a meeting; not to be hung up, since it names people."""
    found = club_of(request, club_id)
    wanted = format_of(file_format)
    return paper_response(request, lambda: queue_list(found, _queue(request, found)[0]), wanted)


def closed(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Requests that were paid out, refused or withdrawn, the newest first."""
    found, today = club_of(request, club_id), timezone.localdate()
    page = paged(request, closed_requests(found, today))
    return render(request, "lending/closed.html", {"club": found, "page": page, "cards": cards(page.object_list)})


def ask_loan(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A member asks for a loan; what the charter lends stands above the form."""
    found, today = club_of(request, club_id, ASK_LOAN), timezone.localdate()
    terms, told = loan_terms(found, today), [found.name + "."]
    if terms.cap_vnd is not None:
        told.append(_("Quy chế cho vay nhiều nhất %s một lần.") % vnd(terms.cap_vnd))
    if terms.months_at_most is not None:
        told.append(_("Quy chế cho vay dài nhất %d tháng.") % terms.months_at_most)
    then = reverse("lending:queue", args=[found.pk])
    initial = {"club": found, "asked_on": today}
    return command_page(request, ASK_LOAN, initial=initial, then=then, context={"intro": " ".join(told)})
