"""Three years of a district with twelve lines, two adjustments and a refused overspend, recomputed by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from clb.budget import commands as verbs
from clb.budget.models import BudgetDocument
from clb.budget.queries import DIMENSIONS, clubs_of_period, facts_of, table, unit_money, vouchers_vnd
from clb.budget.rules import level_of
from clb.fund.commands import RECEIVE_START_FUND
from clb.kernel.selfcheck import run_checks
from clb.ledger.models import Entry
from conftest import Cast, make_cast

from .sample import Budget, act, tried

M = 1_000_000
END = date(2026, 3, 1)


class Told:
    """The story, and what a person with a pencil would write down of it: by (year, line, unit, source)."""

    def __init__(self, cast: Cast) -> None:
        self.budget = b = Budget(cast)
        self.allocated, self.released = Counter[tuple[int, int, int, str]](), Counter[tuple[int, int, int, str]]()
        self.settled, self.refused = Counter[tuple[int, int, int, str]](), 0
        self.given = Counter[tuple[int, str]]()
        p, xa, club = cast.province, cast.xa, cast.club.unit
        for year in (2023, 2024, 2025):
            for source, vnd in (("PROVINCE", 100 * M), ("DISTRICT", 80 * M + year), ("ELDERCARE", 20 * M)):
                b.give(year, **{source: vnd})
                self.given[year, source] += vnd
            plan = [(n, p, "PROVINCE", n * M + n) for n in range(1, 13)]
            plan += [(4, xa, "DISTRICT", 9 * M), (3, club, "ELDERCARE", 20 * M), (9, p, "DISTRICT", 7 * M + 1)]
            b.allocate(year, *plan)
            self.allocated.update({(year, n, u.pk, s): vnd for n, u, s, vnd in plan})
            for n, unit, source, vnd in plan:
                if n != 12:
                    paid = vnd - 1000 * n
                    b.release(year, n, unit, source, paid)
                    self.released[year, n, unit.pk, source] += paid
            # an overspend is refused; after an adjustment it goes through
            wanted = 2 * M
            over = tried(verbs.RELEASE_MONEY, b.tai, **b.paid(year, 1, p, "PROVINCE", wanted, f"02/07/{year}"))
            assert list(over.errors) == ["amount_vnd"]
            self.refused += over.status == "rejected"
            if year < 2025:  # two adjustments
                moved = [(1, p, "PROVINCE", wanted), (12, p, "PROVINCE", -wanted)]
                b.adjust(year, *moved)
                self.allocated.update({(year, n, u.pk, s): vnd for n, u, s, vnd in moved})
                b.release(year, 1, p, "PROVINCE", wanted, f"02/07/{year}")
                self.released[year, 1, p.pk, "PROVINCE"] += wanted
            self._settle(year, cast)

    def _settle(self, year: int, cast: Cast) -> None:
        b, p = self.budget, cast.province
        cell = b.cell(year, 12, p, "PROVINCE")
        short = b.cell(year, 9, p, "DISTRICT")
        rows = [{"cell": str(short.pk), "spent_vnd": 5 * M, "carried_vnd": None}]
        if year < 2025:
            rows.append({"cell": str(cell.pk), "spent_vnd": 0, "carried_vnd": 3 * M})
        document = b.settle(year, rows)
        b.approve(document)
        self.settled.update({k: v for k, v in self.released.items() if k[0] == year})
        self.settled[year, 9, p.pk, "DISTRICT"] = 5 * M


@pytest.fixture(scope="module")
def told_once(stored_once: Path) -> Told:
    return Told(make_cast())


@pytest.fixture
def told(told_once: Told, db: None) -> Told:
    return told_once


def test_every_table_adds_up_to_the_dong(told: Told) -> None:
    b = told.budget
    years = list(b.years.values())
    facts = facts_of(years, END)
    totals = {table(years, dimension, END, facts).total for dimension in DIMENSIONS}
    (total,) = totals
    assert total.given_vnd == sum(told.given.values())
    assert total.allocated_vnd == sum(told.allocated.values())
    assert total.released_vnd == sum(told.released.values()) == vouchers_vnd(years, END)
    assert total.settled_vnd == sum(told.settled.values())
    assert total.brought_vnd == total.carried_vnd == 6 * M
    assert total.given_vnd == total.settled_vnd + total.returned_vnd
    assert total.left_vnd == total.unallocated_vnd == 0
    assert told.refused == 3


def test_each_row_by_year_source_level_line_and_unit_is_what_a_pencil_says(told: Told) -> None:
    b = told.budget
    years = list(b.years.values())
    facts = facts_of(years, END)
    numbers = {year.pk: year.year for year in years}
    lines = {line.pk: n for n, line in enumerate(b.lines, 1)}
    of = {
        "nam": lambda k: k[0],
        "dong": lambda k: k[1],
        "don-vi": lambda k: k[2],
        "nguon": lambda k: k[3],
        "cap": lambda k: level_of(k[3]),
    }
    for dimension, key in of.items():
        for name, counted in (
            ("allocated_vnd", told.allocated),
            ("released_vnd", told.released),
            ("settled_vnd", told.settled),
        ):
            wanted = Counter[object]()
            for cell, vnd in counted.items():
                wanted[key(cell)] += vnd
            rows = table(years, dimension, END, facts).rows
            found = {}
            for row in rows:
                known = (
                    numbers.get(row.key)
                    if dimension == "nam"
                    else lines.get(row.key)
                    if dimension == "dong"
                    else row.key
                )
                if getattr(row.figures, name):
                    found[known] = getattr(row.figures, name)
            assert found == {k: v for k, v in wanted.items() if v}, (dimension, name)


def test_the_closing_settlement_is_the_sum_of_vouchers(told: Told) -> None:
    b = told.budget
    years = list(b.years.values())
    total = table(years, "nam", END).total
    documents = BudgetDocument.objects.filter(kind="RELEASE", year__period=b.period).select_related("entry")
    by_hand = sum(t.amount_vnd for d in documents for t in d.entry.transfers.all())
    assert total.settled_vnd + total.paid_back_vnd == by_hand == vouchers_vnd(years)
    closing = {"period": b.period.pk, "number": "20/QĐ", "closed_on": "01/03/2026"}
    assert tried(verbs.CLOSE_PERIOD, b.tai.__class__.objects.get(username="dung"), **closing).status == "done"
    later = tried(verbs.GIVE_BUDGET, b.tai, **b.given(2025, PROVINCE=1))
    assert later.errors == {"__all__": ["Giai đoạn này đã quyết toán xong, không ghi thêm được."]}
    assert {name: told for name, told in run_checks().items() if told} == {}


def test_any_day_shows_what_stood_on_it(told: Told) -> None:
    years = [told.budget.years[2023]]
    first = table(years, "nam", date(2023, 1, 4)).total
    assert (first.given_vnd, first.allocated_vnd) == (200 * M + 2023, 0)
    spring = table(years, "nam", date(2023, 6, 30)).total
    assert (spring.released_vnd, spring.settled_vnd) == (0, 0)
    assert table(years, "nam", date(2023, 12, 31)).total.settled_vnd == 0


def test_a_release_to_a_club_is_held_against_the_clubs_own_book(told: Told) -> None:
    b, cast = told.budget, told.budget.cast
    (one,) = clubs_of_period(b.period)
    assert (one.club, one.in_book_vnd, one.difference_vnd) == (cast.club, 0, one.released_vnd)
    release = one.releases[0]
    money = {"club": cast.club.pk, "amount_vnd": release.released_vnd - 500, "source": "ELDER_CARE_FUND"}
    act(RECEIVE_START_FUND, cast.lan, **money, received_on="05/07/2023")
    entry = Entry.objects.get(kind="start_fund")
    act(verbs.LINK_CLUB_RECEIPT, b.tai, document=release.document.pk, entry=entry.pk)
    (one,) = clubs_of_period(b.period)
    assert one.in_book_vnd == release.released_vnd - 500
    assert one.difference_vnd == 500 + sum(r.released_vnd for r in one.releases[1:])
    again = tried(verbs.LINK_CLUB_RECEIPT, b.tai, document=one.releases[1].document.pk, entry=entry.pk)
    assert again.status == "rejected"


def test_the_stable_read_tells_each_agencys_money(told: Told) -> None:
    cast = told.budget.cast
    rows = [r for r in unit_money([cast.province.pk], END) if (r.year, r.line.number) == (2023, 9)]
    (row,) = rows
    assert (row.agency, row.unit, row.estimate_vnd) == ("FRONT", cast.province, 0)
    assert row.allocated_vnd == 9 * M + 9 + 7 * M + 1
    assert row.released_vnd == row.allocated_vnd - 2 * 9000
    assert {r.agency for r in unit_money([cast.province.pk], END, agency="HEALTH")} == {"HEALTH"}
