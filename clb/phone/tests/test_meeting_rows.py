"""A meeting's rows from a phone where somebody else was at the same meeting, or took money beside it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from clb.access.models import User
from clb.fund.models import Loan, Receipt
from clb.meetings.models import Attendance, Meeting
from clb.phone.models import ParkedRow
from clb.phone.services.keys import make_key
from clb.phone.tests.made import TestPhone, lend, repayment
from conftest import Cast, make_member, make_user

DAY = "2026-05-10"
Row = dict[str, Any]


@pytest.fixture
def lan(cast: Cast) -> TestPhone:
    cast.lan.first_name = "Bà Lan"
    cast.lan.save()
    return TestPhone(cast.lan)


@pytest.fixture
def mai(cast: Cast) -> TestPhone:
    return TestPhone(make_user("mai", "TREASURER", cast.club.unit))


def part(
    phone: TestPhone, cast: Cast, meeting: str, basis: dict[str, int] | None = None, **data: Any
) -> dict[str, Any]:
    told = {"club": str(cast.club.pk), "meeting": meeting, "held_on": DAY, **data}
    return phone.row("meetings.record_meeting", told, cast.club.pk, basis={f"meeting:{meeting}": 0, **(basis or {})})


def again(phone: TestPhone, row: Row, **data: Any) -> Row:
    """The refused row, sent once more by a person who has read what was said of it."""
    told = {**row["data"], **data}
    return phone.row(row["command"], told, row["lane"], basis=row["basis"], replaces=row["id"], sure=True)


def paid(loan: Loan) -> int:
    return Receipt.objects.filter(loan=loan, kind="REPAYMENT").count()


def test_whoever_has_seen_what_another_wrote_writes_otherwise(cast: Cast, lan: TestPhone, mai: TestPhone) -> None:
    member, _loan = lend(cast)
    meeting, key = str(uuid4()), str(member.pk)
    lan.push([part(lan, cast, meeting, attendance=[{"membership": key, "mark": "PRESENT"}])])
    row = part(mai, cast, meeting, attendance=[{"membership": key, "mark": "ABSENT"}])
    assert mai.statuses([row]) == ["parked"]
    assert mai.statuses([again(mai, row)]) == ["done"]
    assert Attendance.objects.get().mark == "ABSENT" and not ParkedRow.objects.open().exists()


def test_a_meeting_that_others_wrote_into_closes_once_that_was_seen(cast: Cast, lan: TestPhone, mai: TestPhone) -> None:
    member, _loan = lend(cast)
    meeting = str(uuid4())
    here = [{"membership": str(member.pk), "mark": "PRESENT"}]
    lan.push([part(lan, cast, meeting, attendance=here)])
    mai.push([part(mai, cast, meeting, notes=[{"part": "TOPIC", "text": "Phòng bệnh"}])])
    close = part(lan, cast, meeting, close_now=True)
    assert lan.statuses([close]) == ["parked"] and not Meeting.objects.get().is_closed
    assert lan.statuses([again(lan, close)]) == ["done"] and Meeting.objects.get().is_closed


def test_money_of_the_meeting_that_was_taken_beside_it_meanwhile_is_not_booked_unseen(
    cast: Cast, lan: TestPhone, mai: TestPhone
) -> None:
    member, loan = lend(cast)
    meeting, seen = str(uuid4()), {f"loan:{loan.pk}": 1}
    here = [{"membership": str(member.pk), "mark": "PRESENT"}]
    pays = [{"loan": str(loan.pk), "amount_vnd": 400_000}]
    mai.push([part(mai, cast, meeting, attendance=here), part(mai, cast, meeting, seen, repayments=pays)])
    assert lan.statuses([repayment(lan, loan)]) == ["done"]
    close = part(mai, cast, meeting, seen, close_now=True)
    (reply,) = mai.push([close])
    assert (reply["status"], list(reply["errors"]), paid(loan)) == ("parked", [f"repayments.{loan.pk}"], 1)
    assert "Bà Lan" in reply["why"] and not Meeting.objects.get().is_closed
    assert mai.statuses([again(mai, close)]) == ["done"] and paid(loan) == 2


def test_a_repayment_taken_out_of_the_meeting_lets_it_close(cast: Cast, lan: TestPhone, mai: TestPhone) -> None:
    member, loan = lend(cast)
    meeting, seen = str(uuid4()), {f"loan:{loan.pk}": 1}
    here = [{"membership": str(member.pk), "mark": "PRESENT"}]
    pays = [{"loan": str(loan.pk), "amount_vnd": 400_000}]
    mai.push([part(mai, cast, meeting, attendance=here), part(mai, cast, meeting, seen, repayments=pays)])
    lan.push([repayment(lan, loan)])
    mai.push([part(mai, cast, meeting, repayments=[{"loan": str(loan.pk)}])])
    assert mai.statuses([part(mai, cast, meeting, seen, close_now=True)]) == ["done"]
    assert paid(loan) == 1


# --- A meeting closes when nothing of it waits for a person ------------------------------------------------------


def parked_in_part(phone: TestPhone, cast: Cast, meeting: str) -> tuple[Row, Row]:
    """Two were marked, of whom one is no member here; then the meeting is closed on the phone."""
    member, stranger = lend(cast)[0], make_member(cast.other_club, "Bà Hàng Xóm")
    marks = [{"membership": str(one.pk), "mark": "PRESENT"} for one in (member, stranger)]
    row = part(phone, cast, meeting, attendance=marks)
    close = part(phone, cast, meeting, close_now=True) | {"after": [row["id"]]}
    return row, close


def is_closed() -> bool:
    return Meeting.objects.get().is_closed


def test_a_meeting_waits_for_its_row_that_was_parked_and_closes_once_that_is_let_go(cast: Cast, lan: TestPhone) -> None:
    row, close = parked_in_part(lan, cast, str(uuid4()))
    replies = lan.push([row, close])
    assert [reply["status"] for reply in replies] == ["parked", "held"]
    assert "còn 1 việc của buổi này cần xem" in replies[1]["why"] and not is_closed()
    assert lan.statuses([close]) == ["held"]
    assert lan.post("settle", {"id": row["id"], "how": "DROPPED"}).status_code == 200
    assert lan.statuses([close]) == ["done"] and is_closed()


def test_what_is_written_again_comes_before_the_close_that_waits(cast: Cast, lan: TestPhone) -> None:
    """«Vẫn ghi» is sent after the close, has a higher number, and is done before it, in one push."""
    row, close = parked_in_part(lan, cast, str(uuid4()))
    lan.push([row, close])
    newcomer = make_member(cast.club, "Bà Mới")
    anew = again(lan, row, attendance=[{"membership": str(newcomer.pk), "mark": "PRESENT"}])
    assert lan.statuses([close, anew]) == ["done", "done"] and is_closed()
    assert Attendance.objects.filter(mark="PRESENT").count() == 2
    assert lan.statuses([close, anew]) == ["already", "already"] and not ParkedRow.objects.open().exists()


def test_what_is_written_again_and_refused_again_still_holds_the_close(cast: Cast, lan: TestPhone) -> None:
    row, close = parked_in_part(lan, cast, str(uuid4()))
    lan.push([row, close])
    anew = again(lan, row)  # the stranger is still none of ours
    assert lan.statuses([close, anew]) == ["held", "parked"] and not is_closed()
    assert lan.post("settle", {"id": anew["id"], "how": "DROPPED"}).status_code == 200
    assert lan.statuses([close]) == ["done"] and is_closed()


def test_the_close_waits_though_it_does_not_name_the_row_and_the_phone_was_signed_in_anew(
    cast: Cast, lan: TestPhone
) -> None:
    row, close = parked_in_part(lan, cast, str(uuid4()))
    lan.push([row])
    lan.secret = make_key(by=User.objects.get(pk=cast.lan.pk), phone=lan.id).secret or ""
    assert lan.statuses([close | {"after": []}]) == ["held"]


def test_a_phone_that_forgot_all_is_given_back_what_holds_the_close(cast: Cast, lan: TestPhone) -> None:
    """A PIN forgotten: the boxes go, and the row would hold the close of the phone set up anew, seen by nobody."""
    row, close = parked_in_part(lan, cast, str(uuid4()))
    (told, _held) = lan.push([row, close])
    (again_there,) = set_up(lan, cast)["parked"]
    assert again_there.items() >= {name: told[name] for name in ("id", "errors", "why")}.items()
    assert again_there.items() >= {name: row[name] for name in ("command", "lane", "n", "basis", "after")}.items()
    assert again_there["data"]["meeting"] == row["data"]["meeting"] and len(again_there["data"]["attendance"]) == 1
    assert again_there["label"] == "Ghi buổi sinh hoạt"
    assert set_up(TestPhone(cast.lan), cast)["parked"] == []
    assert lan.post("settle", {"id": row["id"], "how": "DROPPED"}).status_code == 200
    assert lan.statuses([close]) == ["done"] and is_closed()
    assert set_up(lan, cast)["parked"] == []


def set_up(phone: TestPhone, cast: Cast) -> Row:
    """Whoever holds the phone signs in, and it gets another key."""
    client = Client()
    client.force_login(User.objects.get(pk=cast.lan.pk))
    given: Row = client.post("/dien-thoai/khoa/", {"phone": str(phone.id)}).json()
    phone.secret = given["key"]
    return given


def test_a_row_parked_of_another_meeting_or_phone_does_not_hold_the_close(
    cast: Cast, lan: TestPhone, mai: TestPhone
) -> None:
    row, _close = parked_in_part(lan, cast, str(uuid4()))
    lan.push([row])
    meeting, here = str(uuid4()), [{"membership": str(Attendance.objects.get().membership_id), "mark": "PRESENT"}]
    later = {"held_on": "2026-06-10"}
    seen = {"close_now": True, "attendance": here}
    assert lan.statuses([part(lan, cast, meeting, **seen, **later) | {"n": 2}]) == ["done"]
    first = str(Meeting.objects.get(held_on=DAY).pk)
    assert mai.statuses([part(mai, cast, first, {f"meeting:{first}": 1}, close_now=True)]) == ["done"]


def test_a_row_that_closes_and_holds_something_wrong_is_parked_whole(cast: Cast, lan: TestPhone) -> None:
    row, close = parked_in_part(lan, cast, str(uuid4()))
    both = close | {"data": {**row["data"], **close["data"]}, "after": [], "n": 1}
    (reply,) = lan.push([both])
    assert (reply["status"], Meeting.objects.count()) == ("parked", 0)
    assert [place.split(".")[0] for place in reply["errors"]] == ["attendance"]
