"""What in the books of many clubs is worth a question, in a number of queries that does not grow with the clubs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum

from clb.clubs.models import Club
from clb.fund.models import Loan, Receipt, Voucher
from clb.fund.queries.standings import open_on
from clb.kernel.dates import months_after
from clb.law.norms import limit
from clb.ledger.models import Entry
from clb.ledger.queries import standing
from clb.lending.models import LoanDecider, LoanDecision, LoanRequest
from clb.meetings.models import Attendance, Meeting
from clb.statements.rules.hints import (
    Found,
    Kind,
    backdated,
    billless,
    household_loans,
    own_decisions,
    round_trips,
    unasked_loans,
    unseen_borrowers,
)

MONTHS_SEEN = 12
MOST_CLUBS = 500  # of more, one looks at parts of the ground
SETTLING_IN = timedelta(days=60)  # a club that has just begun here types in what it has on paper; all of it is late
ORDER = list(Kind)
K = Receipt.Kind
Clubs = QuerySet[Club]


@dataclass(frozen=True)
class Signal:
    """One signal of one club."""

    club: Club
    found: Found


def signals_of(clubs: Clubs, today: date) -> list[Signal]:
    """What is worth a question at `clubs` over the last twelve months, the heaviest first, then by how often."""
    rows = {club.pk: club for club in clubs.order_by("search_key", "pk")}
    since = months_after(today, -MONTHS_SEEN)
    open_loans = _open_loans(clubs, today)
    found = [
        *_own_decisions(clubs, since),
        *_round_trips(clubs, since, today),
        *_households(open_loans, today),
        *_unasked(clubs, since),
        *_billless(clubs, since, today),
        *_unseen(clubs, open_loans, today),
        *_backdated(clubs, since, today),
    ]
    told = [Signal(rows[pk], one) for pk, one in found if one]
    return sorted(told, key=lambda s: (ORDER.index(s.found.kind), -s.found.count, s.club.search_key))


Told = list[tuple[UUID, Found | None]]


def _backdated(clubs: Clubs, since: date, today: date) -> Told:
    days = limit("signal.backdated_days", on=today)
    begun = Entry.objects.filter(book=OuterRef("book")).order_by().values("book").annotate(m=Min("made_at")).values("m")
    late = Entry.objects.filter(
        book__club_book__club__in=clubs.order_by().values("pk"),
        happened_on__gt=since,
        reverses__isnull=True,
        made_at__date__gt=F("happened_on") + timedelta(days=days),
    ).annotate(begun_at=Subquery(begun))
    late = late.filter(made_at__gt=F("begun_at") + SETTLING_IN)
    rows = late.order_by().values_list("book__club_book__club", "made_at__date", "happened_on")
    waits: dict[UUID, list[int]] = {}
    for club, made_on, happened_on in rows.iterator():
        waits.setdefault(club, []).append((made_on - happened_on).days)
    return [(club, backdated(len(found), max(found), days)) for club, found in waits.items()]


def _round_trips(clubs: Clubs, since: date, today: date) -> Told:
    days = limit("signal.round_trip_days", on=today)
    day = OuterRef("entry__happened_on")
    repaid = Receipt.objects.filter(
        ~Q(loan=OuterRef("loan")),
        kind=K.REPAYMENT,
        club=OuterRef("club"),
        person=OuterRef("person"),
        amount_vnd=OuterRef("amount_vnd"),
        entry__happened_on__lte=day,
        entry__happened_on__gte=day - timedelta(days=days),
        entry__in=standing(),
    )
    lent = Receipt.objects.filter(
        Exists(repaid),
        kind=K.LOAN,
        club__in=clubs.order_by().values("pk"),
        entry__happened_on__gt=since,
        entry__in=standing(),
    )
    rows = lent.order_by().values_list("club").annotate(Count("pk"))
    return [(club, round_trips(n, days)) for club, n in rows]


@dataclass(frozen=True)
class _Open:
    club: UUID
    person: UUID
    household: UUID | int | None


def _open_loans(clubs: Clubs, today: date) -> list[_Open]:
    loans = Loan.objects.filter(open_on(today), club__in=clubs.order_by().values("pk")).order_by()
    return [_Open(*row) for row in loans.values_list("club", "person", "person__household")]


def _households(loans: list[_Open], today: date) -> Told:
    allowed = limit("signal.household_loans", on=today)
    counts: dict[UUID, dict[object, int]] = {}
    for loan in loans:
        home: object = loan.household or loan.person  # who lives alone is a household too
        of_club = counts.setdefault(loan.club, {})
        of_club[home] = of_club.get(home, 0) + 1
    found: Told = []
    for club, homes in counts.items():
        many = [n for n in homes.values() if n > allowed]
        found.append((club, household_loans(len(many), max(many, default=0), allowed)))
    return found


def _unseen(clubs: Clubs, loans: list[_Open], today: date) -> Told:
    months = limit("signal.unseen_months", on=today)
    held = Meeting.objects.filter(
        club__in=clubs.order_by().values("pk"),
        first_closed_at__isnull=False,
        held_on__gt=months_after(today, -months),
        held_on__lte=today,
    )
    meetings: Mapping[UUID, int] = dict(held.order_by().values_list("club").annotate(Count("pk")))
    present = Attendance.objects.filter(meeting__in=held.values("pk"), mark=Attendance.Mark.PRESENT)
    rows = present.filter(membership__person__in=_borrowers(clubs, today)).values_list(
        "meeting__club", "membership__person"
    )
    seen = set(rows.order_by().distinct())
    borrowers: dict[UUID, set[UUID]] = {}
    for loan in loans:
        borrowers.setdefault(loan.club, set()).add(loan.person)
    found: Told = []
    for club, n in meetings.items():
        mine = borrowers.get(club, set())
        gone = [person for person in mine if (club, person) not in seen]
        found.append((club, unseen_borrowers(len(gone), len(mine), n, months)))
    return found


def _borrowers(clubs: Clubs, today: date) -> QuerySet[Any]:
    return Loan.objects.filter(open_on(today), club__in=clubs.order_by().values("pk")).values("person")


def _billless(clubs: Clubs, since: date, today: date) -> Told:
    days = limit("signal.bill_days", on=today)
    spent = Voucher.objects.filter(
        club__in=clubs.order_by().values("pk"),
        file__isnull=True,
        receipt__entry__happened_on__gt=since,
        receipt__entry__happened_on__lt=today - timedelta(days=days),
        receipt__entry__in=standing(),
    )
    rows = spent.order_by().values_list("club").annotate(Count("pk"), Sum("receipt__amount_vnd"))
    return [(club, billless(n, vnd, days)) for club, n, vnd in rows]


def _own_decisions(clubs: Clubs, since: date) -> Told:
    """Decisions in which the borrower, or somebody of the borrower's household of today, took part."""
    own = Q(person=F("decision__request__person"))
    kin = Q(person__household=F("decision__request__person__household"))
    deciders = LoanDecider.objects.filter(
        own | kin,
        decision__outcome=LoanDecision.Outcome.GRANTED,
        decision__decided_on__gt=since,
        decision__request__club__in=clubs.order_by().values("pk"),
    )
    rows = deciders.order_by().values_list("decision__request__club").annotate(Count("decision", distinct=True))
    return [(club, own_decisions(n)) for club, n in rows]


def _unasked(clubs: Clubs, since: date) -> Told:
    """Loans since a club began to write down requests, of which none and no decision is written."""
    first = LoanRequest.objects.filter(club=OuterRef("club")).order_by().values("club").annotate(m=Min("asked_on"))
    lent = Receipt.objects.filter(
        kind=K.LOAN,
        club__in=clubs.order_by().values("pk"),
        entry__happened_on__gt=since,
        entry__in=standing(),
        loan__disbursement__isnull=True,
    ).annotate(first_asked=Subquery(first.values("m")))
    rows = lent.filter(entry__happened_on__gte=F("first_asked")).order_by().values_list("club").annotate(Count("pk"))
    return [(club, unasked_loans(n)) for club, n in rows]
