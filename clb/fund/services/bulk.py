"""Fees and repayments by the hundred, as an outbox or a program sends them: each judged as if it came alone, in order.

One wrong row leaves the others; each club's rows of one day are written down together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import ClubBook, Receipt
from clb.ledger.models import Book

from .books import lock_books_there_are
from .dealings import Day, Deal, Rows, check_day, days_of, funds_of, write_days
from .schedules import refresh_loans

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
    """Clubs are independent, so that the first day of each goes with the first of all others, and so on."""
    done: dict[str, Done] = {row.deal.key: told for row in rows if (told := _impossible(row))}
    of_clubs: dict[UUID, list[_Row]] = {}
    for row in rows:
        if row.deal.key not in done:
            of_clubs.setdefault(row.club.pk, []).append(row)
    books = lock_books_there_are({pk: funds_of(row.deal for row in own) for pk, own in of_clubs.items()})
    queues = [[(on, list(same)) for on, same in groupby(own, key=lambda row: row.on)] for own in of_clubs.values()]
    for turn in range(max(map(len, queues), default=0)):
        at_once = [queue[turn] for queue in queues if len(queue) > turn]
        done |= _written([(own[0].club, on, [row.deal for row in own]) for on, own in at_once], books)
    refresh_loans({r.loan_id for r in done.values() if isinstance(r, Receipt) and r.loan_id})
    return [done[row.deal.key] for row in rows]


def _impossible(row: _Row) -> ValidationError | None:
    try:
        check_day(row.club, row.on)
    except ValidationError as error:
        return _by_row(error, [row.deal])[row.deal.key]
    return None


def _written(rows: Sequence[Rows], books: dict[UUID, dict[str, Book]]) -> dict[str, Done]:
    """One day of each club: where some rows are refused, all but those."""
    done: dict[str, Done] = {}
    days = days_of(rows, books)
    for day in days:
        done |= _refused(day)
    return done | write_days([day for day in days if day.deals])


def _refused(day: Day) -> dict[str, ValidationError]:
    """The rows that cannot be written down, taken out of the day, until what is left can."""
    found: dict[str, ValidationError] = {}
    while day.deals:
        try:
            day.check()
        except ValidationError as error:
            found |= _by_row(error, day.deals)
            day.deals = [deal for deal in day.deals if deal.key not in found]
        else:
            break
    return found


def _by_row(error: ValidationError, deals: Sequence[Deal]) -> dict[str, ValidationError]:
    """By row, the same refusal by the fields of a form with one row."""
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
