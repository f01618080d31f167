"""One client's page, and the forms about a client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.board.queries import person_of
from clb.care import commands as verbs
from clb.care.models import CareAssignment, CareClient, NeedsAssessment, RosterChange
from clb.care.queries.clients import client_card, history_of, latest_by_scale
from clb.care.queries.roster import roster
from clb.care.queries.volunteers import suggestions
from clb.care.rules.roster import monday
from clb.kernel.commands import Command
from clb.kernel.journal import Kind, note
from clb.web.pages import chosen_day, command_page

from .access import client_of, club_of

AHEAD = timedelta(days=14)
A_YEAR, HALF_A_YEAR = timedelta(days=364), timedelta(days=182)


def _page(client: CareClient) -> str:
    return reverse("care:client", args=[client.pk])


def client(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """Who it is, what was agreed, who comes, what is needed, and the newest visits."""
    found, today = client_of(request, care_client_id), timezone.localdate()
    card = client_card(found, today)
    history = history_of(found, request.GET.get("truoc", "")) if card.line.has_agreed else None
    mine, is_older = CareClient.objects.filter(pk=found.pk), "truoc" in request.GET
    rights = request.user.rights_at(found.club.unit)
    context = {
        "card": card,
        "history": history,
        "is_older": is_older,
        "latest": latest_by_scale(list(card.assessed)),
        "ahead": [] if is_older or found.until_on else roster(mine, monday(today), today + AHEAD, today),
        "rights": {name.removeprefix("care."): True for name in rights if name.startswith("care.")},
        "my_person_id": getattr(person_of(request.user), "pk", None),
        "today": today,
    }
    note(Kind.LOOKED_AT_CARE, request=request, unit=found.club.unit, person=found.person_id)
    return render(request, "care/client.html", context)


def add_client(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Someone is cared for."""
    found = club_of(request, club_id, verbs.ADD_CLIENT)
    initial = {"club": found, "from_on": timezone.localdate()}
    then = lambda outcome: reverse("care:client", args=[outcome.ref["id"]])  # noqa: E731 -- one line in one place
    context = {"intro": found.name, "back": reverse("care:club", args=[found.pk])}
    return command_page(request, verbs.ADD_CLIENT, initial=initial, then=then, context=context)


def _of_client(
    request: SignedInRequest, pk: UUID, command: Command, context: dict[str, Any] | None = None, **initial: Any
) -> HttpResponse:
    found = client_of(request, pk, command)
    shown = {"intro": found.person.full_name, **(context or {})}
    return command_page(request, command, initial={"client": found, **initial}, then=_page(found), context=shown)


def correct_client(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """The first day or the wish was wrong."""
    found = client_of(request, care_client_id, verbs.CORRECT_CLIENT)
    told: dict[str, Any] = {"from_on": found.from_on, "wished_sex": found.wished_sex}
    return _of_client(request, care_client_id, verbs.CORRECT_CLIENT, **told)


def close_client(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """The care ends."""
    found = client_of(request, care_client_id, verbs.CLOSE_CLIENT)
    until = found.person.died_on or timezone.localdate()
    reason = CareClient.EndReason.DIED if found.person.died_on else ""
    return _of_client(request, care_client_id, verbs.CLOSE_CLIENT, {"danger": True}, until_on=until, end_reason=reason)


def plan_care(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """What is agreed from a day on; the form begins with what holds now."""
    found, today = client_of(request, care_client_id, verbs.PLAN_CARE), timezone.localdate()
    held = found.plans.on(today).first()
    begin = max(today, found.from_on)
    told: dict[str, Any] = {"from_on": begin, "until_on": begin + A_YEAR, "review_on": begin + HALF_A_YEAR}
    told["every_weeks"] = 1
    if held:
        days = [str(n) for n in range(7) if held.weekdays >> n & 1]
        told |= {"weekdays": days, "every_weeks": held.every_weeks, "kinds": held.kinds, "aims": str(held.aims)}
    return _of_client(request, care_client_id, verbs.PLAN_CARE, **told)


def assess_needs(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """The questions, scale by scale."""
    found = client_of(request, care_client_id, verbs.ASSESS_NEEDS)
    shown = {"intro": found.person.full_name}
    initial = {"client": found, "assessed_on": timezone.localdate()}
    return command_page(
        request, verbs.ASSESS_NEEDS, initial=initial, then=_page(found), template="care/assess.html", context=shown
    )


def drop_assessment(request: SignedInRequest, needs_assessment_id: UUID) -> HttpResponse:
    """One written down wrong goes."""
    rows = NeedsAssessment.objects.visible_to(request.user).select_related("client__person")
    row = get_object_or_404(rows, pk=needs_assessment_id)
    found = client_of(request, row.client_id, verbs.DROP_ASSESSMENT)
    told = {"intro": f"{found.person.full_name}. {row}.", "danger": True}
    return command_page(request, verbs.DROP_ASSESSMENT, initial={"assessment": row}, then=_page(found), context=told)


# --- Who comes ----------------------------------------------------------------------------------------------------


def assign_volunteer(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """The volunteers in the order in which they fit, each with the reasons."""
    found, today = client_of(request, care_client_id, verbs.ASSIGN_VOLUNTEER), timezone.localdate()
    context = {"client": found, "matches": suggestions(found, today)}
    initial = {"client": found, "from_on": max(today, found.from_on)}
    page: dict[str, Any] = {"then": _page(found), "template": "care/assign.html", "context": context}
    return command_page(request, verbs.ASSIGN_VOLUNTEER, initial=initial, **page)


def end_assignment(request: SignedInRequest, care_assignment_id: int) -> HttpResponse:
    """The volunteer does not come any more."""
    row = get_object_or_404(CareAssignment.objects.select_related("volunteer__person"), pk=care_assignment_id)
    found = client_of(request, row.client_id, verbs.END_ASSIGNMENT)
    told = {"who": row.volunteer.person.full_name, "whom": found.person.full_name}
    context = {"intro": _("%(who)s thôi chăm sóc %(whom)s.") % told, "danger": True}
    initial = {"assignment": row, "until_on": timezone.localdate()}
    return command_page(request, verbs.END_ASSIGNMENT, initial=initial, then=_page(found), context=context)


def call_off_visit(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """Nobody need come on a day."""
    day = chosen_day(request, timezone.localdate())
    return _of_client(request, care_client_id, verbs.CALL_OFF_VISIT, planned_on=day)


def stand_in(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """Somebody else comes on a day."""
    day = chosen_day(request, timezone.localdate())
    return _of_client(request, care_client_id, verbs.STAND_IN, planned_on=day)


def put_back_visit(request: SignedInRequest, roster_change_id: int) -> HttpResponse:
    """The day is again as the plan says."""
    row = get_object_or_404(RosterChange.objects.visible_to(request.user), pk=roster_change_id)
    found = client_of(request, row.client_id, verbs.PUT_BACK_VISIT)
    context = {"intro": f"{found.person.full_name}, {row.planned_on:%d/%m/%Y}."}
    return command_page(
        request, verbs.PUT_BACK_VISIT, initial={"roster_change": row}, then=_page(found), context=context
    )
