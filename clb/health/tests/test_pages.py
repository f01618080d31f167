"""Pages of readings: who may look, who may write down, what stays hidden."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from clb.access.roles import Role
from clb.health.commands import DROP_CHECK, RECORD_CHECK
from clb.health.models import HealthCheck
from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.kernel.tests.told import told_of
from clb.members.models import Consent, Person
from conftest import Cast, make_member, make_user

PERSON_QUERIES = 26
CLUB_QUERIES = 16
DAY = date(2026, 3, 17)


def agree(person: Person, answer: str = "AGREED") -> Consent:
    said = {"purpose": "HEALTH", "proof": "PAPER", "answer": answer}
    return Consent.objects.create(person=person, given_on=date(2026, 1, 1), **said)


def someone(cast: Cast, name: str = "Bà Tư") -> Person:
    person = make_member(cast.club, name).person
    agree(person)
    return person


def measure(cast: Cast, person: Person, by: User | None = None, act: uuid.UUID | None = None, **more: Any) -> Outcome:
    data = {"systolic_mmhg": "187", "diastolic_mmhg": "117", "place": "CLUB", "measured_on": "17/03/2026"}
    data |= {"referral": "NONE", **more}
    return run(RECORD_CHECK, by=by or cast.lan, data={"club": cast.club.pk, "person": person.pk, **data}, id=act)


def page(by: User, name: str, pk: object) -> tuple[int, str]:
    client = Client()
    client.force_login(by)
    answer = client.get(reverse(f"health:{name}", args=[pk]))
    return answer.status_code, answer.content.decode()


def station(cast: Cast) -> User:
    return make_user("tram", Role.HEALTH, cast.xa)


def test_a_reading_is_written_down_once_in_kilograms_and_centimetres(cast: Cast) -> None:
    person, act = someone(cast), uuid.uuid4()
    told = [measure(cast, person, act=act, weight_kg="52,5", height_cm="150").status for _i in range(2)]
    assert told == ["done", "already"]
    assert list(HealthCheck.objects.values_list("systolic_mmhg", "weight_g", "height_mm")) == [(187, 52_500, 1_500)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"systolic_mmhg": "", "diastolic_mmhg": ""}, "systolic_mmhg"),
        ({"diastolic_mmhg": ""}, "diastolic_mmhg"),
        ({"systolic_mmhg": "301"}, "systolic_mmhg"),
        ({"weight_kg": "9"}, "weight_kg"),
        ({"weight_kg": "nặng"}, "weight_kg"),
        ({"height_cm": "15"}, "height_cm"),
        ({"measured_on": "01/01/2099"}, "measured_on"),
        ({"place": ""}, "place"),
    ],
)
def test_a_wrong_reading_is_refused_beside_its_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    assert list(measure(cast, someone(cast), **changes).errors) == [field]


def test_without_consent_nothing_is_recorded(cast: Cast) -> None:
    silent = make_member(cast.club, "Bà Im").person
    outcome = measure(cast, silent)
    assert outcome.errors == {"person": ["Chưa ghi sự đồng ý cho ghi số đo sức khỏe của người này."]}


def test_chair_and_station_read_and_the_treasurer_only_writes(cast: Cast) -> None:
    person = someone(cast)
    measure(cast, person)
    for user in (cast.binh, station(cast)):
        status, told = page(user, "person", person.pk)
        assert (status, "187/117" in told, "Tăng huyết áp độ 3" in told, "không phải chẩn đoán" in told) == (
            200,
            True,
            True,
            True,
        )
    assert (page(cast.lan, "person", person.pk)[0], page(cast.lan, "record_check", person.pk)[0]) == (403, 200)
    status, told = page(cast.lan, "club", cast.club.pk)
    assert (status, "Bà Tư" in told, "17/03/2026" in told, told_of(told, ["187"])) == (200, True, False, [])
    for user in (cast.xuan, cast.hoi):  # they read members, so they know of the person, and no more
        assert [page(user, name, person.pk)[0] for name in ("person", "record_check")] == [403, 403]
    for user in (cast.hoa, cast.tai, cast.khach):
        assert [page(user, name, person.pk)[0] for name in ("person", "record_check")] == [404, 404]
        assert page(user, "club", cast.club.pk)[0] == 404


def test_the_numbers_are_nowhere_but_in_their_table(cast: Cast) -> None:
    person = someone(cast)
    measure(cast, person, weight_kg="61,7", height_cm="163")
    kept = " ".join(f"{act.data} {act.result}" for act in Act.objects.all())
    assert told_of(kept, ("187", "117", "61.7", "61,7", "61700", "163")) == []


def test_who_took_the_consent_back_is_no_longer_shown_and_can_be_erased(cast: Cast) -> None:
    person = someone(cast)
    measure(cast, person)
    Consent.objects.update(withdrawn_on=date(2026, 4, 1))
    check = HealthCheck.objects.get()
    told = page(cast.binh, "person", person.pk)[1]
    erase = reverse("health:drop_check", args=[check.pk])
    assert (told_of(told, ["187"]), "Tăng huyết áp độ 3</span>" in told, erase in told) == ([], False, True)
    assert run(DROP_CHECK, by=cast.binh, data={"check": check.pk}).status == "done"
    assert HealthCheck.objects.count() == 0


def test_another_clubs_readings_stay_there(cast: Cast) -> None:
    person = someone(cast)
    measure(cast, person)
    person.memberships.create(club=cast.other_club, from_on=date(2026, 3, 20))
    chair = make_user("chu-nhiem-hai", Role.CHAIR, cast.other_club.unit)
    status, told = page(chair, "person", person.pk)
    assert (status, told_of(told, ["187"])) == (200, [])
    check = HealthCheck.objects.get()
    assert (page(chair, "drop_check", check.pk)[0], page(cast.lan, "drop_check", check.pk)[0]) == (404, 404)
    assert page(cast.binh, "drop_check", check.pk)[0] == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_number_of_queries(cast: Cast, rows: int, django_assert_num_queries: Any) -> None:
    people = [someone(cast, f"Bà {i}") for i in range(rows)]
    for person in people:
        measure(cast, person)
    for day in range(rows):
        measure(cast, people[0], measured_on=f"{day + 1:02}/03/2026")
    client = Client()
    client.force_login(cast.binh)
    for name, pk, queries in (("person", people[0].pk, PERSON_QUERIES), ("club", cast.club.pk, CLUB_QUERIES)):
        url = reverse(f"health:{name}", args=[pk])
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)


def test_the_club_page_shows_the_way_to_those_who_may(cast: Cast) -> None:
    url, way = reverse("clubs:club", args=[cast.club.pk]), reverse("health:club", args=[cast.club.pk])
    for user, told in ((cast.binh, True), (cast.lan, True), (cast.xuan, False)):
        client = Client()
        client.force_login(user)
        assert (way in client.get(url).content.decode()) == told
