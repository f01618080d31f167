"""Loans that are still owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from clb.clubs.models import Club
from clb.fund.models import Loan, Receipt
from clb.fund.rules import interest_suggested_vnd
from clb.ledger.models import Account
from clb.ledger.queries import balance_vnd, balances_vnd, standing
from clb.members.models import Person


@dataclass(frozen=True)
class LoanLine:
    """A loan as it stood at the end of a day, whole đồng. The interest is a suggestion (see fund.rules.loans)."""

    loan: Loan
    person: Person
    owed_vnd: int
    due_on: date
    is_late: bool
    interest_suggested_vnd: int


def open_loans(club: Club, on: date) -> list[LoanLine]:
    """Loans of `club` on which something was owed at the end of `on`, the earliest due first; in three queries."""
    granted = Loan.objects.filter(club=club, granted_on__lte=on)
    owed = balances_vnd(Account.objects.filter(loan__in=granted), on=on)
    standing_open = [pk for pk, vnd in owed.items() if vnd]
    loans = Loan.objects.filter(account__in=standing_open).select_related("person", "account")
    paid_on = _interest_last_paid_on(club, on)
    return [_line(loan, owed[loan.account_id], paid_on.get(loan.pk), on) for loan in loans.order_by("due_on", "number")]


def loan_line(loan: Loan, on: date) -> LoanLine:
    """The same of one loan, also where nothing is owed any more."""
    return _line(loan, balance_vnd(loan.account, on=on), _interest_last_paid_on(loan.club, on).get(loan.pk), on)


@dataclass(frozen=True)
class LoansOwed:
    """How many loans, and what is still owed on them together, whole đồng."""

    loans: int
    owed_vnd: int


def loans_due(club: Club, on: date, soon_days: int) -> tuple[LoansOwed, LoansOwed]:
    """Of the loans still owed on `on`: those whose last day is over, and those that end within `soon_days`; in two
    queries."""
    ending = Loan.objects.filter(club=club, granted_on__lte=on, due_on__lte=on + timedelta(days=soon_days))
    due_on = dict(ending.values_list("account", "due_on"))
    owed = balances_vnd(Account.objects.filter(pk__in=list(due_on)), on=on) if due_on else {}
    late = [vnd for pk, vnd in owed.items() if vnd and due_on[pk] < on]
    soon = [vnd for pk, vnd in owed.items() if vnd and due_on[pk] >= on]
    return LoansOwed(len(late), sum(late)), LoansOwed(len(soon), sum(soon))


def _line(loan: Loan, owed_vnd: int, interest_paid_on: date | None, on: date) -> LoanLine:
    since = interest_paid_on or loan.granted_on
    return LoanLine(
        loan=loan,
        person=loan.person,
        owed_vnd=owed_vnd,
        due_on=loan.due_on,
        is_late=loan.due_on < on,
        interest_suggested_vnd=interest_suggested_vnd(owed_vnd, loan.rate_percent_year, since=since, on=on),
    )


def _interest_last_paid_on(club: Club, on: date) -> dict[UUID, date]:
    paid = Receipt.objects.filter(
        club=club, kind=Receipt.Kind.REPAYMENT, interest_vnd__gt=0, entry__happened_on__lte=on, entry__in=standing()
    )
    rows = paid.order_by().values_list("loan").annotate(Max("entry__happened_on"))
    return dict(rows)
