"""How completely and how timely reports came in: counted over obligations, by place, type, period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Count, F, Q

from clb.kernel.dates import on_day
from clb.places.models import Unit, UnitLink
from clb.places.queries import children, names_on
from clb.reports.models import Report, ReportType, Rhythm, Waiver
from clb.reports.rules.periods import Span, due_day, period_words

from .owed import owing, spans_in


@dataclass
class Rate:
    """Counts of obligations fallen due: owed, handed in at all, handed in by the last day in time, accepted."""

    owed: int = 0
    handed_in: int = 0
    in_time: int = 0
    accepted: int = 0

    @property
    def completeness(self) -> Fraction | None:
        """Handed in, of those owed, in per cent; None where none was owed."""
        return Fraction(100 * self.handed_in, self.owed) if self.owed else None

    @property
    def timeliness(self) -> Fraction | None:
        """Handed in in time, of those owed, in per cent; None where none was owed."""
        return Fraction(100 * self.in_time, self.owed) if self.owed else None

    def add(self, other: Rate) -> None:
        """The sums of both."""
        self.owed += other.owed
        self.handed_in += other.handed_in
        self.in_time += other.in_time
        self.accepted += other.accepted


@dataclass
class Rates:
    """By unit right below the place, by period, and all together. `not_due`: periods whose day is still to come."""

    by_unit: list[tuple[str, str, Rate]] = field(default_factory=list)
    by_period: list[tuple[str, date, Rate]] = field(default_factory=list)
    total: Rate = field(default_factory=Rate)
    not_due: int = 0


def rates_of(type: ReportType, place: Unit, year: int, today: date) -> Rates:
    """The rates of a type below `place` for the periods ending in `year` that fell due by `today`.

    Counted on the map of each due day; four queries a period, however many units there are.
    """
    found = Rates()
    units: dict[int, Rate] = defaultdict(Rate)
    for span in spans_in(type, year):
        due = due_day(span, type.due_days)
        if due >= today:
            found.not_due += 1
            continue
        of_period = Rate()
        for unit, rate in _of_span(type, place, span, due):
            units[unit].add(rate)
            of_period.add(rate)
        found.by_period.append((period_words(type.rhythm, span), due, of_period))
        found.total.add(of_period)
    names, keys = names_on(units, today), dict(Unit.objects.filter(pk__in=units).values_list("pk", "key"))
    found.by_unit = sorted(((keys[pk], names[pk], rate) for pk, rate in units.items()), key=lambda row: row[1])
    return found


def _of_span(type: ReportType, place: Unit, span: Span, due: date) -> Iterator[tuple[int, Rate]]:
    groups = _groups(type, place, due)
    links = UnitLink.objects.filter(above__in=groups, is_heir=False)
    if type.rhythm != Rhythm.PLAN:
        links = links.filter(on_day(due))
    owed = links.filter(below__in=owing(type, span))
    count = Count("below", distinct=True)
    expected = Counter(dict(owed.order_by().values("above").annotate(n=count).values_list("above", "n")))
    exempt = Waiver.objects.filter(type=type, period_from=span.from_on, until_on__isnull=True).values("unit")
    reports = Report.objects.filter(type=type, period_from=span.from_on, submitted_on__isnull=False)
    free = owed.filter(below__in=exempt).exclude(below__in=reports.values("unit"))
    expected -= Counter(dict(free.order_by().values("above").annotate(n=count).values_list("above", "n")))
    within_time = Count("unit", distinct=True, filter=Q(submitted_on__lte=F("timely_until")))
    accepted = Count("unit", distinct=True, filter=Q(state=Report.State.ACCEPTED))
    handed = reports.filter(unit__in=owed.values("below"), unit__links_up__in=owed)
    rows = (
        handed.order_by()
        .values("unit__links_up__above")
        .annotate(n=Count("unit", distinct=True), t=within_time, a=accepted)
    )
    came = {row["unit__links_up__above"]: row for row in rows}
    for unit, n in expected.items():
        row = came.get(unit, {"n": 0, "t": 0, "a": 0})
        yield unit, Rate(n, row["n"], row["t"], row["a"])


def _groups(type: ReportType, place: Unit, due: date) -> list[int]:
    """The units right below the place by which is counted; the place itself where it is what owes."""
    if type.level == place.level or type.rhythm == Rhythm.PLAN:
        return [place.pk]
    below = children(place, due).exclude(unit__level=Unit.Level.HAMLET)
    found = list(below.values_list("unit", flat=True))
    return found or [place.pk]
