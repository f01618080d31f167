"""The share of interest that is passed on, transfers between the funds, and months that are closed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clb.clubs.models import CharterRule
from clb.fund.models import FundTransfer, MonthClosing, Receipt
from clb.fund.queries.cash import cash_of
from clb.fund.queries.closings import closed_until, closing_checks, month_to_close
from clb.fund.queries.transfers import last_month_over, split_proposal
from clb.fund.rules.transfers import share_vnd
from clb.fund.services import (
    Deal,
    close_month,
    count_cash,
    move_between_funds,
    pass_on_interest,
    receive_fee,
    receive_gift,
    receive_start_fund,
    record_deals,
    reopen_month,
    repay_loan,
    reverse_receipt,
    spend_money,
)
from clb.ledger.models import Account
from clb.ledger.queries import balance_vnd
from conftest import Cast, make_member

FEB, MARCH, APRIL, MAY = date(2026, 2, 17), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)


@pytest.fixture
def lending(cast: Cast) -> Cast:
    """20,000,000 of start fund, one loan of 5,000,000 since February, 30 % of interest for the operating fund."""
    club = cast.club
    receive_start_fund(by=cast.lan, club=club, amount_vnd=20_000_000, source="SOCIAL", received_on=club.founded_on)
    terms: dict[str, Any] = {"months": 12, "rate_percent_year": Decimal(12)}
    deal = Deal("loan", "LOAN", "INCOME", 5_000_000, person=make_member(club, "Bà Tư").person, **terms)
    record_deals(by=cast.lan, club=club, on=FEB, deals=[deal])
    CharterRule.objects.create(club=club, item="SPLIT", amount=30, from_on=date(2020, 1, 1), adopted_by="họp")
    return cast


def interest(cast: Cast, vnd: int, on: date) -> Receipt:
    loan = Receipt.objects.get(kind="LOAN").loan
    assert loan
    return repay_loan(by=cast.lan, loan=loan, paid_on=on, interest_vnd=vnd)


def pass_on(cast: Cast, vnd: int, month: date = MARCH, on: date = APRIL) -> FundTransfer:
    return pass_on_interest(by=cast.lan, club=cast.club, month=month, amount_vnd=vnd, moved_on=on)


def close(cast: Cast, month: date, fund: str = "INCOME", note: str = "Đã xem") -> MonthClosing:
    return close_month(by=cast.lan, club=cast.club, fund=fund, month=month, note=note)


def to_pass(cast: Cast, until: date) -> int:
    return split_proposal(cast.club, until).to_pass_vnd


# --- The share of interest ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("interest_vnd", "percent", "share"),
    [
        (50_000, "30", 15_000),
        (50_001, "30", 15_000),  # 15,000.3
        (99_999, "33.33", 33_329),  # 33,329.6667
        (50_000, "0", 0),
        (50_000, "100", 50_000),
        (50_000, None, 0),
        (0, "30", 0),
        (3, "33.33", 0),  # 0.9999
    ],
)
def test_the_share_is_whole_dong_and_the_rest_is_dropped(interest_vnd: int, percent: str | None, share: int) -> None:
    assert share_vnd(interest_vnd, None if percent is None else Decimal(percent)) == share


def test_the_share_is_reckoned_by_months_and_passed_on_once(lending: Cast) -> None:
    interest(lending, 50_001, date(2026, 3, 5))
    interest(lending, 50_001, date(2026, 4, 5))
    assert [to_pass(lending, day) for day in (FEB, MARCH, APRIL)] == [0, 15_000, 30_000]
    transfer = pass_on(lending, 15_000)
    assert [to_pass(lending, day) for day in (MARCH, APRIL)] == [0, 15_000]
    with pytest.raises(ValidationError, match="Không còn lãi"):
        pass_on(lending, 15_000)
    codes = ("debit__code", "credit__code", "amount_vnd")
    halves = [list(half.entry.transfers.values_list(*codes)) for half in (transfer.out, transfer.into)]
    assert halves == [[("moved", "cash", 15_000)], [("cash", "moved", 15_000)]]
    assert sum(balance_vnd(a) for a in Account.objects.filter(code="moved")) == 0
    assert cash_of(lending.club, "OPERATING", APRIL) == 15_000


def test_nobody_passes_on_what_they_were_not_shown_or_before_the_month_is_over(lending: Cast) -> None:
    interest(lending, 100_000, date(2026, 3, 5))
    told = []
    for more in ({"vnd": 29_999}, {"vnd": 30_000, "on": date(2026, 3, 30)}):
        with pytest.raises(ValidationError) as refused:
            pass_on(lending, **more)  # type: ignore[arg-type]
        told += list(refused.value.message_dict)
    assert (told, FundTransfer.objects.count()) == (["amount_vnd", "moved_on"], 0)


def test_interest_reversed_after_it_was_passed_on_is_made_up_for_by_the_next_months(lending: Cast) -> None:
    wrong = interest(lending, 100_000, date(2026, 3, 5))
    pass_on(lending, 30_000)
    reverse_receipt(by=lending.lan, receipt=wrong, reversed_on=APRIL, reason="Ghi nhầm")
    interest(lending, 150_000, date(2026, 4, 6))
    assert [to_pass(lending, day) for day in (MARCH, APRIL)] == [-30_000, 15_000]


def test_the_charter_of_each_month_counts(lending: Cast) -> None:
    CharterRule.objects.update(until_on=date(2026, 3, 31))
    CharterRule.objects.create(club=lending.club, item="SPLIT", amount=50, from_on=date(2026, 4, 1), adopted_by="họp")
    interest(lending, 100_000, date(2026, 3, 5))
    interest(lending, 100_000, date(2026, 4, 5))
    assert to_pass(lending, APRIL) == 30_000 + 50_000


def test_both_halves_of_a_transfer_are_reversed_together(lending: Cast) -> None:
    moved = {"club": lending.club, "from_fund": "INCOME", "moved_on": MARCH, "reason": "Họp ngày 17/3"}
    transfer = move_between_funds(by=lending.lan, amount_vnd=1_000_000, **moved)
    with pytest.raises(ValidationError) as refused:
        move_between_funds(by=lending.lan, amount_vnd=14_000_001, **moved)
    assert list(refused.value.message_dict) == ["amount_vnd"]
    reverse_receipt(by=lending.lan, receipt=transfer.into, reversed_on=APRIL, reason="Nhầm")
    held = [cash_of(lending.club, fund, APRIL) for fund in ("INCOME", "OPERATING")]
    assert held == [15_000_000, 0]


def test_a_transfer_that_was_spent_is_not_reversed(lending: Cast) -> None:
    moved = {"from_fund": "INCOME", "moved_on": MARCH, "reason": "Họp"}
    transfer = move_between_funds(by=lending.lan, club=lending.club, amount_vnd=100_000, **moved)
    spent = {"fund": "OPERATING", "category": "OTHER", "what_for": "Trà", "spent_on": APRIL}
    spend_money(by=lending.lan, club=lending.club, amount_vnd=60_000, **spent)
    with pytest.raises(ValidationError, match=r"thiếu 60\.000 đồng"):
        reverse_receipt(by=lending.lan, receipt=transfer.out, reversed_on=APRIL, reason="Nhầm")


def test_the_newest_month_that_is_over() -> None:
    days = [date(2026, 3, 30), date(2026, 3, 31), date(2026, 1, 1)]
    assert [last_month_over(day) for day in days] == [date(2026, 2, 28), date(2026, 3, 31), date(2025, 12, 31)]


# --- Closing ------------------------------------------------------------------------------------------------------


def test_what_is_amiss_is_listed_and_a_note_says_why_it_is_closed_all_the_same(lending: Cast) -> None:
    interest(lending, 100_000, date(2026, 3, 5))
    spent = {"fund": "INCOME", "category": "OTHER", "what_for": "Sổ", "spent_on": date(2026, 3, 6)}
    spend_money(by=lending.lan, club=lending.club, amount_vnd=20_000, **spent)

    def amiss() -> list[bool]:
        return [check.is_ok for check in closing_checks(lending.club, "INCOME", MARCH)]

    assert amiss() == [False, True, False, False]
    unbilled = closing_checks(lending.club, "INCOME", APRIL)[2]  # April would close March with it
    assert (unbilled.is_ok, "1/2026" in unbilled.told) == (False, True)
    with pytest.raises(ValidationError) as refused:
        close(lending, MARCH, note="")
    assert (list(refused.value.message_dict), len(refused.value.messages)) == (["note"], 4)
    pass_on(lending, 30_000, on=MARCH)
    held = cash_of(lending.club, "INCOME", MARCH)
    count_cash(by=lending.lan, club=lending.club, fund="INCOME", counted_on=MARCH, counted_vnd=held)
    assert amiss() == [True, True, False, True]
    assert close(lending, MARCH).note == "Đã xem"
    assert closed_until(lending.club) == {"INCOME": MARCH}


def test_a_gift_for_a_purpose_that_went_elsewhere_is_told_before_closing(lending: Cast) -> None:
    given = {"fund": "OPERATING", "amount_vnd": 500_000, "source": "SOCIAL", "received_on": date(2026, 3, 5)}
    assert len(closing_checks(lending.club, "OPERATING", MARCH)) == 3
    receive_gift(by=lending.lan, club=lending.club, purpose="Mua ghế", **given)
    assert closing_checks(lending.club, "OPERATING", MARCH)[3].is_ok
    spent = {"fund": "OPERATING", "category": "OTHER", "what_for": "Sổ", "spent_on": date(2026, 3, 6)}
    spend_money(by=lending.lan, club=lending.club, amount_vnd=1_000, **spent)
    check = closing_checks(lending.club, "OPERATING", MARCH)[3]
    assert (check.is_ok, "500.000" in check.told, "499.000" in check.told) == (False, True, True)


def test_in_a_closed_month_nothing_is_written_and_nothing_reversed(lending: Cast) -> None:
    paid = interest(lending, 100_000, date(2026, 3, 5))
    close(lending, MARCH)
    person = make_member(lending.club, "Ông Năm").person
    fee = {"person": person, "amount_vnd": 10_000}
    for day in (FEB, MARCH):
        with pytest.raises(ValidationError) as refused:
            receive_fee(by=lending.lan, club=lending.club, received_on=day, fund="INCOME", **fee)
        assert list(refused.value.message_dict) == ["received_on"]
        assert "đã khóa sổ đến hết ngày 31/03/2026" in refused.value.messages[0]
    with pytest.raises(ValidationError, match="không đảo được"):
        reverse_receipt(by=lending.lan, receipt=paid, reversed_on=APRIL, reason="Nhầm")
    receive_fee(by=lending.lan, club=lending.club, received_on=MARCH, fund="OPERATING", **fee)  # the other book is open
    receive_fee(by=lending.lan, club=lending.club, received_on=date(2026, 4, 1), fund="INCOME", **fee)


def test_months_are_closed_in_order_and_reopened_from_the_newest(lending: Cast) -> None:
    assert month_to_close(lending.club, "INCOME", MAY) == date(2018, 3, 1)
    first, second = close(lending, FEB), close(lending, APRIL)
    assert month_to_close(lending.club, "INCOME", MAY) is None  # not over before the next day
    assert month_to_close(lending.club, "INCOME", date(2026, 6, 1)) == date(2026, 5, 1)
    with pytest.raises(ValidationError, match="đã khóa sổ đến hết tháng 04/2026"):
        close(lending, MARCH)
    with pytest.raises(ValidationError, match="04/2026 trước"):
        reopen_month(by=lending.xuan, closing=first, reason="Sửa")
    with pytest.raises(ValidationError) as refused:
        reopen_month(by=lending.xuan, closing=second, reason=" ")
    assert list(refused.value.message_dict) == ["reason"]
    reopen_month(by=lending.xuan, closing=second, reason="Ghi sót")
    assert closed_until(lending.club) == {"INCOME": date(2026, 2, 28)}
    interest(lending, 50_000, date(2026, 3, 5))
    reopen_month(by=lending.xuan, closing=first, reason="Ghi sót")
    assert closed_until(lending.club) == {}
    assert close(lending, FEB).month == date(2026, 2, 1)


def test_a_month_that_is_not_over_is_not_closed(lending: Cast) -> None:
    with pytest.raises(ValidationError, match="chưa hết"):
        close(lending, date(2099, 1, 1))
    assert MonthClosing.objects.count() == 0
