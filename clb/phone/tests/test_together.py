"""Two phones on one thing: money once or parked and both told in words; people's data by field; a meeting by row."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from clb.fund.commands import REPAY_LOAN
from clb.fund.models import Loan, Receipt
from clb.meetings.models import Meeting
from clb.members.models import Membership, Person
from clb.phone.models import ParkedRow, ToldMessage
from clb.phone.tests.made import TestPhone, fee, lend, repayment
from conftest import Cast, make_member, make_user
from tests.world import do


@pytest.fixture
def lent(cast: Cast) -> tuple[Membership, Loan]:
    return lend(cast)


@pytest.fixture
def lan(cast: Cast) -> TestPhone:
    cast.lan.first_name = "Bà Lan"
    cast.lan.save()
    return TestPhone(cast.lan)


@pytest.fixture
def mai(cast: Cast) -> TestPhone:
    """A second treasurer of club 1."""
    user = make_user("mai", "TREASURER", cast.club.unit)
    user.first_name = "Bà Mai"
    user.save()
    return TestPhone(user)


def paid_vnd(loan: Loan) -> int:
    return sum(Receipt.objects.filter(loan=loan, kind="REPAYMENT").values_list("amount_vnd", flat=True))


def messages(phone: TestPhone) -> list[tuple[str, str]]:
    return [(one.kind, str(one.text)) for one in ToldMessage.objects.filter(user=phone.user)]


def test_one_instalment_taken_by_two_is_applied_once_and_both_are_told(
    lan: TestPhone, mai: TestPhone, lent: Any
) -> None:
    loan = lent[1]
    assert lan.statuses([repayment(lan, loan)]) == ["done"]
    row = repayment(mai, loan)
    (reply,) = mai.push([row])
    assert (reply["status"], paid_vnd(loan)) == ("parked", 500_000)
    assert reply["why"].startswith("Khoản này Bà Lan đã thu 500.000 đồng ngày 01/03/2026, ghi ở máy khác.")
    assert "«Vẫn ghi»" in reply["why"] and "«Bỏ»" in reply["why"]
    assert messages(mai) == [("PARKED", reply["why"])]
    ((kind, text),) = messages(lan)
    assert kind == "CLASH" and text.startswith("Bà Mai cũng ghi thu nợ 500.000 đồng của khoản mà bạn đã thu")
    lan.pull()
    assert [told["text"] for told in lan.of("told")] == [text]


def test_really_paid_twice_is_written_all_the_same(lan: TestPhone, mai: TestPhone, lent: Any) -> None:
    loan = lent[1]
    lan.push([repayment(lan, loan)])
    row = repayment(mai, loan)
    mai.push([row])
    sure = repayment(mai, loan, sure=True, replaces=row["id"])
    for wanted in ("done", "already", "already"):
        assert mai.statuses([sure]) == [wanted]
    assert paid_vnd(loan) == 1_000_000
    assert not ParkedRow.objects.open().exists()
    assert messages(mai) == [], "what was settled is told no more"


def test_sure_alone_means_nothing(lan: TestPhone, mai: TestPhone, lent: Any) -> None:
    lan.push([repayment(lan, lent[1])])
    rows = [repayment(mai, lent[1], sure=True), repayment(mai, lent[1], sure=True, replaces=str(uuid4()))]
    assert mai.statuses(rows) == ["parked", "parked"]
    assert paid_vnd(lent[1]) == 500_000


def test_a_phone_never_collides_with_itself(lan: TestPhone, lent: Any) -> None:
    loan = lent[1]
    assert lan.statuses([repayment(lan, loan, 100_000) for _i in range(3)]) == ["done"] * 3
    lan.pull()
    counter = lan.rows[f"loan:{loan.pk}"]["counter"]
    assert counter == 4
    # One written before the pack came anew, one after.
    assert (
        lan.statuses([repayment(lan, loan, 1_000, counter=1), repayment(lan, loan, 1_000, counter=4)]) == ["done"] * 2
    )


def test_what_was_taken_at_the_page_counts_as_another(cast: Cast, lan: TestPhone, lent: Any) -> None:
    do(REPAY_LOAN, cast.lan, loan=lent[1].pk, amount_vnd=200_000, paid_on="02/03/2026")
    (reply,) = lan.push([repayment(lan, lent[1])])
    assert reply["status"] == "parked" and "200.000" in reply["why"]
    assert messages(lan) == [("PARKED", reply["why"])], "nobody else to tell: it was the same person, at the page"


def test_after_looking_at_the_new_pack_nothing_collides(lan: TestPhone, mai: TestPhone, lent: Any) -> None:
    lan.push([repayment(lan, lent[1])])
    mai.pull()
    counter = mai.rows[f"loan:{lent[1].pk}"]["counter"]
    assert mai.statuses([repayment(mai, lent[1], counter=counter)]) == ["done"]


def test_a_fee_taken_by_two(lan: TestPhone, mai: TestPhone, lent: Any) -> None:
    member = lent[0]
    assert lan.statuses([fee(lan, member)]) == ["done"]
    (reply,) = mai.push([fee(mai, member)])
    assert reply["status"] == "parked"
    assert reply["why"].startswith("Hội phí tháng này của người này Bà Lan đã thu 10.000 đồng ngày 02/03/2026")
    assert messages(lan)[0][1].startswith("Bà Mai cũng ghi thu hội phí 10.000 đồng")
    mai.pull()
    assert mai.rows[f"fee:{member.pk}"]["months"]["2026-03"] == [10_000, 1]
    april = fee(mai, member)
    april["data"]["for_month"], april["basis"] = "2026-04", {f"fee:{member.pk}:2026-04": 0}
    assert mai.statuses([april]) == ["done"], "another month is another fee"


# --- People's data ----------------------------------------------------------------------------------------------


def contact(by: TestPhone, member: Membership, base: dict[str, str], **data: str) -> dict[str, Any]:
    told = {"person": str(member.person_id), **data}
    return by.row("members.record_contact", told, member.club_id, base=base)


@pytest.fixture
def known(cast: Cast) -> Membership:
    member = make_member(cast.club, "Bà Năm")
    facts = {"known_as": "Năm", "phone": "0911111111", "id_number": "001234567890"}
    Person.objects.filter(pk=member.person_id).update(**facts)
    return member


def stands(member: Membership) -> tuple[str, str, str]:
    person = Person.objects.get(pk=member.person_id)
    return person.known_as, person.phone, str(person.id_number)


def test_fields_of_a_person_merge(lan: TestPhone, mai: TestPhone, known: Membership) -> None:
    base = {"known_as": "Năm", "phone": "0911111111"}
    assert lan.statuses([contact(lan, known, base, known_as="Năm Hiền", phone="0911111111")]) == ["done"]
    assert mai.statuses([contact(mai, known, base, known_as="Năm", phone="0922 222 222")]) == ["done"]
    assert stands(known) == ("Năm Hiền", "0922222222", "001234567890")


def test_one_field_changed_by_both_is_a_persons_to_say(lan: TestPhone, mai: TestPhone, known: Membership) -> None:
    base = {"known_as": "Năm", "phone": "0911111111"}
    lan.push([contact(lan, known, base, phone="0933333333")])
    row = contact(mai, known, base, phone="0944444444", known_as="Năm Mập")
    (reply,) = mai.push([row])
    assert reply["status"] == "parked" and list(reply["errors"]) == ["phone"]
    assert "0944444444" in reply["why"] and "0933333333" in reply["why"]
    assert stands(known) == ("Năm", "0933333333", "001234567890"), "nothing of it is half done"
    kind, words = messages(lan)[0][:2]
    assert kind == "CLASH" and "0933333333" not in words and "0944444444" not in words
    again = contact(mai, known, base, phone="0944444444", known_as="Năm Mập") | {"sure": True, "replaces": row["id"]}
    assert mai.statuses([again]) == ["done"]
    assert stands(known) == ("Năm Mập", "0944444444", "001234567890")


def test_both_say_the_same(lan: TestPhone, mai: TestPhone, known: Membership) -> None:
    base = {"phone": "0911111111"}
    assert lan.statuses([contact(lan, known, base, phone="0955555555")]) == ["done"]
    assert mai.statuses([contact(mai, known, base, phone="0955 555 555")]) == ["done"]


# --- Meetings ---------------------------------------------------------------------------------------------------


def part(phone: TestPhone, cast: Cast, meeting: str, basis: int = 0, **data: Any) -> dict[str, Any]:
    told = {"club": str(cast.club.pk), "meeting": meeting, "held_on": "2026-05-10", **data}
    return phone.row("meetings.record_meeting", told, cast.club.pk, basis={f"meeting:{meeting}": basis})


def test_a_meeting_in_parts_from_one_phone(cast: Cast, lan: TestPhone, lent: Any) -> None:
    member, loan = lent
    meeting, key = str(uuid4()), str(member.pk)
    rows = [
        part(lan, cast, meeting, attendance=[{"membership": key, "mark": "PRESENT"}]),
        part(lan, cast, meeting, fees=[{"membership": key, "amount_vnd": 10_000}]),
        part(lan, cast, meeting, attendance=[{"membership": key, "mark": "EXCUSED"}]),
        part(lan, cast, meeting, repayments=[{"loan": str(loan.pk), "amount_vnd": 300_000}]),
        part(lan, cast, meeting, close_now=True),
    ]
    assert lan.statuses(rows) == ["done"] * 5
    assert lan.statuses(rows) == ["already"] * 5
    closed = Meeting.objects.get()
    assert (closed.is_closed, closed.attendances.get().mark, paid_vnd(loan)) == (True, "EXCUSED", 300_000)
    # The closing turned the loan's counter: it was this phone's own hand.
    assert lan.statuses([repayment(lan, loan, 1_000, counter=1)]) == ["done"]


def test_rows_of_a_meeting_that_collide_are_parked_alone(cast: Cast, lan: TestPhone, mai: TestPhone, lent: Any) -> None:
    loan, other = lent[1], lend(cast, "Ông Sáu")[1]
    lan.push([repayment(lan, loan)])
    meeting = str(uuid4())
    paid = [{"loan": str(one.pk), "amount_vnd": 400_000} for one in (loan, other)]
    row = part(mai, cast, meeting, repayments=paid)
    row["basis"] |= {f"loan:{loan.pk}": 1, f"loan:{other.pk}": 1}
    here = [{"membership": str(lent[0].pk), "mark": "PRESENT"}]
    close = part(mai, cast, meeting, attendance=here, close_now=True)
    close["after"] = [row["id"]]
    replies = mai.push([row, close])
    assert [reply["status"] for reply in replies] == ["parked", "held"], replies
    assert list(replies[0]["errors"]) == [f"repayments.{loan.pk}"] and "Bà Lan" in replies[0]["why"]
    assert (paid_vnd(loan), paid_vnd(other)) == (500_000, 0)
    assert messages(lan)[0][0] == "CLASH"
    assert mai.statuses([row, close]) == ["parked", "held"] and not Meeting.objects.get().is_closed
    assert mai.post("settle", {"id": row["id"], "how": "DROPPED"}).status_code == 200
    assert mai.statuses([close]) == ["done"] and Meeting.objects.get().is_closed
    assert (paid_vnd(loan), paid_vnd(other)) == (500_000, 400_000)


def test_rows_of_a_meeting_that_are_refused_are_parked_alone(cast: Cast, lan: TestPhone, lent: Any) -> None:
    stranger = make_member(cast.other_club, "Bà Hàng Xóm")
    meeting = str(uuid4())
    marks = [{"membership": str(one.pk), "mark": "PRESENT"} for one in (lent[0], stranger)]
    (reply,) = lan.push([part(lan, cast, meeting, attendance=marks)])
    assert reply["status"] == "parked" and reply["result"]["meeting"] == meeting
    assert list(reply["errors"]) == [f"attendance.{stranger.pk}"]
    assert [mark.membership_id for mark in Meeting.objects.get().attendances.all()] == [lent[0].pk]
    assert ParkedRow.objects.get().is_part


def test_two_phones_write_one_meeting(cast: Cast, lan: TestPhone, mai: TestPhone, lent: Any) -> None:
    member, other = lent[0], make_member(cast.club, "Ông Sáu")
    meeting = str(uuid4())
    lan.push([part(lan, cast, meeting, attendance=[{"membership": str(member.pk), "mark": "PRESENT"}])])
    rows = [
        part(mai, cast, meeting, attendance=[{"membership": str(other.pk), "mark": "PRESENT"}]),
        part(mai, cast, meeting, attendance=[{"membership": str(member.pk), "mark": "ABSENT"}]),
    ]
    assert mai.statuses(rows) == ["done", "parked"]
    marks = dict(Meeting.objects.get().attendances.values_list("membership", "mark"))
    assert marks == {member.pk: "PRESENT", other.pk: "PRESENT"}
    mai.pull()
    seen = mai.rows[f"meeting:{meeting}"]["version"]
    again = part(mai, cast, meeting, seen, attendance=[{"membership": str(member.pk), "mark": "ABSENT"}])
    assert mai.statuses([again | {"replaces": rows[1]["id"]}]) == ["done"]
    assert date(2026, 5, 10) == Meeting.objects.get().held_on
