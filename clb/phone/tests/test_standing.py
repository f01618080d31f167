"""What is wrong with a phone, as a table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from clb.phone.standing import Facts, Trouble, troubles, why_left

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
NEWEST = date(2026, 11, 20)


def facts(**told: Any) -> Facts:
    good = {
        "made_at": NOW - timedelta(days=20),
        "expires_on": date(2027, 2, 1),
        "seen_at": NOW,
        "packed_at": NOW,
        "version": "2026-11-20.abcdef01",
    }
    return Facts(**{**good, **told})


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("told", "kind", "weight", "words"),
    [
        ({"left_rows": 2, "left_since": ago(0)}, Trouble.WAITING, 20, "2 việc"),
        ({"left_rows": 2, "left_since": ago(1), "left_why": "OFFLINE"}, Trouble.WAITING, 45, "vì không có mạng"),
        ({"left_rows": 2, "left_since": ago(8)}, Trouble.WAITING, 70, "18/11/2026"),
        ({"left_photos": 3, "left_since": ago(31), "left_why": "FULL"}, Trouble.WAITING, 90, "3 ảnh"),
        ({"parked": 1, "parked_since": ago(2)}, Trouble.PARKED, 55, "24/11/2026"),
        ({"parked": 1, "parked_since": ago(31)}, Trouble.PARKED, 85, "26/10/2026"),
        ({"expires_on": date(2026, 11, 25)}, Trouble.ENDED, 60, "25/11/2026"),
        ({"has_new_card": True}, Trouble.ENDED, 75, "thẻ mới"),
        ({"expires_on": date(2026, 12, 3)}, Trouble.ENDING, 30, "03/12/2026"),
        ({"seen_at": None, "packed_at": None}, Trouble.NEVER, 60, "06/11/2026"),
        ({"seen_at": ago(15), "packed_at": ago(15)}, Trouble.SILENT, 40, "15 ngày"),
        ({"seen_at": ago(36), "packed_at": ago(36)}, Trouble.SILENT, 65, "36 ngày"),
        ({"version": "2026-10-01.00000000"}, Trouble.OLD_APP, 25, "01/10/2026"),
        ({"version": "2026-05-01.00000000"}, Trouble.OLD_APP, 80, "không gửi được nữa"),
    ],
)
def test_one_thing_wrong_is_told_with_its_reason(told: dict[str, Any], kind: Trouble, weight: int, words: str) -> None:
    (one,) = troubles(facts(**told), NOW, NEWEST)
    assert (one.kind, one.weight) == (kind, weight)
    assert words in one.why


def test_nothing_is_wrong_with_a_phone_in_good_order() -> None:
    assert troubles(facts(), NOW, NEWEST) == ()
    assert troubles(facts(made_at=NOW, seen_at=None, packed_at=None), NOW, NEWEST) == (), "set up a moment ago"
    assert troubles(facts(expires_on=date(2026, 12, 4)), NOW, NEWEST) == (), "eight days are enough"


def test_a_key_of_a_week_is_told_of_on_its_last_day_only() -> None:
    made = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    assert troubles(facts(made_at=made, expires_on=date(2026, 11, 27)), NOW, NEWEST) == ()
    (one,) = troubles(facts(made_at=made - timedelta(days=1), expires_on=date(2026, 11, 26)), NOW, NEWEST)
    assert one.kind == Trouble.ENDING


def test_the_worst_comes_first_and_what_waits_makes_an_end_worse() -> None:
    told = troubles(facts(expires_on=date(2026, 11, 1), left_rows=1, left_since=ago(40), seen_at=ago(36)), NOW, NEWEST)
    assert [(one.kind, one.weight) for one in told] == [
        (Trouble.ENDED, 95),
        (Trouble.WAITING, 90),
        (Trouble.SILENT, 65),
    ]
    assert all(one.is_bad for one in told)


def test_a_code_that_nobody_knows_is_no_reason() -> None:
    assert why_left("OFFLINE") == "không có mạng"
    assert (why_left(""), why_left("BANANA")) == ("", "")
