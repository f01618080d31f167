"""Where people live, the class of a whole household, telephones and numbers as people type them."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.members.checks import months_equal_their_members
from clb.members.commands import (
    ADD_MEMBER,
    CLASS_HOUSEHOLD,
    CORRECT_HOUSEHOLD,
    PLACE_HOUSEHOLD,
    RECORD_CONTACT,
)
from clb.members.models import ClubMonth, Household, HouseholdClass, Membership, Person
from clb.members.services import roll_months_forward
from clb.places.services import found_unit
from conftest import BEGIN, Cast, make_member


def contact(cast: Cast, person: Person, **typed: str) -> Outcome:
    return run(RECORD_CONTACT, by=cast.lan, data={"person": person.pk, **typed})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"),
        ("(0277) 3851-234", "02773851234"),
        ("", ""),
    ],
)
def test_telephones_as_people_type_them(cast: Cast, typed: str, kept: str) -> None:
    assert contact(cast, make_member(cast.club).person, phone=typed).result.phone == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [("phone", "912345678"), ("phone", "09123"), ("phone", "của con"), ("id_number", "123"), ("id_number", "A" * 12)],
)
def test_a_number_that_cannot_be_is_refused_beside_its_field(cast: Cast, field: str, typed: str) -> None:
    assert list(contact(cast, make_member(cast.club).person, **{field: typed}).errors) == [field]


def test_no_number_of_a_person_enters_the_journal(cast: Cast) -> None:
    person = make_member(cast.club).person
    assert contact(cast, person, phone="0912345678", id_number="0870 5500 1234", known_as="Bà Tư").status == "done"
    assert Act.objects.get().data == {"person": str(person.pk)}
    person.refresh_from_db()
    assert (person.phone, person.id_number, person.known_as) == ("0912345678", "087055001234", "Bà Tư")


def test_two_people_may_bear_the_same_number(cast: Cast) -> None:
    one, two = make_member(cast.club).person, make_member(cast.club).person
    assert [contact(cast, p, id_number="087055001234").status for p in (one, two)] == ["done", "done"]


def test_a_new_member_with_an_address_has_a_household_at_the_clubs_place(cast: Cast) -> None:
    data = {"club": cast.club.pk, "full_name": "Lê Thị Mẫu", "sex": "FEMALE", "birth": "1950", "from_on": "02/01/2020"}
    added = run(ADD_MEMBER, by=cast.lan, data={**data, "address": "Tổ 3", "phone": "0912345678"}).result
    assert (added.person.household.unit, added.person.household.address) == (cast.xa, "Tổ 3")
    assert added.person.phone == "0912345678"


def test_people_move_in_together_and_an_empty_household_is_dropped(cast: Cast) -> None:
    hamlet = found_unit(key="H1", level="HAMLET", name="Ấp Một", parent=cast.xa, from_on=BEGIN)
    wife, man = make_member(cast.club).person, make_member(cast.club, sex="MALE").person
    for person in (wife, man):
        data = {"person": person.pk, "place": "H1", "address": f"Tổ {person.sex}"}
        assert run(PLACE_HOUSEHOLD, by=cast.lan, data=data).status == "done"
    wife.refresh_from_db()
    joined = run(PLACE_HOUSEHOLD, by=cast.lan, data={"person": man.pk, "household": wife.household_id})
    assert joined.status == "done"
    assert [(h.unit, h.people.count()) for h in Household.objects.all()] == [(hamlet, 2)]
    data = {"household": wife.household_id, "place": "C1", "address": "Số 5", "head": man.pk}
    assert run(CORRECT_HOUSEHOLD, by=cast.lan, data=data).status == "done"
    home = Household.objects.get()
    assert (home.unit, home.address, home.head) == (cast.xa, "Số 5", man)
    assert run(PLACE_HOUSEHOLD, by=cast.lan, data={"person": man.pk, "address": "Nơi khác"}).status == "done"
    home.refresh_from_db()
    assert home.head is None


def test_a_household_or_a_place_is_given_not_both_and_not_neither(cast: Cast) -> None:
    person, other = make_member(cast.club).person, make_member(cast.club).person
    run(PLACE_HOUSEHOLD, by=cast.lan, data={"person": other.pk, "address": "Tổ 1"})
    other.refresh_from_db()
    both = {"person": person.pk, "household": other.household_id, "address": "Tổ 2"}
    assert list(run(PLACE_HOUSEHOLD, by=cast.lan, data=both).errors) == ["household"]
    assert list(run(PLACE_HOUSEHOLD, by=cast.lan, data={"person": person.pk}).errors) == ["household"]


def test_places_and_households_of_the_next_commune_are_not_offered(cast: Cast) -> None:
    person, theirs = make_member(cast.club).person, make_member(cast.other_club).person
    theirs.household = Household.objects.create(address="Tổ 9")
    theirs.save()
    for typed in ({"place": "C2"}, {"household": theirs.household_id}):
        outcome = run(PLACE_HOUSEHOLD, by=cast.lan, data={"person": person.pk, **typed})
        assert (outcome.status, list(outcome.errors)) == ("rejected", list(typed))
    outcome = run(CORRECT_HOUSEHOLD, by=cast.lan, data={"household": theirs.household_id, "address": "Tổ 8"})
    assert list(outcome.errors) == ["household"]


def home(*members: Membership) -> Household:
    household = Household.objects.create(address="Tổ 1")
    for member in members:
        member.person.household = household
        member.person.save()
    return household


def test_a_whole_household_is_classed_at_once_and_the_months_stay_right(cast: Cast) -> None:
    here = make_member(cast.club, household_class="HARDSHIP"), make_member(cast.club), make_member(cast.other_club)
    roll_months_forward(date(2024, 3, 31))
    data = {"household": home(*here).pk, "household_class": "POOR", "from_on": "01/02/2024"}
    act = uuid.uuid4()
    assert [run(CLASS_HOUSEHOLD, by=cast.lan, data=data, id=act).status for _i in range(2)] == ["done", "already"]
    rows = HouseholdClass.objects.order_by("from_on").values_list("household_class", "until_on")
    assert list(rows) == [("HARDSHIP", date(2024, 1, 31)), ("POOR", None), ("POOR", None)]
    kept = ClubMonth.objects.filter(club=cast.club, month_end__gte=date(2024, 1, 31)).order_by("month_end")
    assert list(kept.values_list("hardship", "poor")) == [(1, 0), (0, 2), (0, 2)]
    assert list(months_equal_their_members()) == []
    assert Act.objects.get().data == {"household": str(data["household"]), "from_on": "2024-02-01"}


def test_one_person_who_cannot_be_classed_leaves_the_others_as_they_were(cast: Cast) -> None:
    one, two = make_member(cast.club), make_member(cast.club, from_on=date(2025, 1, 1), household_class="POOR")
    data = {"household": home(one, two).pk, "household_class": "NEAR_POOR", "from_on": "01/02/2024"}
    assert list(run(CLASS_HOUSEHOLD, by=cast.lan, data=data).errors) == ["from_on"]
    assert HouseholdClass.objects.count() == 1
