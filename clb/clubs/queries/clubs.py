"""What is asked about clubs: where they lie, how they stand, and what was recorded of them.

A club is *kept* on a day when it was founded by then and neither dissolved nor merged away; a suspended club is
kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, QuerySet

from clb.clubs.models import CharterRule, Club, ClubStatus
from clb.kernel.dates import on_day
from clb.kernel.text import plain
from clb.places.models import Unit, UnitLink, UnitVersion
from clb.places.queries import ancestors, names_on, version_on, within

CLUB_PARENTS = (Unit.Level.COMMUNE, Unit.Level.HAMLET)


@dataclass(frozen=True)
class ClubCard:
    """A club as it was on a day: its state, where it lay (names, province first), and its whole history of state."""

    club: Club
    on: date
    status: ClubStatus | None
    places: tuple[str, ...]
    awaits_assignment: bool
    history: tuple[ClubStatus, ...]

    @property
    def is_founded(self) -> bool:
        """Does it exist on the day?"""
        return self.club.founded_on <= self.on

    @property
    def last_status(self) -> ClubStatus:
        """The newest state that was recorded, whatever the day."""
        return self.history[0]

    @property
    def has_ended(self) -> bool:
        """Was it dissolved or merged away, whatever the day?"""
        return self.last_status.status in ClubStatus.ENDED


def club_card(club: Club, day: date) -> ClubCard:
    """One club on `day`; before its founding, where it was founded; its states newest first."""
    seen = max(day, club.founded_on)
    above = [unit for unit in ancestors(club.unit, seen) if unit.level != Unit.Level.NATION]
    names = names_on([unit.pk for unit in above], seen)
    version = version_on(club.unit, seen)
    history = tuple(club.statuses.select_related("merged_into").order_by("-from_on"))
    return ClubCard(
        club=club,
        on=day,
        status=next((row for row in history if row.holds(day)), None),
        places=tuple(names[unit.pk] for unit in above),
        awaits_assignment=version is not None and version.awaits_assignment,
        history=history,
    )


def living_among(clubs: QuerySet[Club], day: date) -> tuple[list[Club], QuerySet[Club]]:
    """Those of `clubs` that live on `day`, by name; and a query of the same by their ids, for further questions about
    them: questions within questions are planned badly by a database that takes the tables for small."""
    alive = Club.objects.alive_on(day).filter(pk__in=clubs.order_by().values("pk"))
    rows = list(alive.order_by("search_key", "pk"))
    return rows, Club.objects.filter(pk__in=[club.pk for club in rows])


def clubs_under(unit: Unit, day: date) -> QuerySet[Club]:
    """Clubs whose unit lay under `unit` on `day`, ended ones included; see places.queries.within."""
    return Club.objects.under(within(unit, day)).filter(founded_on__lte=day)


def kept_on(clubs: QuerySet[Club], day: date) -> QuerySet[Club]:
    """Those of `clubs` founded by `day` and neither dissolved nor merged away on it; suspended ones are kept."""
    return clubs.filter(pk__in=Club.objects.alive_on(day).values("pk"))


def status_on(club: Club, day: date) -> ClubStatus | None:
    """The club's status on `day`; none before its founding."""
    return club.statuses.on(day).first()


def statuses_on(clubs: QuerySet[Club], day: date) -> dict[UUID, ClubStatus]:
    """The status of each of `clubs` on `day`, in one query."""
    rows = ClubStatus.objects.on(day).filter(club__in=clubs.values("pk"))
    return {row.club_id: row for row in rows}


def in_status(clubs: QuerySet[Club], status: str, day: date) -> QuerySet[Club]:
    """Those of `clubs` that were in `status` on `day`."""
    return clubs.filter(pk__in=ClubStatus.objects.on(day).filter(status=status).values("club"))


def ended_on(club: Club) -> date | None:
    """The day on which the club was dissolved or merged away; none while it lives."""
    first: date | None = club.statuses.filter(status__in=ClubStatus.ENDED).aggregate(day=Min("from_on"))["day"]
    return first


def find_clubs(clubs: QuerySet[Club], text: str) -> QuerySet[Club]:
    """Clubs whose names hold every word of `text`, in any order, with or without diacritics."""
    for word in plain(text).split():
        clubs = clubs.filter(search_key__contains=word)
    return clubs


def communes_of(clubs: QuerySet[Club], day: date) -> dict[int, str]:
    """The commune's name by the club's unit id on `day` (its last where the unit had ended); in two queries."""
    links = UnitLink.objects.filter(
        on_day(day), below__in=clubs.values("unit"), above__level=Unit.Level.COMMUNE, is_heir=False
    )
    above = dict(links.values_list("below", "above"))
    names = names_on(set(above.values()), day)
    return {unit_id: names[commune] for unit_id, commune in above.items()}


def paths_of(clubs: QuerySet[Club], day: date) -> dict[int, tuple[str, ...]]:
    """By the club's unit id, the keys of the units above it on `day`, nation first, as norms ask for them."""
    links = UnitLink.objects.filter(on_day(day), below__in=clubs.values("unit"), is_heir=False).select_related("above")
    above: dict[int, list[Unit]] = {}
    for link in links:
        above.setdefault(link.below_id, []).append(link.above)
    return {pk: tuple(u.key for u in sorted(units, key=lambda u: u.rank)) for pk, units in above.items()}


def founding_places(user_reach: QuerySet[UnitLink], day: date, text: str = "") -> QuerySet[UnitVersion]:
    """Communes and hamlets standing on `day` under which someone with this reach may found a club, by name."""
    found = UnitVersion.objects.filter(
        on_day(day), unit__level__in=CLUB_PARENTS, unit__in=user_reach.values("below"), awaits_assignment=False
    )
    for word in plain(text).split():
        found = found.filter(search_key__contains=word)
    return found.select_related("unit", "parent").order_by("search_key", "pk")


def charter_on(club: Club, day: date) -> list[CharterRule]:
    """What the charter said on `day`, one row an item, in the order of the items; what it is silent on is left out."""
    rows = {row.item: row for row in club.charter_rules.on(day)}
    return [rows[item] for item in CharterRule.Item.values if item in rows]
