"""A cow lent on: who has it, what it brought, and never more than there is."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clb.fund.checks import nobody_hands_over_things_they_have_not
from clb.fund.models import StockItem, StockMove
from clb.fund.queries.stock import stock_of, stock_value_vnd
from clb.fund.rules.stock import Move, short_on, sides_wrong
from clb.fund.services import move_stock, receive_stock, take_back_stock_move, value_stock
from clb.ledger.models import Entry
from clb.members.models import Person
from conftest import Cast, make_member

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def cow(cast: Cast, **more: Any) -> StockItem:
    told = {"what": "Bò cái", "counted_in": "con", "quantity": Decimal(2), "unit_value_vnd": 15_000_000}
    told |= {"valued_by": "Ban chủ nhiệm", "received_on": MARCH, "giver": "Ông Khách", **more}
    return receive_stock(by=cast.lan, club=cast.club, **told)


def move(cast: Cast, item: StockItem, kind: str, on: date, quantity: int = 1, **more: Any) -> StockMove:
    return move_stock(by=cast.lan, item=item, kind=kind, quantity=Decimal(quantity), moved_on=on, **more)


def held(cast: Cast, on: date) -> dict[str, int]:
    [line] = stock_of(cast.club, on)
    return {person.full_name if person else "CLB": int(quantity) for person, quantity in line.holders}


@pytest.fixture
def people(cast: Cast) -> tuple[Person, Person]:
    return make_member(cast.club, "Bà Tư").person, make_member(cast.club, "Ông Năm").person


def test_a_cow_goes_from_house_to_house(cast: Cast, people: tuple[Person, Person]) -> None:
    tu, nam = people
    item = cow(cast)
    move(cast, item, "LENT", MARCH, taker=tu)
    move(cast, item, "OFFSPRING", APRIL, taker=tu)
    move(cast, item, "PASSED_ON", MAY, giver=tu, taker=nam)
    move(cast, item, "LOST", MAY, giver=tu)
    assert [held(cast, day) for day in (date(2026, 2, 28), MARCH, APRIL, MAY)] == [
        {},
        {"CLB": 1, "Bà Tư": 1},
        {"CLB": 1, "Bà Tư": 2},
        {"CLB": 1, "Ông Năm": 1},
    ]
    move(cast, item, "RETURNED", MAY, giver=nam)
    move(cast, item, "SOLD", MAY, quantity=2)
    assert (held(cast, MAY), Entry.objects.count()) == ({}, 0)


def test_what_it_is_worth_follows_the_last_valuation_and_stands_beside_the_fund(cast: Cast) -> None:
    item = cow(cast)
    value_stock(by=cast.lan, item=item, valued_on=APRIL, unit_value_vnd=18_000_000, valued_by="Thú y xã")
    assert [stock_value_vnd(stock_of(cast.club, day)) for day in (MARCH, APRIL)] == [30_000_000, 36_000_000]


@pytest.mark.parametrize(
    ("kind", "giver", "taker", "fields"),
    [
        ("LENT", None, "a", []),
        ("LENT", None, None, ["taker"]),
        ("LENT", "a", "b", ["giver"]),
        ("RETURNED", "a", None, []),
        ("RETURNED", None, None, ["giver"]),
        ("RETURNED", "a", "b", ["taker"]),
        ("PASSED_ON", "a", "b", []),
        ("PASSED_ON", "a", "a", ["taker"]),
        ("PASSED_ON", None, "b", ["giver"]),
        ("OFFSPRING", None, "a", []),
        ("OFFSPRING", "a", None, ["giver"]),
        ("SOLD", "a", None, []),
        ("SOLD", None, None, []),
        ("LOST", None, "a", ["taker"]),
    ],
)
def test_who_hands_over_and_who_takes(kind: str, giver: Any, taker: Any, fields: list[str]) -> None:
    assert sorted(sides_wrong(kind, giver, taker)) == fields


def test_nobody_hands_over_what_they_have_not_on_any_day(cast: Cast, people: tuple[Person, Person]) -> None:
    tu, nam = people
    item = cow(cast)
    lent = move(cast, item, "LENT", APRIL, quantity=2, taker=tu)
    told = []
    for kind, on, more in (
        ("SOLD", MARCH, {}),  # both will be lent in April
        ("PASSED_ON", MARCH, {"giver": tu, "taker": nam}),
        ("LOST", APRIL, {"giver": nam}),
    ):
        with pytest.raises(ValidationError) as refused:
            move(cast, item, kind, on, **more)  # type: ignore[arg-type]
        told += list(refused.value.message_dict)
    move(cast, item, "LOST", MAY, giver=tu)
    with pytest.raises(ValidationError, match="không còn đủ"):
        take_back_stock_move(by=cast.lan, move=lent, reason="Nhầm")
    assert (told, list(nobody_hands_over_things_they_have_not())) == (["quantity"] * 3, [])


def test_a_move_written_down_wrong_no_longer_counts(cast: Cast, people: tuple[Person, Person]) -> None:
    item = cow(cast)
    wrong = move(cast, item, "SOLD", APRIL)
    for reason in (" ", "Ghi nhầm", "Lần nữa"):
        try:
            take_back_stock_move(by=cast.lan, move=wrong, reason=reason)
        except ValidationError:
            assert reason != "Ghi nhầm"
    assert (held(cast, MAY), StockMove.objects.count()) == ({"CLB": 2}, 2)


def test_a_stranger_is_not_given_a_cow_and_a_bad_row_is_found(cast: Cast) -> None:
    item = cow(cast)
    stranger = make_member(cast.other_club, "Cô Lạ").person
    with pytest.raises(ValidationError) as refused:
        move(cast, item, "LENT", APRIL, taker=stranger)
    assert list(refused.value.message_dict) == ["taker"]
    StockMove.objects.create(item=item, kind="SOLD", moved_on=APRIL, quantity=5)
    assert len(list(nobody_hands_over_things_they_have_not())) == 1


def test_a_day_at_whose_end_all_is_well_is_well() -> None:
    one = Decimal(1)
    out_and_in = [Move("SOLD", APRIL, one, None, None), Move("RECEIVED", APRIL, one, None, None)]
    assert (short_on(out_and_in), short_on(out_and_in[:1])) == (None, (APRIL, None))
