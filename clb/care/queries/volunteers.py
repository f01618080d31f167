"""Volunteers of a club: what they do, whom they care for, who would be left alone without them, who might take on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.care.models import CareAssignment, CareClient, CarePlan, CareVisit, Volunteer, VolunteerAbsence
from clb.care.rules.matching import Match, Offer, Wish, matches
from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.places.queries import names_on


def volunteer_of(user: User, club: Club, on: date) -> Volunteer | None:
    """The volunteer of `club` on a day who signs in as `user`; None where it is nobody."""
    return volunteering_of(user, [club.pk])(club.pk, on)


def volunteering_of(user: User, clubs: Collection[UUID]) -> Callable[[UUID, date], Volunteer | None]:
    """Asks once about these clubs, by id; the answer tells of one of them and a day what `volunteer_of` says."""
    rows = list(Volunteer.objects.filter(club__in=clubs, person__signs_in__user=user).order_by("pk"))
    return lambda club, on: next((one for one in rows if one.club_id == club and one.holds(on)), None)


def left_alone_without(volunteer: Volunteer) -> list[CareClient]:
    """Clients of today who have this volunteer and nobody else, by given name."""
    held = CareAssignment.objects.filter(until_on__isnull=True)
    mine = held.filter(volunteer=volunteer).values("client")
    others = held.exclude(volunteer=volunteer).values("client")
    rows = CareClient.objects.filter(pk__in=mine, until_on__isnull=True).exclude(pk__in=others)
    return list(rows.select_related("person").order_by("person__sort_key", "pk"))


@dataclass(frozen=True)
class Hours:
    """How often a volunteer went and for how long, alone or with somebody, within some days."""

    visits: int = 0
    minutes: int = 0

    def __add__(self, other: Hours) -> Hours:
        return Hours(self.visits + other.visits, self.minutes + other.minutes)

    @property
    def shown(self) -> str:
        """'12 giờ 30 phút', without what is zero."""
        hours, minutes = divmod(self.minutes, 60)
        parts = ((_("%s giờ") % hours, hours), (_("%s phút") % minutes, minutes))
        return " ".join(part for part, n in parts if n) or _("%s giờ") % 0


def hours_of(club: Club, first: date, last: date) -> dict[UUID, Hours]:
    """By volunteer of the club, within these days, in two queries; a visit of two counts for each of them."""
    found: dict[UUID, Hours] = {}
    visits = CareVisit.objects.filter(client__club=club, visited_on__range=(first, last)).order_by()
    for who in ("volunteer", "companion"):
        rows = visits.filter(**{f"{who}__isnull": False}).values(who).annotate(n=Count("pk"), m=Sum("minutes"))
        for pk, n, minutes in rows.values_list(who, "n", "m"):
            found[pk] = found.get(pk, Hours()) + Hours(n, minutes)
    return found


@dataclass(frozen=True)
class VolunteerLine:
    """A volunteer in the club's list: home, whom they care for, what they gave this year, when trained last."""

    volunteer: Volunteer
    hamlet: str
    clients: int
    year: Hours
    trained_on: date | None
    absent_until: date | None


def volunteer_lines(club: Club, on: date) -> list[VolunteerLine]:
    """The volunteers of a day by given name, with this year's hours until then."""
    rows = Volunteer.objects.on(on).filter(club=club).select_related("person__household", "club")
    rows = rows.prefetch_related("trainings").order_by("person__sort_key", "pk")
    loads = _loads(club, on)
    hours = hours_of(club, on.replace(month=1, day=1), on)
    away = dict(
        VolunteerAbsence.objects.filter(volunteer__club=club, from_on__lte=on, until_on__gte=on)
        .order_by("until_on")
        .values_list("volunteer", "until_on")
    )
    homes = names_on({place for v in rows if (place := _place(v))}, on)
    return [
        VolunteerLine(
            volunteer=v,
            hamlet=homes.get(_place(v) or 0, ""),
            clients=loads.get(v.pk, 0),
            year=hours.get(v.pk, Hours()),
            trained_on=max((t.held_on for t in v.trainings.all() if t.held_on <= on), default=None),
            absent_until=away.get(v.pk),
        )
        for v in rows
    ]


def _place(volunteer: Volunteer) -> int | None:
    home = volunteer.person.household
    return home.unit_id if home else None


def _loads(club: Club, on: date) -> dict[UUID, int]:
    rows = CareAssignment.objects.on(on).filter(on_day(on, "client__"), client__club=club).order_by()
    return dict(rows.values("volunteer").annotate(n=Count("client", distinct=True)).values_list("volunteer", "n"))


def suggestions(client: CareClient, on: date) -> list[Match]:
    """Volunteers of the club who do not care for `client` yet, the most fitting first, each with its reasons."""
    plan = CarePlan.objects.filter(client=client, until_on__gte=on).order_by("from_on").first()
    home = client.person.household
    wish = Wish(
        place_id=home.unit_id if home else None,
        sex=client.wished_sex,
        weekdays=plan.weekdays if plan else 0,
        kinds=frozenset(plan.kinds) if plan else frozenset(),
        household_id=home.pk if home else None,
    )
    taken = CareAssignment.objects.filter(client=client).filter(Q(until_on=None) | Q(until_on__gte=on))
    rows = Volunteer.objects.filter(club=client.club, until_on__isnull=True).exclude(person=client.person)
    rows = rows.exclude(pk__in=taken.values("volunteer")).select_related("person__household")
    loads = _loads(client.club, on)
    return matches(
        wish,
        [
            Offer(
                volunteer=v,
                place_id=_place(v),
                sex=v.person.sex,
                load=loads.get(v.pk, 0),
                household_id=v.person.household_id,
            )
            for v in rows
        ],
    )


@dataclass(frozen=True)
class Deeds:
    """What one volunteer gave, month by month of a year; months without a visit are left out."""

    volunteer: Volunteer
    year: int
    months: tuple[tuple[date, Hours], ...]

    @property
    def total(self) -> Hours:
        """Of the whole year."""
        return sum((hours for _month, hours in self.months), Hours())


def deeds_of(volunteer: Volunteer, year: int) -> Deeds:
    """Visits and time of one volunteer in a year, in one query."""
    rows = CareVisit.objects.filter(Q(volunteer=volunteer) | Q(companion=volunteer), visited_on__year=year).order_by()
    months: dict[date, Hours] = {}
    for day, minutes in rows.values_list("visited_on", "minutes"):
        first = day.replace(day=1)
        months[first] = months.get(first, Hours()) + Hours(1, minutes)
    return Deeds(volunteer, year, tuple(sorted(months.items())))
