"""The nightly check finds what the gates would never let through."""

from datetime import date

from clb.fund.models import Receipt
from clb.fund.services import Deal, receive_start_fund, record_deals
from clb.kernel.selfcheck import run_checks
from clb.ledger.services import post
from conftest import Cast, make_member

DAY = date(2026, 3, 17)


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
    ]
