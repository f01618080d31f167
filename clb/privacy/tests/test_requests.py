"""Requests: each step once, in time, refused with a sentence; export, restriction, keeping; who may."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.clubs.models import ClubStatus
from clb.files.tests.samples import picture, sent
from clb.health.models import HealthCheck
from clb.kernel.commands import run
from clb.kernel.models import Act, Event
from clb.members.commands import RECORD_CONSENT, RECORD_NEXT_OF_KIN, SET_PHOTO, WITHDRAW_CONSENT
from clb.members.models import Circumstance, Consent, Membership, NextOfKin, Person, PersonPhoto, Withheld
from clb.members.services.people import index_names
from clb.privacy import commands as verbs
from clb.privacy.models import Breach, DataRequest
from clb.privacy.queries.consents import consent_register
from clb.privacy.queries.people import erased_code, marks_of
from clb.privacy.queries.processing import processing_on
from clb.privacy.queries.requests import open_requests, request_card
from clb.privacy.services import erase_past
from conftest import Cast, make_member

from .planted import do

TODAY = timezone.localdate


def asked(cast: Cast, person: Person, kind: str, **more: Any) -> DataRequest:
    data = {"person": person.pk, "kind": kind, "way": "PAPER", "received_on": TODAY(), "words": "Xin Xem Kín"}
    data |= {"proof": "SIGNED" if kind == "SEE" else "", **more}
    found: DataRequest = do(verbs.RECEIVE_REQUEST, cast.binh, **data)
    return found


def accepted(cast: Cast, person: Person, kind: str) -> DataRequest:
    request = asked(cast, person, kind)
    do(verbs.ANSWER_REQUEST, cast.binh, request=request.pk, answer="ACCEPTED", answered_on=TODAY())
    request.refresh_from_db()
    return request


def test_a_request_goes_its_way_once(cast: Cast) -> None:
    person = make_member(cast.club, "Bà Hỏi").person
    request = asked(cast, person, "SEE", received_on=TODAY() - timedelta(days=20))
    again = {"person": person.pk, "kind": "SEE", "way": "PAPER", "received_on": TODAY(), "proof": "SIGNED"}
    assert list(run(verbs.RECEIVE_REQUEST, by=cast.binh, data=again).errors) == ["kind"]
    (card,) = open_requests(cast.binh, TODAY())
    assert card.state == "OVERDUE" and card.days_left is not None and card.days_left < -10
    early = {"request": request.pk, "done_on": TODAY(), "outcome": "Đã giao"}
    assert run(verbs.FINISH_REQUEST, by=cast.binh, data=early).status == "rejected"
    refusal = {"request": request.pk, "answer": "REFUSED", "answered_on": TODAY()}
    assert list(run(verbs.ANSWER_REQUEST, by=cast.binh, data=refusal).errors) == ["reason"]
    do(verbs.ANSWER_REQUEST, cast.binh, request=request.pk, answer="ACCEPTED", answered_on=TODAY())
    assert run(verbs.ANSWER_REQUEST, by=cast.binh, data=refusal | {"reason": "x"}).status == "rejected"
    longer = {"request": request.pk, "days": 16, "reason": "Nhiều giấy"}
    assert run(verbs.EXTEND_REQUEST, by=cast.binh, data=longer).errors == {"days": ["Gia hạn từ 1 đến 15 ngày."]}
    before = request_card(request, TODAY()).do_by
    do(verbs.EXTEND_REQUEST, cast.binh, **longer | {"days": 15})
    request.refresh_from_db()
    assert request_card(request, TODAY()).do_by == before + timedelta(days=15)
    assert run(verbs.EXTEND_REQUEST, by=cast.binh, data=longer | {"days": 1}).status == "rejected"
    do(verbs.FINISH_REQUEST, cast.binh, **early)
    assert open_requests(cast.binh, TODAY()) == []
    assert "Xin Xem Kín" not in json.dumps([act.data for act in Act.objects.all()], ensure_ascii=False)


def test_who_may_not(cast: Cast) -> None:
    person = make_member(cast.club, "Bà Hỏi").person
    data = {"person": person.pk, "kind": "DELETE", "way": "PAPER", "received_on": TODAY()}
    with pytest.raises(PermissionDenied):
        run(verbs.RECEIVE_REQUEST, by=cast.lan, data=data)  # keeps books
    request = accepted(cast, person, "DELETE")
    with pytest.raises(PermissionDenied):
        run(verbs.ERASE_PERSON, by=cast.binh, data={"request": request.pk, "is_sure": True})
    told = run(verbs.ERASE_PERSON, by=cast.xuan, data={"request": request.pk, "is_sure": True})
    assert told.errors == {"__all__": ["Người này còn là thành viên: hãy ghi thôi là thành viên trước."]}
    person.refresh_from_db()
    assert person.full_name == "Bà Hỏi"


def test_a_name_that_two_bear_is_left_in_words_and_told(cast: Cast) -> None:
    person, other = make_member(cast.club, "Trần Thị Trùng").person, make_member(cast.club, "trần thị trùng").person
    marks, unsure = marks_of(person)
    assert marks.words == () and [(u.name, u.bearers) for u in unsure] == [("Trần Thị Trùng", 1)]
    assert erased_code(person) != erased_code(other)


def test_put_aside_and_given_back(cast: Cast) -> None:
    member = make_member(cast.club, "Bà Cất Riêng", birth_on=date(1951, 3, 17))
    person = member.person
    index_names([person.search_key])
    said = {"person": person.pk, "answer": "AGREED", "given_on": "01/01/2024", "proof": "PAPER"}
    for purpose in ("PHOTO", "CONTACT"):
        do(RECORD_CONSENT, cast.binh, purpose=purpose, **said)
    do(SET_PHOTO, cast.binh, person=person.pk, photo=sent(picture()))
    kin = {"name": "Con Trai Cất", "relation": "con", "phone": "0911111111"}
    do(RECORD_NEXT_OF_KIN, cast.binh, person=person.pk, **kin)
    Circumstance.objects.create(person=person, kind="DISABLED", from_on=date(2020, 1, 1))
    request = accepted(cast, person, "RESTRICT")
    do(verbs.RESTRICT_PERSON, cast.xuan, request=request.pk)

    chair, officer = Client(), Client()
    chair.force_login(cast.binh)
    officer.force_login(cast.xuan)
    pages = [
        f"/thanh-vien/nguoi/{person.pk}/",
        f"/thanh-vien/cau-lac-bo/{cast.club.pk}/",
        f"/du-lieu/yeu-cau/{request.pk}/",
    ]
    shown = "".join(chair.get(url).content.decode() for url in pages)
    assert "Bà Cất Riêng" not in shown and "17/03/1951" not in shown and "Người hạn chế dữ liệu" in shown
    assert not Circumstance.objects.visible_to(cast.binh).exists() and not PersonPhoto.objects.exists()
    assert "Bà Cất Riêng" in officer.get(pages[2]).content.decode()
    assert Event.objects.filter(kind="LOOKED_AT_PERSON", by=cast.xuan).count() == 1
    assert erase_past(TODAY() + timedelta(days=30)) == {}  # nothing put aside goes by the rule for withdrawals

    request.refresh_from_db()
    do(verbs.LIFT_RESTRICTION, cast.xuan, restriction=request.restriction.pk, until_on=TODAY())
    person.refresh_from_db()
    assert (person.full_name, person.birth_on, person.search_key) == ("Bà Cất Riêng", date(1951, 3, 17), "ba cat rieng")
    assert NextOfKin.objects.get().name == "Con Trai Cất" and PersonPhoto.objects.get().person == person
    assert Circumstance.objects.visible_to(cast.binh).exists() and not Withheld.objects.exists()
    request.restriction.refresh_from_db()
    assert request.restriction.put_aside == "" and request.restriction.photo is None


def test_everything_of_a_person_in_one_file(cast: Cast) -> None:
    person, other = make_member(cast.club, "Bà Xin Bản Sao").person, make_member(cast.club, "Ông Khác").person
    NextOfKin.objects.create(person=person, name="Con Gái Sao", relation="con", phone="0912000111")
    NextOfKin.objects.create(person=other, name="Con Người Khác", relation="con", phone="0912000222")
    request = asked(cast, person, "SEE")
    both = "Bà Xin Bản Sao mượn ghế của Ông Khác"
    ClubStatus.objects.filter(club=cast.club).update(reason=both)
    client = Client()
    client.force_login(cast.binh)
    url = f"/du-lieu/nguoi/{person.pk}/du-lieu.zip"
    assert client.get(url).status_code == 403
    client.force_login(cast.xuan)
    page = f"/du-lieu/cau-lac-bo/{cast.club.pk}/nguoi/{person.pk}/"
    refused = client.get(url, follow=True)  # asked, not accepted
    assert refused.redirect_chain == [(page, 302)] and "du-lieu.zip" not in refused.content.decode()
    do(verbs.ANSWER_REQUEST, cast.binh, request=request.pk, answer="ACCEPTED", answered_on=TODAY())
    assert "du-lieu.zip" in client.get(page).content.decode()
    answer = client.get(url)
    box = zipfile.ZipFile(io.BytesIO(answer.content))
    assert {"du-lieu.json", "DOC-TRUOC.txt"} < set(box.namelist()) and len(box.namelist()) >= 3
    told = json.loads(box.read("du-lieu.json"))
    rows = {section["table"]: section["rows"] for section in told["sections"]}
    assert rows["members.Person"][0]["full_name"] == "Bà Xin Bản Sao"
    assert [row["name"] for row in rows["members.NextOfKin"]] == ["Con Gái Sao"]
    assert rows["privacy.DataRequest"][0]["words"] == request.words == "Xin Xem Kín"
    assert [m["day"] for m in told["mentions"]] == [str(cast.club.founded_on)]
    assert [word for word in ("Con Người Khác", "Ông Khác") if word in json.dumps(told, ensure_ascii=False)] == []
    assert any(look["what"] == "Ghi yêu cầu về dữ liệu cá nhân" for look in told["journal"])
    assert Event.objects.filter(kind="TOOK_PERSON", by=cast.xuan, data__person=str(person.pk)).count() == 1
    do(verbs.FINISH_REQUEST, cast.xuan, request=request.pk, done_on=TODAY(), outcome="Đã giao")
    assert client.get(url).status_code == 302


def test_nobodys_data_are_taken_without_a_proof_and_the_chair_reads_who_did(cast: Cast) -> None:
    person = make_member(cast.club, "Bà Chưa Xin").person
    told = {"person": person.pk, "kind": "SEE", "way": "SPOKEN", "received_on": TODAY()}
    for changes, field in (
        ({}, "proof"),
        ({"proof": "PAPER"}, "proof_file"),
        ({"proof": "SIGNED", "asked_by": "Cán bộ xã"}, "proof"),
    ):
        assert list(run(verbs.RECEIVE_REQUEST, by=cast.xuan, data=told | changes).errors) == [field]
    request = do(verbs.RECEIVE_REQUEST, cast.xuan, **told, proof="PAPER", proof_file=sent(picture()))
    DataRequest.objects.update(proof="")  # as those of before
    said = {"request": request.pk, "answer": "ACCEPTED", "answered_on": TODAY()}
    assert list(run(verbs.ANSWER_REQUEST, by=cast.xuan, data=said).errors) == ["answer"]
    DataRequest.objects.update(answer="ACCEPTED", answered_on=TODAY())
    officer, chair = Client(), Client()
    officer.force_login(cast.xuan)
    chair.force_login(cast.binh)
    url = f"/du-lieu/nguoi/{person.pk}/du-lieu.zip"
    assert officer.get(url).status_code == 302
    DataRequest.objects.update(answer="", answered_on=None, proof="PAPER")
    do(verbs.ANSWER_REQUEST, cast.xuan, **said)
    assert officer.get(url).status_code == 200
    assert chair.get(f"/du-lieu/yeu-cau/{request.pk}/bang-chung/").status_code == 200
    journal = chair.get(reverse("journal:unit", args=[cast.club.unit.key])).content.decode()
    assert all(str(words) in journal for words in (verbs.ANSWER_REQUEST.title, "Tải toàn bộ dữ liệu của một người"))


def test_what_is_kept_too_long_goes(cast: Cast) -> None:
    today = TODAY()
    stays, left = make_member(cast.club, "Bà Ở Lại").person, make_member(cast.club, "Bà Đã Đi").person
    for person in (stays, left):
        Person.objects.filter(pk=person.pk).update(phone="0912000333")
        NextOfKin.objects.create(person=person, name="Con", relation="con")
        check = {"club": cast.club, "place": "CLUB", "systolic_mmhg": 130, "diastolic_mmhg": 80}
        HealthCheck.objects.create(person=person, measured_on=today - timedelta(days=30), **check)
        HealthCheck.objects.create(person=person, measured_on=today - timedelta(days=6 * 366), **check)
    Membership.objects.filter(person=left).update(until_on=today - timedelta(days=400))
    said = {"person": stays.pk, "purpose": "HEALTH", "answer": "AGREED", "given_on": "01/01/2024", "proof": "PAPER"}
    do(RECORD_CONSENT, cast.binh, **said)

    assert erase_past(today) == {}  # the rules that are past are suggestions
    done = erase_past(today, with_suggested=True)
    assert done["privacy.keep_contact_months"] == 2 and done["privacy.keep_left_health_months"] == 2
    assert list(NextOfKin.objects.values_list("person", flat=True)) == [stays.pk]
    assert set(Person.objects.exclude(phone="")) == {stays}
    assert [c.person_id for c in HealthCheck.objects.all()] == [stays.pk]

    do(WITHDRAW_CONSENT, cast.binh, consent=Consent.objects.get().pk, withdrawn_on=today)
    assert erase_past(today + timedelta(days=15)) == {} and HealthCheck.objects.exists()
    assert erase_past(today + timedelta(days=16)) == {"privacy.keep_withheld_days": 1}
    assert not HealthCheck.objects.exists() and not Withheld.objects.exists()


def test_a_breach_is_written_down_told_and_closed(cast: Cast) -> None:
    data = {"place": cast.club.unit.key, "kind": "STOLEN", "what": "Mất sổ", "data_kinds": "tên", "people": "60"}
    data |= {"known_on": TODAY() - timedelta(days=4), "known_time": "8h15"}
    breach = do(verbs.RECORD_BREACH, cast.binh, **data)
    client = Client()
    client.force_login(cast.xuan)
    assert "Đã quá hạn báo" in client.get(f"/du-lieu/vu-viec/{breach.pk}/").content.decode()
    told = {"breach": breach.pk, "to": "AUTHORITY", "how": "Công văn 1", "told_on": TODAY() - timedelta(days=5)}
    assert list(run(verbs.TELL_OF_BREACH, by=cast.binh, data=told).errors) == ["told_on"]
    do(verbs.TELL_OF_BREACH, cast.binh, **told | {"told_on": TODAY()})
    assert "Đã quá hạn báo" not in client.get(f"/du-lieu/vu-viec/{breach.pk}/").content.decode()
    do(verbs.CLOSE_BREACH, cast.binh, breach=breach.pk, measures="Đổi khóa tủ", closed_on=TODAY())
    assert Breach.objects.get().closed_on == TODAY()
    assert list(run(verbs.RECORD_BREACH, by=cast.dung, data=data).errors) == ["place"]


@pytest.mark.parametrize("n", [1, 3])
def test_registers(cast: Cast, n: int, django_assert_num_queries: Any) -> None:
    for i in range(n):
        make_member(cast.club, f"Bà Sổ {i}")
    first = Membership.objects.earliest("pk").person
    said = {"person": first.pk, "purpose": "CONTACT", "answer": "AGREED", "given_on": "01/01/2024", "proof": "PAPER"}
    do(RECORD_CONSENT, cast.binh, **said)
    with django_assert_num_queries(2):
        register = consent_register(cast.club, TODAY())
    assert len(register.rows) == n and register.agreed == (0, 1, 0, 0, 0) and register.unasked == (n, n - 1, n, n, n)
    seen = {record.group: record.seen_by for record in processing_on(TODAY())}
    assert "Chủ nhiệm câu lạc bộ" in seen["HEALTH"] and "Thủ quỹ, kế toán câu lạc bộ" not in seen["SENSITIVE"]


def test_whose_data_lie_aside_is_erased_with_them(cast: Cast) -> None:
    person = make_member(cast.club, "Bà Cất Rồi Xóa", until_on=date(2020, 1, 1)).person
    index_names([person.search_key])
    aside = accepted(cast, person, "RESTRICT")
    do(verbs.RESTRICT_PERSON, cast.xuan, request=aside.pk)
    request = accepted(cast, person, "DELETE")
    do(verbs.ERASE_PERSON, cast.xuan, request=request.pk, is_sure=True)
    person.refresh_from_db()
    aside.refresh_from_db()
    assert person.full_name == erased_code(person)
    assert (aside.restriction.put_aside, aside.words, aside.restriction.until_on is None) == ("", "", False)
