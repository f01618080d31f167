"""Estimates of a year, with what was asked and agreed."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from clb.access.models import User
from clb.budget.models import BudgetYear, Estimate


def estimates_of(user: User, year: BudgetYear) -> QuerySet[Estimate]:
    """Those that `user` may see, with `asked` and `agreed` in whole đồng, by agency."""
    rows = Estimate.objects.visible_to(user).filter(year=year).select_related("unit")
    rows = rows.annotate(asked=Sum("rows__asked_vnd"), agreed=Sum("rows__agreed_vnd"))
    return rows.order_by("agency", "unit", "pk")
