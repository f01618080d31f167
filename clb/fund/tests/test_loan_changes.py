"""What happens to a loan after it was granted: another schedule, waived, written off, recovered, another payer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from clb.board.models import SignInPerson
from clb.fund.desk import dues
from clb.fund.models import Instalment, Loan, LoanChange, Receipt
from clb.fund.queries import cash_of, loan_stand, open_loans
from clb.fund.services import (
    Deal,
    forget_payer,
    grant_loan,
    receive_start_fund,
    record_deals,
    record_payer,
    recover_loan,
    reschedule_loan,
    take_back_loan_change,
    undo_deals,
    waive_interest,
    write_off_loan,
)
from clb.kernel.selfcheck import run_checks
from clb.ledger.models import Account
from clb.ledger.queries import balance_vnd
from clb.members.models import Household, Person
from conftest import Cast, make_member

LENT = date(2026, 1, 15)
MEETING = "Họp toàn thể tháng 3"


@pytest.fixture
def loan(cast: Cast) -> Loan:
    """6.000.000 đồng over 6 months at 12 %: 1.000.000 a month, and 60.000, 50.000 … of interest."""
    money = {"amount_vnd": 20_000_000, "source": "SOCIAL", "received_on": date(2018, 3, 1)}
    receive_start_fund(by=cast.lan, club=cast.club, **money)
    person = make_member(cast.club, "Bà Tư").person
    terms: dict[str, Any] = {"months": 6, "rate_percent_year": Decimal(12), "method": "EQUAL_PRINCIPAL"}
    deal = Deal("lend", "LOAN", "INCOME", 6_000_000, person=person, **terms)
    made = record_deals(by=cast.lan, club=cast.club, on=LENT, deals=[deal])["lend"].loan
    assert made is not None
    return Loan.objects.get(pk=made.pk)


def pay(cast: Cast, loan: Loan, day: date, principal: int, interest: int = 0) -> Receipt:
    deal = Deal("pay", "REPAYMENT", "INCOME", principal, interest_vnd=interest, loan=loan)
    return record_deals(by=cast.lan, club=cast.club, on=day, deals=[deal])["pay"]


def closed(loan: Loan) -> date | None:
    return Loan.objects.get(pk=loan.pk).closed_on


def state(loan: Loan, day: date) -> tuple[str, int, tuple[int, int], int]:
    stand = loan_stand(loan, day)
    return stand.state, stand.owed_vnd, stand.due, stand.late_days


def fields(refused: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return list(refused.value.error_dict)


@pytest.fixture(autouse=True)
def everything_agrees(db: None) -> Any:
    yield
    assert {name: told for name, told in run_checks().items() if told and name.startswith(("fund", "ledger"))} == {}


def test_a_loan_is_due_late_and_closed_by_itself(cast: Cast, loan: Loan) -> None:
    assert state(loan, LENT) == ("OPEN", 6_000_000, (0, 0), 0)
    assert state(loan, date(2026, 2, 15)) == ("OPEN", 6_000_000, (1_000_000, 60_000), 0)
    assert state(loan, date(2026, 2, 16)) == ("LATE", 6_000_000, (1_000_000, 60_000), 1)
    pay(cast, loan, date(2026, 2, 20), 1_000_000, 60_000)
    assert state(loan, date(2026, 2, 20)) == ("OPEN", 5_000_000, (0, 0), 0)
    last = pay(cast, loan, date(2026, 3, 15), 5_000_000)
    assert state(loan, date(2026, 3, 15)) == ("OPEN", 0, (0, 50_000), 0)
    assert (closed(loan), [line.loan for line in open_loans(cast.club, date(2026, 3, 15))]) == (None, [])
    pay(cast, loan, date(2026, 3, 20), 0, 50_000)
    assert (state(loan, date(2026, 3, 20))[0], closed(loan)) == ("CLOSED", date(2026, 3, 20))
    undo_deals(by=cast.lan, club=cast.club, on=date(2026, 3, 21), receipts=[last])
    assert (closed(loan), state(loan, date(2026, 3, 21))[:2]) == (None, ("LATE", 5_000_000))


def test_a_loan_taken_back_never_was(cast: Cast, loan: Loan) -> None:
    undo_deals(by=cast.lan, club=cast.club, on=LENT, receipts=list(loan.receipts.all()))
    assert (closed(loan), state(loan, LENT)[:2], open_loans(cast.club, LENT)) == (LENT, ("TAKEN_BACK", 0), [])


def test_another_schedule_covers_what_is_owed_and_the_first_stays(cast: Cast, loan: Loan) -> None:
    pay(cast, loan, date(2026, 2, 15), 1_000_000, 60_000)
    day = date(2026, 3, 20)  # 1.000.000 and 50.000 are late by five days
    terms = {"months": 5, "grace_months": 1, "decided_by": MEETING, "reason": "Mất mùa"}
    change = reschedule_loan(by=cast.lan, loan=loan, decided_on=day, **terms)
    assert (change.schedule.version, change.schedule.from_on) == (2, day)
    assert state(loan, date(2026, 3, 19)) == ("LATE", 5_000_000, (1_000_000, 50_000), 4)
    assert state(loan, day) == ("OPEN", 5_000_000, (0, 0), 0)
    rows = change.schedule.instalments.order_by("number").values_list("due_on", "principal_vnd", "interest_vnd")
    # 5.000.000 × 1 % = 50.000, and 50.000 carried over; then 1.250.000 a month.
    assert list(rows)[:2] == [(date(2026, 4, 20), 0, 100_000), (date(2026, 5, 20), 1_250_000, 50_000)]
    pay(cast, loan, date(2026, 4, 20), 0, 100_000)
    assert state(loan, date(2026, 5, 1)) == ("OPEN", 5_000_000, (0, 0), 0)
    assert state(loan, date(2026, 5, 22)) == ("LATE", 5_000_000, (1_250_000, 50_000), 2)
    pay(cast, loan, date(2026, 5, 22), 5_000_000, 50_000)
    assert closed(loan) == date(2026, 5, 22)


def test_a_schedule_of_the_same_day_is_replaced_and_interest_may_be_left_behind(cast: Cast, loan: Loan) -> None:
    day = date(2026, 3, 20)
    terms = {"decided_by": MEETING, "reason": "Mất mùa", "decided_on": day}
    reschedule_loan(by=cast.lan, loan=loan, months=3, **terms)
    change = reschedule_loan(by=cast.lan, loan=loan, months=12, carried_interest_vnd=0, method="BULLET", **terms)
    assert (loan.schedules.count(), loan.changes.count(), change.schedule.version) == (2, 1, 2)
    assert [row.interest_vnd for row in change.schedule.instalments.all()] == [60_000] * 12
    assert loan.schedules.get(version=1).until_on == date(2026, 3, 19)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decided_on": LENT}, "decided_on"),
        ({"decided_on": date(2099, 1, 1)}, "decided_on"),
        ({"months": 0}, "months"),
        ({"months": 3, "grace_months": 3}, "grace_months"),
        ({"rate_percent_year": Decimal("20.01")}, "rate_percent_year"),
        ({"carried_interest_vnd": 110_001}, "carried_interest_vnd"),
        ({"decided_by": " "}, "decided_by"),
    ],
)
def test_what_cannot_be_rescheduled_is_refused(cast: Cast, loan: Loan, changes: dict[str, Any], field: str) -> None:
    asked = {"decided_on": date(2026, 3, 20), "months": 6, "decided_by": MEETING, "reason": "Mất mùa", **changes}
    with pytest.raises(ValidationError) as refused:
        reschedule_loan(by=cast.lan, loan=loan, **asked)
    assert (fields(refused), loan.schedules.count()) == ([field], 1)


def test_written_off_stays_listed_and_what_comes_back_is_income(cast: Cast, loan: Loan) -> None:
    pay(cast, loan, date(2026, 2, 15), 1_000_000, 60_000)
    with pytest.raises(ValidationError) as refused:
        write_off_loan(by=cast.lan, loan=loan, decided_on=date(2026, 2, 14), decided_by=MEETING, reason="Mất")
    assert fields(refused) == ["decided_on"]
    cash_vnd = cash_of(cast.club, "INCOME", date(2026, 3, 20))
    change = write_off_loan(by=cast.lan, loan=loan, decided_on=date(2026, 3, 20), decided_by=MEETING, reason="Mất")
    assert (change.amount_vnd, closed(loan)) == (5_000_000, date(2026, 3, 20))
    assert (state(loan, date(2026, 3, 19))[0], state(loan, date(2026, 3, 20))) == (
        "LATE",
        ("WRITTEN_OFF", 0, (1_000_000, 50_000), 0),
    )
    loss, back = (Account.objects.filter(book=loan.account.book, code=code) for code in ("loan_loss", "loan_recovery"))
    assert (balance_vnd(loss.get()), balance_vnd(loan.account)) == (5_000_000, 0)
    assert cash_of(cast.club, "INCOME", date(2026, 3, 20)) == cash_vnd
    for vnd, day, field in ((5_000_001, 25, "amount_vnd"), (1, 19, "paid_on")):
        with pytest.raises(ValidationError) as refused:
            recover_loan(by=cast.lan, loan=loan, amount_vnd=vnd, paid_on=date(2026, 3, day))
        assert fields(refused) == [field]
    receipt = recover_loan(by=cast.lan, loan=loan, amount_vnd=3_000_000, paid_on=date(2026, 3, 25))
    assert (balance_vnd(back.get()), cash_of(cast.club, "INCOME", date(2026, 3, 25))) == (
        3_000_000,
        cash_vnd + 3_000_000,
    )
    with pytest.raises(ValidationError):
        recover_loan(by=cast.lan, loan=loan, amount_vnd=2_000_001, paid_on=date(2026, 3, 26))
    assert change.receipt is not None
    with pytest.raises(ValidationError, match="lần trả sau đó"):
        undo_deals(by=cast.lan, club=cast.club, on=date(2026, 3, 26), receipts=[change.receipt])
    undo_deals(by=cast.lan, club=cast.club, on=date(2026, 3, 26), receipts=[change.receipt, receipt])
    assert (closed(loan), loan_stand(loan, date(2026, 3, 26)).owed_vnd) == (None, 5_000_000)


def test_interest_that_was_due_may_be_waived(cast: Cast, loan: Loan) -> None:
    day = date(2026, 3, 20)
    pay(cast, loan, day, 6_000_000, 10_000)
    assert (state(loan, day), closed(loan)) == (("OPEN", 0, (0, 100_000), 0), None)
    with pytest.raises(ValidationError) as refused:
        waive_interest(by=cast.lan, loan=loan, amount_vnd=100_001, decided_on=day, decided_by=MEETING)
    assert fields(refused) == ["amount_vnd"]
    waive_interest(by=cast.lan, loan=loan, amount_vnd=40_000, decided_on=day, decided_by=MEETING)
    assert (state(loan, day)[2], closed(loan)) == ((0, 60_000), None)
    waive_interest(by=cast.lan, loan=loan, amount_vnd=60_000, decided_on=day, decided_by=MEETING)
    assert (state(loan, day)[0], closed(loan)) == ("CLOSED", day)
    assert Receipt.objects.filter(loan=loan).count() == 2, "nothing moved in the books"


def test_a_waiver_written_down_wrong_is_taken_back_once_and_stays_listed(cast: Cast, loan: Loan) -> None:
    day = date(2026, 3, 20)
    pay(cast, loan, day, 6_000_000, 10_000)
    asked = {"loan": loan, "decided_on": day, "decided_by": MEETING}
    wrong = waive_interest(by=cast.lan, amount_vnd=100_000, **asked)
    assert closed(loan) == day
    take_back_loan_change(by=cast.lan, change=wrong, reason="Nhầm  người")
    assert (state(loan, day)[2], closed(loan)) == ((0, 100_000), None)
    kept = LoanChange.objects.get()
    assert (kept.taken_back_on, kept.taken_back_because) == (timezone.localdate(), "Nhầm người")
    with pytest.raises(ValidationError, match="đã rút lại trước đó"):
        take_back_loan_change(by=cast.lan, change=wrong, reason="Lần nữa")
    waive_interest(by=cast.lan, amount_vnd=100_000, **asked)
    assert closed(loan) == day


def test_a_write_off_is_undone_by_its_receipt_only(cast: Cast, loan: Loan) -> None:
    day = date(2026, 3, 20)
    made = write_off_loan(by=cast.lan, loan=loan, decided_on=day, decided_by=MEETING, reason="Mất")
    with pytest.raises(ValidationError, match="đảo phiếu xóa nợ"):
        take_back_loan_change(by=cast.lan, change=made, reason="Nhầm")
    with pytest.raises(ValidationError, match="đã được xóa nợ"):
        pay(cast, Loan.objects.get(), day, 0, 5_000)


def test_the_name_of_who_pays_instead_can_be_erased(cast: Cast, loan: Loan) -> None:
    asked = {"decided_on": date(2026, 3, 20), "decided_by": MEETING, "reason": "Con gái nhận trả"}
    change = record_payer(by=cast.lan, loan=loan, payer_name="Chị Năm", **asked)
    assert str(forget_payer(by=cast.lan, change=change)) == "Người trả thay 20/03/2026"
    kept = LoanChange.objects.get()
    assert (kept.payer_name, kept.reason, kept.decided_by) == ("", "", MEETING)


def test_paying_early_lessens_the_interest_that_is_stored_for_totals(cast: Cast, loan: Loan) -> None:
    def stored() -> list[tuple[int, date | None]]:
        rows = Instalment.objects.filter(schedule__loan=loan).order_by("number")
        return list(rows.values_list("asked_vnd", "settled_on"))

    receipt = pay(cast, loan, date(2026, 2, 15), 4_000_000, 60_000)
    paid = date(2026, 2, 15)
    assert stored() == [(60_000, paid), (20_000, None), (20_000, None), (20_000, None), (20_000, None), (10_000, None)]
    undo_deals(by=cast.lan, club=cast.club, on=paid, receipts=[receipt])
    assert [vnd for vnd, day in stored() if day is None] == [60_000, 50_000, 40_000, 30_000, 20_000, 10_000]


def test_a_repayment_stands_while_what_it_left_is_written_off(cast: Cast, loan: Loan) -> None:
    said: dict[str, Any] = {"loan": loan, "decided_by": MEETING, "reason": "Mất mùa"}
    paid, interest = pay(cast, loan, date(2026, 2, 15), 1_000_000), pay(cast, loan, date(2026, 2, 16), 0, 60_000)
    change = write_off_loan(by=cast.lan, decided_on=date(2026, 3, 20), **said)
    back: dict[str, Any] = {"by": cast.lan, "club": cast.club, "on": date(2026, 3, 21)}
    undo_deals(**back, receipts=[interest])
    with pytest.raises(ValidationError, match="đã bị xóa nợ sau đó"):
        undo_deals(**back, receipts=[paid])
    assert change.receipt is not None
    undo_deals(**back, receipts=[change.receipt])
    undo_deals(**back, receipts=[paid])
    assert loan_stand(loan, date(2026, 3, 21)).owed_vnd == 6_000_000


def test_nobody_lightens_their_own_debt(cast: Cast, loan: Loan) -> None:
    SignInPerson.objects.create(person=loan.person, user=cast.lan)
    said: dict[str, Any] = {"loan": loan, "decided_on": date(2026, 3, 20), "decided_by": MEETING, "reason": "Mất mùa"}
    for act, more in ((reschedule_loan, {"months": 9}), (write_off_loan, {}), (waive_interest, {"amount_vnd": 1})):
        with pytest.raises(ValidationError, match="hãy để người khác"):
            act(by=cast.lan, **said, **more)
        assert not LoanChange.objects.exists()
    assert write_off_loan(by=cast.binh, **said).amount_vnd == 6_000_000


def test_nobody_lends_to_themselves_or_their_household(cast: Cast, loan: Loan) -> None:
    wife, stranger = make_member(cast.club, "Bà Vợ").person, make_member(cast.club, "Ông Xa").person
    SignInPerson.objects.create(person=wife, user=cast.lan)
    said: dict[str, Any] = {"club": cast.club, "amount_vnd": 100_000, "months": 2, "rate_percent_year": 12}
    said["granted_on"] = date(2026, 3, 20)
    Person.objects.filter(pk__in=(wife.pk, loan.person_id)).update(household=Household.objects.create())
    for person in (wife, Person.objects.get(pk=loan.person_id)):
        with pytest.raises(ValidationError, match="hãy để người khác"):
            grant_loan(by=cast.lan, person=person, **said)
        grant_loan(by=cast.binh, person=person, **said)
    grant_loan(by=cast.lan, person=stranger, **said)


def test_the_desk_asks_who_pays_for_a_borrower_who_died(cast: Cast, loan: Loan) -> None:
    Person.objects.filter(pk=loan.person_id).update(died_on=date(2026, 3, 1))
    rights, day = frozenset({"fund.read", "fund.record_payer"}), date(2026, 3, 20)
    told = [due.words for due in dues(rights, cast.club, day) if "đã mất" in due.words]
    assert told == ["1 khoản vay của người đã mất: hãy ghi ai trả thay hoặc xóa nợ."]
    record_payer(by=cast.lan, loan=loan, payer_name="Chị Năm", decided_on=day, decided_by=MEETING)
    assert [due.words for due in dues(rights, cast.club, day) if "đã mất" in due.words] == []
