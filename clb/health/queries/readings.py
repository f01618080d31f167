"""What is asked about readings: who agreed to them, and what was measured, as far as one reader may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import CheckUp, EmergencyAccess, HealthCheck
from clb.health.rules import (
    PressureHint,
    ValueHint,
    bmi_hint,
    days_to_go,
    glucose_hint,
    is_glucose_danger,
    pressure_hint,
    waist_hint,
)
from clb.health.rules.charts import Chart, pressure_chart
from clb.law.classes import BMI, FASTING, HOME, OFFICE, RANDOM, WAIST, pressure_table, value_table
from clb.law.norms import Source
from clb.members.models import Consent, Membership, Person, not_withheld
from clb.members.queries import members_on

from .consents import agreed_among


def people_of(clubs: QuerySet[Club]) -> QuerySet[Person]:
    """Whoever belongs or belonged to one of `clubs`."""
    mine = Membership.objects.filter(person=OuterRef("pk"), club__in=clubs.values("pk"))
    return Person.objects.filter(Exists(mine))


def clubs_with(user: User, *rights: str) -> QuerySet[Club]:
    """Clubs where `user` holds one of these rights today."""
    found = Q()
    for right in rights:
        found |= Q(unit__in=user.reach(right).values("below"))
    return Club.objects.filter(found).select_related("unit")


def club_of_person(clubs: QuerySet[Club], person: Person) -> Club | None:
    """Of `clubs`, the one of the person's newest membership; None where there is none."""
    mine = Membership.objects.filter(person=person, club__in=clubs.values("pk")).select_related("club__unit")
    newest = mine.order_by("-from_on", "pk").first()
    return newest.club if newest else None


@dataclass(frozen=True)
class CheckRow:
    """A reading with the class of each value, or none; weight in kg, height and waist in cm, glucose in mmol/L."""

    check: HealthCheck
    hint: PressureHint | None
    bmi: ValueHint | None
    waist: ValueHint | None
    glucose: ValueHint | None

    @property
    def weight_kg(self) -> float | None:
        """Kilograms, or None where it was not weighed."""
        return None if self.check.weight_g is None else self.check.weight_g / 1_000

    @property
    def height_cm(self) -> float | None:
        """Centimetres, or None where it was not measured."""
        return None if self.check.height_mm is None else self.check.height_mm / 10

    @property
    def waist_cm(self) -> float | None:
        """Centimetres, or None where it was not measured."""
        return None if self.check.waist_mm is None else self.check.waist_mm / 10

    @property
    def values(self) -> list[ValueHint]:
        """The classes of single values that there are."""
        return [hint for hint in (self.bmi, self.waist, self.glucose) if hint]

    @property
    def go_by(self) -> date | None:
        """By when to see a doctor, where the pressure or the glucose is one of danger; else None."""
        is_pressure = self.hint is not None and self.hint.held.is_danger
        if not is_pressure and not is_glucose_danger(self.check.glucose_umol_l, on=self.check.measured_on):
            return None
        return self.check.measured_on + timedelta(days=days_to_go(True, on=self.check.measured_on))

    @property
    def refers(self) -> bool:
        """Is one of its classes worth a doctor?"""
        return any(hint.held.refers for hint in (self.hint, *self.values) if hint)


def checks_of(user: User, person: Person, at: datetime) -> QuerySet[HealthCheck]:
    """The readings of `person` that `user` may see at that moment, newest first: by right, or in an emergency."""
    urgent = EmergencyAccess.objects.standing(user, at).filter(person=person).values("club")
    mine = Q(club__unit__in=user.reach("health.read").values("below")) | Q(club__in=urgent)
    shown = HealthCheck.objects.filter(not_withheld(Consent.Purpose.HEALTH), mine, person=person)
    return shown.select_related("club").order_by("-measured_on", "-pk")


def check_rows(checks: Iterable[HealthCheck], person: Person) -> list[CheckRow]:
    """The same with the class of each value by the table of its own day and place; in one query more.

    The body mass index takes the height last measured by that day, since nobody is measured each month.
    """
    known = _heights([person.pk])[person.pk]
    return [_row(check, person.sex, known) for check in checks]


def check_rows_of_many(checks: Collection[HealthCheck]) -> list[CheckRow]:
    """The same of several people, whose `person` is at hand; also in one query more."""
    known = _heights([check.person_id for check in checks])
    return [_row(check, check.person.sex, known[check.person_id]) for check in checks]


def _heights(people: Collection[UUID]) -> dict[UUID, list[tuple[date, int | None]]]:
    """The heights ever measured of each, by day."""
    rows = HealthCheck.objects.filter(person__in=people, height_mm__isnull=False).order_by("measured_on")
    found: dict[UUID, list[tuple[date, int | None]]] = defaultdict(list)
    for person, on, height in rows.values_list("person", "measured_on", "height_mm"):
        found[person].append((on, height))
    return found


def _row(check: HealthCheck, sex: str, heights: list[tuple[date, int | None]]) -> CheckRow:
    on = check.measured_on
    height = next((mm for day, mm in reversed(heights) if day <= on), None)
    return CheckRow(
        check,
        _hint(check),
        bmi_hint(check.weight_g, height, on=on) if check.weight_g and height else None,
        waist_hint(check.waist_mm, sex, on=on) if check.waist_mm else None,
        None if check.glucose_umol_l is None else glucose_hint(check.glucose_umol_l, bool(check.is_fasting), on=on),
    )


def _hint(check: HealthCheck) -> PressureHint | None:
    if check.systolic_mmhg is None or check.diastolic_mmhg is None:
        return None
    return pressure_hint(check.systolic_mmhg, check.diastolic_mmhg, place=check.place, on=check.measured_on)


def check_ups_of(user: User, person: Person) -> QuerySet[CheckUp]:
    """The periodic check-ups of `person` that `user` may see, newest first."""
    mine = CheckUp.objects.visible_to(user).filter(person=person, state=CheckUp.State.SEEN)
    return mine.select_related("club", "campaign__unit").order_by("-seen_on", "pk")


@dataclass(frozen=True)
class TableShown:
    """A table of classes as a page shows it: lines in words, and every source behind them."""

    what: str
    unit: str
    version: int
    lines: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


def tables_shown(sex: str, on: date) -> list[TableShown]:
    """The tables in force on a day by which a person of this sex is judged, each with its version and sources."""
    found = []
    for name in (OFFICE, HOME):
        table = pressure_table(name, on=on)
        lines = [
            (c.name, gettext("từ %(upper)s/%(lower)s") % {"upper": c.systolic_mmhg, "lower": c.diastolic_mmhg})
            for c in table.classes[1:]
        ]
        low = {"upper": table.low.systolic_mmhg, "lower": table.low.diastolic_mmhg}
        lines.append((table.low.name, gettext("dưới %(upper)s hoặc dưới %(lower)s") % low))
        sources = (table.classes[0].source, table.low.source)
        found.append(TableShown(table.what, table.unit, table.version, tuple(lines), sources))
    for name in (BMI, f"{WAIST}.{sex}", FASTING, RANDOM):
        values = value_table(name, on=on)
        rows = tuple((c.name, _from(c.line)) for c in values.classes)
        found.append(TableShown(values.what, values.unit, values.version, rows, (values.classes[0].source,)))
    return found


def _from(line: Fraction) -> str:
    return gettext("từ %s") % f"{float(line):g}".replace(".", ",") if line else gettext("dưới mức sau")


CHART_READINGS = 36


def chart_of(checks: QuerySet[HealthCheck], on: date) -> Chart | None:
    """The last readings of blood pressure out of `checks` (newest first) as a drawing, with the lines from which the
    office's table advises a doctor; None of fewer than two days."""
    newest = checks.filter(systolic_mmhg__isnull=False)[:CHART_READINGS]
    rows = [(c.measured_on, c.systolic_mmhg or 0, c.diastolic_mmhg or 0) for c in newest]
    high = next(c for c in pressure_table(OFFICE, on=on).classes if c.refers)
    names = (gettext("Số trên"), gettext("Số dưới"))
    return pressure_chart(rows[::-1], (high.systolic_mmhg, high.diastolic_mmhg), names)


@dataclass(frozen=True)
class PersonLine:
    """A member in a club's list: whether readings may be recorded, and when the last was; never what was measured."""

    person: Person
    has_agreed: bool
    last_on: date | None


def members_to_measure(club: Club, on: date) -> QuerySet[Membership]:
    """The members of `club` on a day, by given name."""
    return members_on(Club.objects.filter(pk=club.pk), on)


def person_lines(memberships: Iterable[Membership], club: Club, on: date) -> list[PersonLine]:
    """The same as lines, in two queries more."""
    people = [m.person for m in memberships]
    agreed = agreed_among([person.pk for person in people], on)
    checks = HealthCheck.objects.filter(club=club, person__in=people).order_by()
    last = dict(checks.values_list("person").annotate(Max("measured_on")))
    return [PersonLine(person, person.pk in agreed, last.get(person.pk)) for person in people]
