"""Two officers at once: the same allocation is not released twice, on both databases."""

from __future__ import annotations

from clb.budget import commands as verbs
from clb.budget.queries import table
from clb.kernel.commands import run
from clb.kernel.tests.at_once import at_once
from conftest import make_cast

from .sample import Budget

M = 1_000_000


def test_three_releases_of_the_same_money_at_once_make_one(committed: None) -> None:
    budget = Budget(make_cast(), first=2025, last=2025, lines=1)
    place = budget.cast.province
    budget.give(2025, PROVINCE=10 * M)
    budget.allocate(2025, (1, place, "PROVINCE", 10 * M))
    wanted = budget.paid(2025, 1, place, "PROVINCE", 6 * M)
    came = at_once(*[lambda: run(verbs.RELEASE_MONEY, by=budget.tai, data=wanted).status] * 3)
    assert sorted(came) == ["done", "rejected", "rejected"]
    total = table(
        list(budget.years.values()), "nam", budget.period.years.get().book.entries.latest("number").happened_on
    )
    assert (total.total.released_vnd, total.total.left_vnd) == (6 * M, 4 * M)
