"""Pages of plans: the list, one plan with its targets, and what hangs together."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.places.queries import name_on, names_on
from clb.plans.commands import BIND_TARGET, LINK_PLANS
from clb.plans.models import Plan, Target
from clb.plans.queries.chain import chain_of, traces_of
from clb.plans.queries.targets import default_day, may_see_figures, named_for, target_board
from clb.web.pages import chosen_day, command_page, paged


def seen_plan(request: SignedInRequest, plan_id: int) -> Plan:
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
    found = seen_plan(request, plan_id)
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


def bind_target(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Say which indicator tells a target."""
    targets = Target.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    target = get_object_or_404(targets, pk=target_id)
    then = reverse("plans:plan", args=[target.plan_id])
    initial = {"target": target, "indicator": target.indicator}
    return command_page(request, BIND_TARGET, initial=initial, then=then, context={"intro": target.text, "back": then})


def link(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Say which plan this one carries out and follows."""
    found = seen_plan(request, plan_id)
    then = reverse("plans:plan", args=[found.pk])
    initial = {"plan": found, "implements": found.implements, "follows": found.follows}
    return command_page(request, LINK_PLANS, initial=initial, then=then, context={"intro": found.title, "back": then})
