"""Who was sent on to a doctor, what is due, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import Referral
from clb.members.models import Consent, NextOfKin, Person

from .consents import agreed_on


def referred_among(club: Club, people: Collection[UUID]) -> set[UUID]:
    """Those of `people` with a referral that is open at the club; in one query."""
    found = Referral.objects.open().filter(club=club, person__in=list(people))
    return set(found.values_list("person", flat=True))


def shown_referrals(user: User, clubs: QuerySet[Club], on: date) -> QuerySet[Referral]:
    """Referrals at `clubs` that `user` may see, of people who still agree on that day: open ones first, by due day."""
    mine = Referral.objects.visible_to(user).filter(club__in=clubs.order_by().values("pk"))
    mine = mine.filter(person__in=agreed_on(on).values("person"))
    is_closed = Case(When(outcome="", then=Value(0)), default=Value(1), output_field=IntegerField())
    found = mine.annotate(is_closed=is_closed).select_related("person", "club", "owner")
    return found.order_by("is_closed", F("closed_on").desc(nulls_last=True), "due_on", "pk")


@dataclass(frozen=True)
class ReferralCounts:
    """How many referrals are open, and how many of these are past their day."""

    open: int
    overdue: int


def referral_counts(clubs: QuerySet[Club], on: date) -> ReferralCounts:
    """The open referrals at `clubs` of people who still agree, those that are listed, in one query; it names nobody."""
    rows = Referral.objects.open().filter(club__in=clubs.order_by().values("pk"))
    rows = rows.filter(person__in=agreed_on(on).values("person"))
    counted = rows.aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on)))
    return ReferralCounts(**counted)


def kin_who_may_be_told(person: Person, on: date) -> list[NextOfKin]:
    """The person's next of kin, where the person agreed to their being called; none otherwise."""
    stands = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
    agreed = Consent.objects.filter(stands, person=person, purpose=Consent.Purpose.CONTACT, given_on__lte=on)
    if not agreed.filter(answer=Consent.Answer.AGREED).exists():
        return []
    return list(person.next_of_kin.order_by("pk"))
