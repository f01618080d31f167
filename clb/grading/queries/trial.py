"""What a club would get today: before a round, without storing anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clb.access.models import User
from clb.clubs.models import Club
from clb.grading.rules import Card, Raise

from .autos import auto_points, autos_of, steps_in_words, told
from .cards import card_of, proposed_card, scorecard_in_force
from .sheets import Advice, advised, evidence_url, raise_of


@dataclass(frozen=True)
class TrialLine:
    """A criterion today: what records say, its points (None: a person will answer), and how points are given."""

    text: str
    told: str
    points: Decimal | None
    most: Decimal
    steps: list[str]
    evidence: str


@dataclass(frozen=True)
class Trial:
    """A club measured from the first day of the year to today. `unasked` points are for people to give, and are not
    counted."""

    card: Card
    is_proposal: bool
    first: date
    on: date
    lines: list[TrialLine]
    total: Decimal
    unasked: Decimal
    up: Raise
    advice: list[Advice]


def trial_of(club: Club, on: date, user: User) -> Trial:
    """What `club` would get on `on` by the scorecard in force at its place, else by the program's proposal."""
    stored = scorecard_in_force(club.unit, on)
    card = card_of(stored) if stored else proposed_card()
    first = on.replace(month=1, day=1)
    auto = autos_of(card, Club.objects.filter(pk=club.pk), first, on)[club.pk]
    points = auto_points(auto)
    rights = user.rights_at(club.unit)
    lines = [
        TrialLine(
            c.text,
            told(c, auto.get(c.code)),
            points.get(c.code),
            c.max_points,
            steps_in_words(c),
            evidence_url(c, club, rights),
        )
        for c in card.criteria
    ]
    nothing = Decimal(0)
    up = raise_of(card, points)
    return Trial(
        card=card,
        is_proposal=stored is None or stored.is_proposal,
        first=first,
        on=on,
        lines=lines,
        total=sum((line.points or nothing for line in lines), nothing),
        unasked=sum((line.most for line in lines if line.points is None), nothing),
        up=up,
        advice=advised(up, auto),
    )
