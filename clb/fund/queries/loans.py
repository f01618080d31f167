"""Loans that are still owed, as the pages of money and the meeting list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.members.models import Person

from .standings import LoanStand, loan_stand, open_stands


@dataclass(frozen=True)
class LoanLine:
    """A loan as it stood at the end of a day, whole đồng.

    `due_on` is the last day of its schedule; what is suggested to be paid is what fell due by the day and was not
    paid, principal and interest apart. `is_late` where any instalment is late, `late_days` the oldest of them.
    """

    loan: Loan
    person: Person
    owed_vnd: int
    due_on: date
    is_late: bool
    late_days: int
    principal_suggested_vnd: int
    interest_suggested_vnd: int
    next_on: date | None
    next_vnd: int


def open_loans(club: Club, on: date) -> list[LoanLine]:
    """Loans of `club` whose principal was owed at the end of `on`, the earliest due first; in five queries."""
    lines = [line_of(stand) for stand in open_stands(club, on) if stand.owed_vnd]
    return sorted(lines, key=lambda line: (line.due_on, line.loan.number))


def loan_line(loan: Loan, on: date) -> LoanLine:
    """The same of one loan, also where nothing is owed any more."""
    return line_of(loan_stand(loan, on))


def line_of(stand: LoanStand) -> LoanLine:
    """What a list shows of a loan whose standing is known."""
    principal, interest = stand.due
    to_come = stand.next_part
    return LoanLine(
        loan=stand.loan,
        person=stand.person,
        owed_vnd=stand.owed_vnd,
        due_on=stand.due_on,
        is_late=stand.late_days > 0,
        late_days=stand.late_days,
        principal_suggested_vnd=principal,
        interest_suggested_vnd=interest,
        next_on=to_come.due.due_on if to_come else None,
        next_vnd=to_come.left_vnd if to_come else 0,
    )


@dataclass(frozen=True)
class LoansOwed:
    """How many loans, and what is to be paid on them, whole đồng."""

    loans: int
    owed_vnd: int


def loans_due(club: Club, on: date, soon_days: int) -> tuple[LoansOwed, LoansOwed]:
    """Loans with an instalment that is late on `on`, with what of it is not paid; and the others of which an instalment
    falls due within `soon_days`, with what. Principal and interest together; in five queries."""
    stands = [stand for stand in open_stands(club, on) if stand.owed_vnd]
    late = [sum(stand.due) for stand in stands if stand.late_days]
    until = on + timedelta(days=soon_days)
    soon = [sum(stand.due_until(until)) for stand in stands if not stand.late_days]
    soon = [vnd for vnd in soon if vnd]
    return LoansOwed(len(late), sum(late)), LoansOwed(len(soon), sum(soon))
