"""Visits to borrowers: those of a loan, and whom nobody has seen for too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.fund.queries import LoanLine, charter_numbers, open_loans
from clb.fund.queries.standings import open_on
from clb.ledger.models import Account
from clb.ledger.queries import balances_vnd, standing
from clb.lending.models import LoanVisit
from clb.lending.rules.visits import USUAL_DAYS, visit_due_on


@dataclass(frozen=True)
class VisitDue:
    """A loan that is owed on a day: when its borrower was seen last, when the next visit is due."""

    line: LoanLine
    last: LoanVisit | None
    due_on: date
    on: date

    @property
    def is_overdue(self) -> bool:
        """Should somebody have come before this day?"""
        return self.due_on < self.on

    @property
    def overdue_days(self) -> int:
        """For how many days; 0 where not overdue."""
        return max((self.on - self.due_on).days, 0)


def visit_days(club: Club, on: date) -> tuple[int, bool]:
    """How many days may pass between two visits, and whether the club itself has said so."""
    said = charter_numbers(club, on).get("VISIT_DAYS")
    return (USUAL_DAYS, False) if said is None else (int(said), True)


def visits_of(loan: Loan) -> QuerySet[LoanVisit]:
    """Visits to the borrower of a loan, the newest first."""
    return loan.visits.select_related("visitor").order_by("-visited_on", "-made_at")


def visits_due(club: Club, on: date) -> list[VisitDue]:
    """Every loan owed at the end of `on` with its next visit, the longest overdue first."""
    days, _is_said = visit_days(club, on)
    lines = open_loans(club, on)
    visits = LoanVisit.objects.filter(loan__in=[line.loan.pk for line in lines], visited_on__lte=on)
    last = {visit.loan_id: visit for visit in visits.order_by("visited_on", "made_at")}
    found = [_due(line, last.get(line.loan.pk), days, on) for line in lines]
    return sorted(found, key=lambda due: (due.due_on, due.line.loan.number))


def overdue_visits(club: Club, on: date) -> int:
    """How many of `visits_due` are overdue, without reckoning every schedule; four queries."""
    days, _is_said = visit_days(club, on)
    loans = list(Loan.objects.filter(open_on(on), club=club).values_list("pk", "account", "granted_on"))
    owed = balances_vnd(Account.objects.filter(pk__in=[account for _pk, account, _on in loans]), on=on)
    visits = LoanVisit.objects.filter(loan__in=[pk for pk, _account, _on in loans], visited_on__lte=on)
    rows = visits.order_by("visited_on", "made_at").values_list("loan", "visited_on", "next_on")
    last = {loan: (seen_on, agreed_on) for loan, seen_on, agreed_on in rows}
    overdue = 0
    for pk, account, granted_on in loans:
        seen_on, agreed_on = last.get(pk, (None, None))
        overdue += owed[account] > 0 and visit_due_on(granted_on, seen_on, agreed_on, days) < on
    return overdue


def _due(line: LoanLine, last: LoanVisit | None, days: int, on: date) -> VisitDue:
    seen_on, agreed_on = (last.visited_on, last.next_on) if last else (None, None)
    return VisitDue(line, last, visit_due_on(line.loan.granted_on, seen_on, agreed_on, days), on)


def loans_without_request(club: Club, *, from_on: date, until_on: date) -> QuerySet[Loan]:
    """Loans granted in those days, not taken back, of which no request and no decision is recorded."""
    stands = Loan.objects.filter(club=club, receipts__kind="LOAN", receipts__entry__in=standing())
    found = stands.filter(granted_on__gte=from_on, granted_on__lte=until_on, disbursement__isnull=True)
    return found.order_by("granted_on", "number")
