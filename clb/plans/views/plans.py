"""Pages of plans: the list, one plan with its targets, the board of duties."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.places.queries import name_on, names_on
from clb.plans.commands import BIND_TARGET, LINK_PLANS, MAP_BODY, REPORT_TASK, WITHDRAW_TASK_REPORT
from clb.plans.models import AgencyBody, Plan, Target, Task, TaskReport
from clb.plans.queries.chain import chain_of, traces_of
from clb.plans.queries.duties import duty_board
from clb.plans.queries.targets import default_day, may_see_figures, named_for, target_board
from clb.plans.rules.duties import due_days_of
from clb.plans.services.duties import answers_for
from clb.web.pages import chosen_day, command_page, paged


def _plan(request: SignedInRequest, plan_id: int) -> Plan:
    plans = Plan.objects.visible_to(request.user).select_related("place", "implements", "follows")
    return get_object_or_404(plans, pk=plan_id)


def index(request: SignedInRequest) -> HttpResponse:
    """Every plan that I may see, the newest period first; drafts on top."""
    if not request.user.may_anywhere("plans.read"):
        raise PermissionDenied
    plans = Plan.objects.visible_to(request.user).select_related("place").order_by("-status", "-from_on", "place_id")
    page = paged(request, plans)
    today = timezone.localdate()
    names = names_on([p.place_id for p in page], today)
    context = {"page": page, "names": names, "may_import": request.user.may_anywhere("plans.import_plan")}
    return render(request, "plans/index.html", context)


def plan(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """One plan: its chain, and every target as it stands on a day."""
    found = _plan(request, plan_id)
    today = timezone.localdate()
    on = chosen_day(request, default_day(found, today))
    may_see = may_see_figures(request.user, found.place, today)
    chain = chain_of(found, request.user)
    context = {
        "plan": found,
        "on": on,
        "today": today,
        "place": name_on(found.place, on),
        "rows": named_for(request.user, target_board(found, found.place, on)) if may_see else [],
        "may_see": may_see,
        "chain": chain,
        "traces": traces_of(found, chain),
        "may_bind": request.user.may("plans.bind_target", found.place),
        "may_link": request.user.may("plans.link_plans", found.place),
    }
    return render(request, "plans/plan.html", context)


def board(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Agency × duty, on a day."""
    found = _plan(request, plan_id)
    on = chosen_day(request, timezone.localdate())
    desks = duty_board(found, on)
    may_see = may_see_figures(request.user, found.place, timezone.localdate())
    context = {"plan": found, "on": on, "desks": desks, "may_see": may_see}
    may_map = request.user.may("plans.map_body", found.place)
    return render(request, "plans/board.html", {**context, "may_map": may_map})


def duty(request: SignedInRequest, task_id: int) -> HttpResponse:
    """One duty with all its due days."""
    tasks = Task.objects.filter(plan__in=Plan.objects.visible_to(request.user)).select_related("plan__place", "agency")
    task = get_object_or_404(tasks, pk=task_id)
    on = chosen_day(request, timezone.localdate())
    found = next(d for desk in duty_board(task.plan, on) for d in desk.duties if d.task.pk == task.pk)
    may_report = request.user.may("plans.report_task", task.plan.place) and answers_for(request.user, task)
    context = {"duty": found, "task": task, "plan": task.plan, "on": on, "may_report": may_report}
    return render(request, "plans/duty.html", context)


def report(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Report a duty as done for one of its due days."""
    tasks = Task.objects.filter(plan__in=Plan.objects.visible_to(request.user)).select_related("plan")
    task = get_object_or_404(tasks, pk=task_id)
    days = [day for day in due_days_of(task) if day.isoformat() == request.GET.get("ky")] or due_days_of(task)[:1]
    initial = {"task": task, "due_on": days[0], "done_on": timezone.localdate()}
    intro = f"{task.text} · {days[0]:%d/%m/%Y}"
    then = reverse("plans:duty", args=[task.pk])
    return command_page(request, REPORT_TASK, initial=initial, then=then, context={"intro": intro, "back": then})


def withdraw(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Take a report back."""
    reports = TaskReport.objects.filter(task__plan__in=Plan.objects.visible_to(request.user)).select_related("task")
    found = get_object_or_404(reports, pk=report_id)
    then = reverse("plans:duty", args=[found.task_id])
    context = {"intro": found.task.text, "back": then}
    return command_page(request, WITHDRAW_TASK_REPORT, initial={"report": found}, then=then, context=context)


def bind_target(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Say which indicator tells a target."""
    targets = Target.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    target = get_object_or_404(targets, pk=target_id)
    then = reverse("plans:plan", args=[target.plan_id])
    initial = {"target": target, "indicator": target.indicator}
    return command_page(request, BIND_TARGET, initial=initial, then=then, context={"intro": target.text, "back": then})


def map_body(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Say which office acts for a body."""
    bodies = AgencyBody.objects.filter(agency__plan__in=Plan.objects.visible_to(request.user)).select_related("agency")
    body = get_object_or_404(bodies, pk=body_id)
    then = reverse("plans:board", args=[body.agency.plan_id])
    initial = {"body": body, "role": body.role}
    return command_page(request, MAP_BODY, initial=initial, then=then, context={"intro": body.name, "back": then})


def link(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Say which plan this one carries out and follows."""
    found = _plan(request, plan_id)
    then = reverse("plans:plan", args=[found.pk])
    initial = {"plan": found, "implements": found.implements, "follows": found.follows}
    return command_page(request, LINK_PLANS, initial=initial, then=then, context={"intro": found.title, "back": then})
