"""Readings are recorded with consent only, all or none, and leave nothing where they can't be erased."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clb.health.models import HealthCheck
from clb.health.queries import agreed_among, who_agreed
from clb.health.services import Reading, drop_checks, record_checks
from clb.members.models import Consent, Person
from conftest import Cast, make_member

DAY = date(2026, 3, 17)


def agree(person: Person, given_on: date = date(2026, 1, 1), **more: Any) -> Consent:
    said = {"purpose": "HEALTH", "answer": "AGREED", "proof": "PAPER", **more}
    return Consent.objects.create(person=person, given_on=given_on, **said)


def someone(cast: Cast, name: str = "Bà Tư", agreed: bool = True) -> Person:
    person = make_member(cast.club, name).person
    if agreed:
        agree(person)
    return person


def record(cast: Cast, *rows: Reading, on: date = DAY, place: str = "CLUB") -> dict[str, HealthCheck]:
    return record_checks(by=cast.lan, club=cast.club, on=on, place=place, rows=rows)


def refused(cast: Cast, *rows: Reading, on: date = DAY) -> dict[str, list[tuple[str, str]]]:
    with pytest.raises(ValidationError) as caught:
        record(cast, *rows, on=on)
    assert HealthCheck.objects.count() == 0
    return {key: [(e.code, e.messages[0]) for e in errors] for key, errors in caught.value.error_dict.items()}


def test_readings_are_kept_by_person_day_and_place(cast: Cast) -> None:
    tu, ba = someone(cast), someone(cast, "Ông Ba")
    done = record(cast, Reading("a", tu, 130, 80, 52_500), Reading("b", ba, None, None, 61_000))
    record(cast, Reading("c", tu, 128, 79), place="HOME")
    assert {key: check.person for key, check in done.items()} == {"a": tu, "b": ba}
    assert set(HealthCheck.objects.values_list("place", "systolic_mmhg", "weight_g")) == {
        ("CLUB", None, 61_000),
        ("CLUB", 130, 52_500),
        ("HOME", 128, None),
    }


def test_a_second_recording_corrects_the_first_and_keeps_what_it_leaves_empty(cast: Cast) -> None:
    tu = someone(cast)
    first = record(cast, Reading("a", tu, 130, 80, 52_500))["a"]
    again = record(cast, Reading("x", tu, 150, 90, same_day="CORRECT"))["x"]
    assert (again.pk, HealthCheck.objects.count()) == (first.pk, 1)
    assert list(HealthCheck.objects.values_list("systolic_mmhg", "diastolic_mmhg", "weight_g")) == [(150, 90, 52_500)]
    drop_checks(by=cast.lan, checks=[again])
    assert HealthCheck.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "systolic_mmhg"),
        ({"systolic_mmhg": 120}, "diastolic_mmhg"),
        ({"diastolic_mmhg": 80}, "systolic_mmhg"),
        ({"systolic_mmhg": 80, "diastolic_mmhg": 120}, "diastolic_mmhg"),
        ({"systolic_mmhg": 80, "diastolic_mmhg": 80}, "diastolic_mmhg"),
        ({"systolic_mmhg": 301, "diastolic_mmhg": 80}, "systolic_mmhg"),
        ({"systolic_mmhg": 49, "diastolic_mmhg": 40}, "systolic_mmhg"),
        ({"systolic_mmhg": 120, "diastolic_mmhg": 19}, "diastolic_mmhg"),
        ({"weight_g": 9_999}, "weight_g"),
        ({"weight_g": 300_001}, "weight_g"),
        ({"height_mm": 499}, "height_mm"),
    ],
)
def test_what_can_only_be_a_slip_is_refused_beside_its_field(cast: Cast, values: dict[str, int], field: str) -> None:
    told = refused(cast, Reading("row", someone(cast), **values))
    assert [code for code, _said in told["row"]] == [field]


def test_without_consent_nothing_is_recorded_and_every_wrong_row_is_told(cast: Cast) -> None:
    silent, said_no = someone(cast, "Bà Im", agreed=False), someone(cast, "Bà Không", agreed=False)
    agree(said_no, answer="REFUSED")
    took_back = someone(cast, "Bà Rút", agreed=False)
    agree(took_back, withdrawn_on=DAY)
    later = someone(cast, "Bà Sau", agreed=False)
    agree(later, date(2026, 3, 18))
    stranger = make_member(cast.other_club, "Cô Lạ").person
    agree(stranger)
    people = {"silent": silent, "no": said_no, "back": took_back, "later": later, "stranger": stranger}
    rows = [Reading(key, person, 120, 80) for key, person in people.items()]
    told = refused(cast, *rows, Reading("empty", someone(cast)))
    said = "Chưa ghi sự đồng ý cho ghi số đo sức khỏe của người này."
    assert {key: [sentence for _code, sentence in found] for key, found in told.items()} == {
        **{key: [said] for key in ("silent", "no", "back", "later")},
        "stranger": ["Người này không là thành viên của câu lạc bộ vào ngày đo."],
        "empty": ["Hãy ghi ít nhất một số đo."],
    }


def test_a_person_named_twice_is_told(cast: Cast) -> None:
    tu = someone(cast)
    told = refused(cast, Reading("a", tu, 120, 80), Reading("b", tu, 121, 80))
    assert told == {"b": [("person", "Người này có hai dòng.")]}


@pytest.mark.parametrize("on", [date(2018, 2, 28), date(2999, 1, 1)])
def test_an_impossible_day_is_told_once(cast: Cast, on: date) -> None:
    assert list(refused(cast, Reading("a", someone(cast), 120, 80), on=on)) == ["on"]


def test_who_agreed_is_asked_by_club_and_by_people(cast: Cast) -> None:
    tu, silent = someone(cast), someone(cast, "Bà Im", agreed=False)
    assert who_agreed(cast.club, DAY) == {tu.pk} == agreed_among([tu.pk, silent.pk], DAY)
    assert who_agreed(cast.club, date(2025, 12, 31)) == set()


@pytest.mark.parametrize("rows", [1, 60])
def test_rows_may_grow_and_queries_may_not(cast: Cast, rows: int, django_assert_max_num_queries: Any) -> None:
    people = [someone(cast, f"Bà {i}") for i in range(rows)]
    with django_assert_max_num_queries(8):
        record(cast, *(Reading(str(i), person, 120, 80, 50_000) for i, person in enumerate(people)))
    with django_assert_max_num_queries(9):  # SQLite and PostgreSQL wrap an update of many rows in a savepoint
        record(cast, *(Reading(str(i), person, 121, 80, same_day="CORRECT") for i, person in enumerate(people)))
    assert HealthCheck.objects.filter(systolic_mmhg=121, weight_g=50_000).count() == rows
