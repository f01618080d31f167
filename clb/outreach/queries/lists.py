"""Which offices a person acts for, and the lists of plan lines, broadcasts and materials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from clb.access.models import User
from clb.access.queries import offices
from clb.access.roles import GRANTS
from clb.kernel.text import plain
from clb.outreach.models import Broadcast, Material, OfAgency, PlannedOutreach
from clb.outreach.quarters import Quarter
from clb.places.models import Unit
from clb.places.queries import names_on, within


@dataclass(frozen=True)
class Office:
    """An agency at a unit for which somebody acts."""

    agency: str
    unit: Unit
    label: str

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.agency}:{self.unit.key}"


def offices_for(user: User, right: str, day: date) -> list[Office]:
    """The agencies for which `user` may do `right` on a day, each once, highest unit first."""
    if not user.may_anywhere(right):
        return []
    held = [row for row in offices(user, day) if right in GRANTS.get(row.role, ())]
    names = names_on([row.unit_id for row in held], day)
    made = {(row.role, row.unit_id): row for row in held}
    return [Office(role, row.unit, f"{row.get_role_display()}: {names[unit]}") for (role, unit), row in made.items()]


def is_own(user: User, row: OfAgency, day: date) -> bool:
    """Does `user` hold the office of the row's agency there or above, on a day?"""
    held = offices(user, day).filter(role=row.agency).values("unit")
    return user.reach("outreach.read", day).filter(above__in=held, below=row.unit_id).exists()


def lines_seen_by(user: User, place: Unit, year: int, day: date) -> QuerySet[PlannedOutreach]:
    """Plan lines of a year at a place that `user` may see, by quarter, unit and agency."""
    rows = PlannedOutreach.objects.visible_to(user).filter(unit__in=within(place, day))
    rows = rows.filter(quarter_end__range=(Quarter(year, 1).first, Quarter(year, 4).last))
    return rows.select_related("unit", "task__plan").order_by("quarter_end", "unit", "agency", "channel", "topic", "pk")


def broadcasts_seen_by(user: User, place: Unit, year: int, day: date) -> QuerySet[Broadcast]:
    """Broadcasts of a year at a place that `user` may see, newest first, with how many proofs each has."""
    rows = Broadcast.objects.visible_to(user).filter(unit__in=within(place, day))
    rows = rows.filter(told_on__range=(Quarter(year, 1).first, Quarter(year, 4).last))
    return rows.select_related("unit").annotate(n_proofs=Count("proofs")).order_by("-told_on", "topic", "pk")


def own_lines(user: User, right: str, day: date) -> QuerySet[PlannedOutreach]:
    """Plan lines of the agencies for which `user` acts, newest first."""
    own = Q(pk__in=[])
    for office in offices_for(user, right, day):
        own |= Q(agency=office.agency, unit=office.unit)
    rows = PlannedOutreach.objects.filter(own).select_related("unit")
    return rows.order_by("-quarter_end", "channel", "topic", "pk")


def find_materials(user: User, text: str) -> QuerySet[Material]:
    """The library by title, with or without diacritics; `text` also looks into topic and origin. With uses counted."""
    rows = Material.objects.visible_to(user)
    for word in plain(text)[:100].split():
        rows = rows.filter(search_key__contains=word)
    return rows.select_related("unit").annotate(n_uses=Count("uses", distinct=True)).order_by("search_key", "pk")
