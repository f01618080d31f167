"""What is asked about a club's start fund."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, F, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from clb.clubs.models import Club
from clb.fund.accounts import START_ACCOUNT
from clb.fund.models import ClubBook, FundSource
from clb.fund.rules import start_fund_finding
from clb.law.norms import Finding
from clb.ledger.models import Entry, Transfer
from clb.places.queries import path_keys

START_FUND = "start_fund"


@dataclass(frozen=True)
class SourceSum:
    """Start money from one source: what had come by the founding day, and what came after. Whole đồng."""

    source: FundSource
    by_founding_vnd: int
    later_vnd: int


def _signed() -> Case:
    """A start-fund line counts against its reversal."""
    return Case(When(entry__reverses__isnull=True, then=F("amount_vnd")), default=Value(-1) * F("amount_vnd"))


def _lines(clubs: QuerySet[Club]) -> QuerySet[Transfer]:
    return Transfer.objects.filter(
        entry__kind=START_FUND,
        entry__book__club_book__club__in=clubs.values("pk"),
        entry__book__club_book__fund=ClubBook.Fund.INCOME,
    )


def start_funds_vnd(clubs: QuerySet[Club]) -> dict[UUID, int]:
    """Whole đồng in each club's start fund at the end of its founding day; clubs without any are left out.

    A receipt reversed later never was: the reversal counts on the day of what it reverses.
    """
    rows = _by_founding(clubs).values("entry__book__club_book__club").annotate(total=Sum(_signed()))
    return {row["entry__book__club_book__club"]: row["total"] for row in rows}


def start_fund_total_vnd(clubs: QuerySet[Club]) -> int:
    """Whole đồng in the start funds of all `clubs` together, in one row; the sum of `start_funds_vnd`."""
    return _by_founding(clubs).aggregate(total=Sum(_signed()))["total"] or 0


def start_fund_by_sources_vnd(clubs: QuerySet[Club]) -> dict[str, int]:
    """By source, whole đồng in the start funds of all `clubs` together at their founding days, in one row a source."""
    side = Case(When(entry__reverses__isnull=True, then=F("credit__code")), default=F("debit__code"))
    rows = _by_founding(clubs).order_by().annotate(side=side).values_list("side").annotate(total=Sum(_signed()))
    return {code.removeprefix(START_ACCOUNT): total for code, total in rows}


def _by_founding(clubs: QuerySet[Club]) -> QuerySet[Transfer]:
    """The lines that count by the end of each club's founding day."""
    counted = _lines(clubs).annotate(day_counted=Coalesce("entry__reverses__happened_on", "entry__happened_on"))
    return counted.filter(day_counted__lte=F("entry__book__club_book__club__founded_on"))


def start_fund_by_source(club: Club) -> list[SourceSum]:
    """Start money of `club` by source, largest first; sources that gave nothing are left out."""
    by_founding: dict[str, int] = {}
    later: dict[str, int] = {}
    for line in _lines(Club.objects.filter(pk=club.pk)).select_related("entry__reverses", "debit", "credit"):
        back = line.entry.reverses
        account = line.debit if back else line.credit
        day: date = back.happened_on if back else line.entry.happened_on
        sums = by_founding if day <= club.founded_on else later
        code = account.code.removeprefix(START_ACCOUNT)
        sums[code] = sums.get(code, 0) + (-line.amount_vnd if back else line.amount_vnd)
    found = [SourceSum(FundSource(c), by_founding.get(c, 0), later.get(c, 0)) for c in {*by_founding, *later}]
    return sorted((s for s in found if s.by_founding_vnd or s.later_vnd), key=lambda s: -s.by_founding_vnd)


def start_fund_entries(club: Club) -> QuerySet[Entry]:
    """Every receipt into the start fund and every reversal, newest first."""
    return Entry.objects.filter(kind=START_FUND, book__club_book__club=club).order_by("-happened_on", "-made_at")


@dataclass(frozen=True)
class StartFundCard:
    """A club's start fund: by source, the sums by and after the founding day, and the yardstick of that day."""

    by_source: list[SourceSum]
    by_founding_vnd: int
    later_vnd: int
    finding: Finding | None


def start_fund_card(club: Club) -> StartFundCard:
    """The start fund of `club` as its page shows it; the yardstick is that of the founding day and place."""
    by_source = start_fund_by_source(club)
    first = sum(s.by_founding_vnd for s in by_source)
    path = path_keys(club.unit, club.founded_on)
    finding = start_fund_finding(first, founded_on=club.founded_on, path=path)
    return StartFundCard(by_source, first, sum(s.later_vnd for s in by_source), finding)


@dataclass(frozen=True)
class EntryRow:
    """A receipt, or the reversal of one; whole đồng, always above 0."""

    entry: Entry
    source: str
    amount_vnd: int
    is_reversal: bool
    is_reversed: bool


def entry_rows(entries: Iterable[Entry]) -> list[EntryRow]:
    """Receipts and reversals as the list shows them, in their order; three queries however many."""
    entries = list(entries)
    lines = Transfer.objects.filter(entry__in=[e.pk for e in entries]).select_related("debit", "credit")
    by_entry = {line.entry_id: line for line in lines}
    reversed_ones = set(Entry.objects.filter(reverses__in=[e.pk for e in entries]).values_list("reverses", flat=True))
    rows = []
    for entry in entries:
        line, is_reversal = by_entry[entry.pk], entry.reverses_id is not None
        source = line.debit if is_reversal else line.credit
        rows.append(EntryRow(entry, source.name, line.amount_vnd, is_reversal, entry.pk in reversed_ones))
    return rows
