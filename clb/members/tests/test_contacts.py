"""Next of kin and photos: kept while the person agrees, gone when not; the proof of an answer stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from clb.access.models import User
from clb.files.models import StoredFile
from clb.files.queries import unowned
from clb.files.store import path_of
from clb.files.tests.samples import pdf, picture, sent
from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.members.commands import (
    DROP_NEXT_OF_KIN,
    DROP_PHOTO,
    RECORD_CONSENT,
    RECORD_CONTACT,
    RECORD_NEXT_OF_KIN,
    SET_PHOTO,
    WITHDRAW_CONSENT,
)
from clb.members.models import Consent, NextOfKin, Person, PersonPhoto
from conftest import Cast, make_member

KIN = {"name": "Lê Thị Con", "relation": "con gái", "phone": "+84 912 345 678"}


def said(cast: Cast, person: Person, purpose: str, answer: str = "AGREED", **more: Any) -> Consent:
    data = {"person": person.pk, "purpose": purpose, "answer": answer, "given_on": "01/02/2026", "proof": "PAPER"}
    outcome = run(RECORD_CONSENT, by=cast.lan, data=data, files=more)
    assert outcome.status == "done", outcome.errors
    row: Consent = outcome.result
    return row


def withdraw(cast: Cast, consent: Consent) -> Outcome:
    return run(WITHDRAW_CONSENT, by=cast.lan, data={"consent": consent.pk, "withdrawn_on": "02/02/2026"})


def set_photo(user: User, person: Person, content: bytes | None = None) -> Outcome:
    return run(SET_PHOTO, by=user, data={"person": person.pk}, files={"photo": sent(content or picture())})


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(cast: Cast, person: Person) -> str:
    return enter(cast.lan).get(f"/thanh-vien/nguoi/{person.pk}/").content.decode()


def told_before(cast: Cast, answer: Consent) -> str:
    return enter(cast.lan).get(f"/thanh-vien/dong-y/{answer.pk}/rut/").content.decode()


# --- Next of kin ---


def test_a_next_of_kin_is_recorded_shown_and_dropped_without_a_trace(cast: Cast) -> None:
    person = make_member(cast.club).person
    assert run(RECORD_NEXT_OF_KIN, by=cast.lan, data={"person": person.pk, **KIN}).status == "done"
    assert Act.objects.get().data == {"person": str(person.pk)}
    kin = NextOfKin.objects.get()
    assert (kin.name, kin.relation, kin.phone) == ("Lê Thị Con", "con gái", "0912345678")
    assert 'href="tel:0912345678"' in page(cast, person)
    drop = {"next_of_kin": kin.pk}
    assert [run(DROP_NEXT_OF_KIN, by=cast.lan, data=drop).status for _i in range(2)] == ["done", "rejected"]
    assert (NextOfKin.objects.count(), "Chưa ghi người thân nào" in page(cast, person)) == (0, True)


def test_the_same_next_of_kin_is_not_recorded_twice_and_the_list_ends(cast: Cast) -> None:
    person = make_member(cast.club).person
    data = {"person": person.pk, **KIN}
    run(RECORD_NEXT_OF_KIN, by=cast.lan, data=data)
    assert run(RECORD_NEXT_OF_KIN, by=cast.lan, data=data).errors == {"__all__": ["Người thân này đã được ghi."]}
    assert list(run(RECORD_NEXT_OF_KIN, by=cast.lan, data={**data, "phone": "12"}).errors) == ["phone"]
    assert run(RECORD_NEXT_OF_KIN, by=cast.lan, data={**data, "name": "123"}).errors == {
        "name": ["Hãy ghi tên người thân."]
    }
    for i in range(9):
        run(RECORD_NEXT_OF_KIN, by=cast.lan, data={**data, "name": f"Con thứ {i}", "phone": ""})
    full = run(RECORD_NEXT_OF_KIN, by=cast.lan, data={**data, "name": "Con út"})
    assert full.errors == {"name": ["Đã ghi đủ 10 người thân. Hãy bỏ bớt trước."]}


# --- Photo ---


def test_a_photo_needs_the_persons_agreement(cast: Cast) -> None:
    person = make_member(cast.club).person
    told = ["Chưa ghi rằng người này đồng ý giữ ảnh. Hãy ghi ở mục «Sự đồng ý» trên trang của người này trước."]
    assert set_photo(cast.lan, person).errors == {"photo": told}
    said(cast, person, "PHOTO", "REFUSED")
    assert set_photo(cast.lan, person).errors == {"photo": told}
    assert StoredFile.objects.count() == 0
    before = enter(cast.lan).get(f"/thanh-vien/nguoi/{person.pk}/anh/dat/").content.decode()
    assert f"/thanh-vien/nguoi/{person.pk}/dong-y/?viec=PHOTO" in before
    said(cast, person, "PHOTO")
    assert set_photo(cast.lan, person, pdf()).errors == {"photo": ["Chỉ nhận ảnh (JPEG, PNG, WEBP)."]}
    assert set_photo(cast.lan, person).status == "done"
    assert f'alt="Ảnh của {person}"' in page(cast, person)
    served = enter(cast.lan).get(f"/thanh-vien/nguoi/{person.pk}/anh/")
    assert (served.status_code, served.headers["Content-Type"]) == (200, "image/jpeg")
    assert Act.objects.get(command="members.set_photo").data == {"person": str(person.pk)}


def test_another_photo_takes_the_place_of_the_first(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = make_member(cast.club).person
    said(cast, person, "PHOTO")
    set_photo(cast.lan, person)
    first = path_of(PersonPhoto.objects.get().file_id)
    with django_capture_on_commit_callbacks(execute=True):
        assert set_photo(cast.lan, person, picture(kind="PNG")).status == "done"
    assert (StoredFile.objects.count(), first.exists()) == (1, False)


def test_a_photo_is_deleted(cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    person = make_member(cast.club).person
    said(cast, person, "PHOTO")
    set_photo(cast.lan, person)
    with django_capture_on_commit_callbacks(execute=True):
        assert run(DROP_PHOTO, by=cast.lan, data={"person": person.pk}).status == "done"
    assert (PersonPhoto.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert run(DROP_PHOTO, by=cast.lan, data={"person": person.pk}).status == "rejected"
    assert enter(cast.lan).get(f"/thanh-vien/nguoi/{person.pk}/anh/").status_code == 404


@pytest.mark.parametrize("way", ["withdrawn", "refused"])
def test_the_photo_goes_with_the_agreement(
    cast: Cast, way: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = make_member(cast.club).person
    answer = said(cast, person, "PHOTO")
    set_photo(cast.lan, person)
    path: Path = path_of(PersonPhoto.objects.get().file_id)
    if way == "withdrawn":
        told = told_before(cast, answer)
        assert "Ghi rút lại thì bị xóa ngay, không lấy lại được: ảnh của người này." in told
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(cast, answer) if way == "withdrawn" else said(cast, person, "PHOTO", "REFUSED")
    assert (PersonPhoto.objects.count(), StoredFile.objects.count(), path.exists()) == (0, 0, False)


# --- Telephone and next of kin ---


@pytest.mark.parametrize("way", ["withdrawn", "refused"])
def test_telephone_and_next_of_kin_go_with_the_agreement_and_do_not_come_back(cast: Cast, way: str) -> None:
    person = make_member(cast.club).person
    answer = said(cast, person, "CONTACT")
    number = {"person": person.pk, "known_as": "Tư", "phone": "0912345678"}
    assert run(RECORD_CONTACT, by=cast.lan, data=number).status == "done"
    assert run(RECORD_NEXT_OF_KIN, by=cast.lan, data={"person": person.pk, **KIN}).status == "done"
    told = told_before(cast, answer)
    assert "không lấy lại được: số điện thoại 0912345678, người thân Lê Thị Con." in told
    if way == "withdrawn":
        assert withdraw(cast, answer).status == "done"
    else:
        said(cast, person, "CONTACT", "REFUSED")
    person.refresh_from_db()
    assert (person.phone, person.known_as, NextOfKin.objects.count()) == ("", "Tư", 0)
    no = ["Người này không đồng ý giữ số điện thoại, người thân. Hãy hỏi lại và ghi câu trả lời trước."]
    assert run(RECORD_CONTACT, by=cast.lan, data=number).errors == {"phone": no}
    assert run(RECORD_NEXT_OF_KIN, by=cast.lan, data={"person": person.pk, **KIN}).errors == {"name": no}
    assert run(RECORD_CONTACT, by=cast.lan, data={**number, "phone": ""}).status == "done"


def test_withdrawing_another_answer_deletes_nothing_and_warns_of_nothing(cast: Cast) -> None:
    person = make_member(cast.club).person
    run(RECORD_NEXT_OF_KIN, by=cast.lan, data={"person": person.pk, **KIN})
    answer = said(cast, person, "HEALTH")
    assert "bị xóa ngay" not in told_before(cast, answer)
    assert (withdraw(cast, answer).status, NextOfKin.objects.count()) == ("done", 1)


# --- The proof of an answer ---


def test_the_proof_of_an_answer_can_be_opened_also_after_it_was_taken_back(cast: Cast) -> None:
    person = make_member(cast.club).person
    answer = said(cast, person, "HEALTH", proof_file=sent(pdf(), "giay Le Thi Con.pdf"))
    url = f"/thanh-vien/dong-y/{answer.pk}/bang-chung/"
    assert url in page(cast, person)
    withdraw(cast, answer)
    assert (url in page(cast, person), "Đã rút lại, nên không còn sự đồng ý" in page(cast, person)) == (True, True)
    served = enter(cast.lan).get(url)
    assert b"".join(served) == pdf()  # type: ignore[arg-type]
    assert served.headers["Content-Disposition"] == 'attachment; filename="bang-chung-dong-y.pdf"'
    assert list(unowned()) == []
    bare = said(cast, person, "SENSITIVE")
    assert enter(cast.lan).get(f"/thanh-vien/dong-y/{bare.pk}/bang-chung/").status_code == 404


def test_a_proof_of_another_kind_is_refused_and_nothing_is_recorded(cast: Cast) -> None:
    person = make_member(cast.club).person
    data = {"person": person.pk, "purpose": "PHOTO", "answer": "AGREED", "given_on": "01/02/2026", "proof": "PAPER"}
    outcome = run(RECORD_CONSENT, by=cast.lan, data=data, files={"proof_file": sent(b"<html>", "a.jpg")})
    assert outcome.errors == {"proof_file": ["Chỉ nhận ảnh (JPEG, PNG, WEBP) hoặc tệp PDF."]}
    assert Consent.objects.count() == 0


# --- Who may not, and what it costs ---


def test_who_may_not(cast: Cast) -> None:
    person = make_member(cast.club).person
    answer = said(cast, person, "PHOTO", proof_file=sent(pdf()))
    set_photo(cast.lan, person)
    kin = NextOfKin.objects.create(person=person, name="Con", relation="con")
    own = f"/thanh-vien/nguoi/{person.pk}/"
    reads = [own + "anh/", f"/thanh-vien/dong-y/{answer.pk}/bang-chung/"]
    does = [own + "nguoi-than/", own + "anh/dat/", own + "anh/xoa/", f"/thanh-vien/nguoi-than/{kin.pk}/bo/"]
    assert [enter(cast.hoa).get(url).status_code for url in reads + does] == [404] * 6
    assert [enter(cast.hoi).get(url).status_code for url in reads + does] == [200] * 2 + [403] * 4
    for command, data in (
        (RECORD_NEXT_OF_KIN, {"person": person.pk, **KIN}),
        (DROP_NEXT_OF_KIN, {"next_of_kin": kin.pk}),
        (DROP_PHOTO, {"person": person.pk}),
    ):
        assert run(command, by=cast.hoa, data=data).status == "rejected"
        with pytest.raises(PermissionDenied):
            run(command, by=cast.hoi, data=data)
    assert (NextOfKin.objects.count(), PersonPhoto.objects.count()) == (1, 1)


@pytest.mark.parametrize("n", [1, 3])
def test_a_persons_page_takes_as_many_queries_for_three_as_for_one(
    cast: Cast, n: int, django_assert_num_queries: Any
) -> None:
    person = make_member(cast.club).person
    for i in range(n):
        NextOfKin.objects.create(person=person, name=f"Con {i}", relation="con")
        for purpose in Consent.Purpose.values:
            old = timezone.localdate()
            Consent.objects.create(
                person=person, purpose=purpose, answer="AGREED", given_on=old, proof="PAPER", withdrawn_on=old
            )
    client = enter(cast.lan)
    with django_assert_num_queries(20):
        client.get(f"/thanh-vien/nguoi/{person.pk}/")
