"""How many members are measured each month and checked each year: one definition for every page, plan and report.

A member counts once in a club, however many records the person has (docs/decisions/0051), and as measured or checked
wherever that was recorded of any of these records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from clb.clubs.models import Club
from clb.health.models import CheckUp, HealthCheck, HealthMemberQuerySet, HealthMonth
from clb.kernel.dates import month_end
from clb.members.models import ClubMonth, Membership, Twin
from clb.members.queries.counts import belonging


def _is_of(facts: QuerySet[Any]) -> Q:
    """Memberships of people of whom there is one of `facts`, by whichever of their records."""
    main, kept = OuterRef("person"), OuterRef("person__twin_of__kept")
    of_kept = Exists(facts.filter(person=kept)) | Exists(facts.filter(person__twin_of__kept=kept))
    mine = Exists(facts.filter(person=main)) | Exists(facts.filter(person__twin_of__kept=main))
    return Q(mine) | Q(person__twin_of__isnull=False) & Q(of_kept)


def is_checked(day: date) -> Q:
    """Memberships, out of those that hold on `day`, of people seen at a periodic check-up from 1 January to `day`."""
    return _is_of(CheckUp.objects.filter(seen_on__range=(day.replace(month=1, day=1), day)))


def is_measured(first: date, last: date) -> Q:
    """Memberships of people of whom something was measured from `first` to `last`."""
    return _is_of(HealthCheck.objects.filter(measured_on__range=(first, last)))


def checked_members(clubs: QuerySet[Club], day: date) -> HealthMemberQuerySet:
    """The memberships behind `checked` on a day."""
    return _members(clubs, day).filter(is_checked(day))


def measured_members(clubs: QuerySet[Club], end: date) -> HealthMemberQuerySet:
    """The memberships behind `measured` of the month that ends on `end`."""
    return _members(clubs, end).filter(is_measured(end.replace(day=1), end))


def _members(clubs: QuerySet[Club], day: date) -> HealthMemberQuerySet:
    here = belonging(day).filter(club__in=clubs.order_by().values("pk"))
    return HealthMemberQuerySet(Membership).filter(pk__in=here.values("pk"))


def checked_by_club(clubs: QuerySet[Club], day: date) -> dict[UUID, int]:
    """How many members of each club are checked this year by `day`; clubs without any are left out."""
    return _by_club(checked_members(clubs, day))


def measured_by_club(clubs: QuerySet[Club], end: date) -> dict[UUID, int]:
    """How many members of each club were measured in the month that ends on `end`; clubs without any are left out."""
    return _by_club(measured_members(clubs, end))


def _by_club(members: HealthMemberQuerySet) -> dict[UUID, int]:
    return dict(members.order_by().values_list("club").annotate(Count("pk")))


# --- Totals, from the months kept -------------------------------------------------------------------------------


def checked_on(clubs: QuerySet[Club], day: date) -> int:
    """How many members of `clubs` are checked this year by `day`: the last month kept, and who changed since."""
    end = day if day == month_end(day) else day.replace(day=1) - timedelta(days=1)
    if end.year != day.year or not ClubMonth.objects.filter(month_end=end).exists():
        return checked_members(clubs, day).count()
    kept = HealthMonth.objects.filter(month_end=end, club__in=clubs.order_by().values("pk"))
    found: int = kept.aggregate(n=Sum("checked"))["n"] or 0
    if end == day:
        return found
    changed = _changed(clubs, end, day)
    return (
        found
        + checked_members(clubs, day).filter(changed).count()
        - checked_members(clubs, end).filter(changed).count()
    )


def _changed(clubs: QuerySet[Club], then: date, now: date) -> Q:
    """Memberships that may count differently on the two days of one year."""
    here = Membership.objects.filter(club__in=clubs.order_by().values("pk"))
    began, ended = Q(from_on__gt=then, from_on__lte=now), Q(until_on__gte=then, until_on__lt=now)
    linked = Q(person__twin_of__isnull=False) | Q(person__twins__isnull=False)
    seen = CheckUp.objects.filter(seen_on__gt=then, seen_on__lte=now).values("person")
    parts = [here.filter(q).values("pk") for q in (began, ended, linked, Q(person__in=seen))]
    found = Q()
    for part in parts:
        found |= Q(pk__in=part)
    return found


def measured_at_ends(clubs: QuerySet[Club], ends: Sequence[date]) -> dict[date, int]:
    """Members measured in each of the months that end on `ends`, from what is kept, in one query."""
    rows = HealthMonth.objects.filter(club__in=clubs.order_by().values("pk"), month_end__in=ends)
    return dict(rows.order_by().values_list("month_end").annotate(Sum("measured")))


def checked_at_ends(clubs: QuerySet[Club], ends: Sequence[date]) -> dict[date, int]:
    """Members checked since 1 January at each of these months' ends, from what is kept, in one query."""
    rows = HealthMonth.objects.filter(club__in=clubs.order_by().values("pk"), month_end__in=ends)
    return dict(rows.order_by().values_list("month_end").annotate(Sum("checked")))


def kept_by_club(clubs: QuerySet[Club], figure: str, end: date) -> dict[UUID, int] | None:
    """The figure ("measured" or "checked") of each club at a month's end, as it is kept; None where it is not kept."""
    if end != month_end(end) or not ClubMonth.objects.filter(month_end=end).exists():
        return None
    rows = HealthMonth.objects.filter(month_end=end, club__in=clubs.order_by().values("pk"))
    return dict(rows.values_list("club", figure))


# --- A club's months, counted at once ---------------------------------------------------------------------------


@dataclass(frozen=True)
class HealthFigures:
    """A club at a month's end: members measured in the month, members checked since 1 January."""

    measured: int = 0
    checked: int = 0


def figures_of(club: Club, ends: Sequence[date]) -> list[HealthFigures]:
    """The club's figures at each of these months' ends, in a fixed number of queries."""
    columns = ("person", "from_on", "until_on", "person__twin_of__kept", "person__twin_of")
    if not ends:
        return []
    members = list(Membership.objects.filter(club=club).values_list(*columns))
    people = {row[3] or row[0] for row in members}
    measured, checked = _days_by_person(people, min(ends).replace(month=1, day=1), max(ends))
    found = []
    for end in ends:
        here = {
            kept or pk
            for pk, from_on, until_on, kept, _link in members
            if from_on <= end and (until_on is None or end <= until_on)
        }
        first, year = end.replace(day=1), end.replace(month=1, day=1)
        found.append(
            HealthFigures(
                sum(any(first <= day <= end for day in measured.get(who, ())) for who in here),
                sum(any(year <= day <= end for day in checked.get(who, ())) for who in here),
            )
        )
    return found


Days = dict[UUID, list[date]]


def _days_by_person(people: Collection[UUID], first: date, last: date) -> tuple[Days, Days]:
    """When something was measured of people and when they were checked, by their main record."""
    kept_of = dict(Twin.objects.filter(kept__in=people).values_list("twin", "kept"))
    everyone = [*people, *kept_of]
    measured: Days = defaultdict(list)
    checked: Days = defaultdict(list)
    rows = HealthCheck.objects.filter(person__in=everyone, measured_on__range=(first, last))
    for pk, day in rows.values_list("person", "measured_on"):
        measured[kept_of.get(pk, pk)].append(day)
    seen = CheckUp.objects.filter(person__in=everyone, seen_on__range=(first, last)).annotate(day=F("seen_on"))
    for pk, day in seen.values_list("person", "day"):
        checked[kept_of.get(pk, pk)].append(day)
    return measured, checked


def months_measured(people: Collection[UUID], first: date, last: date) -> dict[UUID, int]:
    """In how many months from `first` to `last` something was measured of each of `people`, whichever record it stands
    with; by the person asked for."""
    if not people:
        return {}
    kept = dict(Twin.objects.filter(twin__in=people).values_list("twin", "kept"))
    measured, _checked = _days_by_person({kept.get(pk, pk) for pk in people}, first, last)
    return {pk: len({(day.year, day.month) for day in measured.get(kept.get(pk, pk), ())}) for pk in people}
