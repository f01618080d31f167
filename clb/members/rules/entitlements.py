"""What the law gives older people, judged of one person on a day. Pure; a judgement never refuses a fact."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clb.kernel.dates import years_before


@dataclass(frozen=True)
class Longevity:
    """Ages that are honoured: from `first` every `step` years, and from `yearly` every year."""

    first: int
    step: int
    yearly: int


@dataclass(frozen=True)
class PensionAges:
    """Full years from which the social pension is given: to everyone without a pension, and to poor or near-poor."""

    everyone: int
    poor: int


class PensionState(StrEnum):
    """How someone stands to the social pension on a day."""

    NOT_DUE = "NOT_DUE"
    RECEIVES = "RECEIVES"
    APPLIED = "APPLIED"
    HAS_PENSION = "HAS_PENSION"
    MAY_APPLY = "MAY_APPLY"
    UNKNOWN = "UNKNOWN"


def longevity_age(birth_year: int, year: int, ages: Longevity) -> int | None:
    """The honoured age that someone reaches in `year`, or None."""
    age = year - birth_year
    if age >= ages.yearly:
        return age
    return age if age >= ages.first and (age - ages.first) % ages.step == 0 else None


def pension_state(
    birth_on: date, is_poor: bool, records: Collection[str], day: date, ages: PensionAges
) -> PensionState:
    """How someone stands on `day`: `records` are the kinds of Circumstance that hold; nothing is guessed from silence.

    `is_poor`: of a poor or near-poor household on the day. A pension below the social pension is not told apart,
    since no amount is known.
    """
    if "SOCIAL_PENSION" in records:
        return PensionState.RECEIVES
    if birth_on > years_before(day, ages.poor if is_poor else ages.everyone):
        return PensionState.NOT_DUE
    for kinds, state in (
        ({"APPLIED"}, PensionState.APPLIED),
        ({"PENSION", "MONTHLY_BENEFIT"}, PensionState.HAS_PENSION),
        ({"NO_PENSION"}, PensionState.MAY_APPLY),
    ):
        if kinds & set(records):
            return state
    return PensionState.UNKNOWN


def is_age_unsure(birth_year: int, is_year_only: bool, day: date, age: int) -> bool:
    """May someone of whom only the year is known still be short of `age` on `day`?"""
    return is_year_only and day.year - birth_year == age
