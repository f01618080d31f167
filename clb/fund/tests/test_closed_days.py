"""What a treasurer reads where a day of the book is closed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from clb.fund.services import Deal, receive_start_fund, record_deals, repay_loan, reverse_receipt
from clb.fund.services.books import lock_books
from clb.ledger.services import close_book
from conftest import Cast, make_member

MAY, JUNE = date(2026, 5, 31), date(2026, 6, 1)


def test_the_sentence_stands_beside_the_day_and_an_old_receipt_stays(cast: Cast) -> None:
    receive_start_fund(by=cast.lan, club=cast.club, amount_vnd=10, source="SOCIAL", received_on=MAY)
    person = make_member(cast.club, "Bà Tư").person
    lent = Deal("loan", "LOAN", "INCOME", 5, person=person, months=6, rate_percent_year=Decimal(0))
    receipt = record_deals(by=cast.lan, club=cast.club, on=MAY, deals=[lent])["loan"]
    assert receipt.loan
    close_book(lock_books(cast.club, ["INCOME"])["INCOME"], until_on=MAY)
    with pytest.raises(ValidationError) as told:
        repay_loan(by=cast.lan, loan=receipt.loan, amount_vnd=1, paid_on=MAY)
    assert told.value.message_dict == {
        "paid_on": [
            "Quỹ tăng thu nhập đã khóa sổ đến hết ngày 31/05/2026. Hãy ghi ngày sau đó, hoặc nhờ xã, Hội mở lại sổ."
        ]
    }
    with pytest.raises(ValidationError) as told:
        receive_start_fund(by=cast.lan, club=cast.club, amount_vnd=1, source="SOCIAL", received_on=MAY)
    assert list(told.value.message_dict) == ["received_on"]
    with pytest.raises(ValidationError, match="không đảo được nữa"):
        reverse_receipt(by=cast.lan, receipt=receipt, reversed_on=JUNE, reason="Ghi nhầm")
    repay_loan(by=cast.lan, loan=receipt.loan, amount_vnd=1, paid_on=JUNE)
