"""One member's dealings with the club, as the member's own book shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clb.clubs.models import CharterRule, Club
from clb.fund.models import Loan, Receipt
from clb.fund.queries import LoanStand
from clb.fund.queries.debts import DebtLine, debts_of
from clb.fund.queries.standings import stands_of
from clb.ledger.queries import standing
from clb.members.models import Membership, Person, Twin

K = Receipt.Kind


@dataclass(frozen=True)
class FeeMonth:
    """A month's fee: what the charter asked at its end (None where it said nothing), what was paid for it."""

    month: date
    asked_vnd: int | None
    paid_vnd: int


@dataclass(frozen=True)
class FeeYear:
    """The fees of a former year: how many months were paid for, and how much."""

    year: int
    months: int
    paid_vnd: int


@dataclass(frozen=True)
class Paid:
    """Something that the member gave or paid on a day, whole đồng."""

    on: date
    receipt: Receipt
    amount_vnd: int
    interest_vnd: int = 0


@dataclass(frozen=True)
class PassbookLoan:
    """A loan as it stood at the day's end, with its schedule (`stand.parts`) and every repayment up to the day."""

    stand: LoanStand
    receipt: Receipt | None
    repayments: Sequence[Paid]

    @property
    def loan(self) -> Loan:
        """The loan."""
        return self.stand.loan

    @property
    def left_vnd(self) -> int:
        """Principal still owed."""
        return self.stand.owed_vnd

    @property
    def lost_vnd(self) -> int:
        """Principal given up by the day's end."""
        return sum(given for day, given in self.stand.book.losses if day <= self.stand.on)

    @property
    def is_late(self) -> bool:
        """Is any instalment late?"""
        return self.stand.late_days > 0

    @property
    def repaid_vnd(self) -> int:
        """Principal paid back."""
        return sum(paid.amount_vnd for paid in self.repayments)

    @property
    def interest_vnd(self) -> int:
        """Interest paid."""
        return sum(paid.interest_vnd for paid in self.repayments)


@dataclass(frozen=True)
class Passbook:
    """One member and one club at the end of a day; what was taken back since never was."""

    club: Club
    person: Person
    on: date
    since: date | None
    fees: Sequence[FeeMonth]
    former_years: Sequence[FeeYear]
    gifts: Sequence[Paid]
    loans: Sequence[PassbookLoan]
    lent: Sequence[DebtLine]  # what the club owes to this member

    @property
    def fees_vnd(self) -> int:
        """All fees paid."""
        return sum(f.paid_vnd for f in self.fees) + sum(f.paid_vnd for f in self.former_years)

    @property
    def gifts_vnd(self) -> int:
        """All that was given."""
        return sum(gift.amount_vnd for gift in self.gifts)

    @property
    def owed_vnd(self) -> int:
        """What is owed on all loans."""
        return sum(loan.left_vnd for loan in self.loans)


def passbook(club: Club, person: Person, on: date) -> Passbook:
    """The dealings of `person` with `club` up to the end of `on`, under whichever of their records; eleven queries."""
    records = records_of(person)
    receipts = list(
        Receipt.objects.filter(club=club, person__in=records, entry__happened_on__lte=on, entry__in=standing())
        .select_related("entry")
        .order_by("entry__happened_on", "entry__made_at", "pk")
    )
    memberships = Membership.objects.filter(club=club, person__in=records, from_on__lte=on).order_by("from_on")
    since = memberships.values_list("from_on", flat=True).first()
    months, years = _fees(club, [r for r in receipts if r.kind == K.FEE], since, on)
    gifts = [_paid(r) for r in receipts if r.kind == K.GIFT]
    lent = [line for line in debts_of(club, on) if line.debt.person_id in records]
    return Passbook(club, person, on, since, months, years, gifts, _loans(receipts, on), lent)


def records_of(person: Person) -> set[UUID]:
    """The ids of every record that is linked as the same person's, this one's among them."""
    kept = Twin.objects.filter(twin=person).values_list("kept", flat=True).first() or person.pk
    return {kept, person.pk, *Twin.objects.filter(kept=kept).values_list("twin", flat=True)}


def _fees(club: Club, paid: Sequence[Receipt], since: date | None, on: date) -> tuple[list[FeeMonth], list[FeeYear]]:
    by_month: dict[date, int] = {}
    for receipt in paid:
        month = receipt.for_month or receipt.entry.happened_on.replace(day=1)
        by_month[month] = by_month.get(month, 0) + receipt.amount_vnd
    year = date(on.year, 1, 1)
    first = max(year, since.replace(day=1)) if since else year
    last = max([on.replace(day=1), *by_month])
    rules = list(club.charter_rules.filter(item=CharterRule.Item.FEE))
    months = [m for m in _months(first, last) if m in by_month or since]
    shown = [FeeMonth(m, _asked_vnd(rules, min(m, on)) if m <= on else None, by_month.get(m, 0)) for m in months]
    former = sorted({month.year for month in by_month if month < first})
    return shown, [_fee_year(y, {m: vnd for m, vnd in by_month.items() if m.year == y and m < first}) for y in former]


def _fee_year(year: int, paid: dict[date, int]) -> FeeYear:
    return FeeYear(year, len(paid), sum(paid.values()))


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1) for i in range(count)]


def _asked_vnd(rules: Sequence[CharterRule], month: date) -> int | None:
    held = [rule for rule in rules if rule.holds(month) and rule.amount]
    return int(held[0].amount or 0) if held else None


def _loans(receipts: Sequence[Receipt], on: date) -> list[PassbookLoan]:
    ids = {receipt.loan_id for receipt in receipts if receipt.loan_id}
    found = []
    for stand in stands_of(Loan.objects.filter(pk__in=ids).order_by("granted_on", "number"), on):
        mine = [receipt for receipt in receipts if receipt.loan_id == stand.loan.pk]
        lent = next((r for r in mine if r.kind == K.LOAN), None)
        found.append(PassbookLoan(stand, lent, [_paid(r) for r in mine if r.kind == K.REPAYMENT]))
    return found


def _paid(receipt: Receipt) -> Paid:
    return Paid(receipt.entry.happened_on, receipt, receipt.amount_vnd, receipt.interest_vnd)
