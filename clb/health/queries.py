"""What is asked about readings: who agreed to them, and what was measured, as far as one reader may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from clb.access.models import User
from clb.clubs.models import Club
from clb.members.models import Consent, Membership, Person
from clb.members.queries import members_on

from .models import HealthCheck
from .rules import PressureHint, pressure_hint


def _agreed_on(on: date) -> QuerySet[Consent]:
    stands = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
    agreed = {"purpose": Consent.Purpose.HEALTH, "answer": Consent.Answer.AGREED}
    return Consent.objects.filter(stands, given_on__lte=on, **agreed)


def agreed_among(people: Collection[UUID], on: date) -> set[UUID]:
    """Those of `people` who had agreed, on that day, to have readings recorded; in one query."""
    return set(_agreed_on(on).filter(person__in=list(people)).values_list("person", flat=True))


def who_agreed(club: Club, on: date) -> set[UUID]:
    """The same for everyone who belongs or belonged to a club, by person id; in one query."""
    return set(_agreed_on(on).filter(person__memberships__club=club).values_list("person", flat=True))


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
    """A reading with the class of its blood pressure, or none; pressure in mmHg, weight in kg, height in cm."""

    check: HealthCheck
    hint: PressureHint | None

    @property
    def weight_kg(self) -> float | None:
        """Kilograms, or None where it was not weighed."""
        return None if self.check.weight_g is None else self.check.weight_g / 1_000

    @property
    def height_cm(self) -> float | None:
        """Centimetres, or None where it was not measured."""
        return None if self.check.height_mm is None else self.check.height_mm / 10


def checks_of(user: User, person: Person) -> QuerySet[HealthCheck]:
    """The readings of `person` that `user` may see, newest first."""
    mine = HealthCheck.objects.visible_to(user).filter(person=person)
    return mine.select_related("club").order_by("-measured_on", "-pk")


def check_rows(checks: Iterable[HealthCheck]) -> list[CheckRow]:
    """The same with the class of each by the table of its own day and place."""
    return [CheckRow(check, _hint(check)) for check in checks]


def _hint(check: HealthCheck) -> PressureHint | None:
    if check.systolic_mmhg is None or check.diastolic_mmhg is None:
        return None
    return pressure_hint(check.systolic_mmhg, check.diastolic_mmhg, place=check.place, on=check.measured_on)


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
