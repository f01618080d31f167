"""What a charter fixes: dated, adopted somewhere, and within the law."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from clb.clubs.commands import SET_CHARTER_RULE
from clb.clubs.models import CharterRule
from clb.clubs.queries import charter_on
from clb.clubs.rules.charter import charter_value
from clb.kernel.commands import Outcome, run
from conftest import Cast

ON = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("item", "text", "wanted"),
    [
        ("FEE", "10.000", (Decimal(10_000), "")),
        ("FEE", "0", (Decimal(0), "")),
        ("LOAN_CAP", "5 triệu", (Decimal(5_000_000), "")),
        ("RATE", "0", (Decimal(0), "")),
        ("RATE", "7,5 %", (Decimal("7.5"), "")),
        ("RATE", "20", (Decimal(20), "")),
        ("TERM", "12", (Decimal(12), "")),
        ("QUORUM", "66,67", (Decimal("66.67"), "")),
        ("MEETING_DAY", "ngày 17  hằng tháng", (None, "ngày 17 hằng tháng")),
        ("METHOD", "DECLINING", (None, "DECLINING")),
        ("METHOD", "tra lai hang thang, tra goc mot lan khi den han", (None, "BULLET")),
        ("GRACE", "0", (Decimal(0), "")),
        ("ROUNDING", "1.000", (Decimal(1_000), "")),
        ("SPLIT", "30%", (Decimal(30), "")),
        ("QUEUE", "Phụ nữ, hộ nghèo; OLDER,", (None, "WOMAN,POOR,OLDER")),
    ],
)
def test_what_is_typed_is_read(item: str, text: str, wanted: tuple[Any, str]) -> None:
    assert charter_value(item, text, on=ON) == wanted


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("FEE", "mười nghìn"),
        ("FEE", "-1"),
        ("RATE", "20,01"),
        ("RATE", "24"),
        ("RATE", "1,234"),
        ("RATE", "NaN"),
        ("TERM", "0"),
        ("TERM", "1,5"),
        ("QUORUM", "101"),
        ("MEETING_DAY", " "),
        ("METHOD", "BARTER"),
        ("GRACE", "1,5"),
        ("GRACE", "-1"),
        ("ROUNDING", "0"),
        ("ROUNDING", "2 triệu"),
        ("SPLIT", "100,01"),
        ("QUEUE", "hộ nghèo, người quen"),
        ("QUEUE", "hộ nghèo, POOR"),
        ("QUEUE", ", "),
    ],
)
def test_what_cannot_be_is_refused_beside_the_value(item: str, text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        charter_value(item, text, on=ON)
    assert list(refused.value.error_dict) == ["value"]


def rule(cast: Cast, by: object = None, act: uuid.UUID | None = None, **changes: Any) -> Outcome:
    data = {"club": cast.club.pk, "item": "RATE", "value": "12", "from_on": "01/01/2026", "adopted_by": "Họp tháng 1"}
    return run(SET_CHARTER_RULE, by=by or cast.lan, data={**data, **changes}, id=act)


def test_a_rate_above_the_ceiling_is_refused_with_its_source(cast: Cast) -> None:
    told = rule(cast, value="24").errors["value"][0]
    assert ("20%" in told, "Bộ luật Dân sự 2015, Điều 468" in told) == (True, True)


def test_a_new_rule_ends_the_one_before_and_the_same_day_replaces(cast: Cast) -> None:
    rule(cast, value="6", from_on="01/03/2018", adopted_by="Lễ ra mắt")
    rule(cast, value="9")
    rule(cast, value="12")
    rows = CharterRule.objects.order_by("from_on").values_list("amount", "from_on", "until_on")
    assert list(rows) == [(6, date(2018, 3, 1), date(2025, 12, 31)), (12, date(2026, 1, 1), None)]
    days = (date(2018, 2, 28), date(2025, 12, 31), date(2026, 1, 1))
    assert [[r.amount for r in charter_on(cast.club, day)] for day in days] == [[], [6], [12]]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"adopted_by": ""}, "adopted_by"),
        ({"from_on": "28/02/2018"}, "from_on"),
        ({"from_on": "01/01/2099"}, "from_on"),
        ({"item": "DOWRY"}, "item"),
    ],
)
def test_a_bad_line_is_refused_beside_its_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    assert (list(rule(cast, **changes).errors), CharterRule.objects.count()) == ([field], 0)


def test_once_by_those_who_may(cast: Cast) -> None:
    act = uuid.uuid4()
    assert [rule(cast, act=act).status for _i in range(2)] == ["done", "already"]
    assert list(rule(cast, by=cast.hoa).errors) == ["club"]
    with pytest.raises(PermissionDenied):
        rule(cast, by=cast.dung)


def test_the_page_tells_who_adopted_what(cast: Cast) -> None:
    rule(cast, value="7,5")
    client = Client()
    client.force_login(cast.lan)
    told = client.get(reverse("clubs:charter", args=[cast.club.pk])).content.decode()
    assert ("7,5" in told, "Họp tháng 1" in told) == (True, True)


def test_a_choice_and_an_order_are_told_in_words_and_each_item_asks_for_itself(cast: Cast) -> None:
    rule(cast, item="METHOD", value="FLAT")
    rule(cast, item="QUEUE", value="WOMAN,POOR")
    assert [r.told for r in charter_on(cast.club, ON)] == [
        "Mỗi tháng trả một số bằng nhau, lãi tính trên số vay ban đầu",
        "Phụ nữ, Hộ nghèo",
    ]
    client = Client()
    client.force_login(cast.lan)
    url = reverse("clubs:set_charter_rule", args=[cast.club.pk])
    items = client.get(url).content.decode()
    assert [f"?dieu={item}" in items for item in CharterRule.Item.values] == [True] * len(CharterRule.Item.values)
    assert ("Phụ nữ, Hộ nghèo" in items, "chưa ghi" in items) == (True, True)
    assert client.get(url, {"dieu": "METHOD"}).content.decode().count('type="radio"') == 4
    assert "Hộ nghèo, Hộ cận nghèo" in client.get(url, {"dieu": "QUEUE"}).content.decode()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("chủ nhật đầu tháng", "Hiểu là: Chủ nhật đầu tiên hằng tháng; lần tới: "),
        ("khi nào rảnh", "Chưa đọc được ngày sinh hoạt «khi nào rảnh»"),
    ],
)
def test_a_meeting_day_is_never_refused_and_says_how_it_was_understood(cast: Cast, words: str, told: str) -> None:
    client = Client()
    client.force_login(cast.lan)
    sent = {"club": cast.club.pk, "item": "MEETING_DAY", "value": words, "adopted_by": "Họp", "id": str(uuid.uuid4())}
    url = reverse("clubs:set_charter_rule", args=[cast.club.pk])
    page = client.post(url, {**sent, "from_on": "01/03/2018"}, follow=True).content.decode()
    assert (CharterRule.objects.get().words, page.count(told)) == (words, 2)
    again = client.post(url, {**sent, "from_on": "01/03/2018"}, follow=True).content.decode()
    assert ("không ghi thêm lần nữa" in again, again.count(told)) == (True, 1)
