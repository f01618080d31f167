"""Joining, leaving, class, closing: what works and what is refused, beside which field."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from clb.clubs.models import ClubStatus
from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.members.commands import (
    ADD_MEMBER,
    CLOSE_CLUB,
    CORRECT_LEAVING,
    CORRECT_PERSON,
    END_MEMBERSHIP,
    SET_HOUSEHOLD_CLASS,
)
from clb.members.models import HouseholdClass, Membership, Person
from conftest import Cast, make_member

JOINED = {"full_name": "Nguyễn Thị Mẫu", "sex": "FEMALE", "birth": "1950", "from_on": "02/01/2020"}


def add(cast: Cast, **changes: object) -> Outcome:
    return run(ADD_MEMBER, by=cast.lan, data={"club": cast.club.pk, **JOINED, **changes})


def test_a_member_joins(cast: Cast) -> None:
    member = add(cast, household_class="POOR").result
    person = member.person
    assert (person.search_key, person.sort_key) == ("nguyen thi mau", "mau nguyen thi")
    assert (person.birth_on, person.is_birth_year_only, person.birth_shown) == (date(1950, 1, 1), True, "1950")
    assert [(c.household_class, c.from_on) for c in person.household_classes.all()] == [("POOR", date(2020, 1, 2))]
    assert (member.from_on, member.until_on) == (date(2020, 1, 2), None)


def test_the_journal_knows_the_act_and_not_the_person(cast: Cast) -> None:
    add(cast, household_class="POOR")
    act = Act.objects.get()
    assert act.data == {"club": str(cast.club.pk), "from_on": "2020-01-02", "same_person_confirmed": False}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"sex": "X"}, "sex"),
        ({"birth": "năm ngoái"}, "birth"),
        ({"birth": "31/02/1950"}, "birth"),
        ({"birth": "1850"}, "birth"),
        ({"birth": "2021"}, "birth"),
        ({"from_on": "01/01/2015"}, "from_on"),
        ({"from_on": "01/01/2099"}, "from_on"),
        ({"from_on": "hôm qua"}, "from_on"),
        ({"club": str(uuid.uuid4())}, "club"),
        ({"household_class": "RICH"}, "household_class"),
    ],
)
def test_a_bad_line_is_refused_beside_its_field_and_nothing_is_stored(cast: Cast, changes, field) -> None:  # type: ignore[no-untyped-def]
    outcome = add(cast, **changes)
    assert (outcome.status, list(outcome.errors)) == ("rejected", [field])
    assert (Person.objects.count(), Act.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "day", "year_only"),
    [
        ("1950", date(1950, 1, 1), True),
        ("01/02/1950", date(1950, 2, 1), False),
        ("1-2-50", date(1950, 2, 1), False),
        ("1.2.1950", date(1950, 2, 1), False),
        ("1950-02-01", date(1950, 2, 1), False),
    ],
)
def test_births_as_people_type_them(cast: Cast, typed: str, day: date, year_only: bool) -> None:
    person = add(cast, birth=typed).result.person
    assert (person.birth_on, person.is_birth_year_only) == (day, year_only)


def test_a_likely_double_entry_is_asked_about_once(cast: Cast) -> None:
    add(cast)
    assert list(add(cast, full_name="nguyễn thị  mẫu", birth="05/06/1950").errors) == ["full_name"]
    assert add(cast, same_person_confirmed=True).status == "done"
    assert add(cast, birth="1951").status == "done"


def test_a_second_click_adds_nobody(cast: Cast) -> None:
    act = uuid.uuid4()
    data = {"club": cast.club.pk, **JOINED}
    outcomes = [run(ADD_MEMBER, by=cast.lan, data=data, id=act) for _ in range(3)]
    assert [o.status for o in outcomes] == ["done", "already", "already"]
    assert outcomes[0].ref == outcomes[1].ref == outcomes[2].ref
    assert Membership.objects.count() == 1


def test_strangers(cast: Cast) -> None:
    assert list(run(ADD_MEMBER, by=cast.hoa, data={"club": cast.club.pk, **JOINED}).errors) == ["club"]
    assert list(run(ADD_MEMBER, by=cast.tai, data={"club": cast.club.pk, **JOINED}).errors) == ["club"]
    with pytest.raises(PermissionDenied):
        run(ADD_MEMBER, by=cast.hoi, data={"club": cast.club.pk, **JOINED})


def test_leaving_and_putting_the_leaving_right(cast: Cast) -> None:
    member = make_member(cast.club)
    leave = {"membership": member.pk, "until_on": "30/06/2021", "leaving_reason": "MOVED"}
    assert run(END_MEMBERSHIP, by=cast.lan, data=leave).status == "done"
    assert list(run(END_MEMBERSHIP, by=cast.lan, data=leave).errors) == ["membership"]
    later = {**leave, "until_on": "31/07/2021", "leaving_reason": "ASKED"}
    assert run(CORRECT_LEAVING, by=cast.lan, data=later).status == "done"
    member.refresh_from_db()
    assert (member.until_on, member.leaving_reason) == (date(2021, 7, 31), "ASKED")
    assert run(CORRECT_LEAVING, by=cast.lan, data={"membership": member.pk}).status == "done"
    member.refresh_from_db()
    assert (member.until_on, member.leaving_reason) == (None, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until_on": "01/01/2017"}, "until_on"),
        ({"until_on": "01/01/2099"}, "until_on"),
        ({"leaving_reason": ""}, "leaving_reason"),
    ],
)
def test_a_leaving_that_cannot_be(cast: Cast, changes: dict[str, str], field: str) -> None:
    member = make_member(cast.club)
    data = {"membership": member.pk, "until_on": "30/06/2021", "leaving_reason": "DIED", **changes}
    assert list(run(END_MEMBERSHIP, by=cast.lan, data=data).errors) == [field]


def test_a_class_follows_another_and_the_past_stays(cast: Cast) -> None:
    member = make_member(cast.club, household_class="POOR")
    change = {"person": member.person.pk, "household_class": "NEAR_POOR", "from_on": "01/01/2022"}
    assert run(SET_HOUSEHOLD_CLASS, by=cast.lan, data=change).status == "done"
    rows = HouseholdClass.objects.order_by("from_on").values_list("household_class", "from_on", "until_on")
    assert list(rows) == [
        ("POOR", date(2018, 3, 1), date(2021, 12, 31)),
        ("NEAR_POOR", date(2022, 1, 1), None),
    ]
    assert list(run(SET_HOUSEHOLD_CLASS, by=cast.lan, data={**change, "from_on": "01/01/2021"}).errors) == ["from_on"]
    assert run(SET_HOUSEHOLD_CLASS, by=cast.lan, data={**change, "household_class": ""}).status == "done"
    assert HouseholdClass.objects.count() == 1


def test_a_person_is_put_right_only_by_whoever_may(cast: Cast) -> None:
    person = make_member(cast.club).person
    data = {"person": person.pk, "full_name": "Trần Văn Mẫu", "sex": "MALE", "birth": "02/03/1944"}
    assert list(run(CORRECT_PERSON, by=cast.hoa, data=data).errors) == ["person"]
    assert run(CORRECT_PERSON, by=cast.lan, data=data).status == "done"
    person.refresh_from_db()
    assert (person.full_name, person.sex, person.birth_on) == ("Trần Văn Mẫu", "MALE", date(1944, 3, 2))


def test_a_club_that_ends_lets_its_members_go(cast: Cast) -> None:
    stays, left = make_member(cast.club), make_member(cast.club, until_on=date(2019, 1, 1))
    data = {"club": cast.club.pk, "status": "DISSOLVED", "from_on": "01/01/2022", "reason": "Không còn người tham gia"}
    assert list(run(CLOSE_CLUB, by=cast.xuan, data={**data, "from_on": "01/01/2019"}).errors) == ["from_on"]
    assert run(CLOSE_CLUB, by=cast.xuan, data=data).status == "done"
    stays.refresh_from_db(), left.refresh_from_db()
    assert (stays.until_on, stays.leaving_reason) == (date(2021, 12, 31), "CLUB_ENDED")
    assert (left.until_on, left.leaving_reason) == (date(2019, 1, 1), "")
    assert [s.status for s in ClubStatus.objects.filter(club=cast.club).order_by("from_on")] == ["ACTIVE", "DISSOLVED"]
    assert list(run(CLOSE_CLUB, by=cast.xuan, data={**data, "from_on": "01/01/2023"}).errors) == ["status"]
    assert list(add(cast, from_on="01/02/2022").errors) == ["from_on"]
