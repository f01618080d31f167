"""Programmes: their lines with how far each club is, and the table of a place by its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.places.models import Unit, UnitLink
from clb.places.queries import children
from clb.supervision.models import Recount, SupervisionFinding, SupervisionLine, SupervisionProgramme, SupervisionVisit
from clb.supervision.rules.samples import Score

from .visits import visits_within


@dataclass(frozen=True)
class LineRow:
    """A club of a programme and its visits, the newest first."""

    line: SupervisionLine
    visits: tuple[SupervisionVisit, ...]

    @property
    def visit(self) -> SupervisionVisit | None:
        """The newest that was not cancelled."""
        return next((visit for visit in self.visits if not visit.cancelled_on), None)

    @property
    def may_plan(self) -> bool:
        """Is no visit under way, so that one may be planned?"""
        return self.line.is_in and all(visit.concluded_on or visit.cancelled_on for visit in self.visits)


@dataclass(frozen=True)
class ProgrammeCard:
    """A programme with its clubs: those in it, and those left out."""

    programme: SupervisionProgramme
    lines: tuple[LineRow, ...]
    left_out: tuple[LineRow, ...]

    @property
    def visited(self) -> int:
        """Clubs in it to which a team has been."""
        return sum(any(visit.carried_on for visit in row.visits) for row in self.lines)

    @property
    def concluded(self) -> int:
        """Clubs in it of which a visit was concluded."""
        return sum(any(visit.concluded_on for visit in row.visits) for row in self.lines)


def programme_card(programme: SupervisionProgramme) -> ProgrammeCard:
    """A programme with its lines by risk, in two queries."""
    visits: dict[UUID, list[SupervisionVisit]] = {}
    for visit in SupervisionVisit.objects.filter(programme=programme).order_by("-planned_on", "pk"):
        visits.setdefault(visit.club_id, []).append(visit)
    rows = SupervisionLine.objects.filter(programme=programme).select_related("club__unit")
    found = [
        LineRow(line, tuple(visits.get(line.club_id, ()))) for line in rows.order_by("-points", "club__search_key")
    ]
    inside = tuple(row for row in found if row.line.is_in)
    return ProgrammeCard(programme, inside, tuple(row for row in found if not row.line.is_in))


@dataclass
class PlaceRow:
    """One part of a place in a year: clubs alive on the day, visited, findings, and what became of them."""

    name: str
    key: str = ""
    club: Club | None = None
    clubs: int = 0
    visited: int = 0
    visits: int = 0
    findings: int = 0
    open: int = 0
    overdue: int = 0
    due: int = 0
    in_time: int = 0
    accuracy: Score = field(default_factory=Score)

    def add(self, other: PlaceRow) -> None:
        """Count another part in."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.accuracy += other.accuracy


COUNTED = ("clubs", "visited", "visits", "findings", "open", "overdue", "due", "in_time")


def place_rows(unit: Unit, clubs: QuerySet[Club], year: int, today: date) -> list[PlaceRow]:
    """The parts of a place on a day, each with its supervision in a year up to `today`; of a commune, its clubs.

    Seven queries however many clubs. `clubs` are those that the reader may see; one that lies in no part of the place
    (of a district that has ended: founded since) is counted in a row of its own without a key.
    """
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    living = Club.objects.alive_on(last).filter(pk__in=clubs.order_by().values("pk")).order_by("search_key", "pk")
    below = [] if unit.level == Unit.Level.COMMUNE else children(unit, today).exclude(unit__level=Unit.Level.CLUB)
    rows: dict[Any, PlaceRow] = {version.unit_id: PlaceRow(version.name, version.unit.key) for version in below}
    if rows:
        links = UnitLink.objects.filter(on_day(unit.seen_on(today)), above__in=list(rows), is_heir=False)
        part_of = dict(links.filter(below__club__in=clubs).order_by().values_list("below__club", "above"))
        elsewhere = PlaceRow(_("Nơi khác"))
    else:
        rows = {club.pk: PlaceRow(club.name, club=club) for club in living}
        part_of, elsewhere = {pk: pk for pk in rows}, PlaceRow(_("Câu lạc bộ đã kết thúc"))
    for pk in living.values_list("pk", flat=True):
        rows.get(part_of.get(pk), elsewhere).clubs += 1
    for pk, told in (*_visits(clubs, first, last), *_recounts(clubs, first, last), *_findings(clubs, first, last)):
        rows.get(part_of.get(pk), elsewhere).add(told)
    return [*rows.values(), *([elsewhere] if any(getattr(elsewhere, name) for name in COUNTED) else [])]


Told = Iterator[tuple[UUID, PlaceRow]]


def _visits(clubs: QuerySet[Club], first: date, last: date) -> Told:
    for pk, n in visits_within(clubs, first, last).order_by().values_list("club").annotate(n=Count("pk")):
        yield pk, PlaceRow("", visits=n, visited=1)


def _recounts(clubs: QuerySet[Club], first: date, last: date) -> Told:
    rows = Recount.objects.filter(visit__in=visits_within(clubs, first, last).order_by().values("pk")).order_by()
    for pk, right, checked in rows.values_list("visit__club").annotate(r=Sum("right"), c=Sum("checked")):
        yield pk, PlaceRow("", accuracy=Score(right=right, checked=checked))


def _findings(clubs: QuerySet[Club], first: date, last: date) -> Told:
    is_open = Q(closed_on__isnull=True) | Q(closed_on__gt=last)
    due = Q(due_on__range=(first, last))
    counts = {
        "findings": Count("pk", filter=Q(found_on__gte=first)),
        "open": Count("pk", filter=is_open),
        "overdue": Count("pk", filter=is_open & Q(due_on__lt=last)),
        "due": Count("pk", filter=due),
        "in_time": Count("pk", filter=due & Q(closed_on__lte=F("due_on"))),
    }
    rows = SupervisionFinding.objects.filter(club__in=clubs.order_by().values("pk"), found_on__lte=last).order_by()
    for pk, *counted in rows.values_list("club").annotate(**counts):
        yield pk, PlaceRow("", **dict(zip(counts, counted, strict=True)))


def place_total(rows: Sequence[PlaceRow], name: str) -> PlaceRow:
    """All parts together."""
    total = PlaceRow(name)
    for row in rows:
        total.add(row)
    return total
