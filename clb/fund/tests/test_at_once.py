"""Two treasurers at once, double clicks, the same act sent ten times: never twice, never more than there is."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from clb.clubs.models import CharterRule
from clb.fund import commands as verbs
from clb.fund.models import FundTransfer, Loan, Receipt, Voucher
from clb.fund.queries.cash import cash_of
from clb.fund.queries.closings import closed_until
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.tests.at_once import at_once as all_at_once
from clb.ledger.queries import balance_vnd
from conftest import Cast, make_cast, make_member

from .test_spending import all_is_well

MARCH, APRIL = date(2026, 3, 17), date(2026, 4, 1)


@pytest.fixture
def desk(committed: None) -> Cast:
    """Club 1 with 1,000,000 in each box, and a member."""
    cast = make_cast()
    make_member(cast.club, "Bà Tư")
    for fund in ("INCOME", "OPERATING"):
        gift = {"fund": fund, "amount_vnd": 1_000_000, "source": "SOCIAL", "received_on": "01/03/2026"}
        assert do(cast, verbs.RECEIVE_GIFT, club=cast.club.pk, **gift).status == "done"
    return cast


def do(cast: Cast, command: Command, act: uuid.UUID | None = None, **data: Any) -> Outcome:
    return run(command, by=cast.lan, data=data, id=act)


def at_once(*acts: Callable[[], Outcome]) -> Counter[str]:
    return Counter(outcome.status for outcome in all_at_once(*acts))


def spend(cast: Cast, vnd: int, act: uuid.UUID | None = None, fund: str = "INCOME") -> Outcome:
    told = {"fund": fund, "amount_vnd": vnd, "category": "OTHER", "what_for": "Mua sổ", "spent_on": "17/03/2026"}
    return do(cast, verbs.SPEND_MONEY, act, club=cast.club.pk, **told)


def lend(cast: Cast, vnd: int) -> Outcome:
    person = cast.club.memberships.get().person_id
    terms = {"amount_vnd": vnd, "months": 12, "rate_percent_year": 12, "granted_on": "17/03/2026"}
    return do(cast, verbs.GRANT_LOAN, club=cast.club.pk, person=person, **terms)


def test_spending_lending_depositing_and_moving_never_take_more_than_there_is(desk: Cast) -> None:
    club = {"club": desk.club.pk, "moved_on": "17/03/2026", "amount_vnd": 400_000}
    acts: list[Callable[[], Outcome]] = [
        lambda: spend(desk, 400_000),
        lambda: spend(desk, 400_000),
        lambda: lend(desk, 400_000),
        lambda: do(desk, verbs.DEPOSIT_CASH, **club, fund="INCOME"),
        lambda: do(desk, verbs.MOVE_BETWEEN_FUNDS, **club, from_fund="INCOME", reason="Họp"),
    ]
    assert at_once(*acts) == {"done": 2, "rejected": 3}
    assert (cash_of(desk.club, "INCOME", MARCH), all_is_well()) == (200_000, [])


def test_the_same_voucher_sent_ten_times_is_paid_once_and_numbers_have_no_gap(desk: Cast) -> None:
    act = uuid.uuid4()
    assert at_once(*[lambda: spend(desk, 100_000, act)] * 10) == {"done": 1, "already": 9}
    assert at_once(*[lambda: spend(desk, 100_000)] * 5) == {"done": 5}
    assert sorted(Voucher.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert (cash_of(desk.club, "INCOME", MARCH), all_is_well()) == (400_000, [])


def test_money_moved_both_ways_at_once_ends(desk: Cast) -> None:
    def move(from_fund: str) -> Outcome:
        told = {"club": desk.club.pk, "from_fund": from_fund, "amount_vnd": 300_000, "reason": "Họp"}
        return do(desk, verbs.MOVE_BETWEEN_FUNDS, **told, moved_on="17/03/2026")

    ways = [lambda: move("INCOME"), lambda: move("OPERATING")]
    assert at_once(*ways, *ways, *ways) == {"done": 6}
    held = [cash_of(desk.club, fund, MARCH) for fund in ("INCOME", "OPERATING")]
    assert (held, all_is_well()) == ([1_000_000, 1_000_000], [])


def test_the_share_of_interest_is_passed_on_once(desk: Cast) -> None:
    CharterRule.objects.create(club=desk.club, item="SPLIT", amount=30, from_on=date(2020, 1, 1), adopted_by="họp")
    assert lend(desk, 500_000).status == "done"
    paid = {"loan": Loan.objects.get().pk, "interest_vnd": 100_000, "paid_on": "20/03/2026"}
    assert do(desk, verbs.REPAY_LOAN, **paid).status == "done"
    told = {"club": desk.club.pk, "month": "3/2026", "amount_vnd": 30_000, "moved_on": "01/04/2026"}
    assert at_once(*[lambda: do(desk, verbs.PASS_ON_INTEREST, **told)] * 4) == {"done": 1, "rejected": 3}
    assert (FundTransfer.objects.count(), cash_of(desk.club, "OPERATING", APRIL)) == (1, 1_030_000)


def test_a_gift_for_one_thing_and_a_debt_are_not_overpaid(desk: Cast) -> None:
    club = {"club": desk.club.pk, "fund": "INCOME"}
    gift = {**club, "amount_vnd": 300_000, "source": "SOCIAL", "received_on": "10/03/2026", "purpose": "Sửa nhà"}
    earmark = do(desk, verbs.RECEIVE_GIFT, **gift).result.earmark.pk
    loan = {**club, "amount_vnd": 300_000, "rate_percent_year": 0, "lender": "Ông A", "borrowed_on": "10/03/2026"}
    debt = do(desk, verbs.BORROW_MONEY, **loan).result
    spent = {**club, "amount_vnd": 200_000, "category": "CARE", "what_for": "Tôn", "spent_on": "17/03/2026"}
    paid = {"debt": debt.pk, "amount_vnd": 200_000, "paid_on": "17/03/2026"}
    assert at_once(
        *[lambda: do(desk, verbs.SPEND_MONEY, **spent, earmark=earmark)] * 2,
        *[lambda: do(desk, verbs.PAY_BACK_DEBT, **paid)] * 2,
    ) == {"done": 2, "rejected": 2}
    assert (balance_vnd(debt.account), all_is_well()) == (100_000, [])


def test_a_receipt_is_reversed_once_and_not_while_its_money_goes(desk: Cast) -> None:
    receipt = Receipt.objects.get(fund="INCOME")
    told = {"receipt": receipt.pk, "reversed_on": "17/03/2026", "reason": "Nhầm"}
    found = at_once(*[lambda: do(desk, verbs.REVERSE_RECEIPT, **told)] * 3, lambda: spend(desk, 600_000))
    assert found == {"done": 1, "rejected": 3}
    assert (cash_of(desk.club, "INCOME", MARCH) in (0, 400_000), all_is_well()) == (True, [])


def test_paper_books_are_taken_over_once(committed: None) -> None:
    cast = make_cast()
    told = {"club": cast.club.pk, "cut_off_on": "30/06/2026", "income_cash_vnd": 1_000_000}
    assert at_once(*[lambda: do(cast, verbs.OPEN_BOOKS, **told)] * 3) == {"done": 1, "rejected": 2}
    assert cash_of(cast.club, "INCOME", date(2026, 6, 30)) == 1_000_000


def test_a_month_is_closed_once_and_nothing_slips_into_it(desk: Cast) -> None:
    told = {"club": desk.club.pk, "fund": "INCOME", "month": "3/2026", "note": "Đã xem"}
    found = at_once(*[lambda: do(desk, verbs.CLOSE_MONTH, **told)] * 3, *[lambda: spend(desk, 1_000)] * 3)
    assert closed_until(desk.club) == {"INCOME": date(2026, 3, 31)}
    # Each voucher came before the closing, or was refused by it; the month is closed once.
    assert found["done"] == 1 + Voucher.objects.count()
    assert spend(desk, 1_000).status == "rejected"
