"""Scorecards as the rules read them: the program's own proposal, and those that are stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from clb.access.models import User
from clb.grading.models import Criterion as StoredCriterion
from clb.grading.models import Scorecard
from clb.grading.rules import Band, Card, Criterion
from clb.kernel.dates import on_day
from clb.places.models import Unit
from clb.places.queries import ancestors

PROPOSAL = Path(__file__).parent.parent / "data" / "scorecard.yaml"


@cache
def proposal() -> dict[str, Any]:
    """The program's own scorecard as written in data/scorecard.yaml: a suggestion without an official text."""
    found: dict[str, Any] = yaml.safe_load(PROPOSAL.read_text("utf8"))
    return found


@cache
def proposed_card() -> Card:
    """The same as the rules read it."""
    told = proposal()
    return Card(
        title=told["title"],
        criteria=tuple(_proposed(line) for line in told["criteria"]),
        total=Decimal(told["total"]),
        good_from=Decimal(told["good_from"]),
        fair_from=Decimal(told["fair_from"]),
        average_from=Decimal(told["average_from"]),
        step=Decimal(str(told["step"])),
        min_months=told["min_months"],
    )


def _proposed(line: dict[str, Any]) -> Criterion:
    return Criterion(
        code=line["code"],
        group=line["group"],
        text=line["text"],
        max_points=Decimal(str(line["max"])),
        measure=line.get("measure", ""),
        bands=tuple(Band(Fraction(str(at)), Decimal(str(points))) for at, points in line.get("steps", ())),
        is_lower_better=line.get("is_lower_better", False),
        when_none=line.get("none", "PERSON"),
    )


def criterion_of(row: StoredCriterion) -> Criterion:
    """A stored line as the rules read it."""
    return Criterion(
        code=row.code,
        group=row.group,
        text=row.text,
        max_points=Decimal(row.max_points),
        measure=row.measure,
        bands=tuple(Band(Fraction(at), Decimal(points)) for at, points in row.bands),
        is_lower_better=row.is_lower_better,
        when_none=row.when_none,
    )


def card_of(scorecard: Scorecard) -> Card:
    """A stored scorecard as the rules read it; one query."""
    return Card(
        title=scorecard.title,
        criteria=tuple(criterion_of(row) for row in scorecard.criteria.all()),
        total=Decimal(scorecard.total),
        good_from=Decimal(scorecard.good_from),
        fair_from=Decimal(scorecard.fair_from),
        average_from=Decimal(scorecard.average_from),
        step=Decimal(scorecard.step),
        min_months=scorecard.min_months,
    )


def scorecards_at(place: Unit, day: date) -> QuerySet[Scorecard]:
    """Adopted scorecards in force on a day at `place` or above it."""
    here = [place.pk, *(unit.pk for unit in ancestors(place, day))]
    return Scorecard.objects.filter(on_day(day), adopted_on__isnull=False, place__in=here)


def scorecard_in_force(place: Unit, day: date) -> Scorecard | None:
    """The one of the nearest place, of several there the newest; None where nobody adopted one."""
    found = scorecards_at(place, day).select_related("place")
    return max(found, key=lambda row: (row.place.rank, row.from_on, row.pk), default=None)


def scorecards_for_rounds(user: User) -> QuerySet[Scorecard]:
    """Scorecards by which `user` may open a round: every adopted one, the newest first."""
    return Scorecard.objects.visible_to(user).filter(adopted_on__isnull=False).order_by("-from_on", "-pk")
