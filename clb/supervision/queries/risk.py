"""Which clubs should be supervised first, and why; a number of queries that does not grow with the clubs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from clb.care.models import CareClient
from clb.care.queries.counts import is_too_few
from clb.clubs.models import Club
from clb.clubs.queries import living_among
from clb.fund.models import BookedGap, CashCount, ClubBook, MonthClosing
from clb.fund.queries.arrears import arrears_by_club
from clb.kernel.dates import month_end, months_after
from clb.law.norms import limit
from clb.ledger.models import Entry
from clb.ledger.queries import standing
from clb.meetings.queries.warnings import warnings_of
from clb.supervision.rules import risk
from clb.supervision.rules.risk import Reason, Why

from .findings import open_by_club
from .visits import last_visits

MOST_CLUBS = 2_000  # as the early warnings: of more, one looks at parts of the ground
GAP_MONTHS = 12
Clubs = QuerySet[Club]
Told = Iterator[tuple[UUID, Reason | None]]


@dataclass(frozen=True)
class RankedClub:
    """A club with its reasons, the heaviest first; `points` is their sum, `rank` counts from 1."""

    rank: int
    club: Club
    points: int
    reasons: tuple[Reason, ...]


def ranked(clubs: Clubs, today: date) -> list[RankedClub]:
    """Every living one of `clubs`, the one most in need of a visit first, then by name. MOST_CLUBS at most."""
    rows, here = living_among(clubs, today)
    reasons: dict[UUID, list[Reason]] = defaultdict(list)
    for source in (_meetings, _arrears, _gaps, _unclosed, _unvisited, _open):
        for pk, reason in source(here, today):
            if reason:
                reasons[pk].append(reason)
    for pk, reason in _last(rows, here, today):
        if reason:
            reasons[pk].append(reason)
    scored = sorted(rows, key=lambda club: -sum(reason.points for reason in reasons[club.pk]))
    return [
        RankedClub(
            rank,
            club,
            sum(reason.points for reason in reasons[club.pk]),
            tuple(sorted(reasons[club.pk], key=lambda reason: -reason.points)),
        )
        for rank, club in enumerate(scored, 1)
    ]


def _meetings(clubs: Clubs, today: date) -> Told:
    for one in warnings_of(clubs, today):
        yield one.club.pk, Reason(Why.MEETINGS, one.warned.weight, one.warned.reason)


def _arrears(clubs: Clubs, today: date) -> Told:
    for pk, found in arrears_by_club(clubs, today).items():
        yield pk, risk.arrears(found.overdue_vnd, found.owed_vnd)


def _gaps(clubs: Clubs, today: date) -> Told:
    booked = BookedGap.objects.filter(count=OuterRef("pk"), receipt__entry__in=standing())
    since = months_after(today, -GAP_MONTHS)
    rows = CashCount.objects.filter(
        ~Q(counted_vnd=F("book_vnd")),
        ~Exists(booked),
        club__in=clubs.order_by().values("pk"),
        counted_on__gt=since,
        counted_on__lte=today,
    )
    found: dict[UUID, list[int]] = defaultdict(list)
    for pk, counted, book in rows.order_by().values_list("club", "counted_vnd", "book_vnd").iterator():
        found[pk].append(abs(counted - book))
    for pk, sums in found.items():
        yield pk, risk.gaps(len(sums), max(sums))


def _unclosed(clubs: Clubs, today: date) -> Told:
    """By the fund that lags furthest behind: months over since its last closed one, else since its first document."""
    here = clubs.order_by().values("pk")
    least = limit("supervision.unclosed_months", on=today)
    closings = MonthClosing.objects.filter(club__in=here, reopened_at__isnull=True).order_by()
    closed = {(pk, fund): month for pk, fund, month in closings.values_list("club", "fund").annotate(Max("month"))}
    first_open: dict[UUID, date] = {}
    for pk, fund, first in _first_documents(here, set(closed)):
        since = month_end(closed[pk, fund]) + timedelta(days=1) if (pk, fund) in closed else first.replace(day=1)
        first_open[pk] = min(since, first_open.get(pk, since))
    last = today.replace(day=1) - timedelta(days=1)  # the last month that is over
    for pk, since in first_open.items():
        months = max(0, (last.year - since.year) * 12 + last.month - since.month + 1)
        yield pk, risk.unclosed(months, since, least)


def _first_documents(clubs: Any, closed: set[tuple[UUID, str]]) -> Iterator[tuple[UUID, str, date]]:
    """Club, fund and first day of each book that holds anything; of those that were closed once the day is of no
    matter and is not looked for."""
    books = dict(ClubBook.objects.filter(club__in=clubs).values_list("book", "club"))
    funds = dict(ClubBook.objects.filter(club__in=clubs).values_list("book", "fund"))
    never = [book for book, pk in books.items() if (pk, funds[book]) not in closed]
    for book in books.keys() - set(never):
        yield books[book], funds[book], date.min
    for start in range(0, len(never), 500):
        entries = Entry.objects.filter(book__in=never[start : start + 500]).order_by()
        for book, first in entries.values_list("book").annotate(Min("happened_on")):
            yield books[book], funds[book], first


def _unvisited(clubs: Clubs, today: date) -> Told:
    days = limit("care.unvisited_days", on=today)
    before = today - timedelta(days=days)
    rows = CareClient.objects.on(today).filter(club__in=clubs.order_by().values("pk"), from_on__lt=before).order_by()
    came = rows.annotate(last=Max("visits__visited_on", filter=Q(visits__visited_on__lte=today)))
    found: dict[UUID, int] = defaultdict(int)
    for pk in came.filter(Q(last__isnull=True) | Q(last__lt=before)).values_list("club", flat=True):
        found[pk] += 1
    for pk, n in found.items():
        yield pk, risk.unvisited(n, days, is_too_few(n))


def _open(clubs: Clubs, today: date) -> Told:
    for pk, found in open_by_club(clubs, today).items():
        yield pk, risk.still_open(found.findings, found.overdue)


def _last(rows: list[Club], clubs: Clubs, today: date) -> Told:
    months, visited = limit("supervision.unvisited_months", on=today), last_visits(clubs, today)
    for club in rows:
        yield club.pk, risk.last_visited(visited.get(club.pk), club.founded_on, today, months)
