"""In whose name a report is drawn up: the office of the person who asks for it. The officer may change it in Word."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.utils import translation

from clb.access.models import User
from clb.access.roles import Role
from clb.places.models import Unit
from clb.places.queries import bare_name, name_on, version_on

SIGNING = Path(__file__).parent / "data" / "signing.yaml"
COUNCILS = {Role.COMMUNE, Role.GOVERNMENT}
_CLUB = {Role.CHAIR, Role.TREASURER}


@dataclass(frozen=True)
class Issuer:
    """A body as the head of a paper names it, and the place where it signs."""

    body: str
    place: str
    signs: tuple[str, ...] = field(default=(), compare=False)


@cache
def _signing() -> dict[str, tuple[str, ...]]:
    return {office: tuple(lines) for office, lines in yaml.safe_load(SIGNING.read_text("utf8")).items()}


def signing_lines(role: str) -> tuple[str, ...]:
    """What stands above the signer's name for an office (a Role value); a line to be changed where no text tells it."""
    return _signing().get(role) or _signing()["OTHER"]


def issuer_of(user: User, today: date) -> Issuer:
    """The office that `user` holds on a day; of several the one given first. Blank where there is none."""
    held = user.assignments.on(today).exclude(role=Role.SYSTEM).select_related("unit").order_by("pk").first()
    if held is None:
        return Issuer("", "", signing_lines(""))
    unit = name_on(held.unit, today)
    if held.role in _CLUB:
        version = version_on(held.unit, today)
        above = name_on(version.parent, today) if version and version.parent else ""
        return Issuer(unit, bare_name(above), signing_lines(Role.CHAIR))
    office = "Ủy ban nhân dân" if held.role in COUNCILS else held.get_role_display()
    return Issuer(f"{office}\n{unit}", bare_name(unit), signing_lines(held.role))


def office_at(user: User, unit: Unit, today: date, office: str = "") -> dict[str, str]:
    """In whose name `user` draws up a report of `unit`, as a report freezes it: body, who stands above, place, what
    stands above the signer's name (lines), the office (a Role value). In Vietnamese. `office` is the agency whose
    report it is, where it is one's.

    An office held at the unit itself goes before one above it, whose holder types it in for the unit.
    """
    role = office or _own_role(user, unit, today)
    name, place = name_on(unit, today), bare_name(name_on(unit, today))
    above = version_on(unit, today)
    higher = name_on(above.parent, today) if above and above.parent else ""
    if unit.level == Unit.Level.CLUB:
        told = {"issuer": name, "superior": "", "issued_at": bare_name(higher)}
        return told | {"office": Role.CHAIR.value, "signs": "\n".join(signing_lines(Role.CHAIR))}
    with translation.override("vi"):
        body = "Ủy ban nhân dân" if role in COUNCILS else str(Role(role).label)
    signs = "\n".join(signing_lines(role))
    head = {"issuer": f"{body}\n{name}", "superior": "", "issued_at": place}
    return head | {"office": str(role), "signs": signs}


def _own_role(user: User, unit: Unit, today: date) -> str:
    held = user.assignments.on(today).exclude(role=Role.SYSTEM).filter(unit=unit).order_by("pk").first()
    return held.role if held else Role.GOVERNMENT
