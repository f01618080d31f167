"""Visits: the volunteer's own people, the six taps, corrections, and what was done about a danger."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.care import commands as verbs
from clb.care.models import CareClient, CareVisit, DangerAlert, Volunteer
from clb.care.models.words import TASK_ICONS, alarm_of
from clb.care.queries.clients import client_lines, own_clients
from clb.care.queries.roster import roster
from clb.care.queries.volunteers import deeds_of, volunteer_of
from clb.care.rules.roster import monday
from clb.health.queries import agreed_among
from clb.kernel.commands import Outcome
from clb.web.pages import command_page

from .access import client_of

ICONS = {str(task): name for task, name in TASK_ICONS.items()}
SHOWN = 6


def mine(request: SignedInRequest) -> HttpResponse:
    """A volunteer's own people: whom to go to this week, each one tap away from writing it down."""
    if not request.user.may_anywhere("care.read_own"):
        raise PermissionDenied("care.read_own")
    today = timezone.localdate()
    clients = own_clients(request.user, today)
    oneself = Volunteer.objects.on(today).filter(person__signs_in__user=request.user).select_related("club", "person")
    first = monday(today)
    context = {
        "today": today,
        "lines": client_lines(clients, today),
        "visits": roster(clients, first, first + timedelta(days=13), today),
        "volunteers": [(row, deeds_of(row, today.year)) for row in oneself],
    }
    return render(request, "care/mine.html", context)


def record_visit(request: SignedInRequest, care_client_id: UUID) -> HttpResponse:
    """What was done, how the person is, how long, dangers, save."""
    found, today = client_of(request, care_client_id, verbs.RECORD_VISIT), timezone.localdate()
    oneself = volunteer_of(request.user, found.club, today)
    initial = {"client": found, "visited_on": today, "volunteer": oneself}
    context = {"client": found, "icons": ICONS, "is_own": oneself is not None, "back": _back(request, found)}
    context |= _said_before(found, today)
    then = lambda outcome: _told(request, outcome, found)  # noqa: E731 -- the page hands its request on
    return command_page(
        request, verbs.RECORD_VISIT, initial=initial, then=then, template="care/visit.html", context=context
    )


def _back(request: SignedInRequest, client: CareClient) -> str:
    """A volunteer goes back to the own people, everyone else to the client."""
    if request.user.may("care.read", client.club.unit):
        return reverse("care:client", args=[client.pk])
    return reverse("care:mine")


def _said_before(client: CareClient, today: date) -> dict[str, str]:
    """What makes the taps useless or late, said before them: nothing can be kept, or the care has ended."""
    if client.person_id not in agreed_among([client.person_id], today):
        return {"hindered": _("Người này chưa đồng ý, hoặc đã rút lại đồng ý cho ghi việc sức khỏe: không ghi được.")}
    if client.until_on is None or client.until_on >= today:
        return {}
    told = _("Việc chăm sóc người này đã thôi sau ngày %s. Chỉ ghi được những lần đến từ ngày ấy trở về trước.")
    return {"warning": told % f"{client.until_on:%d/%m/%Y}"}


def _told(request: SignedInRequest, outcome: Outcome, client: CareClient) -> str:
    visit = outcome.result
    alarm = alarm_of(visit.dangers) if visit is not None else None
    if alarm is not None:
        level = messages.ERROR if alarm.calls else messages.WARNING
        messages.add_message(request, level, render_to_string("care/_alarm.html", {"alarm": alarm}))
    return _back(request, client)


def correct_visit(request: SignedInRequest, care_visit_id: UUID) -> HttpResponse:
    """What was written down is put right."""
    visit = _visit(request, care_visit_id)
    found = client_of(request, visit.client_id, verbs.CORRECT_VISIT)
    told = {name: getattr(visit, name) for name in ("visited_on", "minutes", "tasks", "how_is")}
    told |= {"dangers": visit.dangers or ["NONE"], "volunteer": visit.volunteer, "companion": visit.companion}
    context = {"client": found, "icons": ICONS, "is_own": False, "visit": visit}
    context["back"] = _back(request, found)
    initial = {"visit": visit, "note": str(visit.note), **told}
    then = lambda outcome: _told(request, outcome, found)  # noqa: E731 -- as when it was written first
    page: dict[str, Any] = {"then": then, "template": "care/visit.html", "context": context}
    return command_page(request, verbs.CORRECT_VISIT, initial=initial, **page)


def drop_visit(request: SignedInRequest, care_visit_id: UUID) -> HttpResponse:
    """One written down wrong goes."""
    visit = _visit(request, care_visit_id)
    found = client_of(request, visit.client_id, verbs.DROP_VISIT)
    told = {"person": found.person.full_name, "day": f"{visit.visited_on:%d/%m/%Y}"}
    words = _("%(person)s, ngày %(day)s. Xóa rồi thì không lấy lại được.") % told
    then = reverse("care:client", args=[found.pk])
    context = {"intro": words, "danger": True}
    return command_page(request, verbs.DROP_VISIT, initial={"visit": visit}, then=then, context=context)


def _visit(request: SignedInRequest, pk: UUID) -> CareVisit:
    rows = CareVisit.objects.changeable_by(request.user).select_related("volunteer__person", "companion__person")
    visit: CareVisit = get_object_or_404(rows, pk=pk)
    return visit


def settle_alert(request: SignedInRequest, danger_alert_id: UUID) -> HttpResponse:
    """What was done about a danger."""
    rows = DangerAlert.objects.select_related("visit__client__person")
    rows = rows.filter(visit__client__in=CareClient.objects.visible_to(request.user).values("pk"))
    alert = get_object_or_404(rows, pk=danger_alert_id)
    found = client_of(request, alert.visit.client_id, verbs.SETTLE_ALERT)
    intro = f"{found.person.full_name}, {alert.visit.visited_on:%d/%m/%Y}: {', '.join(alert.visit.dangers_shown)}."
    initial = {"alert": alert, "settled_on": timezone.localdate()}
    then = reverse("care:club", args=[found.club_id])
    return command_page(request, verbs.SETTLE_ALERT, initial=initial, then=then, context={"intro": intro})
