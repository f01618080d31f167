"""What the tests of care share: a club with two volunteers, of whom one signs in, and someone cared for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.board.models import SignInPerson
from clb.care import commands as verbs
from clb.care.models import CareClient, CareVisit, Volunteer
from clb.kernel.commands import Command, Outcome, run
from clb.members.models import Consent, Membership, Person
from conftest import Cast, make_member, make_user

BEGUN = date(2026, 1, 5)  # a Monday


def agree(person: Person, on: date = date(2025, 1, 1)) -> Consent:
    """Consent to keep what is seen of the person's health."""
    said = {"purpose": "HEALTH", "proof": "PAPER", "answer": "AGREED"}
    return Consent.objects.create(person=person, given_on=on, **said)


def act(command: Command, by: User, **data: Any) -> Outcome:
    """One act, done or refused."""
    return run(command, by=by, data=data)


def done(command: Command, by: User, **data: Any) -> Any:
    """One act that must succeed; gives its result."""
    outcome = act(command, by, **data)
    assert outcome.status == "done", (command.name, outcome.errors)
    return outcome.result


def refused(command: Command, by: User, **data: Any) -> dict[str, list[str]]:
    """One act that must be refused; gives its reasons by field."""
    outcome = act(command, by, **data)
    assert outcome.status == "rejected", command.name
    return outcome.errors


@dataclass
class Home:
    """Club 1: bà Tư is cared for on Mondays and Thursdays by Tình, who signs in; Hiền is a volunteer too."""

    cast: Cast
    client: CareClient
    tinh: Volunteer
    hien: Volunteer
    user: User

    @property
    def chair(self) -> User:
        """Who arranges."""
        return self.cast.binh

    def visit(self, on: date, by: User | None = None, **more: Any) -> CareVisit:
        """A visit that must be taken."""
        row: CareVisit = done(verbs.RECORD_VISIT, by or self.user, **self.told(on, **more))
        return row

    def told(self, on: date, **more: Any) -> dict[str, Any]:
        """What is typed of a visit."""
        told = {"client": self.client.pk, "visited_on": on, "minutes": 45, "tasks": ["TALK", "WASH"]}
        return {**told, "how_is": "SAME", "dangers": ["NONE"], **more}


def make_volunteer(cast: Cast, name: str, sex: str = "FEMALE", **more: Any) -> Volunteer:
    """A member who is a volunteer."""
    member = make_member(cast.club, name, sex=sex)
    told = {"weekdays": ["0", "1", "2", "3", "4", "5", "6"], "kinds": ["SOCIAL", "PERSONAL", "OTHER"], **more}
    row: Volunteer = done(
        verbs.ADD_VOLUNTEER, cast.binh, club=cast.club.pk, membership=member.pk, from_on=BEGUN, **told
    )
    return row


def make_client(cast: Cast, name: str, from_on: date = BEGUN, **more: Any) -> CareClient:
    """A member who is cared for."""
    member: Membership = make_member(cast.club, name)
    agree(member.person)
    row: CareClient = done(
        verbs.ADD_CLIENT, cast.binh, club=cast.club.pk, membership=member.pk, from_on=from_on, **more
    )
    return row


def plan(cast: Cast, client: CareClient, from_on: date = BEGUN, **more: Any) -> None:
    """Mondays and Thursdays unless said otherwise."""
    told = {"weekdays": ["0", "3"], "every_weeks": 1, "kinds": ["PERSONAL"], "from_on": from_on, **more}
    told.setdefault("until_on", told["from_on"] + timedelta(days=364))
    told.setdefault("review_on", told["until_on"])
    done(verbs.PLAN_CARE, cast.binh, client=client.pk, **told)


def make_home(cast: Cast) -> Home:
    """Store it."""
    tinh, hien = make_volunteer(cast, "Chị Tình"), make_volunteer(cast, "Chị Hiền")
    client = make_client(cast, "Bà Tư Yếu")
    plan(cast, client)
    done(verbs.ASSIGN_VOLUNTEER, cast.binh, client=client.pk, volunteer=tinh.pk, from_on=BEGUN)
    user = make_user("tinh", Role.VOLUNTEER, cast.club.unit)
    SignInPerson.objects.create(user=user, person=tinh.person)
    return Home(cast, client, tinh, hien, user)


def today() -> date:
    """The day on which the tests run."""
    return timezone.localdate()
