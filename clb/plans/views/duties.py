"""Pages of duties: the board, one duty with its due days, and what is said of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.files.http import file_response
from clb.kernel.commands import Command
from clb.places.models import Unit
from clb.places.queries import names_on
from clb.plans import commands as verbs
from clb.plans.models import AgencyBody, DutyExtension, Plan, Task, TaskEvidence, TaskReport
from clb.plans.proofs import proof_of
from clb.plans.queries.duties import bodies_of, duty_board
from clb.plans.queries.targets import may_see_figures
from clb.plans.queries.work import DuePage, due_page, places_to_report
from clb.plans.queries.years import by_year, lost_on, years_of
from clb.plans.rules.duties import due_days_of
from clb.web.pages import chosen_day, command_page

from .plans import seen_plan

OF_DUTY = (verbs.REPORT_TASK, verbs.CHARGE_DUTY, verbs.EXTEND_DUTY, verbs.BIND_DUTY, verbs.GIVE_DUTY)


def board(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Agency × duty, on a day; each body by year; duties that nobody owns."""
    found = seen_plan(request, plan_id)
    on = chosen_day(request, timezone.localdate())
    desks = duty_board(found, on)
    context = {
        "plan": found,
        "on": on,
        "desks": desks,
        "years": years_of(found),
        "bodies": by_year(found, desks, on),
        "may_see": may_see_figures(request.user, found.place, timezone.localdate()),
        "may_map": request.user.may("plans.map_body", found.place),
        "ended_on": lost_on(found, AgencyBody(), on),
    }
    return render(request, "plans/board.html", context)


def _task(request: SignedInRequest, task_id: int) -> Task:
    tasks = Task.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    return get_object_or_404(tasks.select_related("plan__place", "agency", "given_to__agency"), pk=task_id)


def duty(request: SignedInRequest, task_id: int) -> HttpResponse:
    """One duty with all its due days, by the communes that owe it where they do."""
    task = _task(request, task_id)
    on = chosen_day(request, timezone.localdate())
    mine = places_to_report(request.user, task, on)
    among = {unit.pk for unit in mine} if mine and task.plan.place not in mine else None
    found = next(d for desk in duty_board(task.plan, on, among) for d in desk.duties if d.task.pk == task.pk)
    rights = request.user.rights_at(task.plan.place)
    context = {
        "duty": found,
        "task": task,
        "plan": task.plan,
        "on": on,
        "bodies": bodies_of(task),
        "proof": proof_of(task),
        "may_report": bool(mine),
        "may": {c.service.__name__: c.name in rights for c in OF_DUTY},
    }
    return render(request, "plans/duty.html", context)


def due(request: SignedInRequest, task_id: int) -> HttpResponse:
    """One due day of a duty: who reported what, what shows it, what the software counts, what was put off."""
    task = _task(request, task_id)
    context = _due_context(request, task, due_page(request.user, task, _due_day(request, task), timezone.localdate()))
    return render(request, "plans/due.html", context)


def _due_context(request: SignedInRequest, task: Task, shown: DuePage) -> dict[str, Any]:
    rights = request.user.rights_at(task.plan.place)
    is_mine = bool(places_to_report(request.user, task, timezone.localdate()))
    names = names_on({row.report.place_id for row in shown.reports} | {task.plan.place_id}, timezone.localdate())
    return {
        "task": task,
        "plan": task.plan,
        "shown": shown,
        "names": names,
        "is_mine": is_mine,
        "may_extend": verbs.EXTEND_DUTY.name in rights,
        "may_drop_extension": verbs.DROP_EXTENSION.name in rights,
        "may_prove": is_mine and request.user.may_anywhere(verbs.PROVE_TASK.name),
    }


def _page_of(task: Task | int, day: date) -> str:
    """The page of one due day."""
    return reverse("plans:due", args=[task if isinstance(task, int) else task.pk]) + f"?ky={day:%Y-%m-%d}"


def _due_day(request: SignedInRequest, task: Task) -> date:
    """The due day that the page is about: `?ky=`, else the first."""
    days = due_days_of(task)
    asked = request.GET.get("ky") or request.POST.get("due_on", "")
    return next((day for day in days if asked in (day.isoformat(), f"{day:%d/%m/%Y}")), days[0])


def _about_due_day(request: SignedInRequest, task_id: int, command: Command, **initial: Any) -> HttpResponse:
    task = _task(request, task_id)
    day = _due_day(request, task)
    then = _page_of(task, day)
    context: dict[str, Any] = {"intro": f"{task.text} · {day:%d/%m/%Y}", "back": then}
    places = places_to_report(request.user, task, timezone.localdate())
    initial = {"task": task, "due_on": day, "place": _first(places, task.plan.place), **initial}
    return command_page(request, command, initial=initial, then=then, context=context)


def _first(places: list[Unit], ground: Unit) -> str:
    """The one commune for which a person reports; none where it is for the whole ground."""
    return places[0].key if places and ground not in places else ""


def report(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Report a duty as done for one of its due days."""
    return _about_due_day(request, task_id, verbs.REPORT_TASK, done_on=timezone.localdate())


def charge(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Name who sees to a duty."""
    return _about_due_day(request, task_id, verbs.CHARGE_DUTY)


def extend(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Put a due day off."""
    return _about_due_day(request, task_id, verbs.EXTEND_DUTY, granted_on=timezone.localdate())


def drop_extension(request: SignedInRequest, extension_id: int) -> HttpResponse:
    """Take an extension back."""
    rows = DutyExtension.objects.filter(task__plan__in=Plan.objects.visible_to(request.user)).select_related("task")
    found = get_object_or_404(rows, pk=extension_id)
    then = _page_of(found.task_id, found.due_on)
    context = {"intro": found.task.text, "danger": True}
    return command_page(request, verbs.DROP_EXTENSION, initial={"extension": found}, then=then, context=context)


def withdraw(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Take a report back."""
    found = get_object_or_404(TaskReport.objects.visible_to(request.user).select_related("task"), pk=report_id)
    then = _page_of(found.task_id, found.due_on)
    context = {"intro": found.task.text, "back": then, "danger": True}
    return command_page(request, verbs.WITHDRAW_TASK_REPORT, initial={"report": found}, then=then, context=context)


def prove(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Add what shows a report: a file, or a record that the software holds."""
    reports = TaskReport.objects.visible_to(request.user).select_related("task__plan__place", "place")
    found = get_object_or_404(reports, pk=report_id)
    then = _page_of(found.task_id, found.due_on)
    context = {"intro": f"{found.task.text} · {found.due_on:%d/%m/%Y}", "back": then}
    return command_page(request, verbs.PROVE_TASK, initial={"report": found}, then=then, context=context)


def _proof(request: SignedInRequest, proof_id: int) -> TaskEvidence:
    rows = TaskEvidence.objects.visible_to(request.user).select_related("file", "report__task")
    return get_object_or_404(rows, pk=proof_id)


def proof_file(request: SignedInRequest, task_evidence_id: int) -> FileResponse:
    """The paper or photo itself."""
    found = _proof(request, task_evidence_id)
    if found.file is None:
        raise Http404(task_evidence_id)
    return file_response(found.file, "bang-chung")


def drop_proof(request: SignedInRequest, task_evidence_id: int) -> HttpResponse:
    """Take away what was added by mistake."""
    found = _proof(request, task_evidence_id)
    then = _page_of(found.report.task_id, found.report.due_on)
    context = {"intro": found.what or _("Tệp đã gửi"), "back": then, "danger": True}
    return command_page(request, verbs.DROP_TASK_EVIDENCE, initial={"proof": found}, then=then, context=context)


def bind(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Say which count of the software belongs to a duty."""
    task = _task(request, task_id)
    then = reverse("plans:duty", args=[task.pk])
    initial = {"task": task, "proof": task.proof}
    return command_page(request, verbs.BIND_DUTY, initial=initial, then=then, context={"intro": task.text})


def give(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Give a duty that nobody owns to a body."""
    task = _task(request, task_id)
    then = reverse("plans:duty", args=[task.pk])
    initial = {"task": task, "body": task.given_to, "paper": task.given_by}
    return command_page(request, verbs.GIVE_DUTY, initial=initial, then=then, context={"intro": task.text})


def map_body(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Say which office acts for a body, and who took its duties over."""
    bodies = AgencyBody.objects.filter(agency__plan__in=Plan.objects.visible_to(request.user))
    body = get_object_or_404(bodies.select_related("agency", "successor_place"), pk=body_id)
    then = reverse("plans:board", args=[body.agency.plan_id])
    initial = {"body": body, "role": body.role, "successor": body.successor, "succeeded_on": body.succeeded_on}
    initial["successor_place"] = body.successor_place.key if body.successor_place else ""
    context = {"intro": body.name, "back": then}
    return command_page(request, verbs.MAP_BODY, initial=initial, then=then, context=context)
