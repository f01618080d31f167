"""The plans by which weak clubs are brought back to work, and what of them is late."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from clb.access.models import User
from clb.clubs.models import Club, ClubStatus, ConsolidationStep


def consolidation_steps(club: Club) -> list[ConsolidationStep]:
    """Every step of the club's weak periods, the newest period first, then by due day."""
    rows = ConsolidationStep.objects.filter(status__club=club).select_related("status")
    return list(rows.order_by("-status__from_on", "due_on", "pk"))


def overdue_consolidation(user: User, day: date) -> QuerySet[ConsolidationStep]:
    """Steps late on `day`, of clubs still weak where `user` may plan such steps: the commune and those above it."""
    here = user.reach("clubs.plan_consolidation_step").values("below")
    weak = ClubStatus.objects.filter(until_on__isnull=True, status__in=ConsolidationStep.WEAK).values("club")
    late = ConsolidationStep.objects.filter(done_on__isnull=True, due_on__lt=day, status__club__unit__in=here)
    rows = late.filter(status__club__in=weak).select_related("status__club")
    return rows.order_by("due_on", "pk")


def step_state(step: ConsolidationStep, day: date) -> str:
    """DONE, OVERDUE or LATER, as of `day`."""
    if step.done_on is not None and step.done_on <= day:
        return "DONE"
    return "OVERDUE" if step.due_on < day else "LATER"
