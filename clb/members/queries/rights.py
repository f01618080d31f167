"""Lists of what the law gives older people: who reaches a longevity age, who may not have applied for a pension."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from clb.access.models import User
from clb.clubs.models import Club
from clb.clubs.queries import communes_of
from clb.law.norms import Source, norm
from clb.members.models import Circumstance, HouseholdClass, Membership
from clb.members.rules.entitlements import (
    Longevity,
    PensionAges,
    PensionState,
    is_age_unsure,
    longevity_age,
    pension_state,
)
from clb.places.models import Unit
from clb.places.queries import names_on

from .people import classes_on, members_on

SHOWN = (PensionState.MAY_APPLY, PensionState.UNKNOWN)
POOR = (HouseholdClass.Class.POOR, HouseholdClass.Class.NEAR_POOR)


@dataclass(frozen=True)
class Entitled:
    """A line of a list: the membership, the age reached, whether a birth known by year only leaves it unsure."""

    membership: Membership
    age: int
    is_unsure: bool
    state: str = ""


@dataclass(frozen=True)
class EntitledList:
    """Lines by hamlet (or commune, where no hamlet is recorded), by name, with the source of the ages."""

    groups: tuple[tuple[str, tuple[Entitled, ...]], ...]
    sources: tuple[Source, ...]

    @property
    def total(self) -> int:
        """How many people stand in the list."""
        return sum(len(rows) for _place, rows in self.groups)


@dataclass(frozen=True)
class CommuneLists:
    """A commune by key and name, and whether its list of the social pension may be seen too."""

    key: str
    name: str
    has_pension_list: bool


def communes_read_by(user: User, day: date) -> QuerySet[Unit]:
    """Communes that exist on `day` and where `user` may read members of all clubs."""
    reached = user.reach("members.read").values("below")
    return Unit.objects.on(day).filter(level=Unit.Level.COMMUNE, pk__in=reached).order_by("pk")


def commune_lists(user: User, communes: Iterable[Unit], day: date) -> list[CommuneLists]:
    """The same with their names on `day` and what `user` may see of them, however many they are."""
    units = list(communes)
    if not units:
        return []
    names = names_on([unit.pk for unit in units], day)
    reached = user.reach("members.read_sensitive").filter(below__in=[unit.pk for unit in units])
    sensitive = set(reached.values_list("below", flat=True))
    return [CommuneLists(unit.key, names.get(unit.pk, unit.key), unit.pk in sensitive) for unit in units]


def longevity_list(clubs: QuerySet[Club], year: int, day: date) -> EntitledList:
    """Members of `clubs` on `day` who reach an honoured age in `year`, each once. Raises LookupError without a norm."""
    on = date(year, 12, 31)
    first, step, yearly = (norm(f"longevity.{name}", on=on) for name in ("first_age", "step", "yearly_age"))
    ages = Longevity(*(int(n.min or 0) for n in (first, step, yearly)))
    rows = [
        Entitled(m, age, m.person.is_birth_year_only)
        for m in _people(clubs, day)
        if (age := longevity_age(m.person.birth_on.year, year, ages)) is not None
    ]
    return EntitledList(_by_hamlet(rows, clubs, day), (first.source,))


def pension_list(clubs: QuerySet[Club], day: date) -> EntitledList:
    """Members of `clubs` on `day` of the age for the social pension, with no record of receiving it, of applying
    or of another pension. Raises LookupError on a day without the norm.
    """
    norms = [norm(f"social_pension.{name}", on=day) for name in ("age", "age_poor")]
    ages = PensionAges(*(int(n.min or 0) for n in norms))
    members = list(_people(clubs, day))
    ids = [m.person_id for m in members]
    classes, records = classes_on(ids, day), records_on(ids, day)
    rows = []
    for m in members:
        held = classes.get(m.person_id)
        is_poor = held is not None and held.household_class in POOR
        state = pension_state(m.person.birth_on, is_poor, records.get(m.person_id, ()), day, ages)
        if state in SHOWN:
            age = ages.poor if is_poor else ages.everyone
            unsure = is_age_unsure(m.person.birth_on.year, m.person.is_birth_year_only, day, age)
            rows.append(Entitled(m, m.person.age_on(day), unsure, state))
    return EntitledList(_by_hamlet(rows, clubs, day), (norms[0].source,))


def records_on(people: Iterable[object], day: date) -> dict[object, set[str]]:
    """The kinds of circumstance that hold of each of `people` on `day`."""
    found: dict[object, set[str]] = {}
    rows = Circumstance.objects.on(day).filter(person__in=people).readable()
    for person, kind in rows.values_list("person", "kind"):
        found.setdefault(person, set()).add(kind)
    return found


def _people(clubs: QuerySet[Club], day: date) -> Iterable[Membership]:
    """The oldest membership of each person, however many clubs, by given name."""
    found: dict[object, Membership] = {}
    rows = members_on(clubs, day).select_related("person__household", "club")
    for membership in rows.order_by("person__sort_key", "from_on", "pk"):
        found.setdefault(membership.person_id, membership)
    return found.values()


def _by_hamlet(rows: list[Entitled], clubs: QuerySet[Club], day: date) -> tuple[tuple[str, tuple[Entitled, ...]], ...]:
    homes = {r.membership.person.household.unit_id for r in rows if r.membership.person.household}
    names, communes = names_on({pk for pk in homes if pk}, day), communes_of(clubs, day)
    groups: dict[str, list[Entitled]] = {}
    for row in rows:
        home = row.membership.person.household
        place = names.get(home.unit_id, "") if home and home.unit_id else ""
        groups.setdefault(place or communes.get(row.membership.club.unit_id, ""), []).append(row)
    return tuple((place, tuple(found)) for place, found in sorted(groups.items()))
