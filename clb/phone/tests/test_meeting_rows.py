"""A meeting's rows from a phone where somebody else was at the same meeting, or took money beside it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from clb.fund.models import Loan, Receipt
from clb.meetings.models import Attendance, Meeting
from clb.phone.models import ParkedRow
from clb.phone.tests.made import TestPhone, lend, repayment
from conftest import Cast, make_user

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
