"""Pages of what waits for a second person."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, asks_again, fetch
from clb.places.queries import name_on, names_on
from clb.web.pages import command_page, paged

from .commands import DECIDE_PROPOSAL, WITHDRAW_PROPOSAL
from .models import Proposal
from .queries import decided_lately, lines_of, title_of, waiting_for
from .services import form_of


def index(request: SignedInRequest) -> HttpResponse:
    """What waits, and what was decided lately."""
    if not request.user.may_anywhere(DECIDE_PROPOSAL.name):
        raise PermissionDenied(DECIDE_PROPOSAL.name)
    page = paged(request, decided_lately(request.user), per_page=20)
    waiting = list(waiting_for(request.user)[:100])
    names = names_on([row.unit_id for row in (*waiting, *page)], timezone.localdate())
    context = {
        "waiting": [(row, title_of(row), names.get(row.unit_id, "")) for row in waiting],
        "decided": [(row, title_of(row), names.get(row.unit_id, "")) for row in page],
        "page": page,
    }
    return render(request, "seconds/index.html", context)


def _proposal(request: SignedInRequest, pk: UUID) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).select_related("by", "decided_by", "unit")
    return fetch(request, rows, pk, at=lambda row: row.unit)


@asks_again
def proposal(request: SignedInRequest, proposal_id: UUID) -> HttpResponse:
    """What it would do, in the words of its form; and the answer, for whoever may give it."""
    found = _proposal(request, proposal_id)
    form = form_of(found)
    is_mine = found.by_id == request.user.pk
    context = {
        "proposal": found,
        "title": title_of(found),
        "place": name_on(found.unit, timezone.localdate()),
        "lines": lines_of(form) if form else [],
        "is_mine": is_mine,
        "back": reverse("seconds:index"),
        "submit": _("Trả lời"),
    }
    if is_mine or not found.waits or not request.user.may(DECIDE_PROPOSAL.name, found.unit):
        return render(request, "seconds/shown.html", context)
    return command_page(
        request,
        DECIDE_PROPOSAL,
        template="seconds/decide.html",
        initial={"proposal": found.pk},
        then=reverse("seconds:index"),
        context=context,
    )


def withdraw(request: SignedInRequest, proposal_id: UUID) -> HttpResponse:
    """Whoever typed it takes it back."""
    found = get_object_or_404(Proposal.objects.filter(by=request.user), pk=proposal_id)
    told = _("Việc «%s» sẽ không được làm nữa.") % title_of(found)
    return command_page(
        request,
        WITHDRAW_PROPOSAL,
        initial={"proposal": found.pk},
        then=reverse("seconds:index"),
        context={"intro": told, "submit": _("Rút lại")},
    )
