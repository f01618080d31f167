"""Fees and repayments by the hundred, as an outbox or a program sends them: each judged as if it came alone, in order.

One wrong row leaves the others; each club's rows of one day are written down together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import ClubBook, Receipt
from clb.ledger.models import Book

from .books import lock_books
from .dealings import Deal, record_deals

K = Receipt.Kind
Done = Receipt | ValidationError


@dataclass(frozen=True)
class _Row:
    club: Club
    on: date
    deal: Deal


def receive_fees(*, by: User, rows: Sequence[Mapping[str, Any]]) -> list[Done]:
    """`receive_fee` for each row (its own arguments), in order: the receipt, or why not, beside the field it is about.

    The rows of a club see those before them, exactly as if each were sent alone; clubs are independent.
    """
    return _in_order(by, [_Row(row["club"], row["received_on"], _fee(str(n), row)) for n, row in enumerate(rows)])


def repay_loans(*, by: User, rows: Sequence[Mapping[str, Any]]) -> list[Done]:
    """`repay_loan` for each row, as `receive_fees`."""
    return _in_order(
        by, [_Row(row["loan"].club, row["paid_on"], _repayment(str(n), row)) for n, row in enumerate(rows)]
    )


def _fee(key: str, row: Mapping[str, Any]) -> Deal:
    fund = row.get("fund") or ClubBook.Fund.OPERATING
    return Deal(key, K.FEE, fund, row["amount_vnd"], person=row["person"], for_month=row.get("for_month"))


def _repayment(key: str, row: Mapping[str, Any]) -> Deal:
    sums = {"amount_vnd": row.get("amount_vnd", 0), "interest_vnd": row.get("interest_vnd", 0)}
    return Deal(key, K.REPAYMENT, ClubBook.Fund.INCOME, loan=row["loan"], **sums)


DAY_FIELDS = {K.FEE: "received_on", K.REPAYMENT: "paid_on"}


@transaction.atomic
def _in_order(by: User, rows: Sequence[_Row]) -> list[Done]:
    done: dict[str, Done] = {}
    # Clubs in one order for every sender, so that two of them never wait for each other.
    for _pk, of_club in groupby(sorted(rows, key=lambda row: str(row.club.pk)), key=lambda row: row.club.pk):
        listed = list(of_club)
        days = [(on, list(same_day)) for on, same_day in groupby(listed, key=lambda row: row.on)]
        if len(days) > 1:
            _lock(listed)
        for on, same_day in days:
            done |= _of_a_day(by, listed[0].club, on, [row.deal for row in same_day])
    return [done[row.deal.key] for row in rows]


def _lock(rows: Sequence[_Row]) -> dict[str, Book]:
    """All books that the rows of a club touch, at once and in one order; several days would take them in turn."""
    return lock_books(rows[0].club, {row.deal.fund for row in rows} & set(ClubBook.Fund.values))


def _of_a_day(by: User, club: Club, on: date, deals: Sequence[Deal]) -> dict[str, Done]:
    """All at once; where some are refused, all but those, until what is left is written down."""
    done: dict[str, Done] = {}
    left = list(deals)
    while left:
        try:
            return done | record_deals(by=by, club=club, on=on, deals=left)
        except ValidationError as error:
            refused = _by_row(error, left)
            if not refused and len(left) == 1:
                refused = {left[0].key: error}
        if not refused:  # nobody can say whose fault it is: each alone
            for deal in left:
                done |= _of_a_day(by, club, on, [deal])
            return done
        done |= refused
        left = [deal for deal in left if deal.key not in refused]
    return done


def _by_row(error: ValidationError, deals: Sequence[Deal]) -> dict[str, ValidationError]:
    """By row, the same refusal by the fields of a form with one row. None where the error names no row."""
    if not hasattr(error, "error_dict"):
        return {}
    if "on" in error.error_dict:
        told = {DAY_FIELDS[K(deal.kind)]: error.error_dict["on"] for deal in deals}
        return {deal.key: ValidationError(dict(told)) for deal in deals}
    found = {}
    for key, errors in error.error_dict.items():
        fields: dict[str, list[str]] = {}
        for one in errors:
            fields.setdefault(str(one.code), []).extend(one.messages)
        found[key] = ValidationError(fields)
    return found
