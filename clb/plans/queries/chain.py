"""How plans hang together: what a plan carries out, what carries it out, what came before and after."""

from __future__ import annotations

from dataclasses import dataclass

from clb.access.models import User
from clb.plans.indicators.registry import Words, indicators
from clb.plans.models import Plan, Target
from clb.plans.queries.targets import wanted_in_words


@dataclass(frozen=True)
class Chain:
    """The plans above (highest first), right below, before and after one plan, as far as the person may see them."""

    above: list[Plan]
    below: list[Plan]
    before: list[Plan]
    after: list[Plan]


def chain_of(plan: Plan, user: User) -> Chain:
    """The chain of a plan for one person."""
    seen = Plan.objects.visible_to(user)
    above: list[Plan] = []
    parent = plan.implements
    while parent is not None:
        above.insert(0, parent)
        parent = parent.implements
    visible = set(seen.filter(pk__in=[p.pk for p in above]).values_list("pk", flat=True))
    return Chain(
        above=[p for p in above if p.pk in visible],
        below=list(seen.filter(implements=plan).order_by("from_on", "pk")),
        before=list(seen.filter(pk=plan.follows_id or 0)),
        after=list(seen.filter(follows=plan).order_by("from_on", "pk")),
    )


@dataclass(frozen=True)
class Trace:
    """One indicator through the chain: what each plan above wants, and what this one wants."""

    indicator: str
    what: Words
    wanted: list[tuple[Plan, str]]


def traces_of(plan: Plan, chain: Chain) -> list[Trace]:
    """Indicators that this plan and a plan above both name, in this plan's order."""
    plans = [*chain.above, plan]
    rows = Target.objects.filter(plan__in=plans).exclude(indicator="").order_by("order", "pk")
    by_code: dict[str, dict[int, Target]] = {}
    for row in rows:
        by_code.setdefault(row.indicator, {}).setdefault(row.plan_id, row)
    known = indicators()
    shared = [code for code, found in by_code.items() if plan.pk in found and len(found) > 1 and code in known]
    return [
        Trace(
            code, known[code].what, [(p, wanted_in_words(by_code[code][p.pk])) for p in plans if p.pk in by_code[code]]
        )
        for code in shared
    ]
