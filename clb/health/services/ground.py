"""What readings stand on: who belongs and agreed, what is recorded, who is referred. Asked once for all rows, and kept
up while they are taken, so that a row sees those before it as if each had come alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.health.models import HealthCheck, Referral
from clb.health.queries import agreements_of, referred_among
from clb.health.rules import (
    ADD,
    OPEN,
    OPEN_UNTOLD,
    VALUES,
    Reading,
    collisions,
    days_to_go,
    faults,
    is_danger,
    is_pressure_danger,
    questions,
    with_stored,
)
from clb.kernel.batches import CHUNK
from clb.members.models import Membership
from clb.members.services.summaries import lock_clubs

from .months import refresh_for_people

STORED = (*VALUES, "pressures")
Place = tuple[UUID, date, str, UUID]


@dataclass(frozen=True)
class Asked:
    """A reading to be recorded: in which club, for which day and place."""

    club: Club
    on: date
    place: str
    row: Reading

    @property
    def where(self) -> Place:
        """Of one person there is one reading at a club on a day at a place."""
        return self.club.pk, self.on, self.place, self.row.person.pk


class Ground:
    """Of these rows; their clubs are locked until the transaction ends: two recordings of one person make one row."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._clubs = {one.club.pk: one.club for one in asked}
        self._people = {one.row.person.pk for one in asked}
        self._taken: list[Asked] = []
        self._new: list[HealthCheck] = []
        self._changed: dict[UUID, HealthCheck] = {}
        self._referrals: list[Referral] = []
        self._referred = cache(self._referred_at)
        lock_clubs(self._clubs.values())
        self._agreed = agreements_of(self._people)
        self._members: dict[tuple[UUID, UUID], list[Membership]] = {}
        for member in Membership.objects.filter(club__in=self._clubs, person__in=self._people):
            self._members.setdefault((member.club_id, member.person_id), []).append(member)
        days, places = {one.on for one in asked}, {one.place for one in asked}
        there = HealthCheck.objects.filter(club__in=self._clubs, measured_on__in=days, place__in=places)
        found = there.filter(person__in=self._people)
        self._checks: dict[Place, HealthCheck] = {(c.club_id, c.measured_on, c.place, c.person_id): c for c in found}

    def _referred_at(self, club: UUID) -> set[UUID]:
        return referred_among(self._clubs[club], self._people)

    def wrong(self, one: Asked, *, is_second: bool = False) -> Iterator[tuple[str, str]]:
        """Why a row is not taken, and what is asked first: the row's own field and a sentence. `is_second`: its table
        has a row of the person already."""
        row, member = one.row, (one.club.pk, one.row.person.pk)
        wrong = list(faults(row))
        yield from wrong
        if not any(membership.holds(one.on) for membership in self._members.get(member, ())):
            yield "person", _("Người này không là thành viên của câu lạc bộ vào ngày đo.")
        elif not self._agreed(row.person.pk, one.on):
            yield "person", _("Chưa ghi sự đồng ý cho ghi số đo sức khỏe của người này.")
        elif is_second:
            yield "person", _("Người này có hai dòng.")
        elif not wrong:
            yield from questions(row, place=one.place, on=one.on, is_referred=self._is_known_danger(one))
            yield from collisions(row, self._checks[one.where]) if one.where in self._checks else ()

    def _is_known_danger(self, one: Asked) -> bool:
        is_asked = not one.row.referral and is_danger(one.row, place=one.place, on=one.on)
        return is_asked and one.row.person.pk in self._referred(one.club.pk)

    def take(self, one: Asked, replaces: Collection[str] = ()) -> HealthCheck:
        """A row that nothing is wrong with is kept for `store`; a danger value that asks for it opens a referral."""
        check, row = self._checks.get(one.where), one.row
        if check is None:
            check = HealthCheck(person=row.person, club=one.club, measured_on=one.on, place=one.place)
            self._checks[one.where] = check
            self._new.append(check)
        else:
            row = with_stored(row, check, on=one.on) if row.same_day == ADD else row
            if not check._state.adding:
                self._changed[check.pk] = check
        for name in VALUES:
            value = getattr(row, name)
            if value is not None or name in replaces:
                setattr(check, name, value)
        if row.systolic_mmhg is not None or "systolic_mmhg" in replaces:
            check.pressures = [list(pressure) for pressure in row.pressures]
        self._refer(one, check)
        self._taken.append(one)
        return check

    def _refer(self, one: Asked, check: HealthCheck) -> None:
        """A referral of a danger value whose row asks for one; who is referred already is left as it is."""
        row, place, on = one.row, one.place, one.on
        if row.referral not in (OPEN, OPEN_UNTOLD) or not is_danger(row, place=place, on=on):
            return
        referred = self._referred(one.club.pk)
        if row.person.pk in referred:
            return
        referred.add(row.person.pk)
        is_pressure = is_pressure_danger(row, place=place, on=on)
        self._referrals.append(
            Referral(
                person=row.person,
                club=one.club,
                check_up=check,
                reason=Referral.Reason.PRESSURE if is_pressure else Referral.Reason.GLUCOSE,
                is_danger=True,
                opened_on=on,
                to=Referral.To.STATION,
                due_on=on + timedelta(days=days_to_go(True, on=on)),
                told_person=row.referral == OPEN,
            )
        )

    def store(self) -> None:
        """Everything that was taken."""
        HealthCheck.objects.bulk_create(self._new, batch_size=CHUNK)
        HealthCheck.objects.bulk_update(self._changed.values(), STORED, batch_size=CHUNK)
        Referral.objects.bulk_create(self._referrals, batch_size=CHUNK)
        if self._taken:
            people = {one.row.person.pk for one in self._taken}
            refresh_for_people(people, min(one.on for one in self._taken))
