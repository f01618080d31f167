"""All that is known of one loan, and how it stood on any day. Pure.

One definition for pages, sheets, suggestions and totals: what the totals of a nation read from stored columns is
derived by the functions here, and `clb selfcheck` derives it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .repayment import Due, Part, State, allocate, due_by
from .schedules import Day, Row, Terms, asked_interest, ended_on, months_beyond, rounded_down


@dataclass(frozen=True)
class Payment:
    """What was paid on one day, whole đồng."""

    on: date
    principal_vnd: int
    interest_vnd: int


@dataclass(frozen=True)
class Plan:
    """One version of a schedule: its rows, in force until the next begins.

    `prior_*` was repaid of the loan before it; `carried_vnd` is interest that had not been paid then and falls due with
    its first row. Whole đồng.
    """

    terms: Terms
    begins_on: date
    rows: Sequence[Row]
    carried_vnd: int = 0
    prior_principal_vnd: int = 0
    prior_interest_vnd: int = 0


@dataclass(frozen=True)
class Book:
    """A loan with its plans in order, what was paid, written off (`losses`), recovered and of interest waived, by day.

    `is_standing` is False where the granting itself was taken back.
    """

    principal_vnd: int
    granted_on: date
    plans: Sequence[Plan]
    payments: Sequence[Payment] = ()
    losses: Sequence[Day] = ()
    recoveries: Sequence[Day] = ()
    waivers: Sequence[Day] = ()
    is_standing: bool = True

    def until(self, on: date) -> Book:
        """The same as it was known at the end of a day."""
        return replace(
            self,
            plans=[plan for plan in self.plans if plan.begins_on <= on] or self.plans[:1],
            payments=[p for p in self.payments if p.on <= on],
            losses=[(day, vnd) for day, vnd in self.losses if day <= on],
            recoveries=[(day, vnd) for day, vnd in self.recoveries if day <= on],
            waivers=[(day, vnd) for day, vnd in self.waivers if day <= on],
        )

    @property
    def plan(self) -> Plan:
        """The newest version."""
        return self.plans[-1]

    @property
    def lessened(self) -> list[Day]:
        """What lessened the principal, by day: repaid or written off."""
        return sorted([*((p.on, p.principal_vnd) for p in self.payments if p.principal_vnd), *self.losses])

    @property
    def paid_principal_vnd(self) -> int:
        """Principal repaid."""
        return sum(p.principal_vnd for p in self.payments)

    @property
    def paid_interest_vnd(self) -> int:
        """Interest paid."""
        return sum(p.interest_vnd for p in self.payments)

    @property
    def lost_vnd(self) -> int:
        """Principal written off."""
        return sum(vnd for _day, vnd in self.losses)

    @property
    def owed_vnd(self) -> int:
        """Principal still owed."""
        return self.principal_vnd - self.paid_principal_vnd - self.lost_vnd if self.is_standing else 0


def asked_of(book: Book, plan: Plan) -> list[Due]:
    """The rows of one plan as they are asked: interest lessened by what was repaid ahead and by what was waived."""
    asked = asked_interest(plan.terms, plan.rows, plan.begins_on, book.principal_vnd, book.lessened)
    asked[0] += plan.carried_vnd
    dues = [Due(r.number, r.due_on, r.principal_vnd, vnd) for r, vnd in zip(plan.rows, asked, strict=True)]
    for day, waived_vnd in sorted(book.waivers):
        if plan.begins_on <= day:
            dues = _waived(book, plan, dues, day, waived_vnd)
    return dues


def _waived(book: Book, plan: Plan, dues: list[Due], day: date, waived_vnd: int) -> list[Due]:
    """The rows less `waived_vnd` of the interest that was due and unpaid on `day`, the oldest first."""
    paid_vnd = sum(p.interest_vnd for p in book.payments if p.on <= day) - plan.prior_interest_vnd
    found = []
    for due in dues:
        paid = max(min(paid_vnd, due.interest_vnd), 0)
        paid_vnd -= paid
        taken = min(due.interest_vnd - paid, waived_vnd) if due.due_on <= day else 0
        waived_vnd -= taken
        found.append(replace(due, interest_vnd=due.interest_vnd - taken))
    return found


def beyond_of(book: Book, on: date) -> list[Due]:
    """Interest of each whole month after the last day of the newest plan in which something was owed, until `on`."""
    plan = book.plan
    last = plan.rows[-1]
    owed_vnd = book.principal_vnd - sum(vnd for day, vnd in book.lessened if day <= last.due_on)
    after = [(day, vnd) for day, vnd in book.lessened if day > last.due_on]
    months = months_beyond(plan.terms, last.due_on, owed_vnd, after, on) if book.is_standing else []
    return [Due(last.number + n, day, 0, vnd) for n, (day, vnd) in enumerate(months, 1) if vnd]


def parts_on(book: Book, on: date) -> list[Part]:
    """Every row of the plan in force on the day, and each month beyond it, with what was paid of it by the day's end.

    Rows that fell due after the loan had ended are left out, unless something was paid of them.
    """
    known = book.until(on)
    plan = known.plan
    dues = [*asked_of(known, plan), *beyond_of(known, on)]
    principal_vnd = known.paid_principal_vnd - plan.prior_principal_vnd
    interest_vnd = known.paid_interest_vnd - plan.prior_interest_vnd
    # A payment from before this plan that was taken back since is owed again: with its first row.
    short = (max(-principal_vnd, 0), max(-interest_vnd, 0))
    if any(short):
        first = dues[0]
        dues[0] = replace(
            first, principal_vnd=first.principal_vnd + short[0], interest_vnd=first.interest_vnd + short[1]
        )
    parts = allocate(dues, max(principal_vnd, 0), max(interest_vnd, 0), on)
    lost_on = max((day for day, _vnd in known.losses), default=None)
    if lost_on is None:
        return parts
    return [p if p.state == State.PAID else replace(p, state=State.WRITTEN_OFF, late_days=0) for p in parts]


def settled_days(book: Book, plan: Plan, dues: Sequence[Due]) -> list[tuple[int, int, date | None]]:
    """For each row of a plan: principal and interest due by then since the loan began, and the day both were paid."""
    principal, interest = plan.prior_principal_vnd, plan.prior_interest_vnd
    found = []
    for due in dues:
        principal, interest = principal + due.principal_vnd, interest + due.interest_vnd
        found.append((principal, interest, _paid_on(book, plan.begins_on, principal, interest)))
    return found


def _paid_on(book: Book, begins_on: date, principal_vnd: int, interest_vnd: int) -> date | None:
    """The first day, from `begins_on` on, by whose end so much principal and interest was paid; None if never."""
    paid, given = 0, 0
    if principal_vnd <= 0 and interest_vnd <= 0:
        return begins_on
    for payment in sorted(book.payments, key=lambda p: p.on):
        paid, given = paid + payment.principal_vnd, given + payment.interest_vnd
        if paid >= principal_vnd and given >= interest_vnd:
            return max(payment.on, begins_on)
    return None


def closed_on(book: Book) -> date | None:
    """The day from which nothing is owed: principal repaid and interest paid or waived, or all of it written off.

    A loan whose granting was taken back never was: closed on the day it was granted.
    """
    if not book.is_standing:
        return book.granted_on
    ended = ended_on(book.principal_vnd, book.lessened)
    if ended is None:
        return None
    if book.losses:
        return ended
    asked = [*asked_of(book, book.plan), *beyond_of(book, ended)]
    interest_vnd = book.plan.prior_interest_vnd + sum(due.interest_vnd for due in asked)
    settled = _paid_on(book, ended, 0, interest_vnd)
    return None if settled is None else max([settled, *(day for day, _vnd in book.waivers)])


def running_interest_vnd(book: Book, on: date) -> int:
    """Interest of the month that has begun by `on` and has not fallen due, whole đồng: what is asked besides of someone
    who repays all on that day."""
    known = book.until(on)
    if known.owed_vnd <= 0:
        return 0
    plan = known.plan
    dues = asked_of(known, plan)
    if on in {plan.begins_on, *(due.due_on for due in dues)}:
        return 0  # the month begins at the end of this day
    to_come = [due for due in dues if due.due_on > on]
    return to_come[0].interest_vnd if to_come else rounded_down(known.owed_vnd * plan.terms.monthly, plan.terms)


def late_since(parts: Sequence[Part]) -> date | None:
    """The day on which the oldest instalment that is late fell due; None where none is late."""
    return min((part.due.due_on for part in parts if part.state == State.LATE), default=None)


def due_on_day(book: Book, on: date, until: date) -> tuple[int, int]:
    """Principal and interest, whole đồng, not paid by the end of `on`, of what falls due by `until`."""
    return due_by(parts_on(book, on), until)
