"""The collection sheet: all who borrowed from a club, what is due of each this month, paid and left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.fund.rules.loan_books import parts_on
from clb.fund.rules.repayment import due_by
from clb.kernel.dates import month_end
from clb.members.models import Person

from .standings import LoanStand, open_on, stands_of


@dataclass(frozen=True)
class SheetRow:
    """One loan in the month of a day. Whole đồng.

    `principal_vnd` and `interest_vnd` were to be paid this month: what falls due by its last day, and what was late
    when it began. `paid_vnd` was paid in the month by the day's end, `left_*` is still to be paid of what is due.
    """

    stand: LoanStand
    principal_vnd: int
    interest_vnd: int
    paid_vnd: int
    left_principal_vnd: int
    left_interest_vnd: int

    @property
    def loan(self) -> Loan:
        """The loan."""
        return self.stand.loan

    @property
    def person(self) -> Person:
        """Who borrowed."""
        return self.stand.person

    @property
    def left_vnd(self) -> int:
        """Principal and interest left."""
        return self.left_principal_vnd + self.left_interest_vnd


@dataclass(frozen=True)
class CollectionSheet:
    """All loans of a club that were open when the month of `on` began or were granted since, by the borrower's name."""

    club: Club
    on: date
    rows: list[SheetRow]

    @property
    def until(self) -> date:
        """The last day of the month."""
        return month_end(self.on)

    @property
    def sums(self) -> dict[str, int]:
        """Each column's sum, whole đồng, and how many borrowers (people) and loans."""
        names = ("principal_vnd", "interest_vnd", "paid_vnd", "left_principal_vnd", "left_interest_vnd", "left_vnd")
        found = {name: sum(getattr(row, name) for row in self.rows) for name in names}
        found["owed_vnd"] = sum(row.stand.owed_vnd for row in self.rows)
        return found | {"people": len({row.loan.person_id for row in self.rows}), "loans": len(self.rows)}


def collection_sheet(club: Club, on: date) -> CollectionSheet:
    """The sheet of the month of `on`, as it stood at the end of that day; in five queries."""
    before = on.replace(day=1) - timedelta(days=1)
    loans = Loan.objects.filter(club=club, granted_on__lte=on).filter(open_on(before) | open_on(on))
    listed = loans.order_by("person__sort_key", "person", "number")
    return CollectionSheet(club, on, [_row(stand, before) for stand in stands_of(listed, on)])


def _row(stand: LoanStand, before: date) -> SheetRow:
    until = month_end(stand.on)
    asked = due_by(parts_on(stand.book, before), until) if stand.loan.granted_on <= before else (0, 0)
    paid = [p.principal_vnd + p.interest_vnd for p in stand.book.payments if p.on > before]
    return SheetRow(stand, *asked, sum(paid), *stand.due_until(until))
