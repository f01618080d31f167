"""Asking, deciding, paying out, withdrawing: what is done and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clb.board.models import SignInPerson
from clb.fund.commands import REVERSE_RECEIPT
from clb.fund.models import Loan, Receipt
from clb.fund.queries import cash_of, loan_line
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.lending import commands as verbs
from clb.lending.models import LoanRequest
from clb.lending.queries import State, card_of, closed_requests, loans_without_request, open_requests_of, queue_of
from clb.members.models import Circumstance, Membership
from conftest import Cast, make_member

from .sample import JULY, JUNE, MAY, House, act, done, make_house, refused


@pytest.fixture
def house(cast: Cast) -> House:
    return make_house(cast)


def places(house: House, on: date = JUNE, *, sensitive: bool = True) -> list[tuple[str, str]]:
    queue = queue_of(house.cast.club, on, may_read_sensitive=sensitive)
    return [(line.person.full_name, line.why) for line in queue.lines]


def state(request: LoanRequest, on: date | None = None) -> State:
    return card_of(request, on or timezone.localdate()).state


# --- Asking -------------------------------------------------------------------------------------------------------


def test_the_poor_member_comes_first_though_asked_last(house: House) -> None:
    house.ask(house.well, MAY)
    house.ask(house.poor, JUNE)
    assert places(house) == [
        ("Bà Nghèo", "Hộ nghèo; phụ nữ; người cao tuổi; chưa vay lần nào; xin từ 05/06/2026"),
        ("Ông Khá", "Chưa vay lần nào; xin từ 05/05/2026"),
    ]
    assert places(house, MAY) == [("Ông Khá", "Chưa vay lần nào; xin từ 05/05/2026")]


def test_the_class_is_that_of_the_day(house: House) -> None:
    house.ask(house.well, MAY)
    house.ask(house.poor, MAY)
    house.poor.household_classes.update(until_on=date(2026, 5, 31))
    assert [name for name, _why in places(house, MAY)] == ["Bà Nghèo", "Ông Khá"]
    assert places(house, JUNE)[0][1] == "Phụ nữ; người cao tuổi; chưa vay lần nào; xin từ 05/05/2026"


def test_a_sensitive_circumstance_moves_forward_and_is_not_told(house: House) -> None:
    Circumstance.objects.create(person=house.well, kind="DISABLED", from_on=MAY)
    house.ask(house.well, MAY)
    assert places(house)[0][1] == "Khuyết tật; chưa vay lần nào; xin từ 05/05/2026"
    assert "huyết tật" not in places(house, sensitive=False)[0][1]


def test_who_is_no_member_any_more_falls_out_with_a_reason(house: House) -> None:
    house.ask(house.well, MAY)
    Membership.objects.filter(person=house.well).update(until_on=date(2026, 5, 31), leaving_reason="MOVED")
    queue = queue_of(house.cast.club, JUNE)
    assert queue.lines == ()
    assert [why for _card, why in queue.fallen_out] == ["Không còn là thành viên từ 01/06/2026: chuyển nơi ở."]
    assert [line.person for line in queue_of(house.cast.club, MAY).lines] == [house.well]


def test_one_open_request_a_member(house: House) -> None:
    first = house.ask(house.poor, MAY)
    again = {"club": house.cast.club.pk, "person": house.poor.pk, "amount_vnd": 1, "months": 1, "asked_on": JUNE}
    told = refused(verbs.ASK_LOAN, house.cast.lan, **again)
    assert list(told) == ["person"]
    assert told["person"][0].startswith("Người này đã có đơn xin vay ngày 05/05/2026 chưa xong.")
    done(verbs.WITHDRAW_REQUEST, house.cast.lan, request=first.pk, withdrawn_on=JUNE)
    done(verbs.ASK_LOAN, house.cast.lan, **again)


def test_who_may_ask_and_when(house: House) -> None:
    told = {"club": house.cast.club.pk, "amount_vnd": "1 triệu", "months": 6, "asked_on": MAY}
    stranger = make_member(house.cast.other_club, "Bà Hàng Xóm").person
    assert "person" in refused(verbs.ASK_LOAN, house.cast.lan, person=stranger.pk, **told)
    late = make_member(house.cast.club, "Người Mới", from_on=JUNE).person
    assert refused(verbs.ASK_LOAN, house.cast.lan, person=late.pk, **told) == {
        "person": ["Người xin vay phải là thành viên của câu lạc bộ vào ngày xin."]
    }
    tomorrow = timezone.localdate() + timedelta(days=1)
    ahead = {**told, "person": house.poor.pk, "asked_on": tomorrow}
    assert refused(verbs.ASK_LOAN, house.cast.lan, **ahead) == {"asked_on": ["Ngày không được ở tương lai."]}
    with pytest.raises(PermissionDenied):
        act(verbs.ASK_LOAN, house.cast.xuan, person=house.poor.pk, **told)
    assert "club" in refused(verbs.ASK_LOAN, house.cast.hoa, person=house.poor.pk, **told)


def test_the_journal_holds_no_word_of_the_need(house: House) -> None:
    house.ask(house.poor, MAY, purpose="Chữa bệnh cho con")
    data = Act.objects.get(command="lending.ask_loan").data
    assert "purpose" not in data and data["amount_vnd"] == 5_000_000
    assert LoanRequest.objects.get().purpose == "Chữa bệnh cho con"


# --- Deciding -----------------------------------------------------------------------------------------------------


def test_a_decision_keeps_who_decided_and_who_was_there(house: House) -> None:
    house.charter("QUORUM", 70)
    request = house.ask(house.poor, MAY)
    made = house.decide(request, votes_for=2, votes_against=0, present=2, amount_vnd="3 triệu")
    assert (made.amount_vnd, made.months, made.rate_percent_year) == (3_000_000, 12, 12)
    posts = {d.person.full_name: d.post for d in made.deciders.all()}
    assert posts == {"Bà Giữ Quỹ": "Thủ quỹ", "Ông Trưởng": "Chủ nhiệm"}
    card = card_of(request, JUNE)
    assert (card.state, card.is_quorate, made.on_roll) == (State.GRANTED, False, 3)
    assert state(request, MAY) == State.WAITING


def test_nobody_decides_on_their_own_loan_nor_on_one_of_their_household(house: House) -> None:
    mine = house.ask(house.keeper, MAY)
    assert refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(mine)) == {
        "deciders": ["Không ai quyết định khoản vay của chính mình hay của người cùng hộ. Hãy bỏ chọn: Bà Giữ Quỹ."]
    }
    house.decide(mine, deciders=[house.chair.pk])
    house.together(house.chair, house.poor)
    theirs = house.ask(house.poor, JULY)
    told = refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(theirs, on=JULY))
    assert told["deciders"][0].endswith("Hãy bỏ chọn: Ông Trưởng.")
    house.decide(theirs, on=JULY, deciders=[house.keeper.pk])


def test_who_writes_keeps_out_of_their_own_loan_where_the_sign_in_is_known(house: House) -> None:
    house.together(house.keeper, house.poor)
    home, other = house.ask(house.poor, MAY), house.ask(house.well, MAY)
    alone = {"deciders": [house.chair.pk], "skipping_reason": "thử"}
    SignInPerson.objects.create(user=house.cast.lan, person=house.keeper)
    told = ["Bạn là người xin vay hoặc ở cùng hộ: hãy để người khác trong ban chủ nhiệm ghi."]
    assert list(refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(home, **alone)).values()) == [told]
    made = done(verbs.DECIDE_REQUEST, house.cast.binh, **house.decision(home, **alone))
    pay = {"request": home.pk, "disbursed_on": JUNE}
    assert list(refused(verbs.DISBURSE_REQUEST, house.cast.lan, **pay).values()) == [told]
    assert list(refused(verbs.TAKE_BACK_DECISION, house.cast.lan, decision=made.pk).values()) == [told]
    house.decide(other, **alone)
    assert state(home) == State.GRANTED and not Loan.objects.exists()


def test_deciders_are_those_on_the_board_that_day(house: House) -> None:
    request = house.ask(house.poor, MAY)
    assert refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(request, deciders=[])) == {
        "deciders": ["Hãy chọn những ai trong ban chủ nhiệm đã quyết định."]
    }
    house.chair.board_posts.update(until_on=MAY)
    told = refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(request))
    assert told == {"deciders": ["Không ở trong ban chủ nhiệm vào ngày ấy: Ông Trưởng."]}
    house.keeper.board_posts.update(until_on=MAY)
    house.decide(request, deciders=[])  # no board is recorded: the decision stands without names


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"amount_vnd": "6 triệu"}, "amount_vnd"),  # more than asked
        ({"rate_percent_year": "20,5"}, "rate_percent_year"),  # above the law's ceiling
        ({"rate_percent_year": ""}, "rate_percent_year"),  # the charter is silent
        ({"months": 25}, "months"),  # above the charter
        ({"votes_for": 2, "votes_against": 2}, "votes_for"),
        ({"votes_for": 3, "votes_against": 0, "present": 2}, "votes_for"),
        ({"present": 4}, "present"),  # of three members
        ({"outcome": "REFUSED"}, "reason"),
        ({"outcome": "POSTPONED", "reason": " "}, "reason"),
        ({"decided_on": date(2026, 5, 4)}, "decided_on"),  # before it was asked
        ({"decided_on": date(2099, 1, 1)}, "decided_on"),
    ],
)
def test_what_is_refused_is_told_beside_its_field(house: House, more: dict[str, object], field: str) -> None:
    house.charter("TERM", 24)
    request = house.ask(house.poor, MAY)
    told = refused(verbs.DECIDE_REQUEST, house.cast.lan, **{**house.decision(request), **more})
    assert list(told) == [field]
    assert state(request) == State.WAITING


def test_passing_someone_over_needs_a_reason(house: House) -> None:
    first, second = house.ask(house.poor, MAY), house.ask(house.well, MAY)
    assert refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(second)) == {
        "skipping_reason": ["Còn người đứng trước chưa được xét (thứ 1). Hãy xét họ trước, hoặc ghi vì sao."]
    }
    made = house.decide(second, skipping_reason="Bà Nghèo đang nằm viện")
    assert made.skipping_reason == "Bà Nghèo đang nằm viện"
    house.decide(first)


def test_who_was_looked_at_the_same_day_is_not_passed_over(house: House) -> None:
    first, second = house.ask(house.poor, MAY), house.ask(house.well, MAY)
    house.decide(first, "POSTPONED", reason="Chờ chuồng trại")
    house.decide(second)
    assert state(first) == State.WAITING
    third = house.ask(house.keeper, MAY)
    told = refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(third, on=JULY, deciders=[house.chair.pk]))
    assert "skipping_reason" in told  # a month later the postponed one waits again


def test_refused_ends_it_and_postponed_does_not(house: House) -> None:
    request = house.ask(house.poor, MAY)
    house.decide(request, "POSTPONED", reason="Chưa đủ tiền")
    house.decide(request, "REFUSED", on=JULY, reason="Đã vay nơi khác")
    assert state(request, JUNE) == State.WAITING
    assert state(request) == State.REFUSED
    told = refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(request, on=JULY))
    assert list(told.values()) == [["Đơn này đã có quyết định không đồng ý."]]
    assert list(closed_requests(house.cast.club, JULY)) == [request]
    assert list(closed_requests(house.cast.club, JUNE)) == []


# --- Paying out ---------------------------------------------------------------------------------------------------


def test_decided_without_the_cash_and_paid_out_later(house: House) -> None:
    request = house.ask(house.poor, MAY, vnd=25_000_000)
    house.decide(request)
    told = refused(verbs.DISBURSE_REQUEST, house.cast.lan, request=request.pk, disbursed_on=JUNE)
    assert told == {"disbursed_on": ["Quỹ chỉ còn 20.000.000 đồng tiền mặt."]}
    assert state(request) == State.GRANTED and not Loan.objects.exists()


def test_the_loan_bears_the_decided_terms_and_its_request(house: House) -> None:
    request = house.ask(house.poor, MAY, purpose="Nuôi gà")
    house.decide(request, amount_vnd="4 triệu", months=6)
    made = done(verbs.DISBURSE_REQUEST, house.cast.lan, request=request.pk, disbursed_on=JULY)
    loan = made.loan
    assert (loan.principal_vnd, loan.months, loan.rate_percent_year, loan.purpose) == (4_000_000, 6, 12, "Nuôi gà")
    assert loan_line(loan, JULY).owed_vnd == 4_000_000
    assert cash_of(house.cast.club, "INCOME", JULY) == 16_000_000
    assert (state(request, JUNE), state(request)) == (State.GRANTED, State.DISBURSED)
    assert card_of(request, JULY).loan == loan
    again = refused(verbs.DISBURSE_REQUEST, house.cast.lan, request=request.pk, disbursed_on=JULY)
    assert "Đơn này đã được giải ngân." in str(again)
    assert list(loans_without_request(house.cast.club, from_on=MAY, until_on=JULY)) == []


def test_a_loan_taken_back_leaves_the_decision_to_be_paid_out_again(house: House) -> None:
    request = house.ask(house.poor, MAY)
    decision = house.decide(request)
    made = done(verbs.DISBURSE_REQUEST, house.cast.lan, request=request.pk, disbursed_on=JUNE)
    receipt = Receipt.objects.get(loan=made.loan)
    assert "phiếu cho vay" in str(refused(verbs.TAKE_BACK_DECISION, house.cast.lan, decision=decision.pk))
    done(REVERSE_RECEIPT, house.cast.lan, receipt=receipt.pk, reversed_on=JULY, reason="Ghi nhầm")
    assert state(request) == State.GRANTED
    done(verbs.DISBURSE_REQUEST, house.cast.lan, request=request.pk, disbursed_on=JULY)
    assert state(request) == State.DISBURSED
    assert cash_of(house.cast.club, "INCOME", JULY) == 15_000_000


def test_only_the_treasurer_hands_money_over(house: House) -> None:
    request = house.ask(house.poor, MAY)
    house.decide(request)
    with pytest.raises(PermissionDenied):
        act(verbs.DISBURSE_REQUEST, house.cast.binh, request=request.pk, disbursed_on=JUNE)


def test_sent_twice_is_done_once(house: House) -> None:
    request = house.ask(house.poor, MAY)
    house.decide(request)
    sent = {"by": house.cast.lan, "data": {"request": request.pk, "disbursed_on": JUNE}, "id": uuid4()}
    assert [run(verbs.DISBURSE_REQUEST, **sent).status for _n in range(3)] == ["done", "already", "already"]
    assert Loan.objects.count() == 1


# --- Taking back --------------------------------------------------------------------------------------------------


def test_a_decision_written_wrong_is_taken_back(house: House) -> None:
    request = house.ask(house.poor, MAY)
    first = house.decide(request, "POSTPONED", reason="Chờ")
    second = house.decide(request, "REFUSED", on=JULY, reason="Nhầm người")
    assert "mới nhất" in str(refused(verbs.TAKE_BACK_DECISION, house.cast.lan, decision=first.pk))
    done(verbs.TAKE_BACK_DECISION, house.cast.lan, decision=second.pk)
    assert (state(request), card_of(request, JULY).decision) == (State.WAITING, first)


def test_withdrawn_is_over(house: House) -> None:
    request = house.ask(house.poor, MAY)
    assert "withdrawn_on" in refused(
        verbs.WITHDRAW_REQUEST, house.cast.lan, request=request.pk, withdrawn_on=date(2026, 5, 4)
    )
    done(verbs.WITHDRAW_REQUEST, house.cast.lan, request=request.pk, withdrawn_on=JUNE, reason="Con đã giúp")
    assert (state(request, MAY), state(request)) == (State.WAITING, State.WITHDRAWN)
    assert open_requests_of(house.cast.club, JUNE) == []
    assert "Đơn này đã rút." in str(refused(verbs.DECIDE_REQUEST, house.cast.lan, **house.decision(request)))


def test_the_number_of_queries_does_not_grow_with_the_queue(house: House) -> None:
    house.ask(house.poor, MAY)
    with CaptureQueriesContext(connection) as one:
        queue_of(house.cast.club, JUNE)
    for n in range(4):
        house.ask(make_member(house.cast.club, f"Người {n}").person, MAY)
    with CaptureQueriesContext(connection) as five:
        queue_of(house.cast.club, JUNE)
    assert len(five) == len(one) <= 14
