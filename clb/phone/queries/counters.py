"""Counters by which two phones notice each other: they only go up, by one with whatever is written about a thing.

`loan:<id>`: receipts of a loan and what was decided about it. `fee:<membership>:<YYYY-MM>`: receipts of one member's
fee of a month. `meeting:<id>`: the version of a meeting. Receipts that were taken back count on, since to take back
one is to write another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from clb.clubs.models import Club
from clb.fund.models import Loan, LoanChange, Receipt
from clb.ledger.models import Entry
from clb.ledger.queries import standing
from clb.meetings.models import Meeting
from clb.members.models import Membership


@dataclass(frozen=True)
class FeeMonth:
    """A month, 'YYYY-MM', of which somebody paid the fee: how much stands, and the counter."""

    month: str
    paid_vnd: int
    counter: int


def loan_counters(loans: Collection[UUID]) -> dict[UUID, int]:
    """By loan, how often anything was written about it; three queries."""
    ids = list(loans)
    found: dict[UUID, int] = defaultdict(int)
    written = Receipt.objects.filter(loan__in=ids).order_by().values_list("loan").annotate(Count("pk"))
    taken_back = Entry.objects.filter(reverses__receipt__loan__in=ids).order_by()
    again = taken_back.values_list("reverses__receipt__loan").annotate(Count("pk"))
    changed = LoanChange.objects.filter(loan__in=ids).order_by().values_list("loan").annotate(Count("pk"))
    for rows in (written, again, changed):
        for loan, times in rows:
            found[loan] += times
    return dict(found)


def loans_of(club: Club) -> list[UUID]:
    """Every loan that a club ever gave."""
    return list(Loan.objects.filter(club=club).values_list("pk", flat=True))


def fee_counters(club: Club, since: date) -> dict[UUID, list[FeeMonth]]:
    """By person, the months from the month of a day on of which a fee was ever written down; three queries."""
    fees = Receipt.objects.filter(club=club, kind=Receipt.Kind.FEE, for_month__gte=since).order_by()
    times: dict[tuple[UUID, date], int] = defaultdict(int)
    for person, month, n in fees.values_list("person", "for_month").annotate(Count("pk")):
        times[person, month] += n
    back = Entry.objects.filter(reverses__receipt__in=fees.values("pk")).order_by()
    named = ("reverses__receipt__person", "reverses__receipt__for_month")
    for person, month, n in back.values_list(*named).annotate(Count("pk")):
        times[person, month] += n
    stands = fees.filter(entry__in=standing()).values_list("person", "for_month").annotate(Sum("amount_vnd"))
    paid = {(person, month): vnd for person, month, vnd in stands}
    found: dict[UUID, list[FeeMonth]] = defaultdict(list)
    for (person, month), n in sorted(times.items(), key=lambda item: (str(item[0][0]), item[0][1])):
        found[person].append(FeeMonth(f"{month:%Y-%m}", paid.get((person, month), 0), n))
    return dict(found)


def counters(abouts: Iterable[str]) -> dict[str, int]:
    """The counter of each of these now; 0 of what is not known. A few queries however many."""
    wanted: dict[str, dict[str, Any]] = defaultdict(dict)
    for about in abouts:
        kind, _colon, rest = about.partition(":")
        wanted[kind][about] = rest
    found = dict.fromkeys((about for kind in wanted.values() for about in kind), 0)
    loans = {about: pk for about, rest in wanted["loan"].items() if (pk := as_uuid(rest))}
    if loans:
        counted = loan_counters(set(loans.values()))
        found |= {about: counted.get(pk, 0) for about, pk in loans.items()}
    meetings = {about: pk for about, rest in wanted["meeting"].items() if (pk := as_uuid(rest))}
    if meetings:
        versions = dict(Meeting.objects.filter(pk__in=set(meetings.values())).values_list("pk", "version"))
        found |= {about: versions.get(pk, 0) for about, pk in meetings.items()}
    return found | _fees(wanted["fee"])


def _fees(wanted: dict[str, str]) -> dict[str, int]:
    named = {
        about: (as_uuid(rest.partition(":")[0]), as_month(rest.partition(":")[2])) for about, rest in wanted.items()
    }
    known = {about: (pk, month) for about, (pk, month) in named.items() if pk and month}
    if not known:
        return {}
    who = Membership.objects.filter(pk__in={pk for pk, _month in known.values()}).values_list("pk", "club", "person")
    member = {pk: (club, person) for pk, club, person in who}
    asked = {(*member[pk], month): about for about, (pk, month) in known.items() if pk in member}
    club_ids, people, months = {k[0] for k in asked}, {k[1] for k in asked}, {k[2] for k in asked}
    fees = Receipt.objects.filter(kind=Receipt.Kind.FEE, club__in=club_ids, person__in=people, for_month__in=months)
    columns = ("club", "person", "for_month")
    back = Entry.objects.filter(reverses__receipt__in=fees.order_by().values("pk")).order_by()
    found: dict[str, int] = dict.fromkeys(known, 0)
    for rows in (
        fees.order_by().values_list(*columns).annotate(Count("pk")),
        back.values_list(*(f"reverses__receipt__{name}" for name in columns)).annotate(Count("pk")),
    ):
        for club, person, month, times in rows:
            if (club, person, month) in asked:
                found[asked[club, person, month]] += times
    return found


def clubs_about(abouts: Iterable[str]) -> dict[str, tuple[UUID, int]]:
    """By each of these the club whose money it is, with its unit; what is not known is left out. Two queries."""
    split = {about: about.split(":") for about in abouts}
    loans = {about: pk for about, (kind, rest, *_m) in split.items() if kind == "loan" and (pk := as_uuid(rest))}
    members = {about: pk for about, (kind, rest, *_m) in split.items() if kind == "fee" and (pk := as_uuid(rest))}
    found: dict[str, tuple[UUID, int]] = {}
    for named, rows in ((loans, Loan.objects.all()), (members, Membership.objects.all())):
        if named:
            told = rows.filter(pk__in=set(named.values())).values_list("pk", "club", "club__unit")
            places = {pk: (club, unit) for pk, club, unit in told}
            found |= {about: places[pk] for about, pk in named.items() if pk in places}
    return found


def as_uuid(text: str) -> UUID | None:
    """An id out of a text, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def as_month(text: str) -> date | None:
    """The first day of 'YYYY-MM', or None."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def receipts_about(about: str) -> list[Receipt]:
    """The slips of a loan, or of a fee of a month, the latest last."""
    kind, _colon, rest = about.partition(":")
    rows = Receipt.objects.select_related("entry").order_by("entry__made_at", "entry__number")
    if kind == "loan" and (pk := as_uuid(rest)):
        return list(rows.filter(loan=pk))
    membership, month = as_uuid(rest.partition(":")[0]), as_month(rest.partition(":")[2])
    if kind == "fee" and membership and month:
        member = Membership.objects.filter(pk=membership).first()
        asked = Q(kind=Receipt.Kind.FEE, for_month=month)
        return list(rows.filter(asked, club=member.club_id, person=member.person_id)) if member else []
    return []
