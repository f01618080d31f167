"""What the tests of requests share: a club with money, a board and members who ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from clb.access.models import User
from clb.board.models import BoardPost
from clb.clubs.models import CharterRule
from clb.fund.commands import RECEIVE_START_FUND
from clb.kernel.commands import Command, Outcome, run
from clb.lending import commands as verbs
from clb.lending.models import LoanDecision, LoanRequest
from clb.members.models import Household, Person
from conftest import Cast, make_member, make_person

MAY, JUNE, JULY = date(2026, 5, 5), date(2026, 6, 5), date(2026, 7, 5)


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
class House:
    """Club 1 with 20 million in its box, a chair and a treasurer on the board, a poor member and a better-off one."""

    cast: Cast
    chair: Person
    keeper: Person
    poor: Person
    well: Person

    def ask(self, who: Person, on: date = MAY, vnd: int = 5_000_000, months: int = 12, **more: Any) -> LoanRequest:
        """A request that must be taken."""
        told = {"person": who.pk, "amount_vnd": vnd, "months": months, "asked_on": on, **more}
        request: LoanRequest = done(verbs.ASK_LOAN, self.cast.lan, club=self.cast.club.pk, **told)
        return request

    def decision(self, request: LoanRequest, outcome: str = "GRANTED", on: date = JUNE, **more: Any) -> dict[str, Any]:
        """What is typed of a decision by both of the board."""
        told = {"request": request.pk, "outcome": outcome, "decided_on": on, "rate_percent_year": "12"}
        return {**told, "deciders": [self.chair.pk, self.keeper.pk], **more}

    def decide(self, request: LoanRequest, outcome: str = "GRANTED", on: date = JUNE, **more: Any) -> LoanDecision:
        """A decision that must be taken."""
        made: LoanDecision = done(verbs.DECIDE_REQUEST, self.cast.lan, **self.decision(request, outcome, on, **more))
        return made

    def together(self, *people: Person) -> None:
        """Let these live in one household."""
        home = Household.objects.create()
        Person.objects.filter(pk__in=[person.pk for person in people]).update(household=home)

    def charter(self, item: str, amount: Any = None, words: str = "") -> None:
        """What the charter says from the founding on."""
        rule = {"item": item, "amount": amount, "words": words, "from_on": self.cast.club.founded_on}
        CharterRule.objects.create(club=self.cast.club, adopted_by="thử", **rule)


def make_house(cast: Cast) -> House:
    """Store it."""
    club, since = cast.club, cast.club.founded_on
    money = {"amount_vnd": 20_000_000, "source": "SOCIAL", "received_on": since}
    done(RECEIVE_START_FUND, cast.lan, club=club.pk, **money)
    chair = make_person("Ông Trưởng", sex="MALE", birth_on=date(1970, 1, 1))
    keeper = make_member(club, "Bà Giữ Quỹ", birth_on=date(1975, 1, 1)).person
    for person, post, title in ((chair, "CHAIR", ""), (keeper, "OTHER", "Thủ quỹ")):
        BoardPost.objects.create(club=club, person=person, post=post, title=title, from_on=since)
    poor = make_member(club, "Bà Nghèo", household_class="POOR").person
    well = make_member(club, "Ông Khá", sex="MALE", birth_on=date(1980, 1, 1)).person
    return House(cast, chair, keeper, poor, well)
