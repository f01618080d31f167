"""In whose name a report is drawn up: the office of the person who asks for it. The officer may change it in Word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clb.access.models import User
from clb.access.roles import Role
from clb.places.queries import bare_name, name_on, version_on

_COUNCILS = {Role.COMMUNE, Role.GOVERNMENT}
_CLUB = {Role.CHAIR, Role.TREASURER}


@dataclass(frozen=True)
class Issuer:
    """A body as the head of a paper names it, and the place where it signs."""

    body: str
    place: str


def issuer_of(user: User, today: date) -> Issuer:
    """The office that `user` holds on a day; of several the one given first. Blank where there is none."""
    held = user.assignments.on(today).exclude(role=Role.SYSTEM).select_related("unit").order_by("pk").first()
    if held is None:
        return Issuer("", "")
    unit = name_on(held.unit, today)
    if held.role in _CLUB:
        version = version_on(held.unit, today)
        above = name_on(version.parent, today) if version and version.parent else ""
        return Issuer(unit, bare_name(above))
    office = "Ủy ban nhân dân" if held.role in _COUNCILS else held.get_role_display()
    return Issuer(f"{office}\n{unit}", bare_name(unit))
