"""One loan as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clb.fund.models import Loan, LoanChange, Receipt
from clb.fund.rules.repayment import Part
from clb.fund.rules.schedules import yearly_rate
from clb.ledger.queries import standing

from .standings import LoanStand, loan_stand


@dataclass(frozen=True)
class ScheduleRow:
    """A row of the schedule in force; `is_beyond` for interest of a month after its last day. Whole đồng."""

    part: Part
    balance_vnd: int
    is_beyond: bool


@dataclass(frozen=True)
class LoanCard:
    """A loan at the end of a day: how it stands, its rows, what was paid, what was decided, and what it really costs.

    `receipts` holds what was taken back too. `really_percent` is None where it is the rate itself.
    """

    stand: LoanStand
    rows: list[ScheduleRow]
    receipts: list[tuple[Receipt, bool]]
    changes: list[LoanChange]
    earlier: list[tuple[int, date, list[tuple[date, int, int]]]]
    really_percent: float | None

    @property
    def wants_payer(self) -> bool:
        """Has the borrower died, and nobody said yet who pays on?"""
        died = self.stand.person.died_on
        said = any(c.kind == LoanChange.Kind.PAYER and not c.taken_back_on for c in self.changes)
        return bool(died and died <= self.stand.on and self.stand.owed_vnd and not said)

    @property
    def recovered_vnd(self) -> int:
        """What came back of what was written off."""
        return sum(vnd for _day, vnd in self.stand.book.recoveries)

    @property
    def paid_off_vnd(self) -> int:
        """What would have to be paid to end it all on the day: principal, interest due and that of the month begun."""
        return self.stand.owed_vnd + self.stand.due[1] + self.stand.running_interest_vnd


def loan_card(loan: Loan, on: date) -> LoanCard:
    """Everything of one loan; the number of queries does not grow with its rows."""
    stand = loan_stand(loan, on)
    plan = stand.book.plan
    balances = {row.number: row.balance_vnd for row in plan.rows}
    rows = [
        ScheduleRow(part, balances.get(part.due.number, 0), part.due.number not in balances) for part in stand.parts
    ]
    slips = Receipt.objects.filter(loan=loan, entry__happened_on__lte=on).select_related("entry")
    left = set(standing().filter(receipt__loan=loan).values_list("pk", flat=True))
    receipts = [(slip, slip.entry_id not in left) for slip in slips.order_by("entry__happened_on", "entry__made_at")]
    changes = loan.changes.filter(decided_on__lte=on).select_related("receipt", "schedule")
    earlier = [
        (n, plan.begins_on, [(r.due_on, r.principal_vnd, r.interest_vnd) for r in plan.rows])
        for n, plan in enumerate(stand.book.plans[:-1], 1)
    ]
    really = yearly_rate(plan.terms, plan.rows) if plan.terms.method == "FLAT" else None
    return LoanCard(stand, rows, receipts, list(changes.order_by("decided_on", "pk")), earlier, really)
