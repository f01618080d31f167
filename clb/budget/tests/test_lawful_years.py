"""Random lawful years against an independent little book: every sum is the same to the đồng."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clb.budget.models import BudgetAccount, BudgetYear
from clb.budget.queries import facts_of, table, vouchers_vnd
from clb.budget.queries.checks import books_without_balance, open_after_settlement, unlike_carried
from clb.budget.services import adjust_allocation, allocate_money, give_budget, release_money, settle_year
from conftest import make_cast

from .sample import Budget

END = date(2026, 3, 1)
SOURCES = ("PROVINCE", "SOCIAL")
STEPS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 1), st.integers(1, 999)), max_size=9)


@pytest.fixture(scope="module")
def budget_once(stored_once: Path) -> Budget:
    return Budget(make_cast(), first=2024, last=2025, lines=2)


def _lawful_year(
    b: Budget, year: BudgetYear, steps: list[tuple[int, int, int, int]], brought: Counter[tuple[int, str]]
):
    """Do the steps, each cut down to what is lawful; gives what the pencil says: left, released, given, by cell."""
    day, unit = date(year.year, 3, 1), b.cast.province
    free = Counter({source: 1000 * (i + 1) for i, source in enumerate(SOURCES)})
    rows = [{"source": source, "amount_vnd": vnd} for source, vnd in free.items()]
    give_budget(by=b.tai, year=year, number="1", decided_on=day, rows=rows)
    left, out = Counter(brought), Counter[tuple[int, str]]()
    for what, line, at, vnd in steps:
        source, cell = SOURCES[at], (line, SOURCES[at])
        row = {"key": "k", "line": b.lines[line].pk, "unit": unit.key, "source": source}
        told = {"by": b.tai, "year": year, "number": "2", "decided_on": day}
        if what == 0 and (sum_vnd := min(vnd, free[source])):
            allocate_money(**told, rows=[{**row, "amount_vnd": sum_vnd}])
            free[source] -= sum_vnd
            left[cell] += sum_vnd
        elif what == 1 and (sum_vnd := min(vnd, left[cell])):
            adjust_allocation(**told, reason="x", rows=[{**row, "amount_vnd": -sum_vnd}])
            free[source] += sum_vnd
            left[cell] -= sum_vnd
        elif what == 2 and (sum_vnd := min(vnd, left[cell])):
            account = BudgetAccount.objects.get(year=year, stage="ALLOCATED", source=source, line=b.lines[line])
            paid = {"released_on": day, "number": "3", "purpose": "x", "payee": "y", "amount_vnd": sum_vnd}
            release_money(by=b.tai, cell=account, **paid)
            left[cell] -= sum_vnd
            out[cell] += sum_vnd
    return free, left, out


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=STEPS, second=STEPS, part=st.integers(0, 100))
def test_two_random_years_are_what_a_pencil_says(
    budget_once: Budget, db: None, first: list, second: list, part: int
) -> None:
    b = budget_once
    with transaction.atomic():
        brought = Counter[tuple[int, str]]()
        given_all = spent_all = cancelled_all = back_all = 0
        for year, steps in ((b.years[2024], first), (b.years[2025], second)):
            free, left, out = _lawful_year(b, year, steps, brought)
            is_last = year.year == 2025
            lines = {line.pk: i for i, line in enumerate(b.lines)}
            rows, carried, spent = [], Counter[tuple[int, str]](), Counter[tuple[int, str]]()
            for account in BudgetAccount.objects.filter(year=year, stage="ALLOCATED"):
                cell = (lines[account.line_id], account.source)
                spent[cell], carried[cell] = out[cell] * part // 100, 0 if is_last else left[cell] * part // 100
                rows.append({"cell": str(account.pk), "spent_vnd": spent[cell], "carried_vnd": carried[cell]})
            settle_year(by=b.tai, year=year, number="9", settled_on=date(year.year, 12, 31), rows=rows)
            total = table([year], "dong", END).total
            assert total.released_vnd == sum(out.values()) == vouchers_vnd([year])
            assert (total.settled_vnd, total.carried_vnd) == (sum(spent.values()), sum(carried.values()))
            assert total.brought_vnd == sum(brought.values())
            assert total.cancelled_vnd == sum(free.values()) + sum(left.values()) - sum(carried.values())
            given_all, spent_all = given_all + 3000, spent_all + total.settled_vnd
            cancelled_all, back_all = cancelled_all + total.cancelled_vnd, back_all + total.paid_back_vnd
            brought = carried
        assert given_all == spent_all + cancelled_all + back_all
        years = list(b.years.values())
        facts = facts_of(years)
        assert len({table(years, d, END, facts).total for d in ("nam", "cap", "nguon", "dong", "don-vi", "clb")}) == 1
        assert (books_without_balance(), open_after_settlement(), unlike_carried()) == ([], [], [])
        transaction.set_rollback(True)
