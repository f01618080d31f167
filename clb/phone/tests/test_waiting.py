"""The desk of rows that wait: who sees what, writing it after all, letting it go, and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.fund.models import Loan, Receipt
from clb.kernel.commands import commands
from clb.kernel.models import Act
from clb.kernel.rows import RowsField
from clb.kernel.tests.told import told_of
from clb.members.models import Membership
from clb.phone.models import ParkedRow, ToldMessage, offline_commands
from clb.phone.queries.typed import COLUMNS, READS
from conftest import Cast, make_member, make_user

from .made import TestPhone, lend, repayment
from .sample import make_phone, make_waiting
from .test_syncing import client_of

URL = "/dien-thoai/cho-xem/"
ACT = "6b1f6a0e-0000-4000-8000-00000000bbbb"


@pytest.fixture
def lent(cast: Cast) -> tuple[Membership, Loan]:
    return lend(cast)


@pytest.fixture
def collision(cast: Cast, lent: tuple[Membership, Loan]) -> ParkedRow:
    """Another treasurer of club 1 took the instalment that Lan's phone takes too; Lan's row waits."""
    other = TestPhone(make_user("ba-thu-quy", Role.TREASURER, cast.club.unit))
    User.objects.filter(username="ba-thu-quy").update(first_name="Thủ Quỹ Hai")
    mine = TestPhone(cast.lan)
    assert other.statuses([repayment(other, lent[1])]) == ["done"]
    (reply,) = mine.push([repayment(mine, lent[1])])
    assert reply["status"] == "parked"
    return ParkedRow.objects.get(pk=reply["id"])


def write(client: Client, row: ParkedRow, act: str = ACT) -> Any:
    return client.post(f"{URL}{row.pk}/van-ghi/", {"id": act})


def drop(client: Client, row: ParkedRow, why: str = "Đã hỏi, chỉ trả một lần", **more: str) -> Any:
    return client.post(f"{URL}{row.pk}/bo/", {"row": row.pk, "why": why, **more})


def told(user: User, kind: str = "SETTLED") -> list[str]:
    return [str(one.text) for one in ToldMessage.objects.filter(user=user, kind=kind)]


def repayments() -> int:
    return Receipt.objects.filter(kind=Receipt.Kind.REPAYMENT).count()


def test_what_was_typed_is_shown_in_words(cast: Cast, collision: ParkedRow) -> None:
    shown = client_of(cast.lan).get(f"{URL}{collision.pk}/").content.decode()
    for words in ("Bà Tư", "500.000 đồng", "01/03/2026", "Trả gốc (đồng)", "Người khác vừa ghi", "Thủ Quỹ Hai"):
        assert words in shown, words
    typed = shown.partition("Điều đã ghi")[2].partition("Xử lý thế nào")[0]
    assert str(collision.pk) not in typed and "{" not in typed and "Bà Tư" in typed
    assert "amount_vnd" not in shown and "paid_on" not in shown
    assert "Thu nợ vay" in client_of(cast.lan).get(URL).content.decode()


def test_whoever_may_writes_it_after_all_once(cast: Cast, collision: ParkedRow) -> None:
    client = client_of(cast.lan)
    assert [write(client, collision).status_code for _n in range(2)] == [302, 302]
    assert write(client, collision, str(uuid4())).status_code == 302
    assert repayments() == 2
    row = ParkedRow.objects.get(pk=collision.pk)
    assert (row.how, str(row.replaced_by), row.settled_by, str(row.typed)) == ("REPLACED", ACT, cast.lan, "")
    act = Act.objects.get(pk=ACT)
    assert (act.command, act.by, act.channel) == ("fund.repay_loan", cast.lan, "page")
    other = User.objects.get(username="ba-thu-quy")
    (text,) = told(other)
    assert "vẫn ghi" in text and "Thu nợ vay" in text
    assert told(cast.lan) == [], "she did it herself"
    assert "đã ghi việc này vào sổ" in client.get(f"{URL}{collision.pk}/").content.decode()


def test_a_row_of_who_left_is_written_by_who_came_after(cast: Cast, lent: tuple[Membership, Loan]) -> None:
    phone = TestPhone(cast.lan)
    Assignment.objects.filter(user=cast.lan).update(until_on=timezone.localdate() - timedelta(days=1))
    (reply,) = phone.push([repayment(phone, lent[1])])
    row = ParkedRow.objects.get(pk=reply["id"])
    new = make_user("thu-quy-moi", Role.TREASURER, cast.club.unit)
    assert write(client_of(new), row).status_code == 302
    assert repayments() == 1
    assert Act.objects.get(pk=ACT).by == new
    (text,) = told(cast.lan)
    assert "thu-quy-moi" in text and "đã ghi vào sổ" in text


def test_letting_go_needs_a_reason_that_both_are_told(cast: Cast, collision: ParkedRow) -> None:
    client = client_of(cast.binh)
    assert drop(client, collision, "").status_code == 422
    assert [drop(client, collision, id=ACT).status_code for _n in range(2)] == [302, 302]
    row = ParkedRow.objects.get(pk=collision.pk)
    assert (row.how, row.settled_by, str(row.typed)) == ("DROPPED", cast.binh, "")
    phone = TestPhone(cast.lan)
    phone.pull()
    assert phone.of("settled") == [{"ids": [str(collision.pk)]}], "her phone asks no longer"
    for user in (cast.lan, User.objects.get(username="ba-thu-quy")):
        (text,) = told(user)
        assert "Đã hỏi, chỉ trả một lần" in text, user
    assert repayments() == 1
    assert "Đã hỏi" not in str(Act.objects.get(pk=ACT).data), "words of people stay out of the journal"
    assert write(client_of(cast.lan), collision, str(uuid4())).status_code == 302
    assert repayments() == 1, "what was let go is not written any more"


def test_one_that_the_phone_settled_meanwhile_is_not_settled_again(cast: Cast, lent: tuple[Membership, Loan]) -> None:
    phone = TestPhone(cast.lan)
    (reply,) = phone.push([repayment(phone, lent[1], vnd=50_000_000)])
    row = ParkedRow.objects.get(pk=reply["id"])
    client = client_of(cast.lan)
    assert client.get(f"{URL}{row.pk}/").status_code == 200
    again = repayment(phone, lent[1], sure=True, replaces=str(row.pk))
    assert phone.statuses([again]) == ["done"]
    assert write(client, row).status_code == 302
    assert "vừa được người khác xử lý" in client.get(URL).content.decode()
    assert drop(client, row).status_code == 422
    assert repayments() == 1


@pytest.mark.parametrize("how", ["written", "dropped"])
def test_what_was_settled_here_is_not_done_again_by_the_phone(
    cast: Cast, lent: tuple[Membership, Loan], how: str
) -> None:
    phone, other = TestPhone(cast.lan), TestPhone(cast.lan)
    assert other.statuses([repayment(other, lent[1])]) == ["done"]
    (reply,) = phone.push([repayment(phone, lent[1])])
    row = ParkedRow.objects.get(pk=reply["id"])
    done = write(client_of(cast.lan), row) if how == "written" else drop(client_of(cast.binh), row)
    assert done.status_code == 302
    before = repayments()
    again = repayment(phone, lent[1], sure=True, replaces=str(row.pk))
    (late,) = phone.push([again])
    assert late["status"] == "parked" and repayments() == before
    assert ("đã ghi việc này vào sổ" if how == "written" else "đã bỏ việc này") in late["why"]
    really = repayment(phone, lent[1], sure=True, replaces=again["id"])
    assert [phone.statuses([really]) for _n in range(2)] == [["done"], ["already"]]
    assert repayments() == before + 1


def test_a_refusal_stays_and_says_why(cast: Cast, lent: tuple[Membership, Loan]) -> None:
    phone = TestPhone(cast.lan)
    (reply,) = phone.push([repayment(phone, lent[1], vnd=50_000_000)])
    row = ParkedRow.objects.get(pk=reply["id"])
    answer = write(client_of(cast.lan), row)
    assert answer.status_code == 422 and "Vẫn chưa ghi được" in answer.content.decode()
    assert ParkedRow.objects.open().filter(pk=row.pk).exists()
    assert not Act.objects.filter(pk=ACT).exists()


def test_who_sees_what(cast: Cast, collision: ParkedRow) -> None:
    chair = client_of(cast.binh).get(f"{URL}{collision.pk}/").content.decode()
    assert "500.000 đồng" in chair and "van-ghi/" not in chair, "a chair keeps no books"
    assert "lan" in chair, "is told who does"
    assert write(client_of(cast.binh), collision).status_code == 403
    for user in (cast.xuan, cast.hoi):
        assert "500.000 đồng" in client_of(user).get(f"{URL}{collision.pk}/").content.decode()
        assert write(client_of(user), collision).status_code == 403
    volunteer = make_user("tinh-nguyen", Role.VOLUNTEER, cast.club.unit)
    for user in (cast.hoa, cast.dung, cast.tai, cast.khach, volunteer):
        client = client_of(user)
        for address in ("", "bo/", "van-ghi/"):
            assert client.get(f"{URL}{collision.pk}/{address}").status_code == 404, (user, address)
        assert write(client, collision).status_code == drop(client, collision).status_code == 404
        assert "Thu nợ vay" not in client.get(URL).content.decode()
    assert repayments() == 1


def test_health_is_shown_to_who_may_read_it_only(cast: Cast) -> None:
    member = make_member(cast.club, "Bà Cao Áp")
    key = make_phone(cast.lan)
    reading = {"membership": str(member.pk), "systolic_mmhg": "187", "diastolic_mmhg": "117"}
    here = {"club": str(cast.club.pk), "meeting": str(uuid4())}
    data = {**here, "attendance": [{"membership": str(member.pk), "mark": "PRESENT"}], "readings": [reading]}
    meeting = make_waiting(key, cast.club, "meetings.record_meeting", data)
    check = {"club": str(cast.club.pk), "person": str(member.person_id), "systolic_mmhg": 188, "diastolic_mmhg": 118}
    alone = make_waiting(key, cast.club, "health.record_check", check, why="Số đo 188 của Bà Cao Áp quá cao.")
    for user, may in ((cast.binh, True), (cast.lan, True), (cast.xuan, False), (cast.hoi, False)):
        client = client_of(user)
        shown = client.get(f"{URL}{meeting.pk}/").content.decode()
        assert "Bà Cao Áp" in shown and bool(told_of(shown, ["187"])) == may, user
        shown = client.get(f"{URL}{alone.pk}/").content.decode()
        assert bool(told_of(shown, ["188"])) == ("Bà Cao Áp" in shown) == may, user
    assert "chỉ người được xem" in client_of(cast.xuan).get(f"{URL}{meeting.pk}/").content.decode()


def test_long_waiting_is_told(cast: Cast) -> None:
    key = make_phone(cast.lan)
    make_waiting(key, cast.club, "fund.repay_loan", {}, parked_at=timezone.now() - timedelta(days=31))
    make_waiting(key, cast.club, "fund.repay_loan", {}, parked_at=timezone.now() - timedelta(days=29))
    shown = client_of(cast.binh).get(URL).content.decode()
    assert "1 việc ở trang này chờ đã quá 30 ngày" in shown and shown.count("Quá 30 ngày") == 1


def test_one_row_or_three_the_questions_stay(cast: Cast) -> None:
    key = make_phone(cast.lan)
    client = client_of(cast.xuan)

    def asked() -> int:
        client.get(URL)
        with CaptureQueriesContext(connection) as caught:
            client.get(URL)
        return len(caught)

    make_waiting(key, cast.club, "fund.repay_loan", {})
    before = asked()
    for name in ("fund.repay_loan", "meetings.record_meeting"):
        make_waiting(make_phone(cast.binh), cast.club, name, {})
    assert asked() == before


def test_whatever_a_phone_may_send_has_words_and_a_right_to_read_it() -> None:
    for name in offline_commands():
        assert name in READS or name.partition(".")[0] in READS, name
        for field in commands()[name].form.base_fields.values():
            if isinstance(field, RowsField):
                assert set(field.columns) - {"key"} <= set(COLUMNS), name
            else:
                assert field.label, name
