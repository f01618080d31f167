"""Whom a phone's owner may visit as a borrower: who owes, when somebody was there last, when the next visit is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.fund.queries.standings import open_on
from clb.ledger.models import Account
from clb.ledger.queries import balances_vnd
from clb.lending.models import LoanVisit
from clb.lending.queries.visits import visit_days
from clb.lending.rules.visits import visit_due_on

Rows = dict[str, dict[str, Any]]
RIGHT = "lending.record_visit"


def borrower_rows(user: User, clubs: Sequence[Club], on: date) -> Rows:
    """`borrower`: each loan that is owed on a day at clubs where `user` may record visits."""
    units = user.held_among(RIGHT, [club.unit_id for club in clubs])
    here = {club.pk: club for club in clubs if club.unit_id in units}
    loans = list(Loan.objects.filter(open_on(on), club__in=here).select_related("person").order_by("club", "number"))
    owed = balances_vnd(Account.objects.filter(pk__in=[loan.account_id for loan in loans]), on=on)
    loans = [loan for loan in loans if owed[loan.account_id] > 0]
    visits = LoanVisit.objects.filter(loan__in=[loan.pk for loan in loans], visited_on__lte=on)
    last = {visit.loan_id: visit for visit in visits.order_by("visited_on", "made_at")}
    days = {pk: visit_days(here[pk], on)[0] for pk in {loan.club_id for loan in loans}}
    return {f"borrower:{loan.pk}": _row(loan, last.get(loan.pk), days[loan.club_id]) for loan in loans}


def _row(loan: Loan, last: LoanVisit | None, days: int) -> dict[str, Any]:
    seen_on, agreed_on = (last.visited_on, last.next_on) if last else (None, None)
    return {
        "club": str(loan.club_id),
        "person": str(loan.person_id),
        "name": loan.person.full_name,
        "sort": loan.person.sort_key,
        "title": loan.title,
        "granted_on": loan.granted_on.isoformat(),
        "last_on": seen_on.isoformat() if seen_on else None,
        "due_on": visit_due_on(loan.granted_on, seen_on, agreed_on, days).isoformat(),
    }
