"""Pages of proposals to a People's Committee and their answers."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.desks.commands import (
    ANSWER_PETITION,
    DROP_PETITION,
    FINISH_NEXT_STEP,
    PLAN_NEXT_STEP,
    SEND_PETITION,
    TAKE_BACK_ANSWER,
)
from clb.desks.models import Petition
from clb.desks.queries.lists import desks_of, petitions_seen_by
from clb.desks.rules import waiting_state
from clb.files.http import file_response
from clb.places.queries import names_on
from clb.web.pages import command_page, paged

from .desks import may_write
from .notes import is_own, steps_of

ANSWER_WITHIN = timedelta(days=30)  # what the form suggests; whoever sends says the day


def _petition(request: SignedInRequest, pk: UUID) -> Petition:
    rows = Petition.objects.visible_to(request.user).select_related("unit", "to_place", "file", "by", "answer__by")
    return fetch(request, rows, pk, at=lambda row: row.unit)


def index(request: SignedInRequest) -> HttpResponse:
    """Proposals that I may see: those without an answer first."""
    if not request.user.may_anywhere("desks.read"):
        raise PermissionDenied("desks.read")
    page = paged(request, petitions_seen_by(request.user))
    return render(request, "desks/petitions.html", {"page": page, "today": timezone.localdate(), **may_write(request)})


def petition(request: SignedInRequest, petition_id: UUID) -> HttpResponse:
    """One proposal: to whom, by when, the answer, what follows."""
    found = _petition(request, petition_id)
    today = timezone.localdate()
    names = names_on([found.unit_id, found.to_place_id], today)
    answer = getattr(found, "answer", None)
    rights = request.user.rights_at(found.unit) | request.user.rights_at(found.to_place)
    verbs = (DROP_PETITION, ANSWER_PETITION, TAKE_BACK_ANSWER, PLAN_NEXT_STEP)
    context = {
        "petition": found,
        "answer": answer,
        "state": waiting_state(found.answer_by, answer.answered_on if answer else None, today).value,
        "place": names[found.unit_id],
        "to_place": names[found.to_place_id],
        "is_own": is_own(request.user, found),
        "steps": steps_of(found),
        "may": {c.service.__name__: c.name in rights for c in verbs},
        "may_finish": FINISH_NEXT_STEP.name in rights,
    }
    return render(request, "desks/petition.html", context)


def file(request: SignedInRequest, petition_id: UUID) -> FileResponse:
    """The paper."""
    found = _petition(request, petition_id)
    if found.file is None:
        raise Http404(petition_id)
    return file_response(found.file, "kien-nghi")


def send(request: SignedInRequest) -> HttpResponse:
    """A proposal is recorded."""
    today = timezone.localdate()
    office = desks_of(request.user, today).select_related("unit").first()
    to_place = office.unit.key if office else ""
    initial = {"office": office, "sent_on": today, "answer_by": today + ANSWER_WITHIN, "to_place": to_place}
    return command_page(
        request, SEND_PETITION, initial=initial, then=lambda done: reverse("desks:petition", args=[done.ref["id"]])
    )


def drop(request: SignedInRequest, petition_id: UUID) -> HttpResponse:
    """One recorded by mistake goes."""
    found = _petition(request, petition_id)
    context = {"intro": found.about, "danger": True, "back": _page(found)}
    then = reverse("desks:petitions")
    return command_page(request, DROP_PETITION, initial={"petition": found}, then=then, context=context)


def answer(request: SignedInRequest, petition_id: UUID) -> HttpResponse:
    """The answer is written down."""
    found = _petition(request, petition_id)
    initial = {"petition": found, "answered_on": timezone.localdate()}
    context = {"intro": found.about}
    return command_page(request, ANSWER_PETITION, initial=initial, then=_page(found), context=context)


def take_back(request: SignedInRequest, petition_id: UUID) -> HttpResponse:
    """An answer written by mistake goes."""
    found = _petition(request, petition_id)
    context = {"intro": found.about, "danger": True}
    return command_page(request, TAKE_BACK_ANSWER, initial={"petition": found}, then=_page(found), context=context)


def plan_step(request: SignedInRequest, petition_id: UUID) -> HttpResponse:
    """Something is to be done after it."""
    found = _petition(request, petition_id)
    context = {"intro": found.about}
    return command_page(request, PLAN_NEXT_STEP, initial={"petition": found}, then=_page(found), context=context)


def _page(found: Petition) -> str:
    return reverse("desks:petition", args=[found.pk])
