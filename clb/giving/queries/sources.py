"""The list of sources beside the plans that name them."""

from __future__ import annotations

from dataclasses import dataclass

from clb.access.models import User
from clb.giving.sources import Source, sources
from clb.kernel.text import plain
from clb.plans.models import MoneySource, Plan


@dataclass(frozen=True)
class NamedSource:
    """A source with the lines of confirmed plans that speak of it."""

    source: Source
    lines: tuple[MoneySource, ...]


def named_by_plans(user: User) -> list[NamedSource]:
    """Every source, each with the lines of money of the plans that `user` sees: of the same kind, and where the kind is
    a fund with a name, of that name. One query."""
    plans = Plan.objects.visible_to(user).filter(status=Plan.Status.CONFIRMED)
    rows = list(
        MoneySource.objects.filter(plan__in=plans.values("pk")).select_related("plan").order_by("plan", "order")
    )
    return [NamedSource(one, tuple(row for row in rows if _names(row, one))) for one in sources().values()]


def _names(row: MoneySource, source: Source) -> bool:
    if row.kind != source.plan:
        return False
    return row.kind != MoneySource.Kind.NAMED_FUND or plain(source.name) in plain(row.text)
