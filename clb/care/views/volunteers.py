"""One volunteer's page and forms, and the paper of thanks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.board.models import SignInPerson
from clb.care import commands as verbs
from clb.care import papers
from clb.care.models import Volunteer, VolunteerTraining
from clb.care.queries.volunteers import deeds_of, left_alone_without
from clb.kernel.commands import Command
from clb.papers.files import format_of, paper_response
from clb.web.pages import chosen_year, command_page

from .access import club_of, volunteer_seen


def _page(volunteer: Volunteer) -> str:
    return reverse("care:volunteer", args=[volunteer.pk])


def _year(request: SignedInRequest) -> int:
    this = timezone.localdate().year
    return chosen_year(request, range(2000, this + 1), this)


def volunteer(request: SignedInRequest, volunteer_id: UUID) -> HttpResponse:
    """Whom one cares for, what one gave, when one was trained."""
    found, today = volunteer_seen(request, volunteer_id), timezone.localdate()
    rights = request.user.rights_at(found.club.unit)
    held = found.assignments.on(today).select_related("client__person").order_by("client__person__sort_key")
    context = {
        "volunteer": found,
        "deeds": deeds_of(found, _year(request)),
        "held": held,
        "trainings": found.trainings.order_by("-held_on", "pk"),
        "absences": found.absences.filter(until_on__gte=today).order_by("from_on"),
        "sign_in": SignInPerson.objects.filter(person=found.person_id).select_related("user").first(),
        "rights": {name.removeprefix("care."): True for name in rights if name.startswith("care.")},
        "this_year": today.year,
    }
    return render(request, "care/volunteer.html", context)


def add_volunteer(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A member becomes a volunteer."""
    found = club_of(request, club_id, verbs.ADD_VOLUNTEER)
    back = reverse("care:volunteers", args=[found.pk])
    initial = {"club": found, "from_on": timezone.localdate()}
    return command_page(request, verbs.ADD_VOLUNTEER, initial=initial, then=back, context={"intro": found.name})


def _of_volunteer(
    request: SignedInRequest, pk: UUID, command: Command, context: dict[str, Any] | None = None, **initial: Any
) -> HttpResponse:
    found = volunteer_seen(request, pk, command)
    shown = {"intro": found.person.full_name, **(context or {})}
    return command_page(request, command, initial={"volunteer": found, **initial}, then=_page(found), context=shown)


def correct_volunteer(request: SignedInRequest, volunteer_id: UUID) -> HttpResponse:
    """Free days, kinds of care, the pledge."""
    found = volunteer_seen(request, volunteer_id, verbs.CORRECT_VOLUNTEER)
    days = [str(n) for n in range(7) if found.weekdays >> n & 1]
    told = {"weekdays": days, "kinds": found.kinds, "pledged_on": found.pledged_on}
    return _of_volunteer(request, volunteer_id, verbs.CORRECT_VOLUNTEER, **told)


def record_training(request: SignedInRequest, volunteer_id: UUID) -> HttpResponse:
    """The volunteer was trained."""
    return _of_volunteer(request, volunteer_id, verbs.RECORD_TRAINING, held_on=timezone.localdate())


def drop_training(request: SignedInRequest, volunteer_training_id: int) -> HttpResponse:
    """One written down wrong goes."""
    row = get_object_or_404(VolunteerTraining, pk=volunteer_training_id)
    found = volunteer_seen(request, row.volunteer_id, verbs.DROP_TRAINING)
    context = {"intro": f"{found.person.full_name}. {row}", "danger": True}
    return command_page(request, verbs.DROP_TRAINING, initial={"training": row}, then=_page(found), context=context)


def link_volunteer(request: SignedInRequest, volunteer_id: UUID) -> HttpResponse:
    """Which sign-in is this volunteer's."""
    found = volunteer_seen(request, volunteer_id, verbs.LINK_VOLUNTEER)
    link = SignInPerson.objects.filter(person=found.person_id).first()
    return _of_volunteer(request, volunteer_id, verbs.LINK_VOLUNTEER, user=link.user_id if link else None)


def stop_volunteer(request: SignedInRequest, volunteer_id: UUID) -> HttpResponse:
    """The volunteer stops; whoever would be left alone is named and handed over."""
    found = volunteer_seen(request, volunteer_id, verbs.STOP_VOLUNTEER)
    context = {"danger": True, "volunteer": found, "left": left_alone_without(found)}
    context["intro"] = found.person.full_name
    initial = {"volunteer": found, "until_on": timezone.localdate()}
    page: dict[str, Any] = {"then": _page(found), "template": "care/stop.html", "context": context}
    return command_page(request, verbs.STOP_VOLUNTEER, initial=initial, **page)


def tell_absence(request: SignedInRequest, volunteer_id: UUID) -> HttpResponse:
    """Days on which the volunteer cannot come."""
    today = timezone.localdate()
    return _of_volunteer(request, volunteer_id, verbs.TELL_ABSENCE, from_on=today, until_on=today)


def thanks_paper(request: SignedInRequest, volunteer_id: UUID, file_format: str) -> HttpResponse:
    """A paper of thanks for a year's visits."""
    found = volunteer_seen(request, volunteer_id)
    deeds, today = deeds_of(found, _year(request)), timezone.localdate()
    return paper_response(request, lambda: papers.thanks_paper(deeds, today), format_of(file_format))
