"""A year's settlement, as a paper that takes a number of the register; its vouchers stay with who reads them all."""

from __future__ import annotations

from django.utils import timezone

from clb.access.models import User
from clb.papers.sources import Found

from .models import BudgetPeriod, BudgetYear
from .papers import settlement_paper
from .queries import year_state


def find_settlement(user: User, key: str) -> Found | None:
    """The settlement of a year that was settled, for whoever may see its budget."""
    periods = BudgetPeriod.objects.visible_to(user).values("pk")
    pk = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else None
    rows = BudgetYear.objects.filter(period__in=periods, pk=pk).select_related("period__place", "period__plan")
    found = rows.first() if pk else None
    if found is None or year_state(found).settlement is None:
        return None
    return Found(settlement_paper(found, timezone.localdate(), in_detail=False), found.period.place)
