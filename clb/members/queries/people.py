"""Who belonged where on a day, who bears a name, and what one reader may know of one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.kernel.text import plain
from clb.members.models import HouseholdClass, Membership, Person
from clb.places.models import Unit

from .counts import belonging


@dataclass(frozen=True)
class MemberRow:
    """A line of a club's list on a day: the membership, the full years reached, the household class or none."""

    membership: Membership
    age: int
    household_class: HouseholdClass | None


@dataclass(frozen=True)
class PersonCard:
    """What is recorded of a person, as far as one reader may see it; newest first."""

    person: Person
    on: date
    age: int
    memberships: tuple[Membership, ...]
    classes: tuple[HouseholdClass, ...]

    @property
    def belongs(self) -> bool:
        """Is the person a member somewhere, as far as the reader sees?"""
        return any(m.until_on is None for m in self.memberships)

    @property
    def household_class(self) -> HouseholdClass | None:
        """The class that holds on the day, or none."""
        held = (c for c in self.classes if c.from_on <= self.on and (c.until_on is None or self.on <= c.until_on))
        return next(held, None)


def clubs_read_by(user: User) -> QuerySet[Club]:
    """Clubs whose members `user` may see by name."""
    return Club.objects.filter(unit__in=user.reach("members.read").values("below")).select_related("unit")


def members_on(clubs: QuerySet[Club], day: date) -> QuerySet[Membership]:
    """Memberships of `clubs` that hold on `day`, by given name."""
    found = belonging(day).filter(club__in=clubs.values("pk"))
    return found.select_related("person", "club").order_by("person__sort_key", "pk")


def left_by(club: Club, day: date) -> QuerySet[Membership]:
    """Memberships of one club that ended before `day`, the last to leave first."""
    found = Membership.objects.filter(club=club, until_on__lt=day)
    return found.select_related("person").order_by("-until_on", "person__sort_key", "pk")


def member_rows(memberships: Iterable[Membership], day: date) -> list[MemberRow]:
    """The same as lines of a list, with each household's class on `day`, in one query more."""
    wanted = list(memberships)
    classes = classes_on([m.person_id for m in wanted], day)
    return [MemberRow(m, m.person.age_on(day), classes.get(m.person_id)) for m in wanted]


def with_memberships(people: QuerySet[Person], user: User) -> QuerySet[Person]:
    """`people` by given name, each with the memberships that `user` may see in `seen`, newest first."""
    mine = Membership.objects.visible_to(user).select_related("club").order_by("-from_on", "pk")
    return people.order_by("sort_key", "pk").prefetch_related(Prefetch("memberships", mine, to_attr="seen"))


def alike(full_name: str, birth_on: date, is_year_only: bool) -> QuerySet[Person]:
    """People of the same name whose birth may be the same: the same day, or the same year where a day is unknown."""
    found = Person.objects.filter(search_key=plain(full_name), birth_on__year=birth_on.year)
    return found if is_year_only else found.filter(Q(birth_on=birth_on) | Q(is_birth_year_only=True))


def lookalikes(user: User, full_name: str, birth: tuple[date, bool]) -> list[Person]:
    """People whom `user` may see and who may be the one meant, each with the memberships in `seen`."""
    return list(with_memberships(Person.objects.visible_to(user).filter(pk__in=alike(full_name, *birth)), user))


def class_on(person: Person, day: date) -> HouseholdClass | None:
    """The household class that held on `day`, or none."""
    return person.household_classes.filter(on_day(day)).first()


def classes_on(people: Collection[UUID], day: date) -> dict[UUID, HouseholdClass]:
    """The household class of each of `people` that held on `day`; whoever had none is left out."""
    return {row.person_id: row for row in HouseholdClass.objects.on(day).filter(person__in=people)}


def person_card(user: User, person: Person, day: date) -> PersonCard:
    """One person with what `user` may see of memberships, and the classes of the household."""
    mine = Membership.objects.visible_to(user).filter(person=person).select_related("club__unit")
    return PersonCard(
        person=person,
        on=day,
        age=person.age_on(day),
        memberships=tuple(mine.order_by("-from_on", "pk")),
        classes=tuple(person.household_classes.order_by("-from_on")),
    )


def unit_of_person(user: User, person: Person) -> Unit:
    """Where a right over a person is checked: the club of the newest membership that `user` may see."""
    mine = Membership.objects.visible_to(user).filter(person=person).select_related("club__unit")
    newest: Membership = mine.order_by("-from_on", "pk")[0]
    return newest.club.unit
