"""Reports as files: the same rights as the page that shows the same figures."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.papers.blocks import Paper
from clb.papers.files import format_of, paper_response
from clb.plans.models import Plan
from clb.plans.queries.targets import default_day, may_see_figures
from clb.reports.issuer import issuer_of
from clb.reports.progress import progress_paper
from clb.web.pages import chosen_day


def progress(request: SignedInRequest, plan_id: int, file_format: str) -> HttpResponse:
    """BÁO CÁO tiến độ thực hiện kế hoạch, on a day, as PDF or docx."""
    chosen = format_of(file_format)
    plans = Plan.objects.visible_to(request.user).filter(status=Plan.Status.CONFIRMED).select_related("place")
    plan = get_object_or_404(plans, pk=plan_id)
    today = timezone.localdate()
    if not may_see_figures(request.user, plan.place, today):
        raise PermissionDenied("plans.read")
    on = chosen_day(request, default_day(plan, today))
    user = request.user

    def paper() -> Paper:
        return progress_paper(plan, on, issuer_of(user, today), user)

    return paper_response(request, paper, chosen, name=f"Báo cáo tiến độ {plan} {on:%Y-%m-%d}")
