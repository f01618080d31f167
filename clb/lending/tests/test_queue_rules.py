"""The order of the queue and its sentences, as tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from clb.clubs.models import CharterRule
from clb.lending.rules import Asking, queue, quorum_met, sentence
from clb.lending.rules.visits import visit_due_on

ORDER = tuple(CharterRule.Priority.values)
MAY, JUNE = date(2026, 5, 5), date(2026, 6, 5)


def asking(key: str, **more: object) -> Asking:
    """A man of 40 of an ordinary household who borrowed once and asked in June."""
    told: dict[str, object] = {"asked_on": JUNE, "household_class": "", "circumstances": (), "is_woman": False}
    return Asking(key, **{**told, "age": 40, "loans_before": 1, **more})  # type: ignore[arg-type]


# Each comes before the next by the default order.
IN_ORDER = [
    asking("poor woman", household_class="POOR", is_woman=True),
    asking("poor, old, never", household_class="POOR", age=70, loans_before=0),
    asking("poor", household_class="POOR"),
    asking("near-poor", household_class="NEAR_POOR"),
    asking("hardship", household_class="HARDSHIP"),
    asking("woman of 60", is_woman=True, age=60),
    asking("woman of 59, asked in May", is_woman=True, age=59, asked_on=MAY),
    asking("woman of 59", is_woman=True, age=59),
    asking("old", age=60),
    asking("never", loans_before=0),
    asking("asked in May", asked_on=MAY),
    asking("asked in June"),
]


def test_the_default_order_puts_the_poor_first() -> None:
    told = queue(list(reversed(IN_ORDER)), ORDER)
    assert [place.key for place in told] == [one.key for one in IN_ORDER]
    assert [place.number for place in told] == list(range(1, len(IN_ORDER) + 1))


def test_the_order_does_not_hang_on_how_they_are_listed() -> None:
    few = [IN_ORDER[0], IN_ORDER[3], IN_ORDER[5], IN_ORDER[10], IN_ORDER[11]]
    for listed in permutations(few):
        assert [place.key for place in queue(listed, ORDER)] == [one.key for one in few]


def test_equals_keep_the_order_given() -> None:
    assert [p.key for p in queue([asking("a"), asking("b")], ORDER)] == ["a", "b"]
    assert [p.key for p in queue([asking("b"), asking("a")], ORDER)] == ["b", "a"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (("POOR", "WOMAN"), "poor"),
        (("WOMAN", "POOR"), "woman"),
        (("NEVER_BORROWED", "POOR", "WOMAN"), "never"),
        (("OLDER",), "first"),  # nobody is old: the day decides, and what the order is silent on counts for nothing
        ((), "first"),
    ],
)
def test_the_clubs_own_order_decides(order: tuple[str, ...], first: str) -> None:
    people = [
        asking("poor", household_class="POOR"),
        asking("woman", is_woman=True),
        asking("never", loans_before=0),
        asking("first", asked_on=MAY),
    ]
    assert queue(people, order)[0].key == first


def why(one: Asking, *, sensitive: bool = True) -> str:
    return sentence(queue([one], ORDER)[0], may_read_sensitive=sensitive)


def test_each_place_is_told_in_one_sentence() -> None:
    lady = asking("x", household_class="POOR", is_woman=True, age=70, loans_before=0)
    assert why(lady) == "Hộ nghèo; phụ nữ; người cao tuổi; chưa vay lần nào; xin từ 05/06/2026"
    assert why(asking("x")) == "Xin từ 05/06/2026"


def test_a_sensitive_reason_is_not_told_to_everybody() -> None:
    disabled = asking("x", circumstances=("DISABLED",))
    assert why(disabled) == "Khuyết tật; xin từ 05/06/2026"
    assert why(disabled, sensitive=False) == "Lý do riêng theo quy chế; xin từ 05/06/2026"
    # What anybody may know is told instead, where it says the same.
    both = asking("x", circumstances=("DISABLED", "LIVES_ALONE"))
    assert why(both, sensitive=False) == "Sống một mình; xin từ 05/06/2026"
    assert [p.key for p in queue([asking("a"), asking("x", circumstances=("DISABLED",))], ORDER)] == ["x", "a"]


@pytest.mark.parametrize(
    ("present", "on_roll", "asked", "met"),
    [
        (7, 10, "70", True),
        (6, 10, "70", False),
        (2, 3, "66.66", True),
        (2, 3, "66.67", False),
        (0, 10, "70", False),
        (None, 10, "70", None),
        (7, 10, None, None),
        (0, 0, "70", None),
        (1, 10, "0", None),
    ],
)
def test_quorum(present: int | None, on_roll: int, asked: str | None, met: bool | None) -> None:
    assert quorum_met(present, on_roll, None if asked is None else Decimal(asked)) is met


@pytest.mark.parametrize(
    ("last", "agreed", "due"),
    [
        (None, None, date(2026, 7, 4)),
        (date(2026, 6, 1), None, date(2026, 7, 31)),
        (date(2026, 6, 1), date(2026, 6, 15), date(2026, 6, 15)),
    ],
)
def test_the_next_visit_is_the_one_agreed_else_after_the_clubs_days(
    last: date | None, agreed: date | None, due: date
) -> None:
    assert visit_due_on(MAY, last, agreed, 60) == due
