"""What should never be found; asked by the self-check."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import F

from clb.budget.models import BudgetAccount, BudgetDocument, BudgetYear, Stage
from clb.ledger.queries import balances_vnd

from .money import facts_of

OPEN = (Stage.UNALLOCATED, Stage.ALLOCATED, Stage.RELEASED)
AT_ONCE = 500


def _balances(accounts: list[BudgetAccount]) -> Iterator[tuple[BudgetAccount, int]]:
    for start in range(0, len(accounts), AT_ONCE):
        part = accounts[start : start + AT_ONCE]
        left = balances_vnd([row.account for row in part])
        yield from ((row, left[row.account_id]) for row in part)


def books_without_balance() -> list[tuple[BudgetAccount, int]]:
    """Spots where money waits that hold less than nothing, with whole đồng."""
    rows = list(BudgetAccount.objects.filter(stage__in=OPEN).select_related("account").order_by("pk"))
    return [(row, vnd) for row, vnd in _balances(rows) if vnd < 0]


def open_after_settlement() -> list[tuple[BudgetAccount, int]]:
    """Spots of settled years where money still waits, with whole đồng."""
    settled = BudgetDocument.objects.standing().filter(kind=BudgetDocument.Kind.SETTLEMENT).values("year")
    rows = BudgetAccount.objects.filter(stage__in=OPEN, year__in=settled).select_related("account").order_by("pk")
    return [(row, vnd) for row, vnd in _balances(list(rows)) if vnd]


def unlike_carried() -> list[BudgetYear]:
    """Years that carried on something else than the next year was brought."""
    years = list(BudgetYear.objects.select_related("period").order_by("period", "year"))
    sums: dict[tuple[int, str], dict[tuple[str, int | None, int | None], int]] = {}
    for fact in facts_of(years):
        cell = (fact.source, fact.line, fact.unit)
        if fact.figures.carried_vnd:
            sums.setdefault((fact.year, "on"), {})[cell] = fact.figures.carried_vnd
        if fact.figures.brought_vnd:
            sums.setdefault((fact.year, "in"), {})[cell] = fact.figures.brought_vnd
    following = {(year.period_id, year.year - 1): year.pk for year in years}
    return [
        year
        for year in years
        if sums.get((year.pk, "on"), {}) != sums.get((following.get((year.period_id, year.year), 0), "in"), {})
    ]


def documents_elsewhere() -> list[UUID]:
    """Documents whose entry lies in another book than that of their year."""
    rows = BudgetDocument.objects.exclude(entry__book=F("year__book")).values_list("pk", flat=True)
    return list(rows)
