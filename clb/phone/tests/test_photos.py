"""Photos come up apart, after what they prove, and hang there once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clb.files.tests.samples import picture, sent
from clb.meetings.models import Activity, ActivityEvidence
from clb.members.models import Membership
from clb.phone.tests.made import TestPhone, lend, repayment
from conftest import Cast, make_member


def activity(phone: TestPhone, cast: Cast, member: Membership, **more: Any) -> dict[str, Any]:
    told = {"club": str(cast.club.pk), "area": "4", "happened_on": "2026-05-20", "what": "Thăm người ốm"}
    return phone.row("meetings.record_activity", {**told, "participants": [str(member.pk)], **more}, cast.club.pk)


def send(phone: TestPhone, photo: str, of: str, file: Any = None) -> tuple[int, str]:
    body = {"id": photo, "for": of, "file": file or sent(picture())}
    answer = Client().post("/api/phone/photo", body, headers=phone.headers())
    return answer.status_code, answer.json().get("status", answer.json().get("code"))


def test_a_photo_waits_for_its_activity_and_hangs_there_once(cast: Cast) -> None:
    phone, member = TestPhone(cast.lan), make_member(cast.club, "Bà Tư")
    row, photo = activity(phone, cast, member), str(uuid4())
    assert send(phone, photo, row["id"]) == (200, "held")
    assert phone.statuses([row]) == ["done"]
    assert [send(phone, photo, row["id"])[1] for _i in range(3)] == ["done", "already", "already"]
    assert ActivityEvidence.objects.filter(activity=Activity.objects.get()).count() == 1


def test_a_photo_of_what_is_parked_waits_and_of_what_was_dropped_goes(cast: Cast) -> None:
    phone, member = TestPhone(cast.lan), make_member(cast.club, "Bà Tư")
    row = activity(phone, cast, member, happened_on="1999-01-01")
    assert phone.statuses([row]) == ["parked"]
    assert send(phone, str(uuid4()), row["id"]) == (200, "held")
    phone.post("settle", {"id": row["id"], "how": "DROPPED"})
    assert send(phone, str(uuid4()), row["id"]) == (200, "refused")


def test_no_photo_of_another_and_no_file_that_is_none(cast: Cast) -> None:
    phone, member = TestPhone(cast.lan), make_member(cast.club, "Bà Tư")
    row = activity(phone, cast, member)
    phone.push([row])
    assert send(TestPhone(cast.hoa), str(uuid4()), row["id"]) == (200, "held"), "nothing is told of it"
    assert send(TestPhone(cast.binh), str(uuid4()), row["id"]) == (200, "held")
    assert send(phone, str(uuid4()), row["id"], SimpleUploadedFile("a.jpg", b"x" * 99)) == (200, "refused")
    assert send(phone, "x", row["id"]) == (400, "GARBAGE")
    assert not ActivityEvidence.objects.exists()


def test_a_repayment_has_no_photo(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    row = repayment(phone, lend(cast)[1])
    phone.push([row])
    assert send(phone, str(uuid4()), row["id"]) == (200, "refused")
