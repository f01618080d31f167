"""The same acts one by one, as their own pages take them: each is `record_deals` or `undo_deals` with one row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import CashCount, ClubBook, Loan, Place, Receipt
from clb.kernel.text import tidy
from clb.members.models import Person

from .bulk import Done, receive_fees, repay_loans
from .cash import record_cash_count
from .dealings import Deal, record_deals
from .gifts import earmark_gift
from .own import refuse_own
from .undoing import undo_deals

ROW = "row"
K = Receipt.Kind


def receive_fee(
    *,
    by: User,
    club: Club,
    person: Person,
    amount_vnd: int,
    received_on: date,
    fund: str = ClubBook.Fund.OPERATING,
    for_month: date | None = None,
) -> Receipt:
    """A member pays the fee of a month. Raises ValidationError as `record_deals`, beside the field it is about."""
    told = {"club": club, "person": person, "amount_vnd": amount_vnd, "received_on": received_on}
    return _only(receive_fees(by=by, rows=[{**told, "fund": fund, "for_month": for_month}]))


def receive_gift(
    *,
    by: User,
    club: Club,
    fund: str,
    amount_vnd: int,
    source: str,
    received_on: date,
    giver: str = "",
    person: Person | None = None,
    purpose: str = "",
) -> Receipt:
    """Somebody gives money to a fund, for one `purpose` only where it is told. Raises ValidationError as
    `record_deals`, beside the field it is about."""
    deal = Deal(ROW, K.GIFT, fund, amount_vnd, person=person, giver=giver, source=source)
    receipt = _one(by, club, received_on, deal, day_field="received_on")
    if tidy(purpose):
        earmark_gift(by=by, receipt=receipt, purpose=purpose)
    return receipt


def grant_loan(
    *,
    by: User,
    club: Club,
    person: Person,
    amount_vnd: int,
    months: int,
    granted_on: date,
    rate_percent_year: Decimal | None = None,
    purpose: str = "",
    method: str = "",
    grace_months: int | None = None,
    rounding_vnd: int | None = None,
) -> Receipt:
    """A member is lent money, on the charter's terms where none are given.

    Raises ValidationError as `record_deals`, beside the field it is about, and for a loan to whoever writes it down
    or to their household.
    """
    refuse_own(by, person)
    terms: dict[str, Any] = {"months": months, "rate_percent_year": rate_percent_year, "purpose": purpose}
    terms |= {"method": method, "grace_months": grace_months, "rounding_vnd": rounding_vnd}
    deal = Deal(ROW, K.LOAN, ClubBook.Fund.INCOME, amount_vnd, person=person, **terms)
    return _one(by, club, granted_on, deal, day_field="granted_on")


def repay_loan(*, by: User, loan: Loan, paid_on: date, amount_vnd: int = 0, interest_vnd: int = 0) -> Receipt:
    """Principal, interest or both are paid. Raises ValidationError as `record_deals`, beside the field it is about."""
    told = {"loan": loan, "paid_on": paid_on, "amount_vnd": amount_vnd, "interest_vnd": interest_vnd}
    return _only(repay_loans(by=by, rows=[told]))


def reverse_receipt(*, by: User, receipt: Receipt, reversed_on: date, reason: str) -> Receipt:
    """A receipt that was written down wrong is taken back, and why. Raises ValidationError as `undo_deals`, and beside
    `reason` where none is given."""
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi vì sao đảo.")})
    try:
        undo_deals(by=by, club=receipt.club, on=reversed_on, receipts=[receipt], reason=reason)
    except ValidationError as error:
        raise _beside(error, "reversed_on") from error
    return receipt


def count_cash(
    *,
    by: User,
    club: Club,
    fund: str,
    counted_on: date,
    counted_vnd: int,
    reason: str = "",
    place: str = Place.BOX,
) -> CashCount:
    """The cash of a fund, or its money in the bank, is counted. Raises ValidationError as `record_cash_count`."""
    return record_cash_count(
        by=by,
        club=club,
        fund=fund,
        counted_on=counted_on,
        counted_vnd=counted_vnd,
        reason=reason,
        place=place or Place.BOX,
    )


def _only(done: list[Done]) -> Receipt:
    (result,) = done
    if isinstance(result, ValidationError):
        raise result
    return result


def _one(by: User, club: Club, on: date, deal: Deal, *, day_field: str) -> Receipt:
    try:
        return record_deals(by=by, club=club, on=on, deals=[deal])[ROW]
    except ValidationError as error:
        raise _beside(error, day_field) from error


def _beside(error: ValidationError, day_field: str) -> ValidationError:
    """The same refusal by the fields of a form with one row."""
    if not hasattr(error, "error_dict"):
        return error
    told: dict[str, list[str]] = {}
    for key, errors in error.error_dict.items():
        for one in errors:
            field = day_field if key == "on" else str(one.code)
            told.setdefault(field, []).extend(one.messages)
    return ValidationError(told)
