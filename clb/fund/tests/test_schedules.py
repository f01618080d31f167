"""Schedules against the worked examples of schedules.yaml, each checked by hand, and what holds of every schedule."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from clb.clubs.models import CharterRule
from clb.fund.rules.repayment import Due, allocate, due_by, split
from clb.fund.rules.schedules import Terms, asked_interest, months_beyond, schedule_of, yearly_rate

EXAMPLES = yaml.safe_load((Path(__file__).parent / "schedules.yaml").read_text("utf8"))


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("·")]


def terms_of(given: dict[str, Any]) -> Terms:
    rate = Decimal(str(given["rate"]))
    return Terms(given["method"], given["principal"], rate, given["months"], given["grace"], given["rounding"])


def named(example: dict[str, Any]) -> str:
    return f"{example['id']}"


def test_there_are_enough_examples_of_each_kind() -> None:
    used = {e["terms"]["method"] for e in EXAMPLES}
    assert (len(EXAMPLES) >= 30, used) == (True, set(CharterRule.Method.values))
    assert {0, 20} <= {e["terms"]["rate"] for e in EXAMPLES}
    assert {1, 60} <= {e["terms"]["months"] for e in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_the_schedule_is_the_one_computed_by_hand(example: dict[str, Any]) -> None:
    rows = schedule_of(terms_of(example["terms"]), example["terms"]["from"])
    wanted = [cells(line) for line in example["rows"]]
    listed = {int(cell[0]) for cell in wanted}
    found = [(r.number, r.due_on, r.principal_vnd, r.interest_vnd, r.balance_vnd) for r in rows if r.number in listed]
    assert found == [(int(n), day(on), int(p), int(i), int(left)) for n, on, p, i, left in wanted]
    sums = {"principal": sum(r.principal_vnd for r in rows), "interest": sum(r.interest_vnd for r in rows)}
    assert (sums, len(rows)) == (example["sums"], example["terms"]["months"])


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "paid" in e], ids=named)
def test_what_was_paid_is_counted_as_by_hand(example: dict[str, Any]) -> None:
    terms, on = terms_of(example["terms"]), example["until"]
    rows = schedule_of(terms, example["terms"]["from"])
    paid = [(day(at), int(p), int(i)) for at, p, i in map(cells, example["paid"])]
    repaid = [(at, p) for at, p, _i in paid]
    asked = asked_interest(terms, rows, example["terms"]["from"], terms.principal_vnd, repaid)
    assert asked == example["asked"]
    dues = [Due(r.number, r.due_on, r.principal_vnd, i) for r, i in zip(rows, asked, strict=True)]
    parts = allocate(dues, sum(p for _at, p, _i in paid), sum(i for _at, _p, i in paid), on)
    wanted = {int(cell[0]): cell[1:] for cell in map(cells, example["parts"])}
    told = {
        p.due.number: [p.paid_principal_vnd, p.paid_interest_vnd, p.left_vnd, p.state, p.late_days]
        for p in parts
        if p.due.number in wanted
    }
    assert told == {n: [int(a), int(b), int(c), state, int(late)] for n, (a, b, c, state, late) in wanted.items()}
    if "beyond" in example:
        last = rows[-1].due_on
        owed = terms.principal_vnd - sum(p for at, p in repaid if at <= last)
        after = [(at, p) for at, p in repaid if at > last]
        beyond = [[f"{at:%d/%m/%Y}", str(vnd)] for at, vnd in months_beyond(terms, last, owed, after, on)]
        assert beyond == [[at, vnd.replace("_", "")] for at, vnd in map(cells, example["beyond"])]


TERMS = st.builds(
    Terms,
    method=st.sampled_from(CharterRule.Method.values),
    principal_vnd=st.integers(1, 300).map(lambda n: n * 250_000),
    rate_percent_year=st.decimals(0, 20, places=2),
    months=st.integers(7, 60),
    grace_months=st.integers(0, 6),
    rounding_vnd=st.sampled_from([1, 500, 1_000, 10_000]),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TERMS, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_every_schedule_repays_all_and_never_asks_more_interest_than_the_rate(terms: Terms, begins_on: date) -> None:
    rows = schedule_of(terms, begins_on)
    assert sum(r.principal_vnd for r in rows) == terms.principal_vnd
    assert rows[-1].balance_vnd == 0
    assert min(min(r.principal_vnd, r.interest_vnd, r.balance_vnd) for r in rows) >= 0
    base = [terms.principal_vnd if terms.method == "FLAT" else r.before_vnd for r in rows]
    exact = sum(vnd * Fraction(terms.rate_percent_year) / 1_200 for vnd in base)
    assert 0 <= exact - sum(r.interest_vnd for r in rows) < terms.rounding_vnd
    assert [r.principal_vnd for r in rows[: terms.grace_months if terms.method != "BULLET" else 0]] == (
        [0] * (terms.grace_months if terms.method != "BULLET" else 0)
    )
    assert all(r.principal_vnd % terms.rounding_vnd == 0 for r in rows[:-1])
    # Nothing paid: the schedule as it is. All paid on the first day: no interest at all.
    assert asked_interest(terms, rows, begins_on, terms.principal_vnd, []) == [r.interest_vnd for r in rows]
    assert set(asked_interest(terms, rows, begins_on, terms.principal_vnd, [(begins_on, terms.principal_vnd)])) == {0}


def test_one_sum_is_split_interest_first_the_oldest_first_and_the_rest_ahead() -> None:
    dues = [Due(1, date(2026, 2, 15), 1_000_000, 60_000), Due(2, date(2026, 3, 15), 1_000_000, 50_000)]
    dues.append(Due(3, date(2026, 4, 15), 1_000_000, 40_000))
    on = date(2026, 3, 20)
    parts = allocate(dues, 0, 0, on)
    assert due_by(parts, on) == (2_000_000, 110_000)
    wanted = {
        50_000: (0, 50_000),
        700_000: (640_000, 60_000),
        1_100_000: (1_000_000, 100_000),
        2_110_000: (2_000_000, 110_000),
        2_500_000: (2_390_000, 110_000),
        3_110_000: (3_000_000, 110_000),
        3_150_000: (3_000_000, 150_000),  # all of it, with the interest of the month that has begun
        3_150_001: None,
    }
    assert {vnd: split(vnd, parts, 3_000_000, on, running_vnd=40_000) for vnd in wanted} == wanted


def test_interest_on_the_first_sum_costs_nearly_twice_its_name() -> None:
    flat, declining = (Terms(m, 12_000_000, Decimal(12), 12, 0, 1) for m in ("FLAT", "DECLINING"))
    begun = date(2026, 1, 15)
    assert round(yearly_rate(flat, schedule_of(flat, begun)), 1) == 21.5
    assert round(yearly_rate(declining, schedule_of(declining, begun)), 1) == 12.0
