"""What people are called and their telephones, for whoever may write these down. No number of a paper goes along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from clb.access.models import User
from clb.clubs.models import Club
from clb.members.models import Consent, Membership

Rows = dict[str, dict[str, Any]]
RIGHT = "members.record_contact"


def contact_rows(user: User, clubs: Sequence[Club], on: date) -> Rows:
    """`contact`: the usual name and the telephone of members of clubs where `user` may record both; `may_keep`: the
    person agrees that a telephone is kept. Who has neither and did not agree has no row."""
    units = user.held_among(RIGHT, [club.unit_id for club in clubs])
    here = [club.pk for club in clubs if club.unit_id in units]
    members = Membership.objects.on(on).filter(club__in=here).order_by("pk")
    told = members.values_list("person", "club", "person__known_as", "person__phone")
    agreed = set(_agreed(on).filter(person__memberships__club__in=here).values_list("person", flat=True))
    return {
        f"contact:{person}": {"club": str(club), "known_as": known_as, "phone": phone, "may_keep": person in agreed}
        for person, club, known_as, phone in told
        if known_as or phone or person in agreed
    }


def _agreed(on: date) -> Any:
    stands = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
    yes = {"purpose": Consent.Purpose.CONTACT, "answer": Consent.Answer.AGREED}
    return Consent.objects.filter(stands, given_on__lte=on, **yes)
