"""Who owes which report: computed from the calendar and the tree of the due day, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.access.queries import offices
from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.places.models import RANK, Unit, UnitLink
from clb.places.queries import ancestors, names_on
from clb.reports.models import OWN_WRITERS, Report, ReportType, Rhythm, Waiver
from clb.reports.rules.periods import Span, due_day, period_words, span_from, spans_of

SOON = timedelta(days=30)
LOOKED_BACK_YEARS = 2


class Standing(StrEnum):
    """Where one obligation stands; the names that pages know are those of duties."""

    DONE = "DONE"
    WAITING = "WAITING"
    DUE = "DUE"
    OVERDUE = "OVERDUE"
    LOCKED = "LOCKED"
    LATER = "LATER"
    EXEMPT = "EXEMPT"


@dataclass(frozen=True)
class Owed:
    """One report that a unit owes, or owed: its days, the report where there is one, the exception where granted."""

    type: ReportType
    span: Span
    unit_id: int
    unit_key: str
    unit: str
    due_on: date
    timely_until: date
    locked_from: date | None
    report: Report | None
    waiver: Waiver | None
    on: date

    @property
    def period(self) -> str:
        """The period in words."""
        return period_words(self.type.rhythm, self.span)

    @property
    def period_key(self) -> str:
        """The period's first day, as addresses name it."""
        return self.span.from_on.isoformat()

    @property
    def is_handed_in(self) -> bool:
        """Was it ever handed in (and not returned)?"""
        return self.report is not None and self.report.submitted_on is not None

    @property
    def standing(self) -> Standing:
        """Where it stands on the day looked at."""
        report = self.report
        if report is not None and report.state == Report.State.ACCEPTED:
            return Standing.DONE
        if report is not None and report.state == Report.State.SUBMITTED:
            return Standing.WAITING
        if self.waiver is not None and self.waiver.is_exempt:
            return Standing.EXEMPT
        if self.locked_from is not None and self.on >= self.locked_from:
            return Standing.LOCKED
        if self.on > self.timely_until:
            return Standing.OVERDUE
        return Standing.DUE if self.due_on <= self.on + SOON else Standing.LATER


@dataclass(frozen=True)
class Days:
    """The days of an obligation: due, still in time, locked from (None: never)."""

    due_on: date
    timely_until: date
    locked_from: date | None


def days_of(type: ReportType, span: Span, waiver: Waiver | None = None) -> Days:
    """The days of a report for a period; an extension moves all of them."""
    due = due_day(span, type.due_days)
    if waiver is not None and waiver.until_on is not None:
        due = max(due, waiver.until_on)
    timely = due + timedelta(days=type.grace_days)
    if waiver is not None and waiver.until_on is not None:
        timely = due
    locked = None if type.lock_days is None else timely + timedelta(days=type.lock_days + 1)
    return Days(due, timely, locked)


def plan_span(type: ReportType) -> Span | None:
    """The period of the plan that the type is about."""
    return Span(type.plan.from_on, type.plan.until_on) if type.plan is not None else None


def spans_in(type: ReportType, year: int) -> list[Span]:
    """The periods of a type that end in `year` while the calendar's line holds."""
    until = type.until_on or date.max
    return [s for s in spans_of(type.rhythm, year, plan_span(type)) if type.from_on <= s.until_on <= until]


def span_at(type: ReportType, from_on: date) -> Span | None:
    """The period of a type that begins on a day; None where there is none or the line does not hold."""
    span = span_from(type.rhythm, from_on, plan_span(type))
    return span if span is not None and span in spans_in(type, span.until_on.year) else None


def owing(type: ReportType, span: Span) -> QuerySet[UnitLink, int]:
    """Ids of the units that owe a report, on the map of the due day; of clubs those that lived then and at the end of
    the period. A unit that had ended owes nothing any more: what falls due later is owed by who stands in its place.
    The closing review of a plan is owed by the plan's own place, though it ended.
    """
    if type.rhythm == Rhythm.PLAN and type.plan is not None and type.plan.place.level == type.level:
        own = UnitLink.objects.filter(above=type.plan.place, below=type.plan.place, is_heir=False)
        return own.order_by().values_list("below", flat=True).distinct()
    due = due_day(span, type.due_days)
    below = UnitLink.objects.filter(on_day(due), above=type.place, below__level=type.level, is_heir=False)
    if type.level == Unit.Level.CLUB:
        living = Club.objects.alive_on(due).filter(founded_on__lte=span.until_on)
        below = below.filter(below__in=living.values("unit"))
    return below.order_by().values_list("below", flat=True)


def receiver_of(type: ReportType, unit: Unit, day: date) -> Unit | None:
    """To whom `unit` hands in on a day: the lowest unit above it at the type's level or higher."""
    wanted = RANK[type.to_level]
    above = [u for u in ancestors(unit, day) if u.rank <= wanted and u.level != Unit.Level.HAMLET]
    return above[-1] if above else None


def types_of(unit: Unit, roles: Iterable[str], day: date) -> list[ReportType]:
    """The lines of the calendars above `unit` that ask it, or these offices at it, for a report on a day."""
    roles = set(roles)
    above = [*ancestors(unit, day), unit]
    mine = Q(office__in=roles)
    if roles & OWN_WRITERS:
        mine |= Q(office="")
    rows = ReportType.objects.filter(mine, level=unit.level).select_related("plan__place", "place")
    of_plan = Q(rhythm=Rhythm.PLAN, plan__place=unit)
    return list(rows.filter(Q(place__in=above) & ~Q(rhythm=Rhythm.PLAN) | of_plan).order_by("due_days", "title", "pk"))


def obligations(unit: Unit, types: Sequence[ReportType], years: Iterable[int], today: date) -> list[Owed]:
    """What `unit` owes of these types for the periods that end in `years`; three queries for all."""
    reports = Report.objects.filter(unit=unit, type__in=types).defer("draft", "differences")
    found = {(r.type_id, r.period_from): r for r in reports}
    waivers = {(w.type_id, w.period_from): w for w in Waiver.objects.filter(unit=unit, type__in=types)}
    name = names_on([unit.pk], today).get(unit.pk, unit.key)
    rows = []
    for type in types:
        for span in (span for year in sorted(set(years)) for span in spans_in(type, year)):
            at = (type.pk, span.from_on)
            rows.append(_owed(type, span, unit, name, found.get(at), waivers.get(at), today))
    return [row for row in rows if row.report is not None or _owes(row, unit)]


def _owes(row: Owed, unit: Unit) -> bool:
    """Did the unit stand on the due day, a club also at the period's end?"""
    if row.type.rhythm == Rhythm.PLAN:
        return True
    due = due_day(row.span, row.type.due_days)
    first = min(row.span.until_on, due) if unit.level == Unit.Level.CLUB else due
    return unit.from_on <= first and (unit.until_on is None or unit.until_on >= due)


def _owed(
    type: ReportType, span: Span, unit: Unit, name: str, report: Report | None, waiver: Waiver | None, today: date
) -> Owed:
    days = days_of(type, span, waiver)
    named = (unit.pk, unit.key, name)
    return Owed(type, span, *named, days.due_on, days.timely_until, days.locked_from, report, waiver, today)


def owed_of(type: ReportType, span: Span, unit: Unit, today: date) -> Owed:
    """One obligation, whether or not the unit still owes it."""
    report = Report.objects.filter(type=type, unit=unit, period_from=span.from_on).first()
    waiver = Waiver.objects.filter(type=type, unit=unit, period_from=span.from_on).first()
    name = names_on([unit.pk], today).get(unit.pk, unit.key)
    return _owed(type, span, unit, name, report, waiver, today)


def rows_of(type: ReportType, span: Span, units: Sequence[int], today: date) -> list[Owed]:
    """The obligations of these units (ids, in their order) for one period; four queries."""
    reports = Report.objects.filter(type=type, period_from=span.from_on, unit__in=units).defer("draft", "differences")
    found = {report.unit_id: report for report in reports}
    waivers = {w.unit_id: w for w in Waiver.objects.filter(type=type, period_from=span.from_on, unit__in=units)}
    names = names_on(units, due_day(span, type.due_days))
    at = Unit.objects.in_bulk(units)
    return [_owed(type, span, at[pk], names.get(pk, ""), found.get(pk), waivers.get(pk), today) for pk in units]


def own_units(user: User, today: date) -> list[tuple[Unit, set[str]]]:
    """The units where `user` holds an office, with the offices held there."""
    found: dict[int, tuple[Unit, set[str]]] = {}
    for held in offices(user, today):
        found.setdefault(held.unit_id, (held.unit, set()))[1].add(held.role)
    return list(found.values())


def owed_by(user: User, today: date) -> list[Owed]:
    """What the offices of `user` themselves still have to hand in: overdue or due within thirty days, soonest first."""
    years = range(today.year - LOOKED_BACK_YEARS + 1, today.year + 1)
    rows = [
        row
        for unit, roles in own_units(user, today)
        for row in obligations(unit, types_of(unit, roles, today), years, today)
    ]
    wanted = {Standing.OVERDUE, Standing.DUE}
    return sorted((r for r in rows if r.standing in wanted), key=lambda r: (r.due_on, r.type.title))


def awaiting(user: User, today: date) -> QuerySet[Report]:
    """Reports handed in to the units where `user` holds an office that accepts them, the oldest first."""
    if not user.may_anywhere("reports.accept_report"):
        return Report.objects.none()
    mine = [unit.pk for unit, _roles in own_units(user, today)]
    there = user.reach("reports.accept_report").filter(above__in=mine, below__in=mine).values("below")
    rows = Report.objects.filter(state=Report.State.SUBMITTED, receiver__in=there)
    return rows.select_related("type", "unit").defer("draft", "differences").order_by("submitted_on", "pk")


@dataclass(frozen=True)
class ReportsOfMine:
    """How many reports a person's offices have to hand in soon, are late with, and may take."""

    due: int
    overdue: int
    waiting: int


def reports_of_mine(user: User, today: date) -> ReportsOfMine:
    """What the first page says of reports; nothing where the person reads none."""
    if not user.may_anywhere("reports.read"):
        return ReportsOfMine(0, 0, 0)
    states = [row.standing for row in owed_by(user, today)]
    return ReportsOfMine(states.count(Standing.DUE), states.count(Standing.OVERDUE), awaiting(user, today).count())


def writes_for(user: User, type: ReportType, unit: Unit, today: date) -> bool:
    """May `user` write this report at `unit`: for an agency's by that office, else by the unit's own or those above?"""
    roles = [type.office] if type.office else list(OWN_WRITERS)
    held = offices(user, today).filter(role__in=roles).order_by().values("unit")
    return user.reach("reports.draft_report").filter(above__in=held, below=unit).exists()
