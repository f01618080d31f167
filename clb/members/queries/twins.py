"""Which records are suspected to be one person, among those that one reader may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.clubs.models import Club
from clb.members.models import Membership, Person, ToldApart, Twin
from clb.members.rules import Facts, Pair, pairs

from .people import with_memberships


@dataclass(frozen=True)
class Suspect:
    """Two records side by side, with the reasons; each person has the memberships that may be seen in `seen`."""

    one: Person
    other: Person
    pair: Pair


def suspects(user: User, clubs: QuerySet[Club]) -> list[Suspect]:
    """Pairs among members, present and past, of those of `clubs` whose members `user` may see; the surest first.

    Left out: records already linked, and pairs told apart unless more speaks for one person than did then.
    """
    seen = clubs.filter(unit__in=user.reach("members.read").values("below"))
    people = Person.objects.filter(pk__in=Membership.objects.filter(club__in=seen.values("pk")).values("person"))
    found = pairs(facts_of(people.filter(twin_of__isnull=True)))
    told = {(row.one_id, row.other_id): row.points for row in ToldApart.objects.filter(one__in=_keys(found))}
    found = [p for p in found if told.get(in_order(p.one.key, p.other.key), p.points - 1) < p.points]
    wanted = Person.objects.filter(pk__in=_keys(found) | {p.other.key for p in found})
    by_id = {person.pk: person for person in with_memberships(wanted, user)}
    return [Suspect(by_id[p.one.key], by_id[p.other.key], p) for p in found]


def _keys(found: Collection[Pair]) -> set[UUID]:
    return {key for pair in found for key in (pair.one.key, pair.other.key)}


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two ids as ToldApart keeps them."""
    return (one, other) if one < other else (other, one)


def facts_of(people: QuerySet[Person]) -> list[Facts]:
    """What is compared of `people`, in two queries."""
    clubs: dict[UUID, set[UUID]] = {}
    for person, club in Membership.objects.filter(person__in=people.values("pk")).values_list("person", "club"):
        clubs.setdefault(person, set()).add(club)
    return [
        Facts(
            key=p.pk,
            full_name=p.full_name,
            sex=p.sex,
            birth_on=p.birth_on,
            is_birth_year_only=p.is_birth_year_only,
            known_as=p.known_as,
            phone=p.phone,
            id_number=p.id_number,
            household=p.household_id,
            place=p.household.unit_id if p.household else None,
            clubs=frozenset(clubs.get(p.pk, ())),
        )
        for p in people.select_related("household").order_by("pk")
    ]


def links_seen_by(user: User, person: Person) -> QuerySet[Twin]:
    """Links between this person's records, to it as the main one or from it; of which `user` may see both."""
    seen = Person.objects.visible_to(user).values("pk")
    mine = Twin.objects.filter(Q(kept=person) | Q(twin=person))
    return mine.filter(kept__in=seen, twin__in=seen).select_related("kept", "twin").order_by("pk")
