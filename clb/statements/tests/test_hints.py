"""What is worth a question in a club's books, and what is not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.clubs.models import Club
from clb.files.tests.samples import picture, sent
from clb.fund.models import Receipt
from clb.fund.services import attach_voucher, receive_fee, repay_loan, reverse_receipt, spend_money
from clb.ledger.models import Entry
from clb.lending.models import Disbursement, LoanDecider, LoanDecision, LoanRequest
from clb.meetings.tests.made import make_meeting, mark
from clb.members.models import Household, Membership, Person
from clb.statements.queries.hints import signals_of
from clb.statements.rules.hints import (
    Kind,
    backdated,
    billless,
    household_loans,
    own_decisions,
    round_trips,
    unasked_loans,
    unseen_borrowers,
)
from conftest import Cast, make_member

from .made import APRIL, MARCH, MAY, Money, lend

TODAY = date(2026, 6, 1)
SIGNAL_QUERIES = 9
SUM = 1_000_000


def told(cast: Cast, today: date = TODAY) -> dict[str, int]:
    return {s.found.kind: s.found.count for s in signals_of(Club.objects.filter(pk=cast.club.pk), today)}


def at(moment: pytest.MonkeyPatch, day: date) -> None:
    """What is written down from now on is written down on `day`."""
    made_at = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    moment.setattr(Entry._meta.get_field("made_at"), "_get_default", lambda: made_at)


def test_an_ordinary_history_gives_no_signal(cast: Cast, money: Money) -> None:
    assert told(cast) == {}


# --- Back-dating --------------------------------------------------------------------------------------------------


def fee(cast: Cast, on: date) -> None:
    person = make_member(cast.other_club, "Bà Hàng Xóm").person
    receive_fee(by=cast.hoa, club=cast.other_club, person=person, amount_vnd=1, received_on=on)


def next_door(cast: Cast, today: date) -> dict[str, int]:
    return {s.found.kind: s.found.count for s in signals_of(Club.objects.filter(pk=cast.other_club.pk), today)}


@pytest.mark.parametrize(("happened", "count"), [(date(2026, 10, 1), 0), (date(2026, 9, 30), 1)])
def test_what_was_written_a_month_late_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, happened: date, count: int
) -> None:
    at(monkeypatch, date(2026, 6, 20))
    fee(cast, date(2026, 6, 20))
    at(monkeypatch, date(2026, 11, 1))  # 31 days after 1 October
    fee(cast, happened)
    assert next_door(cast, date(2026, 11, 1)) == ({Kind.BACKDATED: count} if count else {})


def test_what_a_club_types_in_from_paper_when_it_begins_is_not(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, date(2026, 6, 20))
    fee(cast, date(2026, 6, 20))
    at(monkeypatch, date(2026, 8, 1))
    fee(cast, MARCH)
    assert next_door(cast, date(2026, 8, 1)) == {}


# --- Households, round trips -------------------------------------------------------------------------------------


def test_a_household_with_more_than_two_loans_open(cast: Cast, money: Money) -> None:
    home = Household.objects.create(unit=cast.xa, address="Tổ 1")
    for person in (money.tu, money.nam):
        person.household = home
        person.save()
    second = lend(cast, money.nam, 1_000_000, MAY)
    assert told(cast) == {}
    third = lend(cast, money.nam, 500_000, MAY)
    assert told(cast) == {Kind.HOUSEHOLD: 1}
    assert second.loan and third.loan
    repay_loan(by=cast.lan, loan=third.loan, paid_on=MAY, amount_vnd=500_000)
    assert told(cast) == {}


def test_three_loans_of_three_who_live_apart_are_no_signal(cast: Cast, money: Money) -> None:
    for name in ("Bà A", "Bà B", "Bà C"):
        lend(cast, make_member(cast.club, name).person, 100_000, MAY)
    assert told(cast) == {}


@pytest.mark.parametrize(
    ("lent_on", "vnd", "count"), [(17, 1_000_000, 1), (20, 1_000_000, 1), (21, 1_000_000, 0), (17, 999_999, 0)]
)
def test_lent_anew_within_three_days_the_very_sum(cast: Cast, money: Money, lent_on: int, vnd: int, count: int) -> None:
    lend(cast, money.tu, vnd, date(2026, 4, lent_on))
    assert told(cast) == ({Kind.ROUND_TRIP: count} if count else {})


def test_another_persons_loan_or_one_taken_back_is_no_round_trip(cast: Cast, money: Money) -> None:
    lend(cast, money.nam, 1_000_000, APRIL)
    wrong = lend(cast, money.tu, 1_000_000, APRIL)
    reverse_receipt(by=cast.lan, receipt=wrong, reversed_on=MAY, reason="Ghi nhầm")
    assert told(cast) == {}


# --- Borrowers who do not come -----------------------------------------------------------------------------------


def meet(cast: Cast, money: Money, *days: date, seen: bool) -> None:
    member = Membership.objects.get(person=money.tu)
    for day in days:
        mark(make_meeting(cast.club, day), member, "PRESENT" if seen else "ABSENT")


def test_a_borrower_seen_at_no_meeting(cast: Cast, money: Money) -> None:
    meet(cast, money, date(2026, 4, 5), seen=False)
    assert told(cast) == {}  # one meeting says nothing
    meet(cast, money, date(2026, 5, 5), seen=False)
    assert told(cast) == {Kind.UNSEEN: 1}
    repay_loan(by=cast.lan, loan=money.loan, paid_on=MAY, amount_vnd=4_000_000, interest_vnd=40_000)
    assert told(cast) == {}


def test_once_is_enough_to_be_seen(cast: Cast, money: Money) -> None:
    meet(cast, money, date(2026, 4, 5), seen=False)
    meet(cast, money, date(2026, 5, 5), seen=True)
    assert told(cast) == {}


# --- Decisions ---------------------------------------------------------------------------------------------------


def decide(cast: Cast, money: Money, decider: Person, on: date = APRIL, outcome: str = "GRANTED") -> LoanDecision:
    asked = LoanRequest.objects.create(club=cast.club, person=money.nam, asked_on=on, amount_vnd=SUM, months=12)
    terms = {"amount_vnd": SUM, "months": 12, "rate_percent_year": 12} if outcome == "GRANTED" else {}
    decision = LoanDecision.objects.create(request=asked, outcome=outcome, decided_on=on, **terms)
    LoanDecider.objects.create(decision=decision, person=decider)
    return decision


def test_a_decision_on_ones_own_loan(cast: Cast, money: Money) -> None:
    decide(cast, money, money.tu)
    decide(cast, money, money.nam, outcome="REFUSED")
    assert told(cast) == {}
    decide(cast, money, money.nam)
    assert told(cast) == {Kind.OWN: 1}
    assert Kind.OWN not in told(cast, date(2027, 4, 17))  # too long ago


def test_a_decision_of_ones_household(cast: Cast, money: Money) -> None:
    home = Household.objects.create(unit=cast.xa, address="Tổ 1")
    Person.objects.filter(pk__in=[money.tu.pk, money.nam.pk]).update(household=home)
    decision = decide(cast, money, money.tu)
    LoanDecider.objects.create(decision=decision, person=money.nam)
    assert told(cast) == {Kind.OWN: 1}  # one decision, however many of them


def test_a_loan_that_nobody_asked_for_once_requests_are_written_down(cast: Cast, money: Money) -> None:
    lend(cast, money.nam, 100_000, date(2026, 4, 16))
    decision = decide(cast, money, money.tu)  # the club's first request is of 17 April
    asked = lend(cast, money.nam, 200_000, APRIL)
    assert told(cast) == {Kind.UNASKED: 1}
    Disbursement.objects.create(decision=decision, loan=asked.loan)
    assert told(cast) == {}


# --- Bills -------------------------------------------------------------------------------------------------------


def spend(cast: Cast, on: date, vnd: int = 100_000) -> Receipt:
    told = {"category": "VISIT", "what_for": "Thăm Bà Tư", "payee": "Quán"}
    voucher = spend_money(by=cast.lan, club=cast.club, fund="INCOME", amount_vnd=vnd, spent_on=on, **told)
    return voucher.receipt


@pytest.mark.parametrize(("on", "count"), [(date(2026, 4, 30), 0), (date(2026, 4, 29), 1), (date(2025, 5, 1), 0)])
def test_money_spent_without_a_bill_for_a_month(cast: Cast, money: Money, on: date, count: int) -> None:
    spend(cast, on)
    assert told(cast, date(2026, 5, 31)) == ({Kind.BILLLESS: count} if count else {})


def test_a_bill_that_came_later_or_a_voucher_taken_back(cast: Cast, money: Money) -> None:
    spent, wrong = spend(cast, APRIL), spend(cast, APRIL)
    reverse_receipt(by=cast.lan, receipt=wrong, reversed_on=MAY, reason="Ghi nhầm")
    assert told(cast) == {Kind.BILLLESS: 1}
    attach_voucher(by=cast.lan, voucher=spent.voucher, attachment=sent(picture()))
    assert told(cast) == {}


# --- Sentences and pages -----------------------------------------------------------------------------------------


def test_each_is_one_sentence_with_figures_and_nothing_is_nothing() -> None:
    found = (backdated(2, 60, 31), household_loans(1, 4, 2), round_trips(1, 3), unseen_borrowers(1, 5, 3, 3))
    found += (own_decisions(1), unasked_loans(2), billless(2, 300_000, 31))
    assert [one.reason for one in found if one] == [
        "2 chứng từ được ghi sau ngày phát sinh hơn 31 ngày, lâu nhất 60 ngày.",
        "1 hộ cùng lúc còn nợ hơn 2 khoản vay, nhiều nhất 4 khoản.",
        "1 khoản cho vay đúng số tiền mà chính người ấy vừa trả trong 3 ngày.",
        "1 trên 5 người đang vay không đến buổi nào trong 3 buổi họp của 3 tháng qua.",
        "1 lần cho vay mà trong những người quyết định có chính người vay hoặc người cùng hộ.",
        "2 khoản cho vay không ghi đơn xin và quyết định, từ khi câu lạc bộ bắt đầu ghi đơn xin vay.",
        "2 phiếu chi, cộng 300.000 đồng, quá 31 ngày chưa có ảnh hay giấy tờ.",
    ]
    assert [backdated(0, 0, 31), household_loans(0, 0, 2), round_trips(0, 3), unseen_borrowers(0, 5, 3, 3)] == [
        None
    ] * 4


def test_pages_of_a_club_and_of_a_place_name_nobody(cast: Cast, money: Money) -> None:
    lend(cast, money.tu, 1_000_000, APRIL)
    for user in (cast.lan, cast.xuan, cast.tai, cast.dung):
        client = Client()
        client.force_login(user)
        pages = [client.get(reverse("statements:club_signals", args=[cast.club.pk]))]
        pages.append(client.get(reverse("statements:place_signals")))
        told = [page.content.decode() for page in pages]
        assert [("vừa trả" in page, "Bà Tư" in page, "không phải lời buộc tội" in page) for page in told] == [
            (True, False, True)
        ] * 2, user.username


def test_a_place_is_for_those_who_look_after_its_clubs(cast: Cast, money: Money) -> None:
    client = Client()
    client.force_login(cast.hoa)
    url = reverse("statements:place_signals")
    assert client.get(f"{url}?noi={cast.xa.key}").status_code == 404
    client.force_login(cast.khach)
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_clubs(
    cast: Cast, money: Money, n: int, django_assert_num_queries: Any
) -> None:
    clubs = Club.objects.all() if n == 3 else Club.objects.filter(pk=cast.club.pk)
    with django_assert_num_queries(SIGNAL_QUERIES):
        signals_of(clubs, TODAY)
