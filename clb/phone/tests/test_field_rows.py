"""What a phone holds for work outside the meeting, and what it never holds."""

from __future__ import annotations

import json
import operator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clb.access.models import Assignment
from clb.access.roles import Role
from clb.care import commands as care
from clb.care.models import Danger
from clb.care.models.words import alarm_of
from clb.care.tests.sample import agree, make_client, make_home
from clb.fund.models import ClubBook
from clb.health import commands as health
from clb.health.rules import Reading, faults, is_danger, pressure_hint, unusual
from clb.kernel.commands import run
from clb.lending import commands as lending
from clb.lending.tests.sample import JUNE, done, make_house
from clb.members.models import Consent, Person
from clb.phone.queries.borrowers import borrower_rows
from clb.phone.queries.care import care_rows
from clb.phone.queries.contacts import contact_rows
from clb.phone.queries.measuring import asked, measuring_rows, table_rows
from clb.phone.queries.supervising import supervision_rows
from clb.phone.tests.made import TestPhone
from clb.supervision import commands as supervision
from clb.supervision.tests.sample import do, make_visit
from conftest import Cast, make_cast, make_member, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def said(rows: dict[str, Any]) -> str:
    return json.dumps(rows, ensure_ascii=False)


def test_a_volunteer_holds_the_own_clients_only(cast: Cast) -> None:
    home, today = make_home(cast), timezone.localdate()
    other = make_client(cast, "Ông Khác Người")
    home.visit(today, note="ghi chú kín đáo", dangers=["FALL"])
    rows = care_rows(home.user, [cast.club], today)
    assert [key for key in rows if key.startswith("client:")] == [f"client:{home.client.pk}"]
    row = rows[f"client:{home.client.pk}"]
    assert (row["name"], row["agreed"], row["last_on"]) == ("Bà Tư Yếu", True, today.isoformat())
    assert row["visits"] == [
        {
            "on": today.isoformat(),
            "who": "Chị Tình",
            "minutes": 45,
            "tasks": ["TALK", "WASH"],
            "how_is": "SAME",
            "dangers": ["FALL"],
        }
    ]
    assert {day.weekday() for day in map(type(today).fromisoformat, [d[0] for d in row["days"]])} == {0, 3}
    assert rows[f"volunteer:{home.hien.pk}"] == {"club": str(cast.club.pk), "name": "Chị Hiền"}
    assert f"volunteer:{home.tinh.pk}" not in rows
    assert other.person.full_name not in said(rows)
    assert "kín đáo" not in said(rows)


def test_of_a_client_who_took_the_agreement_back_no_visit_is_held(cast: Cast) -> None:
    home, today = make_home(cast), timezone.localdate()
    home.visit(today, dangers=["DESPAIR"])
    Consent.objects.filter(person=home.client.person).update(withdrawn_on=today)
    row = care_rows(home.user, [cast.club], today)[f"client:{home.client.pk}"]
    assert (row["agreed"], row["visits"]) == (False, [])


@pytest.mark.parametrize("who", ["lan", "binh", "hoa", "xuan", "dung", "khach"])
def test_nobody_else_holds_clients(cast: Cast, who: str) -> None:
    make_home(cast)
    assert care_rows(getattr(cast, who), [cast.club, cast.other_club], timezone.localdate()) == {}


def test_each_mix_of_dangers_has_the_words_of_the_online_page(cast: Cast) -> None:
    home = make_home(cast)
    alarm = care_rows(home.user, [cast.club], timezone.localdate())["alarm:care"]
    assert set(alarm["marks"]) == {str(danger) for danger in Danger} - {"NONE"}
    for dangers in (["CHEST"], ["FALL"], ["ABUSE"], ["ABUSE", "FALL"], ["ABUSE", "STROKE"], ["CHEST", "WOUND"]):
        mix = "".join(m for m in "CAD" if any(m in alarm["marks"][danger] for danger in dangers))
        words, expected = alarm["words"][mix], alarm_of(dangers)
        assert expected is not None
        assert ("Gọi cấp cứu 115 ngay." in words) == expected.calls, dangers
        assert ("Đừng báo người nhà" in words and expected.told_of_abuse in words) == expected.is_abuse, dangers
        assert ("Hãy báo chủ nhiệm, người thân" in words) == (not expected.is_abuse), dangers


def measured(cast: Cast, name: str, **more: Any) -> Any:
    member = make_member(cast.club, name)
    agree(member.person)
    told = {"club": cast.club.pk, "person": member.person.pk, "place": "HOME", "measured_on": timezone.localdate()}
    told |= {"systolic_mmhg": 171, "diastolic_mmhg": 96, **more}
    assert run(health.RECORD_CHECK, by=cast.binh, data=told).status == "done"
    return member.person


def test_a_treasurer_records_readings_and_holds_none(cast: Cast) -> None:
    person, today = measured(cast, "Bà Đo Rồi"), timezone.localdate()
    silent = make_member(cast.club, "Bà Chưa Hỏi").person
    rows = measuring_rows(cast.lan, [cast.club], today)
    assert rows[f"measure:{person.pk}"] == {"club": str(cast.club.pk), "agreed": True}
    assert rows[f"measure:{silent.pk}"] == {"club": str(cast.club.pk), "agreed": False}
    assert [set(row) for key, row in rows.items() if key.startswith("measure:")] == [{"club", "agreed"}] * 2


def test_a_chair_holds_the_last_reading_with_its_class_and_table(cast: Cast) -> None:
    person, today = measured(cast, "Bà Đo Rồi"), timezone.localdate()
    last = measuring_rows(cast.binh, [cast.club], today)[f"measure:{person.pk}"]["last"]
    hint = pressure_hint(171, 96, place="HOME", on=today)
    assert last["values"] == ["171/96 mmHg"]
    assert last["classes"] == [[hint.held.name, hint.table.what, hint.table.version]]
    Consent.objects.filter(person=person).update(withdrawn_on=today)
    row = measuring_rows(cast.binh, [cast.club], today)[f"measure:{person.pk}"]
    assert row == {"club": str(cast.club.pk), "agreed": False}


def test_the_station_knows_whom_it_measures_and_no_more_of_the_list(cast: Cast) -> None:
    person, today = measured(cast, "Bà Đo Rồi"), timezone.localdate()
    station = make_user("tram", Role.HEALTH, cast.xa)
    row = measuring_rows(station, [cast.club], today)[f"measure:{person.pk}"]
    assert (row["name"], row["sex"], row["year"]) == ("Bà Đo Rồi", "FEMALE", 1955)
    assert contact_rows(station, [cast.club], today) == {}
    assert not {"name", "sex", "year"} & measuring_rows(cast.lan, [cast.club], today)[f"measure:{person.pk}"].keys()


@pytest.mark.parametrize("who", ["hoa", "xuan", "dung", "hoi", "khach"])
def test_who_may_not_measure_there_holds_nothing_of_it(cast: Cast, who: str) -> None:
    measured(cast, "Bà Đo Rồi")
    assert measuring_rows(getattr(cast, who), [cast.club], timezone.localdate()) == {}


DOES = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}


def fits(any_of: list[list[Any]], values: dict[str, float]) -> bool:
    """Does one of the conditions hold, as the phone asks?"""
    return any(field in values and DOES[sign](values[field], n) for field, sign, n in any_of)


@pytest.mark.parametrize(("place", "table"), [("HOME", "home"), ("CLUB", "office")])
def test_the_first_line_that_fits_is_the_class_of_the_server(place: str, table: str) -> None:
    on = timezone.localdate()
    lines = table_rows(on)[f"table:health.blood_pressure.{table}"]["lines"]
    for upper in range(70, 221, 5):
        for lower in range(40, min(upper, 141), 5):
            held = pressure_hint(upper, lower, place=place, on=on).held
            values = {"systolic_mmhg": upper, "diastolic_mmhg": lower}
            found = next(line for line in lines if fits(line["any"], values))
            assert (found["name"], found["danger"]) == (held.name, held.is_danger), (upper, lower)


def test_what_is_asked_again_is_what_the_server_asks_again() -> None:
    on, person = timezone.localdate(), make_person()
    asks = asked(on)
    for upper in range(60, 291, 10):
        words = [one["words"] for one in asks["usual"] if fits(one["any"], {"systolic_mmhg": upper})]
        assert words == unusual(Reading("row", person, systolic_mmhg=upper), on=on), upper
    for tenths in range(5, 350, 5):
        found = fits(asks["danger"], {"glucose_mmol_l": tenths / 10})
        reading = Reading("row", person, glucose_umol_l=tenths * 100)
        assert found == is_danger(reading, place="CLUB", on=on), tenths


def test_what_does_not_belong_together_is_told_in_the_words_of_the_server() -> None:
    asks, person = asked(timezone.localdate()), make_person()
    words = [*(words for _a, _b, words in asks["order"]), *(words for _fields, words in asks["together"])]
    wrong = (
        Reading("row", person, systolic_mmhg=80, diastolic_mmhg=90),
        Reading("row", person, systolic_mmhg=120),
        Reading("row", person, glucose_umol_l=5600),
    )
    assert [[told for _field, told in faults(reading)] for reading in wrong] == [[told] for told in words]


def test_contacts_go_to_whoever_may_write_them_down_without_the_number_of_a_paper(cast: Cast) -> None:
    today, person = timezone.localdate(), make_member(cast.club, "Bà Có Máy").person
    make_member(cast.club, "Bà Không Máy")
    person.known_as, person.phone, person.id_number = "Bà Ba", "0912345678", "087055001234"
    person.save()
    Consent.objects.create(person=person, purpose="CONTACT", answer="AGREED", given_on=today, proof="PAPER")
    rows = contact_rows(cast.lan, [cast.club], today)
    row = {"club": str(cast.club.pk), "known_as": "Bà Ba", "phone": "0912345678", "may_keep": True}
    assert rows == {f"contact:{person.pk}": row}
    for stranger in (cast.hoa, cast.dung, cast.hoi, cast.khach):
        assert contact_rows(stranger, [cast.club], today) == {}


def test_a_supervisor_holds_the_drawn_lines_and_no_other_name(cast: Cast) -> None:
    today = timezone.localdate()
    members = [make_member(cast.club, f"Thành Viên {word}") for word in ("Một", "Hai", "Ba")]
    visit = make_visit(cast).visit
    row = supervision_rows(cast.hoi, [], today)[f"supervision:{visit.pk}"]
    assert (row["name"], row["recount"], row["body"]) == ("CLB Một", None, "ASSOCIATION")
    assert "Thành Viên" not in said(row)
    do(supervision.DRAW_RECOUNT, cast.hoi, visit=visit.pk, drawn_on=today)
    drawn = supervision_rows(cast.hoi, [], today)[f"supervision:{visit.pk}"]["recount"]
    kinds = {kind["kind"]: kind for kind in drawn["kinds"]}
    assert {item[2] for item in kinds["MEMBER"]["items"]} == {m.person.full_name for m in members}
    assert [item[2] for item in kinds["CASH"]["items"]] == [str(fund.label) for fund in ClubBook.Fund]
    assert kinds["CASH"]["choices"] == [["UNREACHED", "Chưa đếm được"]]


def test_who_may_not_read_names_holds_the_checklist_without_the_sample(cast: Cast) -> None:
    today = timezone.localdate()
    make_member(cast.club, "Tên Phải Giấu")
    visit = make_visit(cast).visit
    do(supervision.DRAW_RECOUNT, cast.hoi, visit=visit.pk, drawn_on=today)
    front = make_user("mat-tran", Role.FRONT, cast.province)
    row = supervision_rows(front, [], today)
    assert row == {}  # the team has nobody of the Front
    do(supervision.ADD_TEAM_MEMBER, cast.hoi, visit=visit.pk, body="FRONT", name="Bà Mặt Trận Mẫu")
    row = supervision_rows(front, [], today)[f"supervision:{visit.pk}"]
    assert (row["recount"], row["may"], row["reads_names"]) == (None, ["answer_checklist", "record_finding"], False)
    assert "Tên Phải Giấu" not in said(row)


@pytest.mark.parametrize("who", ["lan", "binh", "hoa", "xuan", "khach"])
def test_nobody_else_holds_a_visit_of_supervision(cast: Cast, who: str) -> None:
    make_visit(cast)
    assert supervision_rows(getattr(cast, who), [cast.club], timezone.localdate()) == {}


def test_a_concluded_visit_leaves_the_phone(cast: Cast) -> None:
    today, visit = timezone.localdate(), make_visit(cast).visit
    assert len(supervision_rows(cast.hoi, [], today)) == 1
    assert supervision_rows(cast.hoi, [], today + timedelta(days=400)) != {}  # it is still to be concluded
    do(supervision.CONCLUDE_VISIT, cast.hoi, visit=visit.pk, concluded_on=today, summary="Xong")
    assert supervision_rows(cast.hoi, [], today) == {}


def test_borrowers_are_those_who_owe_and_go_to_whoever_may_visit_them(cast: Cast) -> None:
    today, house = timezone.localdate(), make_house(cast)
    request = house.ask(house.poor)
    house.decide(request)
    done(lending.DISBURSE_REQUEST, cast.lan, request=request.pk, disbursed_on=JUNE)
    rows = borrower_rows(cast.lan, [cast.club], today)
    assert [(row["name"], row["last_on"]) for row in rows.values()] == [("Bà Nghèo", None)]
    for stranger in (cast.hoa, cast.dung, cast.hoi, cast.khach):
        assert borrower_rows(stranger, [cast.club], today) == {}


@pytest.mark.parametrize("n", [1, 3])
def test_rows_grow_and_queries_do_not(cast: Cast, n: int, django_assert_max_num_queries: Any) -> None:
    today, home = timezone.localdate(), make_home(cast)
    for i in range(n):
        measured(cast, f"Bà Đo {i}")
        client = make_client(cast, f"Ông Thăm {i}")
        done(care.ASSIGN_VOLUNTEER, cast.binh, client=client.pk, volunteer=home.tinh.pk, from_on=today)
    with django_assert_max_num_queries(14):
        rows = measuring_rows(cast.binh, [cast.club], today)
    assert sum("last" in row for row in rows.values()) == n
    with django_assert_max_num_queries(21):
        rows = care_rows(home.user, [cast.club], today)
    assert sum(key.startswith("client:") for key in rows) == n + 1
    with django_assert_max_num_queries(4):
        contact_rows(cast.lan, [cast.club], today)


def kinds_of(phone: TestPhone) -> set[str]:
    return {name.partition(":")[0] for name in phone.rows}


def test_a_whole_pack_holds_only_what_its_person_needs(cast: Cast) -> None:
    home, today = make_home(cast), timezone.localdate()
    person = measured(cast, "Bà Trồng Chữ", systolic_mmhg=173)
    Person.objects.filter(pk=person.pk).update(phone="0977123321", id_number="087055009999")
    home.visit(today, note="lời kín", dangers=["DESPAIR"])
    visit = make_visit(cast).visit

    volunteer, treasurer, chair, officer = (TestPhone(who) for who in (home.user, cast.lan, cast.binh, cast.hoi))
    for phone in (volunteer, treasurer, chair, officer):
        phone.pull()
        assert "087055009999" not in said(phone.rows) and "lời kín" not in said(phone.rows)
    assert kinds_of(volunteer) == {"me", "club", "form", "client", "volunteer", "alarm"}
    assert "Bà Trồng Chữ" not in said(volunteer.rows)
    assert "DESPAIR" in said({k: v for k, v in volunteer.rows.items() if k.startswith("client:")})
    assert not kinds_of(treasurer) & {"client", "alarm", "supervision"}
    assert "0977123321" in said(treasurer.rows)
    assert not [row for row in treasurer.of("measure") if "last" in row or "referred" in row]
    assert "173" in said(dict(enumerate(chair.of("measure"))))
    assert kinds_of(officer) == {"me", "form", "supervision"}
    assert not any(name in said(officer.rows) for name in ("Bà Trồng Chữ", "Bà Tư Yếu", "Chị Tình"))

    do(supervision.DRAW_RECOUNT, cast.hoi, visit=visit.pk, drawn_on=today)
    officer.pull()
    drawn = {item[2] for kind in officer.of("supervision")[0]["recount"]["kinds"] for item in kind["items"]}
    assert {"Bà Trồng Chữ", "Bà Tư Yếu"} <= drawn
    assert "0977123321" not in said(officer.rows)


def test_who_loses_the_office_loses_the_rows(cast: Cast) -> None:
    home = make_home(cast)
    phone = TestPhone(home.user)
    phone.pull()
    assert phone.of("client")
    Assignment.objects.filter(user=home.user).update(until_on=timezone.localdate() - timedelta(days=1))
    answer = phone.pull()
    assert answer.status_code != 200 or not phone.of("client")
