"""The nightly check finds what the gates would never let through."""

from datetime import date

from clb.fund.models import CashCount, Receipt
from clb.fund.services import Deal, receive_start_fund, record_cash_count, record_deals, reverse_receipt
from clb.kernel.selfcheck import run_checks
from clb.ledger.services import post
from conftest import Cast, make_member

DAY, NEXT = date(2026, 3, 17), date(2026, 4, 17)


def found() -> dict[str, list[str]]:
    return {name: told for name, told in run_checks().items() if name.startswith("fund.") and told}


def test_sound_books_are_found_sound_and_unsound_ones_are_not(cast: Cast) -> None:
    receive_start_fund(by=cast.lan, club=cast.club, amount_vnd=1_000_000, source="SOCIAL", received_on=DAY)
    person = make_member(cast.club, "Bà Tư").person
    fee = Deal("fee", "FEE", "INCOME", 10_000, person=person)
    loan = Deal("loan", "LOAN", "INCOME", 500_000, person=person, months=6, rate_percent_year=0)
    done = record_deals(by=cast.lan, club=cast.club, on=DAY, deals=[fee, loan])
    assert found() == {}
    Receipt.objects.filter(pk=done["fee"].pk).update(amount_vnd=9_000)
    assert list(found()) == ["fund.receipts_agree_with_their_entries"]
    debt = done["loan"].loan.account
    cash = debt.book.accounts.get(code="cash")
    post(debt.book, on=DAY, kind="odd", lines=[(cash, debt, 600_000)])
    start = debt.book.accounts.get(code="start:SOCIAL")
    post(debt.book, on=DAY, kind="odd", lines=[(start, cash, 2_000_000)])
    assert list(found()) == [
        "fund.receipts_agree_with_their_entries",
        "fund.no_box_holds_less_than_nothing",
        "fund.nobody_repaid_more_than_was_lent",
        "fund.loans_agree_with_the_books",
    ]


def test_what_a_loan_and_a_count_say_is_held_against_the_books(cast: Cast) -> None:
    receive_start_fund(by=cast.lan, club=cast.club, amount_vnd=1_000_000, source="SOCIAL", received_on=DAY)
    person = make_member(cast.club, "Bà Tư").person
    rows = [Deal(f"{n}", "LOAN", "INCOME", 100_000, person=person, months=6, rate_percent_year=0) for n in range(2)]
    first, second = record_deals(by=cast.lan, club=cast.club, on=DAY, deals=rows).values()
    back = Deal("back", "REPAYMENT", "INCOME", 40_000, interest_vnd=500, loan=first.loan)
    repaid = record_deals(by=cast.lan, club=cast.club, on=NEXT, deals=[back])["back"]
    told = {"fund": "INCOME", "counted_on": NEXT, "reason": "Đếm lại vẫn vậy"}
    count = record_cash_count(by=cast.lan, club=cast.club, counted_vnd=840_000, **told)
    gift = Deal("gift", "GIFT", "INCOME", 7, source="SOCIAL", giver="x")
    record_deals(by=cast.lan, club=cast.club, on=DAY, deals=[gift])  # written later, of an earlier day
    reverse_receipt(by=cast.lan, receipt=repaid, reversed_on=NEXT, reason="Ghi nhầm")
    record_cash_count(by=cast.lan, club=cast.club, counted_vnd=800_007, **told)
    assert (count.book_vnd, found()) == (840_500, {})
    CashCount.objects.filter(pk=count.pk).update(book_vnd=840_501)
    Receipt.objects.filter(pk=repaid.pk).update(loan=second.loan)
    assert [name for name in found() if "agree" in name] == [
        "fund.loans_agree_with_the_books",
        "fund.cash_counts_agree_with_the_books",
    ]
    assert len(found()["fund.loans_agree_with_the_books"]) == 2  # of the repayment and of what took it back
