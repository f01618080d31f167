"""Who keeps what: the offices and clubs in whose name a person may write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.roles import CLUB_ROLES, GRANTS, Role
from clb.clubs.models import Club
from clb.giving.models import CLUB, OFFICES, Kept
from clb.kernel.dates import on_day
from clb.places.models import Unit
from clb.places.queries import names_on


@dataclass(frozen=True)
class Keeper:
    """An office at a unit, or a club; `name` as it stands on papers."""

    office: str
    unit: Unit
    name: str

    @property
    def key(self) -> str:
        """'FRONT@870': what a form sends."""
        return f"{self.office}@{self.unit.key}"


def keepers_of(user: User, right: str) -> list[Keeper]:
    """In whose name `user` may do `right` today: each office held, each club at whose table they sit."""
    rows = user.assignments.filter(on_day(timezone.localdate())).select_related("unit").order_by("unit__key", "role")
    allowed = user.reach(right).values_list("above", flat=True).distinct()
    reached = set(allowed.filter(above__in=[row.unit_id for row in rows]))
    found: dict[tuple[str, int], Unit] = {}
    for row in rows:
        is_club = row.unit.level == Unit.Level.CLUB
        grants = right in GRANTS.get(row.role, ())
        if row.unit_id in reached and grants and (is_club or row.role in OFFICES):
            found[CLUB if is_club else row.role, row.unit_id] = row.unit
    names = names_on([unit.pk for unit in found.values()], timezone.localdate())
    return [Keeper(office, unit, keeper_name(office, names[unit.pk])) for (office, _pk), unit in found.items()]


def club_keeper(user: User, right: str, key: str) -> Keeper | None:
    """The club of that unit, where `user` sits at its table from higher up; None for everyone else."""
    unit = Unit.objects.filter(key=key, level=Unit.Level.CLUB).first()
    roles = [role for role in CLUB_ROLES if right in GRANTS[role]]
    held = user.assignments.filter(on_day(timezone.localdate()), role__in=roles).values("unit")
    if unit is None or not user.reach(right).filter(above__in=held, below=unit).exists():
        return None
    return Keeper(CLUB, unit, names_on([unit.pk], timezone.localdate())[unit.pk])


def keeper_name(office: str, unit_name: str) -> str:
    """'Mặt trận Tổ quốc, Huyện Hồng Ngự'; of a club its own name."""
    if office == CLUB:
        return unit_name
    return _("%(office)s, %(place)s") % {"office": Role(office).label, "place": unit_name}


def keeper_of(row: Kept, on: date) -> Keeper:
    """Whose a row is, by the unit's name of `on`."""
    return Keeper(row.office, row.unit, keeper_name(row.office, names_on([row.unit_id], on).get(row.unit_id, "")))


def keeper_names(rows: Iterable[Kept], on: date) -> dict[tuple[str, int], str]:
    """By office and unit, the names of many; one query."""
    pairs = {(row.office, row.unit_id) for row in rows}
    names = names_on({unit for _office, unit in pairs}, on)
    return {(office, unit): keeper_name(office, names.get(unit, "")) for office, unit in pairs}


def club_of(row: Kept) -> Club | None:
    """The club that keeps the row; None where an office does."""
    return Club.objects.filter(unit=row.unit_id).select_related("unit").first() if row.office == CLUB else None
