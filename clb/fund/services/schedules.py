"""The schedules of loans: made when a loan is granted, and kept true to what was paid.

What an instalment asks and when it was settled is derived from the standing receipts of its loan, so that totals of a
nation need not read every receipt; `clb selfcheck` derives it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from clb.fund.models import Instalment, Loan, LoanSchedule
from clb.fund.queries.standings import OF_INSTALMENT, OF_LOAN, derived
from clb.fund.rules.schedules import Row, Terms, schedule_of
from clb.kernel.batches import CHUNK, update_rows


def open_schedules(loans: Iterable[Loan], *, begins_on: date | None = None) -> list[LoanSchedule]:
    """The first schedule of each of these new loans, by its own terms, from the day it was granted (or `begins_on`)."""
    schedules = [
        LoanSchedule(
            loan=loan,
            version=1,
            from_on=begins_on or loan.granted_on,
            method=loan.method,
            principal_vnd=loan.principal_vnd,
            rate_percent_year=loan.rate_percent_year,
            months=loan.months,
            grace_months=loan.grace_months,
            rounding_vnd=loan.rounding_vnd,
        )
        for loan in loans
    ]
    return write_schedules(schedules)


def write_schedules(schedules: Sequence[LoanSchedule]) -> list[LoanSchedule]:
    """Store these schedules with the instalments that their terms give; in two queries however many."""
    LoanSchedule.objects.bulk_create(schedules, batch_size=CHUNK)
    rows = [row for schedule in schedules for row in _rows(schedule)]
    Instalment.objects.bulk_create(rows, batch_size=CHUNK)
    return list(schedules)


def _rows(schedule: LoanSchedule) -> Iterable[Instalment]:
    principal_vnd, interest_vnd = schedule.prior_principal_vnd, schedule.prior_interest_vnd
    for row in schedule_of(terms_of(schedule), schedule.from_on):
        asked_vnd = row.interest_vnd + (schedule.carried_interest_vnd if row.number == 1 else 0)
        principal_vnd, interest_vnd = principal_vnd + row.principal_vnd, interest_vnd + asked_vnd
        yield _instalment(schedule, row, asked_vnd, principal_vnd, interest_vnd)


def _instalment(schedule: LoanSchedule, row: Row, asked_vnd: int, principal_vnd: int, interest_vnd: int) -> Instalment:
    return Instalment(
        schedule=schedule,
        number=row.number,
        due_on=row.due_on,
        principal_vnd=row.principal_vnd,
        interest_vnd=asked_vnd,
        asked_vnd=asked_vnd,
        principal_by_then_vnd=principal_vnd,
        interest_by_then_vnd=interest_vnd,
        settled_on=None if principal_vnd or interest_vnd else schedule.from_on,
    )


def terms_of(schedule: LoanSchedule) -> Terms:
    """The terms of a schedule, as the rules take them."""
    return Terms(
        schedule.method,
        schedule.principal_vnd,
        schedule.rate_percent_year,
        schedule.months,
        schedule.grace_months,
        schedule.rounding_vnd,
    )


def refresh_loans(loan_ids: Collection[UUID]) -> None:
    """Derive again what the instalments of these loans ask, when each was settled, and when the loan was closed.

    The caller holds the book's lock. Six queries to read, two to write where anything changed.
    """
    if not loan_ids:
        return
    found = derived(list(Loan.objects.filter(pk__in=loan_ids)))
    rows = [row for one in found for row in one.rows]
    update_rows(rows, OF_INSTALMENT, Instalment)
    update_rows([one.loan for one in found if one.loan], OF_LOAN)
