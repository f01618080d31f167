"""Lists of donations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from clb.access.models import User
from clb.giving.models import CLUB, Donation
from clb.places.models import Unit
from clb.places.queries import names_on

from .totals import on_ground


@dataclass(frozen=True)
class Wanted:
    """Which donations a list shows; what is None or empty narrows nothing."""

    year: int | None = None
    form: str = ""
    source: str = ""
    club: UUID | None = None


def donations_seen_by(user: User, wanted: Wanted) -> QuerySet[Donation]:
    """Donations that `user` sees, reversed ones too, the newest first."""
    rows = Donation.objects.visible_to(user)
    if wanted.year:
        rows = rows.filter(received_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.form:
        rows = rows.filter(form=wanted.form)
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.club:
        rows = rows.filter(office=CLUB, unit__club=wanted.club)
    return rows.select_related("donor", "drive", "unit").order_by("-received_on", "-year", "-number", "pk")


def grounds(user: User, on: date) -> list[tuple[Unit, str]]:
    """Units where `user` holds an office and may read sums, with their names; the sums are of all that lies below."""
    reached = set(user.reach("giving.read").values_list("above", flat=True).distinct())
    units = list(Unit.objects.filter(pk__in=reached & _held(user)).order_by("pk"))
    names = names_on([unit.pk for unit in units], on)
    return [(unit, names.get(unit.pk, unit.key)) for unit in units]


def _held(user: User) -> set[int]:
    return set(user.assignments.values_list("unit", flat=True))


def within_year(unit: Unit, year: int) -> QuerySet[Donation]:
    """Standing donations on the ground of `unit` received in `year`."""
    last = date(year, 12, 31)
    return Donation.objects.standing().filter(on_ground(unit, last), received_on__range=(date(year, 1, 1), last))
