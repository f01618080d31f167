"""People who belong to several clubs are measured in each of them at the very same moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from clb.clubs.models import Club
from clb.health.checks import health_months_hold_what_was_recorded
from clb.health.models import HealthMonth
from clb.health.services import record_each_check
from clb.kernel.tests.at_once import at_once
from clb.members.models import Consent, Membership, Person
from clb.members.services import roll_months_forward
from conftest import make_cast, make_club, make_member

CLUBS, PEOPLE, DAY = 4, 32, date(2026, 3, 2)


def test_readings_at_several_clubs_are_counted_in_every_club_of_their_people(committed: None) -> None:
    with transaction.atomic():
        cast = make_cast()
        clubs = [make_club(cast.xa, f"CLB {n}") for n in range(CLUBS)]
        people = [make_member(clubs[0], f"Bà Mẫu {n}").person for n in range(PEOPLE)]
        for person in people:
            Consent.objects.create(person=person, purpose="HEALTH", answer="AGREED", given_on=DAY, proof="PAPER")
            for club in clubs[1:]:
                Membership.objects.create(person=person, club=club, from_on=club.founded_on)
        roll_months_forward(DAY)
    parts = [(club, people[n::CLUBS]) for n, club in enumerate(clubs)]
    for done in at_once(*(lambda part=part: record_each_check(by=cast.lan, rows=rows(*part)) for part in parts)):
        assert not any(isinstance(one, Exception) for one in done)
    assert list(health_months_hold_what_was_recorded()) == []
    assert set(HealthMonth.objects.values_list("club", "measured")) == {(club.pk, PEOPLE) for club in clubs}


def rows(club: Club, people: Sequence[Person]) -> list[dict[str, Any]]:
    """A reading of each at that club."""
    told = {"club": club, "measured_on": DAY, "place": "HOME", "pressures": [(120, 80)]}
    return [{**told, "person": person} for person in people]
