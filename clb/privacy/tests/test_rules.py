"""Clocks, and names found in words: tables."""

from __future__ import annotations

from datetime import date

import pytest

from clb.privacy.queries.keeping import months_before
from clb.privacy.rules import Marks, clocks, scrubbed


@pytest.mark.parametrize(
    ("kind", "received", "shared", "extended", "answer_by", "do_by"),
    [
        ("WITHDRAW", date(2026, 11, 26), False, 0, date(2026, 11, 30), date(2026, 12, 11)),
        ("RESTRICT", date(2026, 11, 26), True, 0, date(2026, 11, 30), date(2026, 12, 16)),
        ("OBJECT", date(2026, 11, 26), True, 15, date(2026, 11, 30), date(2026, 12, 31)),
        ("SEE", date(2026, 11, 26), False, 0, date(2026, 11, 30), date(2026, 12, 6)),
        ("DELETE", date(2026, 2, 13), True, 0, date(2026, 2, 24), date(2026, 2, 28)),  # Tết between
    ],
)
def test_clocks(kind: str, received: date, shared: bool, extended: int, answer_by: date, do_by: date) -> None:
    found = clocks(kind, received, is_shared=shared, extended_days=extended)
    assert (found.answer_by, found.do_by) == (answer_by, do_by)


def test_before_the_decree_there_is_no_clock() -> None:
    with pytest.raises(LookupError):
        clocks("SEE", date(2025, 12, 31))


HER = Marks(("Trần Thị Hòa", "Bà Ba"), ("0912345678",), frozenset({"m1"}), "X")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thăm Trần Thị Hòa.", "Thăm X."),
        ("TRẦN  THỊ HÒA, trần thị hòa", "X, X"),
        ("Tran Thi Hoa", "X"),  # typed without marks
        ("Trần Thị Hoa", "Trần Thị Hoa"),  # somebody else
        ("Trần Thị Hoàn", "Trần Thị Hoàn"),
        ("bà ba đến; Bà Bảy", "X đến; Bà Bảy"),
        ("gọi 0912.345.678 hay 0912 345 678", "gọi X hay X"),
        ("số 10912345678", "số 10912345678"),
        ("Trần Thị Hòa".encode().decode(), "X"),
        ("Tra\u0302\u0300n Thi\u0323 Ho\u0300a", "X"),  # letters and marks apart
        ("", ""),
    ],
)
def test_names_in_words(text: str, found: str) -> None:
    assert scrubbed(text, HER) == found


def test_a_record_of_hers_loses_its_reasons_too() -> None:
    rows = [
        {"name": "Trần Thị Hòa", "amount_vnd": 5, "purpose": "Nuôi heo", "reason": "khá"},
        {"member": "m1", "name": "?", "note": "ốm"},
        {"name": "Bà Bảy", "purpose": "Nuôi heo"},
    ]
    assert scrubbed({"loans": {"rows": rows}}, HER)["loans"]["rows"] == [
        {"name": "X", "amount_vnd": 5, "purpose": "", "reason": ""},
        {"member": "m1", "name": "?", "note": ""},
        {"name": "Bà Bảy", "purpose": "Nuôi heo"},
    ]


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
    ],
)
def test_months_before(day: date, months: int, found: date) -> None:
    assert months_before(day, months) == found
