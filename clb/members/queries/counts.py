"""The counts by which clubs are judged: of members on a day and at months' ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from clb.clubs.models import Club
from clb.kernel.dates import month_end, on_day, years_before
from clb.members.models import ClubMonth, HouseholdClass, Membership, Person
from clb.members.models.people import MembershipQuerySet
from clb.places.models import Unit, UnitLink

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

    @property
    def poor_or_near(self) -> int:
        """Members of poor and near-poor households; one household is of one class."""
        return self.poor + self.near_poor

    def by_name(self) -> dict[str, int]:
        """As the columns of a month's summary."""
        return dict(vars(self))

    def __add__(self, other: Counts) -> Counts:
        """The members of both."""
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in COUNTED})

    def __sub__(self, other: Counts) -> Counts:
        """The members without the others."""
        return Counts(**{name: getattr(self, name) - getattr(other, name) for name in COUNTED})


COUNTED = tuple(f.name for f in fields(Counts))


@dataclass(frozen=True)
class MonthCounts:
    """Counts at a month's end and how many clubs they were counted over."""

    month_end: date
    counts: Counts
    clubs_counted: int


@dataclass(frozen=True)
class Kind:
    """Who is counted: of this sex, this age or older, this household class; what is not given does not matter."""

    sex: str = ""
    age: int = 0
    household_class: str = ""

    def filter(self, day: date) -> Q:
        """Memberships, out of those that hold on `day`, of such people."""
        wanted = Q(person__sex=self.sex) if self.sex else Q()
        if self.age:
            wanted &= Q(person__birth_on__lte=years_before(day, self.age))
        if self.household_class:
            held = HouseholdClass.objects.filter(on_day(day), household_class=self.household_class)
            wanted &= Q(Exists(held.filter(person=OuterRef("person"))))
        return wanted


# The one definition of every count; each way of counting reads it here.
KINDS = {
    "members": Kind(),
    "women": Kind(sex=Person.Sex.FEMALE),
    "older_60": Kind(age=OLDER_AGE),
    "older_55": Kind(age=OLDER_AGE_IN_PRACTICE),
    "older_60_women": Kind(sex=Person.Sex.FEMALE, age=OLDER_AGE),
    "poor": Kind(household_class=HouseholdClass.Class.POOR),
    "near_poor": Kind(household_class=HouseholdClass.Class.NEAR_POOR),
    "hardship": Kind(household_class=HouseholdClass.Class.HARDSHIP),
}
# What a count leaves over of all members.
OTHERS = {"men": "women", "young_60": "older_60", "young_55": "older_55"}


def counted_as(name: str, day: date) -> Q:
    """Memberships, out of those that hold on `day`, behind the count `name` of Counts: its records, one by one."""
    return ~KINDS[OTHERS[name]].filter(day) if name in OTHERS else KINDS[name].filter(day)


def count_expressions(day: date) -> dict[str, Any]:
    """Every count as an aggregate over memberships that hold on `day`."""
    wanted = {name: kind.filter(day) for name, kind in KINDS.items()}
    return {name: Count("pk", filter=q) if q else Count("pk") for name, q in wanted.items()}


def doubles(day: date) -> QuerySet[Membership, Any]:
    """Ids of memberships on `day` that count nobody: the person belongs to that club by another record too.

    Of linked records the main one counts, else the one whose link has the lesser id (docs/decisions/0051).
    """
    here = Membership.objects.on(day).filter(club=OuterRef("club"))
    group, link = OuterRef("person__twin_of__kept"), OuterRef("person__twin_of")
    by_another = Exists(here.filter(person__twin_of__kept=group, person__twin_of__lt=link))
    linked = Membership.objects.on(day).filter(person__twin_of__isnull=False)
    return linked.filter(Exists(here.filter(person=group)) | by_another).order_by().values("pk")


def belonging(day: date) -> MembershipQuerySet:
    """Memberships that hold on `day`, one for each person and club: what every count counts."""
    found: MembershipQuerySet = Membership.objects.on(day).exclude(pk__in=doubles(day))
    return found


def counts_on(clubs: QuerySet[Club], day: date) -> Counts:
    """Members of `clubs` on `day`, counted from memberships."""
    memberships = belonging(day).filter(club__in=clubs.values("pk"))
    return Counts(**memberships.aggregate(**count_expressions(day)))


def counts_at(club: Club, days: Sequence[date]) -> list[Counts]:
    """Members of one club on each of `days`, counted from memberships, in two queries however many days."""
    columns = ("person", "person__sex", "person__birth_on", "from_on", "until_on")
    links = ("person__twin_of__kept", "person__twin_of")
    members = list(Membership.objects.filter(club=club).values_list(*columns, *links))
    # The main record of a person comes first, and so is the one that counts.
    members.sort(key=lambda row: (row[-1] is not None, row[-1] or row[0]))
    classes = _classes_of([row[0] for row in members])
    return [_counted(members, classes, day) for day in days]


Held = tuple[date, date | None]  # from, until and including


def _classes_of(people: Collection[UUID]) -> dict[UUID, list[tuple[str, Held]]]:
    held: dict[UUID, list[tuple[str, Held]]] = {}
    rows = HouseholdClass.objects.filter(person__in=people)
    for pk, name, from_on, until_on in rows.values_list("person", "household_class", "from_on", "until_on"):
        held.setdefault(pk, []).append((name, (from_on, until_on)))
    return held


def _counted(members: Sequence[Any], classes: Mapping[UUID, list[tuple[str, Held]]], day: date) -> Counts:
    # Each kind's line of age once a day, not once a member: a long list counts hundreds of clubs month by month.
    kinds = [(kind, years_before(day, kind.age) if kind.age else date.max) for kind in KINDS.values()]
    found, here = [0] * len(kinds), set[UUID]()
    for pk, sex, birth_on, from_on, until_on, kept, _link in members:
        if not _holds((from_on, until_on), day) or (kept or pk) in here:
            continue
        here.add(kept or pk)
        held = [name for name, period in classes[pk] if _holds(period, day)] if pk in classes else ()
        for i, (kind, born_by) in enumerate(kinds):
            if (
                birth_on <= born_by
                and (not kind.sex or kind.sex == sex)
                and (not kind.household_class or kind.household_class in held)
            ):
                found[i] += 1
    return Counts(**dict(zip(KINDS, found, strict=True)))


def _holds(held: Held, day: date) -> bool:
    return held[0] <= day and (held[1] is None or day <= held[1])


def counts_by_club(clubs: QuerySet[Club], day: date) -> dict[UUID, Counts]:
    """The same by club; a club without members is left out."""
    memberships = belonging(day).filter(club__in=clubs.values("pk"))
    rows = memberships.order_by().values("club").annotate(**count_expressions(day))
    return {row.pop("club"): Counts(**row) for row in rows}


def quick_counts_on(clubs: QuerySet[Club], day: date) -> Counts:
    """The same as `counts_on`, from the last month's summaries and the members who changed since.

    Where that month is not kept, it counts from memberships.
    """
    end = _kept_end(day)
    if end is None:
        return counts_on(clubs, day)
    kept = _summed(ClubMonth.objects.filter(month_end=end, club__in=clubs.values("pk")).aggregate(**_sums()))
    return kept if end == day else kept + _gained(_changed(clubs, end, day).aggregate(**_now_and_then(end, day)))


def quick_counts_by_club(clubs: QuerySet[Club], day: date) -> dict[UUID, Counts]:
    """The same as `counts_by_club` in the same way; a club without members may be left out."""
    end = _kept_end(day)
    if end is None:
        return counts_by_club(clubs, day)
    rows = ClubMonth.objects.filter(month_end=end, club__in=clubs.values("pk")).values_list("club", *COUNTED)
    found = {club: Counts(*counts) for club, *counts in rows}
    if end != day:
        changed = _changed(clubs, end, day).order_by().values("club").annotate(**_now_and_then(end, day))
        found |= {row["club"]: found.get(row["club"], Counts()) + _gained(row) for row in changed}
    return found


def kept_counts_by_unit(clubs: QuerySet[Club], units: Iterable[int], day: date, seen: date) -> dict[int, Counts] | None:
    """Members of those of `clubs` that lie under each of `units` on the ground of `seen`, added up in the database.

    None where the summaries of `day` are not kept."""
    if _kept_end(day) != day:
        return None
    prefix = "below__club__months__"
    here = UnitLink.objects.filter(on_day(seen), above__in=units, is_heir=False, **{f"{prefix}month_end": day})
    rows = (
        here.filter(below__club__in=clubs.order_by().values("pk")).order_by().values("above").annotate(**_sums(prefix))
    )
    return {row["above"]: _summed(row) for row in rows}


def _kept_end(day: date) -> date | None:
    """The last month's end up to `day`, where its summaries are kept."""
    end = day if day == month_end(day) else day.replace(day=1) - timedelta(days=1)
    return end if ClubMonth.objects.filter(month_end=end).exists() else None


def _changed(clubs: QuerySet[Club], then: date, now: date) -> QuerySet[Membership]:
    """Memberships that some count may see differently on the two days. A union, so that each part has its index."""
    mine = Membership.objects.filter(club__in=clubs.values("pk")).order_by().values("pk")
    began, ended = Q(from_on__gt=then, from_on__lte=now), Q(until_on__gte=then, until_on__lt=now)
    new_class = HouseholdClass.objects.filter(began | ended)
    ages = sorted({kind.age for kind in KINDS.values() if kind.age})
    born = [Q(person__birth_on__gt=years_before(then, a), person__birth_on__lte=years_before(now, a)) for a in ages]
    linked = Q(person__twin_of__isnull=False)  # may begin or cease to be a double
    parts = [mine.filter(q) for q in (ended, linked, Q(person__in=new_class.values("person")), *born)]
    return Membership.objects.filter(pk__in=mine.filter(began).union(*parts))


def _now_and_then(then: date, now: date) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    for when, day in (("now", now), ("then", then)):
        counts = on_day(day) & ~Q(pk__in=doubles(day))
        wanted |= {f"{when}_{name}": Count("pk", filter=counts & kind.filter(day)) for name, kind in KINDS.items()}
    return wanted


def _gained(row: Mapping[str, Any]) -> Counts:
    now, then = (Counts(**{name: row[f"{when}_{name}"] for name in COUNTED}) for when in ("now", "then"))
    return now - then


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


def clubs_by_month_figures(
    clubs: QuerySet[Club], ends: Sequence[date], names: Sequence[str]
) -> dict[date, dict[tuple[int, ...], int]]:
    """At each month's end, how many of `clubs` have which figures of the counts `names`; clubs without members not."""
    columns = {f"figure_{i}": _column(name) for i, name in enumerate(names)}
    rows = ClubMonth.objects.filter(club__in=clubs.values("pk"), month_end__in=ends, members__gt=0).order_by()
    found: dict[date, dict[tuple[int, ...], int]] = {end: {} for end in ends}
    grouped = rows.annotate(**columns).values("month_end", *columns).annotate(n=Count("pk"))
    for end, *figures, n in grouped.values_list("month_end", *columns, "n"):
        found[end][tuple(figures)] = n
    return found


def _column(name: str) -> Any:
    return F("members") - F(OTHERS[name]) if name in OTHERS else F(name)


def month_counts_by_unit(units: Iterable[Unit], month_end: date) -> dict[int, MonthCounts]:
    """The roll-up: counts at a month's end for each of `units`, over the clubs under it that day, in one query."""
    ids = [unit.pk for unit in units]
    here = UnitLink.objects.filter(
        on_day(month_end), above__in=ids, is_heir=False, below__club__months__month_end=month_end
    )
    prefix = "below__club__months__"
    rows = here.order_by().values("above").annotate(clubs_counted=Count(prefix + "pk"), **_sums(prefix))
    return {row["above"]: MonthCounts(month_end, _summed(row), row["clubs_counted"]) for row in rows}
