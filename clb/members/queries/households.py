"""Where people live: households as one reader may see them, and the hamlets that may be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.clubs.models import Club
from clb.members.models import Household, Person
from clb.places.models import Unit, UnitLink
from clb.places.queries import name_on, version_on

NAMES_SHOWN = 3


@dataclass(frozen=True)
class HouseholdCard:
    """A household on a day: the name of the hamlet or commune ('' where unknown), and the people one may see."""

    household: Household
    place: str
    people: tuple[Person, ...]


def household_card(user: User, household: Household, day: date) -> HouseholdCard:
    """One household with those of its people whom `user` may see, the head first."""
    people = list(Person.objects.visible_to(user).filter(household=household).order_by("birth_on", "sort_key", "pk"))
    people.sort(key=lambda p: p.pk != household.head_id)
    place = name_on(household.unit, day) if household.unit else ""
    return HouseholdCard(household, place, tuple(people))


def shown_household(household: Household) -> str:
    """'Nguyễn Thị A, Trần Văn B · tổ 3': who lives there, then the address. Wants `people` fetched before."""
    names = [person.full_name for person in household.people.all()]
    more = ", …" if len(names) > NAMES_SHOWN else ""
    return " · ".join(filter(None, [", ".join(names[:NAMES_SHOWN]) + more, household.address]))


def home_units(user: User, right: str) -> QuerySet[Unit]:
    """Communes in which clubs lie where `user` holds `right`, and the hamlets of these; they stand today."""
    reached = user.reach(right)
    here = UnitLink.objects.filter(below__in=reached.values("below"), below__level=Unit.Level.CLUB)
    communes = here.filter(above__level=Unit.Level.COMMUNE, above__until_on__isnull=True, is_heir=False)
    ids = communes.values("above")
    hamlets = Q(level=Unit.Level.HAMLET, links_up__above__in=ids, links_up__until_on__isnull=True)
    found = Unit.objects.filter(hamlets | Q(pk__in=ids), until_on__isnull=True)
    return found.distinct().order_by("level", "key")


def home_of(club: Club, day: date) -> Unit | None:
    """The hamlet or commune that a club belonged to on a day; none while it waits to be assigned."""
    version = version_on(club.unit, day)
    return version.parent if version and not version.awaits_assignment else None
