"""The register of consent of a club: every member of today, every purpose, what was said and how it can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clb.clubs.models import Club
from clb.members.models import Consent, Membership, Person
from clb.members.queries import members_on


@dataclass(frozen=True)
class RegisterRow:
    """A member with the answer for each purpose, in the order of Consent.Purpose; None where nobody asked.

    An answer that was taken back is shown as such (`withdrawn_on`).
    """

    person: Person
    answers: tuple[Consent | None, ...]

    @property
    def told(self) -> list[tuple[str, Consent | None]]:
        """Each purpose in words with its answer."""
        return list(zip((str(words) for words in Consent.Purpose.labels), self.answers, strict=True))


@dataclass(frozen=True)
class ConsentRegister:
    """The register of a club on a day; `agreed` and `unasked` count members by purpose, in the same order."""

    club: Club
    on: date
    purposes: tuple[str, ...]
    rows: tuple[RegisterRow, ...]
    agreed: tuple[int, ...]
    unasked: tuple[int, ...]

    @property
    def sums(self) -> list[tuple[str, int, int]]:
        """Each purpose in words, how many agree, how many were not asked."""
        return list(zip(self.purposes, self.agreed, self.unasked, strict=True))


def consent_register(club: Club, on: date) -> ConsentRegister:
    """Members on a day with their last answers, in three queries however many they are."""
    members = members_on(Club.objects.filter(pk=club.pk), on).select_related("person").order_by("person__sort_key")
    people = [m.person for m in members]
    last = _last_answers([p.pk for p in people])
    codes = Consent.Purpose.values
    rows = tuple(RegisterRow(p, tuple(last.get((p.pk, code)) for code in codes)) for p in people)
    stands = [[bool(a and a.answer == "AGREED" and a.withdrawn_on is None) for a in row.answers] for row in rows]
    return ConsentRegister(
        club=club,
        on=on,
        purposes=tuple(str(words) for words in Consent.Purpose.labels),
        rows=rows,
        agreed=tuple(sum(row[i] for row in stands) for i in range(len(codes))),
        unasked=tuple(sum(row.answers[i] is None for row in rows) for i in range(len(codes))),
    )


def _last_answers(people: Sequence[UUID]) -> dict[tuple[UUID, str], Consent]:
    rows = Consent.objects.filter(person__in=people).order_by("given_on", "pk")
    return {(row.person_id, row.purpose): row for row in rows}


def club_of_person(person: Person) -> Club | None:
    """The club of the newest membership; None of who never belonged to one."""
    row = Membership.objects.filter(person=person).select_related("club__unit").order_by("-from_on", "pk").first()
    return row.club if row else None
