"""Vouchers, gifts for one thing, bank and box, debts, and differences written into the books."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clb.files.models import StoredFile
from clb.files.tests.samples import picture, sent
from clb.fund.checks import (
    gifts_pay_for_no_more_than_was_given,
    no_box_holds_less_than_nothing,
    no_debt_was_paid_back_twice,
    receipts_agree_with_their_entries,
    transfers_between_funds_have_two_halves,
    vouchers_are_numbered_without_a_gap,
)
from clb.fund.models import CashCount, ClubDebt, Earmark, Receipt, Voucher
from clb.fund.queries.cash import bank_of, cash_of, count_rows
from clb.fund.queries.debts import debts_of
from clb.fund.queries.gifts import earmarks
from clb.fund.queries.vouchers import spent_by_category, without_attachment
from clb.fund.services import (
    attach_voucher,
    book_gap,
    borrow_money,
    count_cash,
    deposit_cash,
    pay_back_debt,
    receive_gift,
    reverse_receipt,
    spend_money,
    withdraw_cash,
)
from clb.ledger.models import Account, Entry
from clb.ledger.queries import balance_vnd
from conftest import Cast, make_member

MARCH, APRIL = date(2026, 3, 17), date(2026, 4, 17)


@pytest.fixture
def rich(cast: Cast) -> Cast:
    """1,000,000 in the operating box since the first of March."""
    give(cast, 1_000_000, received_on=date(2026, 3, 1))
    return cast


def give(cast: Cast, vnd: int, **more: Any) -> Receipt:
    told = {"fund": "OPERATING", "source": "SOCIAL", "received_on": MARCH, "giver": "Ông Khách", **more}
    return receive_gift(by=cast.lan, club=cast.club, amount_vnd=vnd, **told)


def spend(cast: Cast, vnd: int = 100_000, on: date = MARCH, **more: Any) -> Voucher:
    told = {"fund": "OPERATING", "category": "VISIT", "what_for": "Thăm bà Tư ốm", "payee": "Bà Tư", **more}
    return spend_money(by=cast.lan, club=cast.club, amount_vnd=vnd, spent_on=on, **told)


def undo(cast: Cast, receipt: Receipt, on: date = APRIL, reason: str = "Ghi nhầm") -> None:
    reverse_receipt(by=cast.lan, receipt=receipt, reversed_on=on, reason=reason)


def fields_of(refused: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return sorted(refused.value.error_dict) if hasattr(refused.value, "error_dict") else refused.value.messages


def all_is_well() -> list[str]:
    checks = (
        gifts_pay_for_no_more_than_was_given,
        no_box_holds_less_than_nothing,
        no_debt_was_paid_back_twice,
        receipts_agree_with_their_entries,
        transfers_between_funds_have_two_halves,
        vouchers_are_numbered_without_a_gap,
    )
    return [told for check in checks for told in check()]


# --- Vouchers -----------------------------------------------------------------------------------------------------


def test_vouchers_are_numbered_by_fund_and_year_and_a_reversed_one_keeps_its_number(rich: Cast) -> None:
    give(rich, 500_000, fund="INCOME", received_on=date(2025, 1, 1))
    first, second = spend(rich), spend(rich)
    undo(rich, first.receipt)
    third = spend(rich)
    others = [spend(rich, fund="INCOME"), spend(rich, on=date(2025, 6, 1), fund="INCOME")]
    numbers = [(v.fund, v.year, v.number) for v in (first, second, third, *others)]
    assert numbers == [
        ("OPERATING", 2026, 1),
        ("OPERATING", 2026, 2),
        ("OPERATING", 2026, 3),
        ("INCOME", 2026, 1),
        ("INCOME", 2025, 1),
    ]
    assert (second.title, all_is_well()) == ("Phiếu chi số 2/2026", [])


def test_a_gap_in_the_numbers_is_found(rich: Cast) -> None:
    spend(rich)
    Voucher.objects.update(number=2)
    assert len(all_is_well()) == 1


def test_what_is_spent_stands_in_the_books_without_a_name(rich: Cast) -> None:
    voucher = spend(rich, 150_000)
    lines = voucher.receipt.entry.transfers.values_list("debit__code", "credit__code", "amount_vnd")
    assert (list(lines), cash_of(rich.club, "OPERATING", MARCH)) == ([("spent:VISIT", "cash", 150_000)], 850_000)
    kept = [*Account.objects.values_list("name", flat=True), *Entry.objects.values_list("kind", flat=True)]
    assert [words for words in kept if "Tư" in words] == []
    [found] = spent_by_category(rich.club, date(2026, 1, 1), date(2026, 12, 31))
    assert (found.category, found.spent_vnd) == ("VISIT", 150_000)
    undo(rich, voucher.receipt)
    assert spent_by_category(rich.club, date(2026, 1, 1), date(2026, 12, 31)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"vnd": 1_000_001}, "amount_vnd"),
        ({"vnd": 0}, "amount_vnd"),
        ({"what_for": "  "}, "what_for"),
        ({"on": date(2099, 1, 1)}, "spent_on"),
        ({"on": date(2018, 2, 1)}, "spent_on"),
        ({"on": date(2026, 2, 28)}, "amount_vnd"),  # nothing was there yet
        ({"place": "BANK"}, "amount_vnd"),
    ],
)
def test_what_cannot_be_spent_is_said_beside_its_field(rich: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        spend(rich, **changes)
    assert (fields_of(refused), Voucher.objects.count()) == ([field], 0)


def test_back_dated_spending_may_not_take_what_was_spent_later(rich: Cast) -> None:
    spend(rich, 800_000, on=APRIL)
    with pytest.raises(ValidationError, match=r"17/04/2026.*200\.000 đồng"):
        spend(rich, 200_001, on=MARCH)
    assert spend(rich, 200_000, on=MARCH).number == 2


def test_the_bill_is_attached_and_replaced_and_no_file_is_left_over(rich: Cast) -> None:
    with_bill, without = spend(rich, attachment=sent(picture())), spend(rich)
    assert with_bill.file is not None
    assert without_attachment(rich.club, "OPERATING", MARCH.replace(day=1), MARCH) == [without]
    attach_voucher(by=rich.lan, voucher=without, attachment=sent(picture()))
    attach_voucher(by=rich.lan, voucher=without, attachment=sent(picture()))
    assert without_attachment(rich.club, "OPERATING", MARCH.replace(day=1), MARCH) == []
    assert StoredFile.objects.count() == 2


def test_a_reversal_says_why(rich: Cast) -> None:
    voucher = spend(rich)
    with pytest.raises(ValidationError) as refused:
        undo(rich, voucher.receipt, reason=" ")
    assert fields_of(refused) == ["reason"]
    undo(rich, voucher.receipt, reason="Bà Tư trả lại")
    voucher.receipt.refresh_from_db()
    assert voucher.receipt.reversed_because == "Bà Tư trả lại"
    with pytest.raises(ValidationError, match="đã được đảo"):
        undo(rich, voucher.receipt)


# --- Gifts for one thing ------------------------------------------------------------------------------------------


def test_a_gift_for_one_thing_pays_for_no_more_than_was_given(rich: Cast) -> None:
    gift = give(rich, 500_000, purpose="Sửa nhà bà Tư")
    spend(rich, 300_000, earmark=gift.earmark)
    with pytest.raises(ValidationError, match=r"chỉ còn 200\.000 đồng"):
        spend(rich, 200_001, earmark=gift.earmark)
    [line] = earmarks(rich.club, APRIL)
    assert (line.given_vnd, line.spent_vnd, line.left_vnd, line.earmark.purpose) == (
        500_000,
        300_000,
        200_000,
        "Sửa nhà bà Tư",
    )
    with pytest.raises(ValidationError, match="Phiếu chi số 1/2026"):
        undo(rich, gift)
    undo(rich, Voucher.objects.get().receipt)
    undo(rich, gift)
    assert (earmarks(rich.club, APRIL), all_is_well()) == ([], [])


def test_a_gift_pays_only_in_its_fund_from_its_day_on_and_while_it_stands(rich: Cast) -> None:
    give(rich, 500_000, fund="INCOME", received_on=date(2026, 1, 1))
    gift = give(rich, 500_000, purpose="Mua ghế").earmark
    told = []
    for more in ({"fund": "INCOME"}, {"on": date(2026, 3, 16)}):
        with pytest.raises(ValidationError) as refused:
            spend(rich, earmark=gift, **more)  # type: ignore[arg-type]
        told += fields_of(refused)
    undo(rich, gift.receipt)
    with pytest.raises(ValidationError) as refused:
        spend(rich, earmark=Earmark.objects.get())
    assert [*told, *fields_of(refused)] == ["earmark", "spent_on", "earmark"]


# --- The bank -----------------------------------------------------------------------------------------------------


def test_money_goes_to_the_bank_and_comes_back_and_never_more_than_there_is(rich: Cast) -> None:
    club = {"by": rich.lan, "club": rich.club, "fund": "OPERATING", "moved_on": MARCH}
    deposited = deposit_cash(**club, amount_vnd=700_000)
    withdraw_cash(**club, amount_vnd=200_000)
    spend(rich, 400_000, place="BANK")
    held = (cash_of(rich.club, "OPERATING", MARCH), bank_of(rich.club, "OPERATING", MARCH))
    assert held == (500_000, 100_000)
    for act, vnd in ((deposit_cash, 500_001), (withdraw_cash, 100_001), (withdraw_cash, 0)):
        with pytest.raises(ValidationError) as refused:
            act(**club, amount_vnd=vnd)
        assert fields_of(refused) == ["amount_vnd"]
    with pytest.raises(ValidationError, match="tài khoản ngân hàng thiếu"):
        undo(rich, deposited)
    assert all_is_well() == []


def test_a_difference_is_explained_and_booked_once_by_a_decision(rich: Cast) -> None:
    count = {"by": rich.lan, "club": rich.club, "fund": "OPERATING", "counted_on": MARCH}
    with pytest.raises(ValidationError) as refused:
        count_cash(**count, counted_vnd=990_000)
    assert fields_of(refused) == ["reason"]
    short = count_cash(**count, counted_vnd=990_000, reason="Thối nhầm")
    bank = count_cash(**count, counted_vnd=5_000, reason="Lãi ngân hàng", place="BANK")
    with pytest.raises(ValidationError) as refused:
        book_gap(by=rich.lan, count=short, booked_on=date(2026, 3, 16), decision="Họp")
    assert fields_of(refused) == ["booked_on"]
    booked = book_gap(by=rich.lan, count=short, booked_on=APRIL, decision="Họp ban chủ nhiệm")
    book_gap(by=rich.lan, count=bank, booked_on=APRIL, decision="Họp ban chủ nhiệm")
    assert (cash_of(rich.club, "OPERATING", APRIL), bank_of(rich.club, "OPERATING", APRIL)) == (990_000, 5_000)
    with pytest.raises(ValidationError, match="đã được ghi"):
        book_gap(by=rich.lan, count=short, booked_on=APRIL, decision="Họp")
    undo(rich, booked.receipt)
    assert [row.booking is None for row in count_rows(CashCount.objects.order_by("pk"))] == [True, False]
    book_gap(by=rich.lan, count=short, booked_on=APRIL, decision="Họp lại")
    assert (cash_of(rich.club, "OPERATING", APRIL), all_is_well()) == (990_000, [])


# --- What the club owes -------------------------------------------------------------------------------------------


def borrow(cast: Cast, **more: Any) -> ClubDebt:
    told = {"fund": "INCOME", "amount_vnd": 20_000_000, "rate_percent_year": Decimal(0), "lender": "Ông Chủ nhiệm"}
    return borrow_money(**{"by": cast.lan, "club": cast.club, "borrowed_on": MARCH, **told, **more})


def test_the_club_borrows_and_pays_back_no_more_than_it_owes(cast: Cast) -> None:
    debt = borrow(cast)
    give(cast, 300_000, fund="INCOME")
    pay_back_debt(by=cast.lan, debt=debt, paid_on=APRIL, amount_vnd=5_000_000, interest_vnd=100_000)
    assert (balance_vnd(debt.account), cash_of(cast.club, "INCOME", APRIL)) == (15_000_000, 15_200_000)
    with pytest.raises(ValidationError, match=r"chỉ còn nợ 15\.000\.000 đồng"):
        pay_back_debt(by=cast.lan, debt=debt, paid_on=APRIL, amount_vnd=15_000_001)
    with pytest.raises(ValidationError, match=r"15\.000\.000"):  # on an earlier day no more than will be owed later
        pay_back_debt(by=cast.lan, debt=debt, paid_on=MARCH, amount_vnd=15_000_001)
    with pytest.raises(ValidationError, match="đã có lần trả"):
        undo(cast, Receipt.objects.get(kind="BORROWING"))
    undo(cast, Receipt.objects.get(kind="PAY_BACK"))
    [line] = debts_of(cast.club, APRIL)
    assert (line.owed_vnd, line.debt.lender_name, all_is_well()) == (20_000_000, "Ông Chủ nhiệm", [])
    assert [a.name for a in Account.objects.filter(code__startswith="debt:")] == ["Khoản nợ số 1"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lender": ""}, "lender"),
        ({"rate_percent_year": Decimal("20.01")}, "rate_percent_year"),
        ({"amount_vnd": 0}, "amount_vnd"),
        ({"due_on": date(2026, 3, 16)}, "due_on"),
    ],
)
def test_a_debt_that_cannot_be_is_refused(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        borrow(cast, **changes)
    assert (fields_of(refused), ClubDebt.objects.count()) == ([field], 0)


def test_a_member_lends_to_the_club(cast: Cast) -> None:
    person = make_member(cast.club, "Bà Tư").person
    assert borrow(cast, person=person, lender="ai khác").lender_name == "Bà Tư"
