"""Pages of drafts: import, review beside the text, correct, confirm."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clb.access.http import SignedInRequest
from clb.kernel.commands import Command, Outcome
from clb.places.queries import name_on
from clb.plans.commands import (
    CONFIRM_PLAN,
    CORRECT_HEADER,
    CORRECT_TARGET,
    CORRECT_TASK,
    DISCARD_DRAFT,
    DROP_ITEM,
    IMPORT_PLAN,
    PLACE_LINE,
)
from clb.plans.indicators.registry import indicators
from clb.plans.models import Agency, Plan, PlanLine, Target, Task
from clb.plans.queries.drafts import ITEM_KINDS, reading_of
from clb.plans.queries.targets import wanted_in_words
from clb.web.pages import command_page

# What the review shows after targets and duties, in this order.
OTHER_KINDS = (
    (_("Mảng hoạt động"), "area"),
    (_("Mục tiêu"), "objective"),
    (_("Nguồn kinh phí"), "source"),
    (_("Nơi nhận"), "recipient"),
)


def import_plan(request: SignedInRequest) -> HttpResponse:
    """A file becomes a draft."""

    def then(outcome: Outcome) -> str:
        return reverse("plans:review", args=[outcome.ref["id"]])

    back = reverse("plans:index")
    return command_page(request, IMPORT_PLAN, initial={}, then=then, context={"back": back})


def _draft(request: SignedInRequest, plan_id: int) -> Plan:
    drafts = Plan.objects.visible_to(request.user).filter(status=Plan.Status.DRAFT).select_related("place")
    return get_object_or_404(drafts, pk=plan_id)


def review(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The text with its line numbers beside what was read from it."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("place"), pk=plan_id)
    reading = reading_of(plan)
    targets = [(target, wanted_in_words(target)) for target in reading.items["target"]]
    context = {
        "plan": plan,
        "reading": reading,
        "targets": targets,
        "place": name_on(plan.place, plan.until_on),
        "is_draft": plan.is_draft,
        "may_confirm": request.user.may("plans.confirm_plan", plan.place),
        "unowned": [task for task in reading.items["task"] if task.agency_id is None],
        "others": [(title, kind, reading.items[kind]) for title, kind in OTHER_KINDS],
        "names": {code: known.what for code, known in indicators().items()},
        "to_read": PlanLine.TO_READ,
    }
    return render(request, "plans/review.html", context)


def _step(
    request: SignedInRequest, command: Command, plan: Plan, initial: dict[str, Any], intro: str = "", **context: Any
) -> HttpResponse:
    then = reverse("plans:review", args=[plan.pk])
    return command_page(request, command, initial=initial, then=then, context={"intro": intro, "back": then, **context})


def correct_header(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Put the head right."""
    plan = _draft(request, plan_id)
    names = ("title", "from_on", "until_on", "number", "issued_on", "issuer", "signer_title", "signer_name")
    initial = {"plan": plan, "place": plan.place.key, **{name: getattr(plan, name) for name in names}}
    return _step(request, CORRECT_HEADER, plan, initial)


def correct_target(request: SignedInRequest, plan_id: int, target_id: int) -> HttpResponse:
    """Put a target right."""
    plan = _draft(request, plan_id)
    target = get_object_or_404(Target, plan=plan, pk=target_id)
    names = ("text", "measure", "minimum", "maximum", "is_min_strict", "is_max_strict", "deadline", "indicator")
    initial: dict[str, Any] = {"target": target, **{name: getattr(target, name) for name in names}}
    initial |= {"unit_name": target.unit, "is_each_club": target.scope == Target.Scope.EACH_CLUB}
    return _step(request, CORRECT_TARGET, plan, initial)


def correct_task(request: SignedInRequest, plan_id: int, task_id: int) -> HttpResponse:
    """Put a duty right."""
    plan = _draft(request, plan_id)
    task = get_object_or_404(Task, plan=plan, pk=task_id)
    names = ("text", "rhythm", "part", "agency", "due_on", "due_month", "due_day")
    return _step(request, CORRECT_TASK, plan, {"task": task, **{name: getattr(task, name) for name in names}})


def drop_item(request: SignedInRequest, plan_id: int, kind: str, item_id: int) -> HttpResponse:
    """Take an item out."""
    plan = _draft(request, plan_id)
    item = get_object_or_404(ITEM_KINDS.get(kind, Agency), plan=plan, pk=item_id)
    return _step(request, DROP_ITEM, plan, {"plan": plan, "kind": kind, "item": item.pk}, str(item))


def place_line(request: SignedInRequest, plan_id: int, number: int) -> HttpResponse:
    """Make an item of a line that was set aside."""
    plan = _draft(request, plan_id)
    line = get_object_or_404(plan.text_lines, number=number)
    return _step(request, PLACE_LINE, plan, {"plan": plan, "line": number}, line.text)


def confirm(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The draft becomes the plan."""
    plan = _draft(request, plan_id)
    then = reverse("plans:plan", args=[plan.pk])
    back = reverse("plans:review", args=[plan.pk])
    context = {"intro": plan.title, "back": back}
    return command_page(request, CONFIRM_PLAN, initial={"plan": plan}, then=then, context=context)


def discard(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The draft is thrown away."""
    plan = _draft(request, plan_id)
    back = reverse("plans:review", args=[plan.pk])
    context = {"intro": plan.title, "back": back, "danger": True}
    return command_page(request, DISCARD_DRAFT, initial={"plan": plan}, then=reverse("plans:index"), context=context)
