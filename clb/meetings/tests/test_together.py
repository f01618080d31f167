"""The same meeting many times, two people at once, a meeting opened again: one truth, and the second one is told."""

from __future__ import annotations

import uuid
from functools import partial

import pytest

from clb.fund.models import CashCount, Receipt
from clb.fund.queries import cash_of, open_loans
from clb.kernel.commands import Outcome, run
from clb.kernel.tests.at_once import at_once
from clb.ledger.models import Entry
from clb.meetings.commands import DROP_MEETING, REOPEN_MEETING
from clb.meetings.models import ActivityMonth, Attendance, Meeting, MeetingEdit, MoneyLine, Reopening
from conftest import Cast, make_cast

from .sample import DAY, Table, set_table

HELD = f"{DAY:%d/%m/%Y}"


@pytest.fixture
def table(cast: Cast) -> Table:
    return set_table(cast.club, cast.lan)


def open_one(table: Table) -> uuid.UUID:
    return uuid.UUID(table.send(held_on=HELD).ref["meeting"])


def version() -> int:
    return Meeting.objects.get().version


def test_the_same_act_ten_times_is_one_meeting(table: Table) -> None:
    whole, act = table.everything() | {"close_now": True}, uuid.uuid4()
    sent = [table.send(id=act, **whole) for _n in range(10)]
    assert [o.status for o in sent] == ["done"] + ["already"] * 9
    assert all(o.ref == sent[0].ref for o in sent)
    assert Meeting.objects.count() == 1 and Receipt.objects.filter(entry__happened_on=DAY).count() == 10


def test_the_same_meeting_ten_times_under_new_acts_is_one_truth(table: Table) -> None:
    pk, whole = uuid.uuid4(), table.everything() | {"close_now": True}
    sent = [table.send(pk, **whole) for _n in range(10)]
    assert [o.status for o in sent] == ["done"] * 10
    assert version() == 1 and MeetingEdit.objects.count() == 1
    assert Receipt.objects.filter(entry__happened_on=DAY).count() == 10


def test_two_halves_of_the_attendance_meet(table: Table, cast: Cast) -> None:
    pk, rows = open_one(table), table.everything()["attendance"]
    assert table.send(pk, attendance=rows[:4], seen=1).status == "done"
    second = table.send(pk, attendance=rows[3:], seen=1, by=cast.binh)
    assert second.status == "done" and second.ref["merged"] == ["attendance"]
    assert Attendance.objects.count() == 6


def test_what_collides_is_told_and_taken_when_sent_again_with_open_eyes(table: Table, cast: Cast) -> None:
    pk, who = open_one(table), str(table.members[0].pk)
    table.send(pk, attendance=[{"membership": who, "mark": "PRESENT"}], seen=1)
    mine = [{"membership": who, "mark": "ABSENT"}, {"membership": str(table.members[1].pk), "mark": "PRESENT"}]
    second = table.send(pk, attendance=mine, seen=1, by=cast.binh)
    assert second.status == "rejected"
    assert second.errors[f"attendance.{who}"] == [
        "lan vừa ghi dòng này: Có mặt. Nếu vẫn muốn ghi khác đi, hãy ghi lại lần nữa."
    ]
    assert Attendance.objects.count() == 1
    assert table.send(pk, attendance=mine, seen=version(), by=cast.binh).status == "done"
    assert Attendance.objects.get(membership=who).mark == "ABSENT"


def test_nobody_closes_what_they_have_not_seen(table: Table, cast: Cast) -> None:
    pk, rows = open_one(table), table.everything()["attendance"]
    table.send(pk, attendance=rows, seen=1)
    second = table.send(pk, close_now=True, seen=1, by=cast.binh)
    assert second.errors == {"close_now": ["lan vừa ghi thêm vào buổi họp. Hãy xem lại rồi kết thúc."]}
    assert table.send(pk, close_now=True, seen=2, by=cast.binh).status == "done"


def test_a_closed_meeting_takes_nothing_more(table: Table) -> None:
    pk = uuid.uuid4()
    table.send(pk, **table.everything(), close_now=True)
    outcome = table.send(pk, notes=[{"part": "OTHER", "text": "Thêm"}], seen=1)
    assert outcome.status == "rejected" and "mở lại" in outcome.errors["__all__"][0]


def reopened(table: Table, by: object = None) -> Outcome:
    data = {"meeting": str(Meeting.objects.latest("held_on").pk), "reason": "Ghi nhầm"}
    return run(REOPEN_MEETING, by=by or table.by, data=data)


def test_reopened_money_is_corrected_by_reversal_and_the_board_is_told_what_changed(table: Table, cast: Cast) -> None:
    pk = uuid.uuid4()
    table.send(pk, **table.everything(), close_now=True)
    entries = Entry.objects.count()
    assert reopened(table).status == "done"
    first, loan = str(table.members[0].pk), str(table.loans[0].pk)
    outcome = table.send(
        pk,
        seen=version(),
        fees=[{"membership": first, "amount_vnd": ""}],
        repayments=[{"loan": loan, "amount_vnd": 150_000, "interest_vnd": 10_000}],
        attendance=[{"membership": first, "mark": "ABSENT"}],
        close_now=True,
    )
    assert outcome.status == "done", outcome.errors
    # Two reversed, one booked anew; what did not change was not touched.
    assert Entry.objects.count() == entries + 3
    assert Entry.objects.filter(reverses__isnull=False).count() == 2
    assert cash_of(table.club, "OPERATING", DAY) == 5 * 10_000 + 500_000
    assert [line.owed_vnd for line in open_loans(table.club, DAY)] == [850_000, 900_000, 1_000_000]
    told = Reopening.objects.get()
    assert told.by == cast.lan and told.reason == "Ghi nhầm" and told.closed_again_at
    assert told.changes == [
        {"part": "Điểm danh", "what": "Bà Mẫu 000", "before": "Có mặt", "after": "Vắng"},
        {"part": "Hội phí", "what": "Bà Mẫu 000", "before": "10.000 đồng", "after": ""},
        {
            "part": "Trả nợ vay",
            "what": "Bà Mẫu 000",
            "before": "100.000 đồng, lãi 10.000 đồng",
            "after": "150.000 đồng, lãi 10.000 đồng",
        },
    ]
    assert list(told.seen_by.all()) == [cast.lan]
    assert ActivityMonth.objects.get().present == 5
    assert Meeting.objects.get().minutes.count() == 2


def test_a_fee_put_right_when_the_box_is_nearly_empty(table: Table) -> None:
    pk, m = uuid.uuid4(), table.members
    table.send(
        pk,
        held_on=HELD,
        attendance=[{"membership": str(m[0].pk), "mark": "PRESENT"}],
        fees=[{"membership": str(m[0].pk), "amount_vnd": 10_000, "fund": "INCOME"}],
        loans=[
            {
                "key": str(uuid.uuid4()),
                "membership": str(asks.pk),
                "amount_vnd": amount,
                "months": 6,
                "decision": "GRANTED",
            }
            for asks, amount in zip(m[1:], (10_000_000, 10_000_000, 10_000_000, 10_000_000, 8_005_000), strict=True)
        ],
        close_now=True,
    )
    assert cash_of(table.club, "INCOME", DAY) == 5_000
    assert reopened(table).status == "done"
    rows = [{"membership": str(m[0].pk), "amount_vnd": 12_000, "fund": "INCOME"}]
    outcome = table.send(pk, seen=version(), fees=rows, close_now=True)
    assert outcome.status == "done", outcome.errors
    assert cash_of(table.club, "INCOME", DAY) == 7_000
    assert reopened(table).status == "done"
    rows = [{"membership": str(m[0].pk), "amount_vnd": 1_000, "fund": "INCOME"}]
    outcome = table.send(pk, seen=version(), fees=rows, close_now=True)
    assert outcome.status == "rejected", "the box would hold less than nothing"


def test_only_the_last_closed_meeting_is_reopened(table: Table) -> None:
    rows = table.everything()["attendance"]
    for day in ("15/08/2026", "17/09/2026"):
        table.send(held_on=day, attendance=rows, close_now=True)
    first = Meeting.objects.earliest("held_on")
    outcome = run(REOPEN_MEETING, by=table.by, data={"meeting": str(first.pk), "reason": "x"})
    assert outcome.errors == {"__all__": ["Chỉ mở lại được buổi họp kết thúc gần nhất (ngày 17/09/2026)."]}
    assert run(REOPEN_MEETING, by=table.by, data={"meeting": str(first.pk), "reason": " "}).status == "rejected"
    assert reopened(table).status == "done"
    assert reopened(table).errors == {"__all__": ["Buổi họp này đang mở."]}


def test_a_meeting_counts_as_held_while_it_is_reopened(table: Table) -> None:
    table.send(**table.everything(), close_now=True)
    reopened(table)
    assert ActivityMonth.objects.get().met_on == DAY


def test_a_cash_count_is_made_once_for_what_was_typed(table: Table) -> None:
    pk = uuid.uuid4()
    counts = [{"fund": "OPERATING", "counted_vnd": 560_000, "reason": ""}]
    table.send(pk, **table.everything(), counts=counts, close_now=True)
    reopened(table)
    assert table.send(pk, seen=version(), notes=[{"part": "OTHER", "text": "Thêm"}], close_now=True).status == "done"
    assert CashCount.objects.count() == 1


def test_a_meeting_opened_by_mistake_is_dropped_and_a_closed_one_never(table: Table) -> None:
    pk = open_one(table)
    table.send(pk, readings=table.everything()["readings"], seen=1)
    assert run(DROP_MEETING, by=table.by, data={"meeting": str(pk)}).status == "done"
    assert not Meeting.objects.exists() and not MoneyLine.objects.exists()
    table.send(**table.everything(), close_now=True)
    assert run(DROP_MEETING, by=table.by, data={"meeting": str(Meeting.objects.get().pk)}).status == "rejected"


@pytest.mark.django_db(transaction=True)
def test_two_people_close_at_the_same_moment(committed: None) -> None:
    cast = make_cast()
    table = set_table(cast.club, cast.lan)
    pk = open_one(table)
    assert table.send(pk, seen=1, **{k: v for k, v in table.everything().items() if k != "held_on"}).status == "done"
    answers = at_once(*(partial(table.send, pk, close_now=True, seen=2, by=by) for by in (cast.lan, cast.binh)))
    assert [o.status for o in answers] == ["done", "done"]
    assert Receipt.objects.filter(entry__happened_on=DAY).count() == 10
    assert Meeting.objects.get().minutes.count() == 1
