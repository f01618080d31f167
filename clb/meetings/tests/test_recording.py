"""A meeting is recorded whole or part by part; what is wrong is told beside its row and nothing is stored."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from clb.fund.models import Receipt
from clb.fund.queries import cash_of, open_loans
from clb.health.models import HealthCheck
from clb.kernel.models import Act
from clb.kernel.tests.told import told_of
from clb.meetings.models import Activity, ActivityMonth, Attendance, Meeting, MeetingNote, MoneyLine
from clb.members.models import Membership
from conftest import Cast

from .sample import DAY, Table, set_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast: Cast) -> Table:
    return set_table(cast.club, cast.lan)


def open_one(table: Table) -> uuid.UUID:
    outcome = table.send(held_on=f"{DAY:%d/%m/%Y}")
    assert outcome.status == "done", outcome.errors
    return uuid.UUID(outcome.ref["meeting"])


def test_a_whole_meeting_in_one_act(table: Table) -> None:
    outcome = table.send(**table.everything(), close_now=True)
    assert outcome.status == "done", outcome.errors
    meeting = Meeting.objects.get()
    assert meeting.is_closed and str(meeting.pk) == outcome.ref["meeting"]
    assert Attendance.objects.filter(mark="PRESENT").count() == 6
    assert HealthCheck.objects.count() == 6
    assert Receipt.objects.filter(entry__happened_on=DAY).count() == 6 + 1 + 2 + 1
    assert cash_of(table.club, "OPERATING", DAY) == 6 * 10_000 + 500_000
    assert cash_of(table.club, "INCOME", DAY) == 50_000_000 - 2_000_000 + 2 * 110_000 - 1_000_000
    assert [line.owed_vnd for line in open_loans(table.club, DAY)] == [900_000, 900_000, 1_000_000]
    assert sorted(Activity.objects.values_list("area", flat=True)) == [1, 2, 4, 5, 6, 7, 8]
    month = ActivityMonth.objects.get(club=table.club, month_end=date(2026, 10, 31))
    assert (month.met_on, month.present, month.marked, month.area_1, month.area_3) == (DAY, 6, 6, 1, 0)
    data = meeting.minutes.get().data
    assert data["attendance"]["present"] == 6 and data["fees"]["amount_vnd"] == 60_000


def test_each_part_alone_leaves_the_others(table: Table) -> None:
    pk = open_one(table)
    whole = table.everything()
    for part in ("attendance", "notes", "fees", "readings", "repayments"):
        assert table.send(pk, **{part: whole[part]}, seen=Meeting.objects.get().version).status == "done"
    assert table.send(pk, notes=[{"part": "TOPIC", "text": ""}], seen=Meeting.objects.get().version).status == "done"
    assert set(MeetingNote.objects.values_list("part", flat=True)) == {"SELF_HELP", "RIGHTS", "ARTS", "NEXT_PLAN"}
    assert Attendance.objects.count() == 6
    assert not Receipt.objects.filter(entry__happened_on=DAY).exists()
    assert Meeting.objects.get().version == 7


def test_the_rest_is_marked_in_one_word(table: Table) -> None:
    pk = open_one(table)
    absent = str(table.members[2].pk)
    outcome = table.send(
        pk,
        attendance=[{"membership": absent, "mark": "ABSENT"}],
        attendance_rest="PRESENT",
        fees_rest_vnd=10_000,
        seen=1,
    )
    assert outcome.status == "done", outcome.errors
    assert Attendance.objects.filter(mark="PRESENT").count() == 5
    assert MoneyLine.objects.filter(kind="FEE").count() == 5
    assert not MoneyLine.objects.filter(key=absent).exists()


def test_suggested_repayments_are_taken_for_all_but_those_named(table: Table) -> None:
    pk = open_one(table)
    first = str(table.loans[0].pk)
    rows = [{"loan": first, "amount_vnd": 0, "interest_vnd": 0}]
    assert table.send(pk, repayments=rows, repayments_rest=True, seen=1).status == "done"
    line = MoneyLine.objects.get()
    assert (line.loan_id, line.amount_vnd, line.interest_vnd) == (table.loans[1].pk, 0, 20_000)


@pytest.mark.parametrize(
    ("part", "row", "place"),
    [
        ("attendance", {"mark": "HERE"}, "mark"),
        ("fees", {"amount_vnd": "nhiều"}, "amount_vnd"),
        ("fees", {"amount_vnd": -5}, "amount_vnd"),
        ("readings", {"systolic_mmhg": "cao"}, "systolic_mmhg"),
        ("readings", {"systolic_mmhg": 80, "diastolic_mmhg": 120}, ""),
        ("readings", {"systolic_mmhg": 120}, ""),
    ],
)
def test_a_wrong_row_is_told_beside_it_and_nothing_is_stored(table: Table, part: str, row: dict, place: str) -> None:
    pk = open_one(table)
    wrong, right = table.members[0], table.members[1]
    good = {"attendance": {"mark": "PRESENT"}, "fees": {"amount_vnd": 5}, "readings": {"weight_g": 50}}[part]
    rows = [{"membership": str(wrong.pk), **row}, {"membership": str(right.pk), **good}]
    outcome = table.send(pk, **{part: rows}, seen=1)
    assert outcome.status == "rejected"
    expected = ".".join(filter(None, [part, str(wrong.pk), place]))
    assert list(outcome.errors) == [expected]
    assert Attendance.objects.count() + MoneyLine.objects.count() + HealthCheck.objects.count() == 0


def test_someone_of_another_club_is_refused(table: Table, cast: Cast) -> None:
    other = set_table(cast.other_club, cast.dung, members=1, loans=0).members[0]
    pk = open_one(table)
    outcome = table.send(pk, attendance=[{"membership": str(other.pk), "mark": "PRESENT"}], seen=1)
    assert outcome.errors == {
        f"attendance.{other.pk}": ["Người này không phải thành viên của câu lạc bộ vào ngày họp."]
    }


def test_what_the_books_refuse_at_the_close_is_told_beside_its_row(table: Table) -> None:
    whole = table.everything()
    whole["loans"][0]["amount_vnd"] = 11_000_000
    outcome = table.send(**whole, close_now=True)
    assert outcome.status == "rejected"
    assert [key.rsplit(".", 1)[0] for key in outcome.errors] == [f"loans.{whole['loans'][0]['key']}"]
    assert not Meeting.objects.exists()


def test_cash_that_differs_wants_a_reason(table: Table) -> None:
    whole = table.everything() | {"counts": [{"fund": "OPERATING", "counted_vnd": 559_000, "reason": ""}]}
    outcome = table.send(**whole, close_now=True)
    assert list(outcome.errors) == ["counts.OPERATING.reason"]
    whole["counts"][0]["reason"] = "Thối nhầm"
    assert table.send(**whole, close_now=True).status == "done"
    assert Meeting.objects.get().minutes.get().data["cash"][0]["book_vnd"] == 560_000


def test_a_newcomer_joins_once_and_is_present(table: Table) -> None:
    pk = open_one(table)
    row = {"key": str(uuid.uuid4()), "full_name": "Bà Mới Vào", "sex": "FEMALE", "birth": "1960"}
    for _time in range(2):
        assert table.send(pk, newcomers=[row], seen=Meeting.objects.get().version).status == "done"
    joined = Membership.objects.get(person__full_name="Bà Mới Vào")
    assert joined.from_on == DAY
    assert Attendance.objects.get(membership=joined).mark == "PRESENT"


def test_what_is_recorded_next_may_name_a_newcomer(table: Table) -> None:
    pk, key = open_one(table), str(uuid.uuid4())
    row = {"key": key, "full_name": "Bà Mới Vào", "sex": "FEMALE", "birth": "1960"}
    assert table.send(pk, newcomers=[row], seen=1).status == "done"
    assert table.send(pk, fees=[{"membership": key, "amount_vnd": 10_000}], seen=2).status == "done"
    assert MoneyLine.objects.get().person.full_name == "Bà Mới Vào"
    other = table.send(pk, newcomers=[{**row, "full_name": "Bà Tên Khác"}], seen=3)
    assert list(other.errors) == [f"newcomers.{key}"] and Membership.objects.filter(pk=key).count() == 1


def test_a_phone_s_name_for_the_month_means_the_meeting_opened_elsewhere(table: Table) -> None:
    pk = open_one(table)
    named = uuid.uuid5(table.club.pk, f"meeting:{DAY:%Y-%m}")
    marks = [{"membership": str(table.members[0].pk), "mark": "PRESENT"}]
    outcome = table.send(named, held_on=f"{DAY:%d/%m/%Y}", attendance=marks, seen=0)
    assert outcome.ref["meeting"] == str(pk) and Attendance.objects.get().meeting_id == pk
    extra = uuid.uuid5(table.club.pk, "meeting:2026-10-20")
    assert table.send(extra, held_on="20/10/2026", kind="EXTRA").ref["meeting"] == str(extra)
    other = uuid.uuid5(table.club.pk, "meeting:2026-09")
    assert list(table.send(other, notes=[]).errors) == ["held_on"], "no meeting of that month, and no day told"


@pytest.mark.parametrize("day", ["01/01/2016", "01/01/2099", "31/02/2026", ""])
def test_an_impossible_day_is_refused(table: Table, day: str) -> None:
    outcome = table.send(held_on=day)
    assert outcome.status == "rejected" and list(outcome.errors) == ["held_on"]


def test_a_month_has_one_monthly_meeting_and_a_day_one_meeting(table: Table) -> None:
    open_one(table)
    assert list(table.send(held_on="17/10/2026").errors) == ["held_on"]
    assert list(table.send(held_on="20/10/2026").errors) == ["held_on"]
    assert table.send(held_on="20/10/2026", kind="EXTRA").status == "done"


def test_without_consent_no_reading(table: Table) -> None:
    person = table.members[0].person
    person.consents.all().delete()
    pk = open_one(table)
    rows = [{"membership": str(table.members[0].pk), "weight_g": 50}]
    assert table.send(pk, readings=rows, seen=1).errors == {
        f"readings.{table.members[0].pk}": ["Chưa ghi sự đồng ý cho ghi số đo sức khỏe của người này."]
    }


def test_the_journal_keeps_no_words_and_no_measurements(table: Table) -> None:
    table.send(**table.everything(), close_now=True)
    kept = str(Act.objects.get().data)
    assert told_of(kept, ("Nuôi gà", "Thăm người ốm", "systolic", "systolic_mmhg", "Trạm y tế", "54500")) == []
    assert "PRESENT" in kept


def test_strangers_are_refused(table: Table, cast: Cast) -> None:
    assert list(table.send(by=cast.hoa, held_on=f"{DAY:%d/%m/%Y}").errors) == ["club"]
