"""Which acts with money wait for a second person, where the club's charter says from how much on."""

from __future__ import annotations

from typing import Any

from clb.clubs.queries.seconds import wants_second
from clb.fund.models import Loan, Receipt
from clb.ledger.models import Entry


def paying_needs_second(form: Any) -> bool:
    """A form with `club` and `amount_vnd`: money spent, lent, moved, paid back."""
    return wants_second(form.cleaned_data["club"], form.cleaned_data["amount_vnd"])


def debt_needs_second(form: Any) -> bool:
    """A form with `debt`, `amount_vnd` and `interest_vnd`: a debt of the club's paid back."""
    told = form.cleaned_data
    return wants_second(told["debt"].club, told["amount_vnd"] + told["interest_vnd"])


def waiving_needs_second(form: Any) -> bool:
    """A form with `loan` and `amount_vnd`: interest that need not be paid."""
    return wants_second(form.cleaned_data["loan"].club, form.cleaned_data["amount_vnd"])


def write_off_needs_second(form: Any) -> bool:
    """A form with `loan`: judged by what was lent."""
    loan: Loan = form.cleaned_data["loan"]
    return wants_second(loan.club, loan.principal_vnd)


def reversal_needs_second(form: Any) -> bool:
    """A form with `receipt`: judged by its sum."""
    receipt: Receipt = form.cleaned_data["receipt"]
    return wants_second(receipt.club, receipt.amount_vnd)


def start_fund_needs_second(form: Any) -> bool:
    """A form with `entry`: the fund that a club began with, taken back, whatever the sum."""
    entry: Entry = form.cleaned_data["entry"]
    return wants_second(entry.book.club_book.club)
