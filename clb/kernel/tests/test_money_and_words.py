"""Sums, days and names as people type them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clb.kernel.dates import DayField, month_end, month_ends
from clb.kernel.money import LARGEST_VND, VndField, parse_vnd, vnd
from clb.kernel.text import given_name_first, plain, tidy


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("20000000", 20_000_000),
        ("20.000.000", 20_000_000),
        ("20 000 000 đ", 20_000_000),
        ("20 triệu", 20_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("50 nghìn đồng", 50_000),
        ("50k", 50_000),
        ("1,5K", 1_500),
        ("1.500 nghìn", 1_500_000),
        ("1.200 triệu", 1_200_000_000),
        ("1,500 triệu", 1_500_000),
        ("1.5 triệu", 1_500_000),
        ("-1,5 triệu", -1_500_000),
        ("-0,5 triệu", -500_000),
        ("-1.500 nghìn", -1_500_000),
        ("0", 0),
    ],
)
def test_sums_as_people_type_them(typed: str, amount: int) -> None:
    assert parse_vnd(typed) == amount


@pytest.mark.parametrize("typed", ["hai mươi", "20.00", "1.2.3", "20,5", "tỷ", "20 triệu 5", "", "--5"])
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        parse_vnd(typed)


@given(st.integers(0, LARGEST_VND))
def test_a_sum_shown_is_read_back_to_the_same(amount: int) -> None:
    assert parse_vnd(vnd(amount)) == amount


def test_a_slip_of_many_zeros_is_refused() -> None:
    with pytest.raises(ValidationError):
        VndField().clean(str(LARGEST_VND + 1))


@pytest.mark.parametrize("typed", ["1/7/2025", "01/07/2025", "2025-07-01", "1-7-2025"])
def test_days_as_people_type_them(typed: str) -> None:
    assert DayField().clean(typed) == date(2025, 7, 1)


@pytest.mark.parametrize("typed", ["31/02/2025", "hôm qua", "13/13/2025", "0/0/0"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(typed)


def test_month_ends() -> None:
    assert month_end(date(2024, 2, 10)) == date(2024, 2, 29)
    found = list(month_ends(date(2025, 1, 15), date(2025, 3, 2)))
    assert found == [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)]


def test_names_are_found_without_their_marks_and_sorted_by_given_name() -> None:
    assert plain("Đặng  Thị\u0301 Ngọc Ánh") == "dang thi ngoc anh"
    assert tidy("  Lê   Thị  Bé ") == "Lê Thị Bé"
    assert given_name_first("Lê Thị Bé") == "be le thi"
    assert given_name_first("Lê Thị Bé (Năm)") == "be le thi (nam)"
