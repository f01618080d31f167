"""Who belonged where on a day, and the counts by which clubs are judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from clb.clubs.models import Club
from clb.kernel.dates import on_day, years_before
from clb.kernel.text import plain
from clb.places.models import Unit, UnitLink

from .models import ClubMonth, HouseholdClass, Membership, Person

OLDER_AGE, OLDER_AGE_IN_PRACTICE = 60, 55  # the law's line and the clubs' own (docs/decisions/0003)


@dataclass(frozen=True)
class Counts:
    """Members of one or more clubs on a day, by overlapping kinds. A person in two clubs counts in each."""

    members: int = 0
    women: int = 0
    older_60: int = 0
    older_55: int = 0
    older_60_women: int = 0
    poor: int = 0
    near_poor: int = 0
    hardship: int = 0

    @classmethod
    def of(cls, row: ClubMonth) -> Self:
        """The counts stored for a club and month."""
        return cls(**{name: getattr(row, name) for name in COUNTED})

    @property
    def men(self) -> int:
        """Members who are not women."""
        return self.members - self.women

    @property
    def young_60(self) -> int:
        """Members below 60."""
        return self.members - self.older_60

    @property
    def young_55(self) -> int:
        """Members below 55."""
        return self.members - self.older_55


COUNTED = tuple(f.name for f in fields(Counts))


@dataclass(frozen=True)
class MonthCounts:
    """Counts at a month's end and how many clubs they were counted over."""

    month_end: date
    counts: Counts
    clubs_counted: int


def count_expressions(day: date) -> dict[str, Any]:
    """The one definition of every count, as aggregates over memberships that hold on `day`."""
    older = Q(person__birth_on__lte=years_before(day, OLDER_AGE))
    women = Q(person__sex=Person.Sex.FEMALE)

    def in_class(household_class: str) -> Any:
        held = HouseholdClass.objects.filter(on_day(day), person=OuterRef("person"), household_class=household_class)
        return Count("pk", filter=Exists(held))

    return {
        "members": Count("pk"),
        "women": Count("pk", filter=women),
        "older_60": Count("pk", filter=older),
        "older_55": Count("pk", filter=Q(person__birth_on__lte=years_before(day, OLDER_AGE_IN_PRACTICE))),
        "older_60_women": Count("pk", filter=older & women),
        "poor": in_class(HouseholdClass.Class.POOR),
        "near_poor": in_class(HouseholdClass.Class.NEAR_POOR),
        "hardship": in_class(HouseholdClass.Class.HARDSHIP),
    }


def counts_on(clubs: QuerySet[Club], day: date) -> Counts:
    """Members of `clubs` on `day`, counted from memberships."""
    memberships = Membership.objects.on(day).filter(club__in=clubs.values("pk"))
    return Counts(**memberships.aggregate(**count_expressions(day)))


def counts_by_club(clubs: QuerySet[Club], day: date) -> dict[UUID, Counts]:
    """The same by club; a club without members is left out."""
    memberships = Membership.objects.on(day).filter(club__in=clubs.values("pk"))
    rows = memberships.order_by().values("club").annotate(**count_expressions(day))
    return {row.pop("club"): Counts(**row) for row in rows}


def members_on(clubs: QuerySet[Club], day: date) -> QuerySet[Membership]:
    """Memberships of `clubs` that hold on `day`, by given name."""
    found = Membership.objects.on(day).filter(club__in=clubs.values("pk"))
    return found.select_related("person", "club").order_by("person__sort_key", "pk")


def _sums(prefix: str = "") -> dict[str, Any]:
    return {f"sum_{name}": Sum(prefix + name) for name in COUNTED}


def _summed(row: Mapping[str, Any]) -> Counts:
    return Counts(**{name: row[f"sum_{name}"] or 0 for name in COUNTED})


def month_series(clubs: QuerySet[Club], first: date, last: date) -> list[MonthCounts]:
    """Counts of `clubs` at each month's end from `first` to `last`, from the month summaries, in one query."""
    rows = (
        ClubMonth.objects.filter(club__in=clubs.values("pk"), month_end__gte=first, month_end__lte=last)
        .values("month_end")
        .annotate(clubs_counted=Count("pk"), **_sums())
        .order_by("month_end")
    )
    return [MonthCounts(row["month_end"], _summed(row), row["clubs_counted"]) for row in rows]


def month_counts_by_unit(units: Iterable[Unit], month_end: date) -> dict[int, MonthCounts]:
    """The roll-up: counts at a month's end for each of `units`, over the clubs under it that day, in one query."""
    ids = [unit.pk for unit in units]
    here = UnitLink.objects.filter(
        on_day(month_end), above__in=ids, is_heir=False, below__club__months__month_end=month_end
    )
    prefix = "below__club__months__"
    rows = here.order_by().values("above").annotate(clubs_counted=Count(prefix + "pk"), **_sums(prefix))
    return {row["above"]: MonthCounts(month_end, _summed(row), row["clubs_counted"]) for row in rows}


def find_people(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """People whose names hold every word of `text`, in any order, with or without diacritics."""
    for word in plain(text).split():
        people = people.filter(search_key__contains=word)
    return people


def class_on(person: Person, day: date) -> HouseholdClass | None:
    """The household class that held on `day`, or none."""
    return person.household_classes.filter(on_day(day)).first()
