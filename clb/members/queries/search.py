"""Finding people by words of their names: with or without diacritics, in any order, the last word while it is typed.

There are three ways, each quick where the others are slow: someone of a few clubs looks through their members;
someone of a province or the nation looks the names up by their words first, since millions bear far fewer names; and
where the words are borne by very many (`nguyen`), people are gone through in the order of the list.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from clb.access.models import User
from clb.kernel.text import given_name_first, plain
from clb.members.models import Membership, NameWord, Person
from clb.places.models import UnitLink

FEW_CLUBS = 60
MANY_CLUBS = 2_000
FEW_NAMES = 400
FOUND_AT_MOST = 1_000  # a page says "hơn 1.000 người" instead of counting a nation


def find_people(user: User, text: str) -> list[UUID]:
    """Ids, in the order of lists, of people whom `user` may see and whose names hold every word of `text`.

    The last word may be unfinished. Of very many, the first FOUND_AT_MOST and one more; without words, nobody.
    """
    words = plain(text).split()
    if not words:
        return []
    reach = user.reach("members.read")
    # From the links to the clubs, so that a database stops at the limit instead of gathering a nation first.
    clubs = list(reach.filter(below__club__isnull=False).values_list("below__club", flat=True)[: MANY_CLUBS + 1])
    if len(clubs) <= FEW_CLUBS:
        here = Membership.objects.filter(club__in=clubs).values("person")
        return _first(_bearing(Person.objects.filter(pk__in=here), words))
    everyone = _met_often(reach) if len(clubs) > MANY_CLUBS else Person.objects.visible_to(user)
    names = list(_names(words)[: FEW_NAMES + 1])
    if len(names) <= FEW_NAMES:
        return _first(everyone.filter(sort_key__in=[given_name_first(name) for name in names]))
    return _first(_bearing(everyone, words))


def _met_often(reach: QuerySet[UnitLink]) -> QuerySet[Person]:
    """People whom `reach` shows, asked person by person: where most are visible, nothing is gathered beforehand."""
    seen = reach.filter(below__club__memberships__person=OuterRef("pk"))
    return Person.objects.filter(Exists(seen))


def _first(people: QuerySet[Person]) -> list[UUID]:
    # Found once as ids and paged as such: asked again with a limit, a database would walk all names for the order.
    return list(people.order_by("sort_key", "pk").values_list("pk", flat=True)[: FOUND_AT_MOST + 1])


def _bearing(people: QuerySet[Person], words: list[str]) -> QuerySet[Person]:
    """Those of `people` with these words, read name by name."""
    padded = Concat(Value(" "), F("search_key"), Value(" "), output_field=CharField())
    for word in words[:-1]:
        people = people.alias(padded=padded).filter(padded__contains=f" {word} ")
    return people.alias(padded=padded).filter(padded__contains=f" {words[-1]}") if words else people


def _names(words: list[str]) -> QuerySet[NameWord, str]:
    """Names with these words, from the index: the rarest word first, the others looked up for each of its names."""
    ways = [Q(word=word) for word in words[:-1]] + [_begins(words[-1])]
    counts = [len(NameWord.objects.filter(way).order_by().values_list("pk")[:FEW_COUNTED]) for way in ways]
    rarest = counts.index(min(counts))
    found = NameWord.objects.filter(ways[rarest])
    for i, way in enumerate(ways):
        if i != rarest:
            found = found.filter(Exists(NameWord.objects.filter(way, search_key=OuterRef("search_key"))))
    return found.order_by().values_list("search_key", flat=True).distinct()


FEW_COUNTED = 2_000  # beyond that one word is as good a beginning as another


def _begins(word: str) -> Q:
    # SQLite compares bytes but can't use an index for LIKE; PostgreSQL has an index for LIKE but compares by language.
    if connection.vendor == "sqlite":
        return Q(word__gte=word, word__lt=word + "\U0010ffff")
    return Q(word__startswith=word)
