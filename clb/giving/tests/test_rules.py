"""Worth, promises and words: tables without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clb.giving.rules.pledges import kept
from clb.giving.rules.public import nameless, public_words, says_a_name
from clb.giving.rules.values import share_worth_vnd, worth_vnd
from clb.giving.sources import sources

D = Decimal


@pytest.mark.parametrize(
    ("quantity", "price", "parts"),
    [
        (D("3"), 800_000, [D("1"), D("2")]),
        (D("0.99"), 101, [D("0.33"), D("0.33"), D("0.33")]),
        (D("2.5"), 333_333, [D("1.25"), D("0.01"), D("1.24")]),
        (D("1"), 1, [D("0.5"), D("0.5")]),
    ],
)
def test_parts_are_worth_the_whole_to_the_dong(quantity: Decimal, price: int, parts: list[Decimal]) -> None:
    left, left_vnd = quantity, worth_vnd(quantity, price)
    for part in parts:
        worth = share_worth_vnd(quantity=part, unit_value_vnd=price, left=left, left_vnd=left_vnd)
        assert worth >= 0
        left, left_vnd = left - part, left_vnd - worth
    assert (left, left_vnd) == (0, 0)


@pytest.mark.parametrize(
    ("kept_vnd", "due_on", "withdrawn_on", "state", "left_vnd"),
    [
        (0, date(2026, 3, 1), None, "OVERDUE", 100),
        (40, date(2026, 3, 1), None, "OVERDUE", 60),
        (40, date(2026, 3, 10), None, "DUE", 60),
        (0, date(2026, 3, 24), None, "DUE", 100),
        (0, date(2026, 3, 25), None, "LATER", 100),
        (100, date(2026, 3, 1), None, "DONE", 0),
        (120, date(2026, 3, 1), None, "DONE", 0),
        (40, date(2026, 3, 1), date(2026, 3, 9), "WITHDRAWN", 0),
    ],
)
def test_a_promise_on_10_march(
    kept_vnd: int, due_on: date, withdrawn_on: date | None, state: str, left_vnd: int
) -> None:
    found = kept(100, kept_vnd, due_on=due_on, withdrawn_on=withdrawn_on, on=date(2026, 3, 10))
    assert (found.state, found.left_vnd) == (state, left_vnd)


def test_words_that_name_somebody_are_left_out_whole() -> None:
    names = ["Nguyễn Thị Đẹp", "A"]
    assert says_a_name("quà của NGUYEN THI DEP, ấp 3", names)
    assert not says_a_name("Nguyễn Thị Đẹpp và A", names)  # part of a word; a single letter names nobody
    assert public_words("mua thuốc cho nguyễn thị đẹp", names) == ""
    assert public_words("mua thuốc", names) == "mua thuốc"


def test_sources_have_days_and_the_district_had_its_last() -> None:
    found = sources()
    assert found["STATE_DISTRICT"].holds(date(2025, 6, 30)) and not found["STATE_DISTRICT"].holds(date(2025, 7, 1))
    assert {one.plan for one in found.values()} == {"STATE_BUDGET", "NAMED_FUND", "LOCAL_FUND", "OTHER", "SOCIAL", ""}
    assert all(one.said and one.name for one in found.values())


def test_a_name_that_goes_leaves_its_code_wherever_it_stood() -> None:
    code = "Nhà tài trợ số 3"
    said = {
        "Quà của ông  NGUYỄN văn Đẹp, xã Mẫu": f"Quà của {code}, xã Mẫu",
        "ong nguyen van dep": code,
        "Ông Nguyễn Văn Đẹpp": "Ông Nguyễn Văn Đẹpp",
        "không có ai": "không có ai",
    }
    assert {text: nameless(text, "Ông Nguyễn Văn Đẹp", code) for text in said} == said
    assert nameless("Ai cũng góp", "Ái", code) == f"{code} cũng góp"
    assert nameless("x y", "", code) == "x y"
