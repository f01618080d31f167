"""Loans at a meeting: the queue is there, what is decided stands when the meeting closes, and follows its reopening."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.board.models import BoardPost, SignInPerson
from clb.fund.models import Loan
from clb.fund.queries import cash_of, open_loans
from clb.kernel.commands import Outcome, run
from clb.lending import commands as lending
from clb.lending.models import LoanDecision, LoanRequest
from clb.lending.queries import State, card_of, queue_of
from clb.meetings.commands import REOPEN_MEETING
from clb.meetings.models import Meeting, MoneyLine
from clb.meetings.papers import minutes_paper
from clb.meetings.queries.minutes import minutes_data
from clb.members.models import Household, HouseholdClass, Person
from clb.papers.blocks import Item
from conftest import Cast

from .sample import DAY, Table, set_table

HELD, ASKED = f"{DAY:%d/%m/%Y}", date(2026, 10, 1)


@dataclass
class Room:
    """A club with members 0 to 5 (0 chairs, 1 keeps the books); 2 is poor; a meeting that may be sent again."""

    table: Table
    pk: uuid.UUID = field(default_factory=uuid.uuid4)

    def person(self, n: int) -> Person:
        return self.table.members[n].person

    def ask(self, n: int, vnd: int = 2_000_000) -> LoanRequest:
        told = {"club": self.table.club.pk, "person": self.person(n).pk, "amount_vnd": vnd, "months": 12}
        outcome = run(lending.ASK_LOAN, by=self.table.by, data={**told, "asked_on": ASKED, "purpose": "Nuôi gà"})
        assert outcome.status == "done", outcome.errors
        request: LoanRequest = outcome.result
        return request

    def row(self, n: int, decision: str, request: LoanRequest | None = None, **more: Any) -> dict[str, Any]:
        """A row of the step: of a request, or of one made at the meeting."""
        key = request.pk if request else uuid.uuid5(self.pk, str(n))
        told = {"key": str(key), "membership": str(self.table.members[n].pk), "amount_vnd": 2_000_000, "months": 12}
        return {**told, "purpose": "Nuôi gà", "decision": decision, **more}

    def send(self, *rows: dict[str, Any], close: bool = True, **more: Any) -> Outcome:
        marks = [{"membership": str(m.pk), "mark": "PRESENT"} for m in self.table.members[:4]]
        seen = Meeting.objects.filter(pk=self.pk).values_list("version", flat=True).first() or 0
        told = {"held_on": HELD, "attendance": marks, "loans": list(rows), "close_now": close, "seen": seen, **more}
        return self.table.send(self.pk, **told)

    def closed(self, *rows: dict[str, Any], **more: Any) -> None:
        outcome = self.send(*rows, **more)
        assert outcome.status == "done", outcome.errors

    def refused(self, *rows: dict[str, Any], **more: Any) -> list[str]:
        outcome = self.send(*rows, **more)
        assert outcome.status == "rejected"
        return [message for messages in outcome.errors.values() for message in messages]

    def reopen(self) -> None:
        outcome = run(REOPEN_MEETING, by=self.table.by, data={"meeting": self.pk, "reason": "Ghi nhầm"})
        assert outcome.status == "done", outcome.errors

    def minutes(self) -> list[str]:
        paper = minutes_paper(Meeting.objects.get(pk=self.pk))
        return [block.text for block in paper.body if isinstance(block, Item)]


@pytest.fixture
def room(cast: Cast) -> Room:
    table = set_table(cast.club, cast.lan, members=6, loans=0)
    for n, post, title in ((0, "CHAIR", ""), (1, "OTHER", "Thủ quỹ")):
        since = {"from_on": cast.club.founded_on, "post": post, "title": title}
        BoardPost.objects.create(club=cast.club, person=table.members[n].person, **since)
    HouseholdClass.objects.create(person=table.members[2].person, household_class="POOR", from_on=cast.club.founded_on)
    return Room(table)


def state(request: LoanRequest) -> State:
    return card_of(request, DAY).state


def test_the_meeting_decides_lends_and_says_so_in_its_minutes(room: Room) -> None:
    poor, well = room.ask(2), room.ask(3)
    yes = room.row(2, "GRANTED", poor, amount_vnd=1_500_000, votes_for=4, votes_against=0)
    room.closed(yes, room.row(3, "POSTPONED", well, reason="Chờ đủ tiền"))
    made = LoanDecision.objects.get(request=poor)
    assert (made.amount_vnd, made.rate_percent_year, made.votes_for) == (1_500_000, 12, 4)
    assert (made.present, made.on_roll, made.meeting) == (4, 6, room.pk)
    assert {d.person for d in made.deciders.all()} == {room.person(0), room.person(1)}
    assert (state(poor), state(well)) == (State.DISBURSED, State.WAITING)
    loan = Loan.objects.get()
    assert (loan.person, loan.principal_vnd, loan.disbursement.decision) == (room.person(2), 1_500_000, made)
    assert room.minutes()[-2:] == [
        "Bà Mẫu 002 xin vay 2.000.000 đồng trong 12 tháng, dùng vào việc Nuôi gà: "
        "đồng ý cho vay 1.500.000 đồng (4 phiếu đồng ý, 0 không).",
        "Bà Mẫu 003 xin vay 2.000.000 đồng trong 12 tháng, dùng vào việc Nuôi gà: để lần sau; lý do: Chờ đủ tiền.",
    ]


def test_who_asks_at_the_meeting_itself_has_a_request_from_then_on(room: Room) -> None:
    room.closed(room.row(3, "GRANTED"), room.row(4, "POSTPONED", reason="Chờ đủ tiền"))
    granted, waiting = LoanRequest.objects.order_by("decisions__outcome")
    assert (granted.person, granted.asked_on, granted.asked_at_meeting) == (room.person(3), DAY, room.pk)
    assert [line.request for line in queue_of(room.table.club, DAY).lines] == [waiting]


def test_decided_now_and_paid_out_later(room: Room) -> None:
    request = room.ask(2)
    room.closed(room.row(2, "LATER", request))
    assert state(request) == State.GRANTED and not Loan.objects.exists()
    assert "giao tiền sau" in room.minutes()[-1]
    paid = run(lending.DISBURSE_REQUEST, by=room.table.by, data={"request": request.pk, "disbursed_on": HELD})
    assert paid.status == "done" and state(request) == State.DISBURSED
    room.reopen()
    told = room.refused(room.row(2, "REFUSED", request, reason="Đổi ý"))
    assert told == ["Bà Mẫu 002: Khoản vay số 1 đã được giải ngân theo quyết định này: hãy đảo phiếu cho vay trước."]
    room.closed()  # nothing changed: it closes, and the money stays where it is
    assert state(request) == State.DISBURSED and len(open_loans(room.table.club, DAY)) == 1


def test_the_board_member_who_asks_is_kept_out_of_that_decision_alone(room: Room) -> None:
    Person.objects.filter(pk__in=[room.person(0).pk, room.person(3).pk]).update(household=Household.objects.create())
    home, own = room.ask(3), room.ask(1)
    for n in (1, 3):
        room.table.members[n].person.refresh_from_db()
    room.closed(room.row(3, "GRANTED", home), room.row(1, "GRANTED", own))
    deciders = {d.request: {x.person for x in d.deciders.all()} for d in LoanDecision.objects.all()}
    assert deciders == {home: {room.person(1)}, own: {room.person(0)}}
    assert [line.rsplit(": ", 1)[1] for line in room.minutes()[-2:]] == ["Bà Mẫu 001.", "Bà Mẫu 000."]


def test_another_closes_the_meeting_where_the_one_who_writes_asks(room: Room, cast: Cast) -> None:
    SignInPerson.objects.create(user=cast.lan, person=room.person(1))
    own = room.row(1, "GRANTED", room.ask(1))
    assert room.refused(own)[0].startswith("Bà Mẫu 001: Bạn là người xin vay hoặc ở cùng hộ")
    room.closed(own, close=False)
    assert room.table.send(room.pk, by=cast.binh, close_now=True, seen=1).status == "done"
    room.reopen()
    room.closed()  # nothing of it changed, so whoever reopened it may close it again


def test_passing_over_someone_who_waits_needs_a_reason(room: Room) -> None:
    room.ask(2)
    later = room.ask(3)
    assert room.refused(room.row(3, "GRANTED", later)) == [
        "Bà Mẫu 003: Còn người đứng trước chưa được xét (thứ 1). Hãy xét họ trước, hoặc ghi vì sao."
    ]
    # So does somebody who only asks now.
    assert "chưa được xét" in room.refused(room.row(4, "GRANTED"))[0]
    assert not LoanRequest.objects.filter(person=room.person(4)).exists()
    room.closed(room.row(3, "GRANTED", later, reason="Người trước đang nằm viện"))
    assert LoanDecision.objects.get().skipping_reason == "Người trước đang nằm viện"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"decision": "REFUSED"}, "Hãy ghi lý do, để người xin vay biết."),
        ({"decision": "GRANTED", "amount_vnd": 2_000_001}, "Nhiều hơn số xin vay (2.000.000 đồng)."),
        (
            {"decision": "GRANTED", "votes_for": 2, "votes_against": 2},
            "Phiếu đồng ý không nhiều hơn phiếu không đồng ý.",
        ),
        ({"decision": "LATER", "rate_percent_year": 21}, "Bà Mẫu 002: Lãi suất không được quá 20% mỗi năm"),
        ({"decision": "LATER", "months": 25}, "Bà Mẫu 002: Quy chế cho vay dài nhất 24 tháng."),
    ],
)
def test_what_is_wrong_is_told_beside_the_row(room: Room, row: dict[str, Any], told: str) -> None:
    request = room.ask(2)
    assert room.refused({**room.row(2, "", request), **row})[0].startswith(told)
    assert not LoanDecision.objects.exists()


def test_a_row_names_the_request_of_its_own_person(room: Room) -> None:
    request = room.ask(2)
    assert room.refused(room.row(3, "GRANTED", request)) == ["Đơn xin vay này là của người khác."]
    assert "Mỗi người một đơn" in room.refused(room.row(2, "GRANTED"))[0]


def test_a_row_not_looked_at_is_taken_back(room: Room) -> None:
    request = room.ask(2)
    room.closed(room.row(2, "GRANTED", request), close=False)
    assert MoneyLine.objects.count() == 1 and not LoanDecision.objects.exists()
    room.closed(room.row(2, "", request))
    assert not MoneyLine.objects.exists() and state(request) == State.WAITING
    assert room.refused(room.row(4, ""), close=False)  # a row of its own needs its decision


def test_a_request_withdrawn_meanwhile_is_not_decided(room: Room) -> None:
    request = room.ask(2)
    room.closed(room.row(2, "GRANTED", request), close=False)
    gone = run(lending.WITHDRAW_REQUEST, by=room.table.by, data={"request": request.pk, "withdrawn_on": HELD})
    assert gone.status == "done"
    assert room.refused() == ["Bà Mẫu 002: Đơn này đã rút."]
    assert cash_of(room.table.club, "INCOME", DAY) == 50_000_000


def test_reopened_the_decisions_follow(room: Room) -> None:
    poor = room.ask(2)
    room.closed(room.row(2, "GRANTED", poor), room.row(3, "GRANTED"))
    first = LoanDecision.objects.get(request=poor)
    room.reopen()
    assert state(poor) == State.DISBURSED  # until it is closed again all stands
    # One is put right, one dropped, one added.
    gone = {"key": str(uuid.uuid5(room.pk, "3")), "membership": "", "amount_vnd": ""}
    room.closed(room.row(2, "GRANTED", poor, amount_vnd=1_000_000), gone, room.row(4, "REFUSED", reason="Vay nơi khác"))
    first.refresh_from_db()
    assert (first.amount_vnd, state(poor)) == (1_000_000, State.DISBURSED)
    owed = {line.person: line.owed_vnd for line in open_loans(room.table.club, DAY)}
    assert owed == {room.person(2): 1_000_000}
    assert not LoanRequest.objects.filter(person=room.person(3)).exists()
    assert state(LoanRequest.objects.get(person=room.person(4))) == State.REFUSED
    assert cash_of(room.table.club, "INCOME", DAY) == 49_000_000
    room.reopen()
    room.closed({"key": str(poor.pk), "membership": "", "amount_vnd": ""})
    assert state(poor) == State.WAITING and open_loans(room.table.club, DAY) == []
    assert cash_of(room.table.club, "INCOME", DAY) == 50_000_000


def test_closed_again_unchanged_changes_nothing(room: Room) -> None:
    room.closed(room.row(2, "GRANTED", room.ask(2)), room.row(3, "LATER"))
    before = list(LoanDecision.objects.order_by("pk").values())
    data = minutes_data(Meeting.objects.get(pk=room.pk))
    room.reopen()
    room.closed()
    assert list(LoanDecision.objects.order_by("pk").values()) == before
    assert minutes_data(Meeting.objects.get(pk=room.pk)) == data
    assert Loan.objects.count() == 1


def test_reopened_after_the_same_person_asked_again(room: Room) -> None:
    room.closed(room.row(3, "GRANTED"))
    later = room.ask(3, 1_000_000)  # found in a drawer and written down late
    room.reopen()
    room.closed()
    assert (state(later), Loan.objects.count()) == (State.WAITING, 1)
    room.reopen()  # what is changed is judged by who has asked by now
    assert "chưa được xét" in room.refused(room.row(3, "GRANTED", amount_vnd=1_000_000))[0]


def test_what_was_decided_that_day_on_its_own_page_stands_in_the_minutes(room: Room) -> None:
    request = room.ask(2)
    said = {"request": request.pk, "outcome": "REFUSED", "decided_on": HELD, "reason": "Đã vay ngân hàng"}
    board = [room.person(0).pk, room.person(1).pk]
    assert run(lending.DECIDE_REQUEST, by=room.table.by, data={**said, "deciders": board}).status == "done"
    room.closed()
    assert room.minutes()[-1] == "Bà Mẫu 002 xin vay 2.000.000 đồng: không đồng ý; lý do: Đã vay ngân hàng."


def test_a_decision_of_a_meeting_is_not_taken_back_by_hand(room: Room) -> None:
    room.closed(room.row(2, "REFUSED", room.ask(2), reason="Vay nơi khác"))
    made = LoanDecision.objects.get()
    told = run(lending.TAKE_BACK_DECISION, by=room.table.by, data={"decision": made.pk})
    assert "mở lại buổi họp" in str(told.errors)


def test_the_step_shows_the_queue_in_its_order_and_decides_on_it(room: Room) -> None:
    well, poor = room.ask(3), room.ask(2)
    room.closed(close=False)
    client = Client()
    client.force_login(room.table.by)
    url = reverse("meetings:step", args=[room.pk, "xet-vay"])
    page = client.get(url).content.decode()
    assert page.index("1. Bà Mẫu 002") < page.index("2. Bà Mẫu 003")
    assert "Hộ nghèo; phụ nữ" in page and "Xin vay 2.000.000 đồng, Nuôi gà" in page
    rows = {row.line.key: row for row in client.get(url).context["rows"]}
    typed = {f"loans:{key}:{name}": value for key, row in rows.items() for name, value in row.values.items()}
    typed |= {f"loans:{key}:was": row.was for key, row in rows.items()}
    typed |= {f"loans:{poor.pk}:decision": "GRANTED", "meeting": str(room.pk), "seen": "1"}
    assert client.post(url, typed).status_code == 302
    assert list(MoneyLine.objects.values_list("key", "decision")) == [(poor.pk, "GRANTED")]  # the other: not touched
    assert well.decisions.count() == 0
