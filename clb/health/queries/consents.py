"""Who agreed to have readings recorded."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from clb.clubs.models import Club
from clb.members.models import Consent

AGREED = {"purpose": Consent.Purpose.HEALTH, "answer": Consent.Answer.AGREED}


def agreed_on(on: date) -> QuerySet[Consent]:
    """Answers by which people agreed, on that day, to have their health recorded."""
    stands = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
    return Consent.objects.filter(stands, given_on__lte=on, **AGREED)


def agreed_among(people: Collection[UUID], on: date) -> set[UUID]:
    """Those of `people` who had agreed, on that day, to have readings recorded; in one query."""
    return set(agreed_on(on).filter(person__in=list(people)).values_list("person", flat=True))


def agreements_of(people: Collection[UUID]) -> Callable[[UUID, date], bool]:
    """Asks once about `people`; the answer tells of a person and a day what `agreed_among` says."""
    agreed: dict[UUID, list[tuple[date, date]]] = {}
    said = Consent.objects.filter(**AGREED, person__in=list(people))
    for person, given_on, withdrawn_on in said.values_list("person", "given_on", "withdrawn_on"):
        agreed.setdefault(person, []).append((given_on, withdrawn_on or date.max))
    return lambda person, on: any(first <= on < end for first, end in agreed.get(person, ()))


def who_agreed(club: Club, on: date) -> set[UUID]:
    """The same for everyone who belongs or belonged to a club, by person id; in one query."""
    return set(agreed_on(on).filter(person__memberships__club=club).values_list("person", flat=True))
