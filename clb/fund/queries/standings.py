"""How loans stand on a day: what is due, paid, left and late, by their schedules and receipts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from clb.clubs.models import Club
from clb.fund.models import Instalment, Loan, LoanChange, LoanSchedule, Receipt
from clb.fund.rules.loan_books import (
    Book,
    Payment,
    Plan,
    asked_of,
    closed_on,
    late_since,
    parts_on,
    running_interest_vnd,
    settled_days,
)
from clb.fund.rules.repayment import Part, due_by
from clb.fund.rules.schedules import Row, Terms
from clb.ledger.queries import standing
from clb.members.models import Person

K = Receipt.Kind


@dataclass(frozen=True)
class LoanStand:
    """One loan at the end of a day. Whole đồng; `parts` are its instalments, see fund.rules.repayment."""

    loan: Loan
    book: Book
    on: date
    parts: list[Part]

    @property
    def person(self) -> Person:
        """Who borrowed."""
        return self.loan.person

    @property
    def owed_vnd(self) -> int:
        """Principal still owed."""
        return self.book.owed_vnd

    @property
    def due(self) -> tuple[int, int]:
        """Principal and interest that fell due by this day and are not paid."""
        return due_by(self.parts, self.on)

    @property
    def due_on(self) -> date:
        """The last day of the schedule in force."""
        return self.book.plan.rows[-1].due_on

    @property
    def late_days(self) -> int:
        """How many days the oldest late instalment is late; 0 where none is."""
        since = late_since(self.parts) if self.owed_vnd else None
        return (self.on - since).days if since else 0

    @property
    def next_part(self) -> Part | None:
        """The first instalment of which something is left to pay."""
        return next((part for part in self.parts if part.left_vnd and self.owed_vnd), None)

    @property
    def running_interest_vnd(self) -> int:
        """Interest of the month that has begun: asked besides of someone who repays all today."""
        return running_interest_vnd(self.book, self.on)

    @property
    def state(self) -> str:
        """TAKEN_BACK, WRITTEN_OFF, CLOSED, LATE, or OPEN."""
        if not self.book.is_standing:
            return "TAKEN_BACK"
        if self.owed_vnd:
            return "LATE" if self.late_days else "OPEN"
        if self.book.losses:
            return "WRITTEN_OFF"
        return "CLOSED" if not any(part.left_vnd for part in self.parts) else "OPEN"

    def due_until(self, day: date) -> tuple[int, int]:
        """Principal and interest not paid by this day's end, of what falls due by `day`."""
        return due_by(self.parts, day)


def books_of(loans: Iterable[Loan]) -> dict[UUID, Book]:
    """By loan, all that is known of it now; in four queries however many loans. Taken-back receipts never were."""
    listed = list(loans)
    return _books(listed, _schedules(listed))


@dataclass(slots=True)
class StoredRow:
    """An Instalment as it is stored; no record, since many loans have very many."""

    id: int
    number: int
    due_on: date
    principal_vnd: int
    interest_vnd: int
    asked_vnd: int
    principal_by_then_vnd: int
    interest_by_then_vnd: int
    settled_on: date | None


Schedules = dict[UUID, list[tuple[LoanSchedule, list[StoredRow]]]]  # by loan


def _schedules(loans: Collection[Loan]) -> Schedules:
    ids = [loan.pk for loan in loans]
    rows: dict[int, list[StoredRow]] = {}
    columns = [field.name for field in fields(StoredRow)]
    stored = Instalment.objects.filter(schedule__loan__in=ids).order_by("number")
    for schedule, *row in stored.values_list("schedule", *columns):
        rows.setdefault(schedule, []).append(StoredRow(*row))
    found: Schedules = {}
    for schedule in LoanSchedule.objects.filter(loan__in=ids).order_by("version"):
        found.setdefault(schedule.loan_id, []).append((schedule, rows.get(schedule.pk, [])))
    return found


def _books(loans: Collection[Loan], schedules: Schedules) -> dict[UUID, Book]:
    ids = [loan.pk for loan in loans]
    slips: dict[UUID, list[_Slip]] = {pk: [] for pk in ids}
    found = Receipt.objects.filter(loan__in=ids, entry__in=standing()).order_by("entry__happened_on")
    columns = ("loan", "kind", "entry__happened_on", "amount_vnd", "interest_vnd")
    for loan, kind, on, amount_vnd, interest_vnd in found.values_list(*columns):
        slips[loan].append(_Slip(kind, on, amount_vnd, interest_vnd))
    waivers: dict[UUID, list[tuple[date, int]]] = {pk: [] for pk in ids}
    for change in LoanChange.objects.filter(loan__in=ids, kind=LoanChange.Kind.WAIVER, taken_back_on__isnull=True):
        waivers[change.loan_id].append((change.decided_on, change.amount_vnd))
    plans = {pk: [_plan(*one) for one in schedules[pk]] for pk in ids}
    return {loan.pk: _book(loan, plans[loan.pk], slips[loan.pk], waivers[loan.pk]) for loan in loans}


def _plan(schedule: LoanSchedule, stored: list[StoredRow]) -> Plan:
    left_vnd, rows = schedule.principal_vnd, []
    for row in stored:
        carried_vnd = schedule.carried_interest_vnd if row.number == 1 else 0
        rows.append(Row(row.number, row.due_on, row.principal_vnd, row.interest_vnd - carried_vnd, left_vnd))
        left_vnd -= row.principal_vnd
    terms = Terms(
        schedule.method,
        schedule.principal_vnd,
        schedule.rate_percent_year,
        schedule.months,
        schedule.grace_months,
        schedule.rounding_vnd,
    )
    prior = (schedule.prior_principal_vnd, schedule.prior_interest_vnd)
    return Plan(terms, schedule.from_on, rows, schedule.carried_interest_vnd, *prior)


class _Slip(NamedTuple):
    """What counts of a standing receipt: rows, since a loan of many years has many."""

    kind: str
    on: date
    amount_vnd: int
    interest_vnd: int


def _book(loan: Loan, plans: list[Plan], slips: list[_Slip], waivers: list[tuple[date, int]]) -> Book:
    days = {kind: [(slip.on, slip.amount_vnd) for slip in slips if slip.kind == kind] for kind in K.values}
    paid = [slip for slip in slips if slip.kind == K.REPAYMENT]
    return Book(
        principal_vnd=loan.principal_vnd,
        granted_on=loan.granted_on,
        plans=plans,
        payments=[Payment(slip.on, slip.amount_vnd, slip.interest_vnd) for slip in paid],
        losses=days[K.WRITE_OFF],
        recoveries=days[K.RECOVERY],
        waivers=waivers,
        is_standing=any(slip.kind not in (K.REPAYMENT, K.WRITE_OFF, K.RECOVERY) for slip in slips),
    )


def stands_of(loans: QuerySet[Loan], on: date) -> list[LoanStand]:
    """How each of `loans` stood at the end of `on`, in their order; in five queries."""
    listed = list(loans.select_related("person", "account", "club__unit"))
    books = books_of(listed)
    return [stand_of(loan, books[loan.pk], on) for loan in listed]


def stand_of(loan: Loan, book: Book, on: date) -> LoanStand:
    """The same of one whose book is known."""
    return LoanStand(loan, book.until(on), on, parts_on(book, on))


def loan_stand(loan: Loan, on: date) -> LoanStand:
    """How one loan stood at the end of `on`."""
    return stand_of(loan, books_of([loan])[loan.pk], on)


def open_on(on: date) -> Q:
    """Loans granted by `on` on which something, principal or interest, was still owed at its end."""
    known = Q(granted_on__lte=on) & (Q(carried_on__isnull=True) | Q(carried_on__lte=on))  # before, it was on paper
    return known & (Q(closed_on__isnull=True) | Q(closed_on__gt=on))


def open_stands(club: Club, on: date) -> list[LoanStand]:
    """The loans of `club` on which something was owed at the end of `on`, the earliest due first."""
    loans = Loan.objects.filter(open_on(on), club=club)
    return stands_of(loans.order_by("due_on", "number"), on)


def loans_without_payer(club: Club, on: date) -> int:
    """How many loans are owed on `on` by people who died by then, of whom it was not said who pays instead."""
    said = LoanChange.objects.filter(kind=LoanChange.Kind.PAYER, taken_back_on__isnull=True, loan=OuterRef("pk"))
    return Loan.objects.filter(open_on(on), ~Exists(said), club=club, person__died_on__lte=on).count()


# --- What is stored so that totals are quick ----------------------------------------------------------------------


@dataclass(frozen=True)
class Derived:
    """What the receipts of a loan make of its stored columns; `rows` and `loan` hold only what differs from them."""

    rows: list[StoredRow]
    loan: Loan | None


def derived(loans: Collection[Loan]) -> list[Derived]:
    """For each of `loans`, its instalments and itself as they must be, where they are not so yet; not saved."""
    schedules = _schedules(loans)
    books = _books(loans, schedules)
    return [_derived(loan, books[loan.pk], schedules[loan.pk]) for loan in loans]


def _derived(loan: Loan, book: Book, schedules: list[tuple[LoanSchedule, list[StoredRow]]]) -> Derived:
    changed = []
    for plan, (_schedule, rows) in zip(book.plans, schedules, strict=True):
        dues = asked_of(book, plan)
        for row, due, (principal, interest, day) in zip(rows, dues, settled_days(book, plan, dues), strict=True):
            new = (due.interest_vnd, principal, interest, day)
            if new != (row.asked_vnd, row.principal_by_then_vnd, row.interest_by_then_vnd, row.settled_on):
                row.asked_vnd, row.principal_by_then_vnd, row.interest_by_then_vnd, row.settled_on = new
                changed.append(row)
    stored: dict[str, object] = {
        "closed_on": closed_on(book),
        "paid_principal_vnd": book.paid_principal_vnd,
        "paid_interest_vnd": book.paid_interest_vnd,
        "lost_vnd": book.lost_vnd,
        "moved_on": max([*(p.on for p in book.payments), *(day for day, _vnd in book.losses)], default=None),
    }
    if all(getattr(loan, name) == value for name, value in stored.items()):
        return Derived(changed, None)
    for name, value in stored.items():
        setattr(loan, name, value)
    return Derived(changed, loan)


# The columns of a loan and of an instalment that are derived.
OF_LOAN = ("closed_on", "paid_principal_vnd", "paid_interest_vnd", "lost_vnd", "moved_on")
OF_INSTALMENT = ("asked_vnd", "principal_by_then_vnd", "interest_by_then_vnd", "settled_on")
