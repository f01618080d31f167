"""Who has not synced: the phones of the people of a place, what is wrong with each, and the same by club.

A fixed number of questions, however many phones. Meant for MOST_CLUBS clubs at most.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils.timezone import localdate

from clb.access.models import Assignment, User
from clb.clubs.models import Club
from clb.clubs.queries import kept_on
from clb.kernel.dates import month_end
from clb.meetings.queries.calendar import month_states
from clb.meetings.rules.calendar import MonthState
from clb.phone import release
from clb.phone.models import ParkedRow, PhoneKey
from clb.phone.standing import BAD, Facts, Told, Trouble, meeting_missing, troubles
from clb.places.models import Unit
from clb.places.queries import names_on, within
from clb.signin.models import Card

RIGHT = "phone.read"
NAMES = ("access.read", "members.read")  # whoever of these knows who holds which office at a club
PEOPLE_AT = (Unit.Level.COMMUNE, Unit.Level.HAMLET, Unit.Level.CLUB)  # above, one sees counts by club
MOST_CLUBS = 2_000
MOST_TODAY = 300  # clubs: whoever looks after more looks at the page itself


class Weighed:
    """Something of which things are told that weigh."""

    told: tuple[Told, ...]

    @property
    def weight(self) -> int:
        """How bad the worst is."""
        return max((one.weight for one in self.told), default=0)

    @property
    def is_bad(self) -> bool:
        """Should somebody do something now?"""
        return self.weight >= BAD


@dataclass(frozen=True)
class PhoneRow(Weighed):
    """A person on a phone. `who` is empty where the reader may not know who holds offices there."""

    key: PhoneKey
    who: str
    office: str
    unit_id: int
    place: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class ClubRow(Weighed):
    """A club: its phones, how many of them are bad, what waits on them and on the server, what should have come."""

    pk: UUID
    unit_id: int
    key: str
    name: str
    phones: int
    bad: int
    left_rows: int
    left_photos: int
    parked: int
    told: tuple[Told, ...]

    @property
    def shown(self) -> list[Told]:
        """The worst, and always the meeting that should have come."""
        return [one for n, one in enumerate(self.told) if n == 0 or one.kind == Trouble.MEETING]


@dataclass(frozen=True)
class Syncing:
    """The phones of a place and its clubs, the worst first."""

    phones: tuple[PhoneRow, ...]
    clubs: tuple[ClubRow, ...]

    @property
    def bad(self) -> int:
        """Phones with which somebody should do something."""
        return sum(row.is_bad for row in self.phones)

    def counts(self) -> dict[Trouble, int]:
        """How many phones have which trouble; of meetings how many clubs."""
        found = {kind: sum(any(t.kind == kind for t in row.told) for row in self.phones) for kind in Trouble}
        meeting = sum(any(t.kind == Trouble.MEETING for t in club.told) for club in self.clubs)
        return {kind: n for kind, n in (found | {Trouble.MEETING: meeting}).items() if n}


def syncing(user: User, unit: Unit, clubs: QuerySet[Club], now: datetime) -> Syncing:
    """The phones of everyone who holds an office at `unit` or below it today, where `user` looks after phones.

    `clubs` are those of the place that `user` may see.
    """
    today = localdate(now)
    phones = _phones(user, _offices(user, within(unit, today), today), now)
    return Syncing(tuple(_worst_first(phones)), tuple(_clubs(clubs, phones, today)))


def newest_on() -> date:
    """The day of the newest app."""
    return date.fromisoformat(release.RELEASED_ON)


def _worst_first(rows: Iterable[PhoneRow]) -> list[PhoneRow]:
    return sorted(rows, key=lambda row: (-row.weight, row.key.seen_at or row.key.made_at))


def bad_phones(user: User, now: datetime) -> int:
    """With how many phones that the person looks after somebody should do something; 0 on a very large ground."""
    here = user.reach(RIGHT).values_list("below", flat=True)
    if Club.objects.filter(unit__in=here).count() > MOST_TODAY:
        return 0
    return sum(row.is_bad for row in _phones(user, _offices(user, here, localdate(now)), now))


def _phones(user: User, offices: dict[int, Assignment], now: datetime) -> list[PhoneRow]:
    listed = list(living_keys().filter(user__in=offices).select_related("user", "phone"))
    parked = parked_by_key([key.pk for key in listed])
    units = {office.unit_id for office in offices.values()}
    named = _named(user, units)
    places = names_on(units, localdate(now))
    rows = []
    for key in listed:
        office = offices[key.user_id]
        who = key.user.called if office.unit_id in named else ""
        facts = facts_of(key, parked.get(key.pk, (0, None)))
        told = troubles(facts, now, newest_on())
        rows.append(PhoneRow(key, who, office.shown, office.unit_id, places[office.unit_id], told))
    return rows


def living_keys() -> QuerySet[PhoneKey]:
    """Keys that nobody took back, of people who may still sign in; `has_new_card` says that a card came after."""
    card = Card.objects.filter(user=OuterRef("user"), issued_at__gt=OuterRef("made_at"))
    rows = PhoneKey.objects.filter(revoked_at__isnull=True, wiped_at__isnull=True, user__is_active=True)
    return rows.filter(phone__device__lost_at__isnull=True).annotate(has_new_card=Exists(card))


def facts_of(key: Any, parked: tuple[int, datetime | None]) -> Facts:
    """What is known of a key of `living_keys`, and of its rows that wait on the server."""
    return Facts(
        made_at=key.made_at,
        expires_on=key.expires_on,
        seen_at=key.seen_at,
        packed_at=key.packed_at,
        version=key.version,
        left_rows=key.left_rows,
        left_photos=key.left_photos,
        left_since=key.left_since,
        left_why=key.left_why,
        parked=parked[0],
        parked_since=parked[1],
        has_new_card=key.has_new_card,
    )


def _offices(user: User, units: QuerySet[Any, Any], today: date) -> dict[int, Assignment]:
    """By person the first office that they hold there today, of those who have a phone."""
    held = Assignment.objects.on(today).filter(
        Exists(PhoneKey.objects.filter(user=OuterRef("user"), revoked_at__isnull=True)),
        unit__in=user.reach(RIGHT).filter(below__in=units).values("below"),
    )
    found: dict[int, Assignment] = {}
    for office in held.select_related("stands_in_for__user").order_by("-unit__pk", "role"):
        found.setdefault(office.user_id, office)
    return found


def _named(user: User, units: Collection[int]) -> set[int]:
    """Of these units those where the person knows who holds which office."""
    return set().union(*(user.held_among(right, units) for right in NAMES))


def parked_by_key(keys: Sequence[UUID]) -> dict[UUID, tuple[int, datetime | None]]:
    """Of each of these keys how many rows wait on the server, and since when; in one question."""
    rows = ParkedRow.objects.open().filter(key__in=keys).order_by()
    told = rows.values_list("key").annotate(Count("pk"), Min("parked_at"))
    return {key: (n, since) for key, n, since in told}


def _clubs(clubs: QuerySet[Club], phones: Sequence[PhoneRow], today: date) -> list[ClubRow]:
    by_unit: dict[int, list[PhoneRow]] = {}
    for row in phones:
        by_unit.setdefault(row.unit_id, []).append(row)
    living = kept_on(clubs, today)
    missing = missing_meetings(living, today)
    waiting = ParkedRow.objects.open().filter(club__in=living.order_by().values("pk")).order_by()
    parked = dict(waiting.values_list("club").annotate(Count("pk")))
    found = []
    columns = ("pk", "unit", "unit__key", "name")
    for pk, unit_id, unit_key, name in living.order_by("search_key", "pk").values_list(*columns):
        here = by_unit.get(unit_id, [])
        told = [t for row in here for t in row.told]
        if pk in missing:
            told.append(missing[pk])
        keys = [row.key for row in here]
        rows, photos = sum(key.left_rows for key in keys), sum(key.left_photos for key in keys)
        bad = sum(row.is_bad for row in here)
        told.sort(key=lambda one: -one.weight)
        found.append(ClubRow(pk, unit_id, unit_key, name, len(here), bad, rows, photos, parked.get(pk, 0), tuple(told)))
    return sorted(found, key=lambda row: -row.weight)


def missing_meetings(clubs: QuerySet[Club], today: date) -> dict[UUID, Told]:
    """By club, the monthly meeting that was due and that nobody recorded: of this month, else of the one before."""
    here = month_end(today)
    before = here.replace(day=1) - timedelta(days=1)
    found = {}
    for row in month_states(clubs, before, today):
        if row.state == MonthState.MISSED:
            found[row.pk] = meeting_missing(before, row.due_on, is_over=True)
    for row in month_states(clubs, here, today):
        if row.state == MonthState.OPEN:
            found[row.pk] = meeting_missing(here, row.due_on, is_over=False)
    return found
