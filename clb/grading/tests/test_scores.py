"""The automatic score: fifty clubs against a computation written apart, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clb.clubs.models import Club
from clb.grading.queries.autos import autos_of
from clb.grading.queries.cards import proposal, proposed_card
from clb.grading.rules import Band, Criterion, Grade, card_faults, grade_of, points_of, read_steps, steps_told, ways_up
from conftest import Cast, make_cast

from .apart import ROWS, score
from .sample import FIRST, LAST, make_clubs

CLUBS = 50


@dataclass
class Sample:
    """The cast and its clubs."""

    cast: Cast
    clubs: list[Club]


@pytest.fixture(scope="module")
def stored(stored_once: Path) -> Sample:
    cast = make_cast()
    return Sample(cast, make_clubs(cast.xa, cast.lan, CLUBS))


@pytest.fixture
def sample(stored: Sample, db: None) -> Iterator[Sample]:
    yield stored


def _as_number(points: str | None) -> int | float | None:
    return None if points is None else float(points)


def test_fifty_clubs_score_as_a_computation_written_apart(sample: Sample) -> None:
    clubs = Club.objects.filter(pk__in=[club.pk for club in sample.clubs])
    autos = autos_of(proposed_card(), clubs, FIRST, LAST)
    wrong, reached = [], {}
    for club in clubs.prefetch_related(*ROWS):
        apart = score(club, FIRST, LAST)
        found = {code: _as_number(kept["p"]) for code, kept in autos[club.pk].items()}
        wrong += [(club.name, code, found[code], apart[code]) for code in apart if found[code] != apart[code]]
        for code, points in apart.items():
            reached.setdefault(code, set()).add(points)
    assert wrong == []
    assert len(autos) == CLUBS
    # The sample is no proof of a criterion in which all clubs get the same.
    assert [code for code, points in reached.items() if len(points) < 2] == []


def test_more_clubs_ask_no_more_questions(sample: Sample) -> None:
    def questions(n: int) -> int:
        clubs = Club.objects.filter(pk__in=[club.pk for club in sample.clubs[:n]])
        with CaptureQueriesContext(
            connection,
        ) as seen:
            autos_of(proposed_card(), clubs, FIRST, LAST)
        return len(seen)

    few, many = questions(3), questions(CLUBS)
    assert many == few <= 45


def test_the_proposal_adds_up() -> None:
    card = proposed_card()
    known = {"code", "group", "text", "measure", "max", "none", "steps", "is_lower_better"}
    assert {key for line in proposal()["criteria"] for key in line} == known  # no text was cut at a comma
    assert card_faults(card) == []
    assert [grade_of(card, Decimal(n)) for n in (80, 79, 65, 64, 50, 49)] == [
        Grade.GOOD, Grade.FAIR, Grade.FAIR, Grade.AVERAGE, Grade.AVERAGE, Grade.WEAK,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        ("100: 10; 75: 6", [(100, "10"), (75, "6")]),
        ("20.000.000: 5\n10.000.000: 2", [(20_000_000, "5"), (10_000_000, "2")]),
        ("2,5: 1,5", [(Fraction(5, 2), "1.5")]),
        ("", []),
    ],
)
def test_steps_are_read_as_they_are_typed(text: str, bands: list[Any]) -> None:
    assert read_steps(text) == tuple(Band(Fraction(at), Decimal(points)) for at, points in bands)
    assert read_steps(steps_told(read_steps(text))) == read_steps(text)


@pytest.mark.parametrize("text", ["90", "a: 3", "1/0: 3", "90: 1e9", "-1: 2", "90: ²"])
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_steps(text)


LESS_IS_BETTER = Criterion("r", "g", "t", Decimal(6), "risk", read_steps("0: 6; 5: 4; 10: 2"), True, "FULL")
MORE = Criterion("m", "g", "t", Decimal(10), "meetings", read_steps("100: 10; 90: 8; 50: 3"))


@pytest.mark.parametrize(
    ("criterion", "value", "points"),
    [
        (MORE, Fraction(100), 10),
        (MORE, Fraction(8999, 100), 3),
        (MORE, Fraction(100 * 2, 3), 3),
        (MORE, Fraction(0), 0),
        (MORE, None, None),
        (LESS_IS_BETTER, Fraction(0), 6),
        (LESS_IS_BETTER, Fraction(5), 4),
        (LESS_IS_BETTER, Fraction(1001, 100), 0),
        (LESS_IS_BETTER, None, 6),
    ],
)
def test_points_of_a_value(criterion: Criterion, value: Fraction | None, points: int | None) -> None:
    assert points_of(criterion, value) == (None if points is None else Decimal(points))


def test_the_fewest_criteria_raise_a_club_and_no_further_than_needed() -> None:
    card = proposed_card()
    points: dict[str, Decimal | None] = {c.code: c.max_points for c in card.criteria}
    points |= {"areas": Decimal(3), "meetings": Decimal(0), "learning": Decimal(2), "help": None}
    found = ways_up(card, points, total=Decimal(74))
    assert (found.grade, found.target, found.missing) == (Grade.FAIR, Grade.GOOD, 6)
    assert [(s.criterion.code, s.band.at, s.gain) for s in found.steps] == [("meetings", 75, 6)]
    one = ways_up(card, points, total=Decimal(65))
    assert [(s.criterion.code, s.gain) for s in one.steps] == [("meetings", 10), ("areas", 6)]
    later = ways_up(card, points, total=Decimal(74), past={"meetings"})  # months that are over are taken last
    assert [(s.criterion.code, s.gain) for s in later.steps] == [("areas", 6)]
    assert ways_up(card, points, total=Decimal(90)).target is None
    assert not ways_up(card, {"meetings": Decimal(10)}, total=Decimal(10)).reachable


def test_a_month_counts_once_it_is_whole(sample: Sample) -> None:
    """Half a month of the period is not owed yet."""
    club = Club.objects.filter(pk=sample.clubs[0].pk)
    found = autos_of(proposed_card(), club, FIRST, date(2025, 11, 15))[sample.clubs[0].pk]
    assert found["meetings"]["d"] == 10
