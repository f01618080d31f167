"""Bounds and states as tables."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from clb.plans.rules.targets import Bound, State, Window, judge_target

D = Decimal


@pytest.mark.parametrize(
    ("bound", "figure", "holds"),
    [
        (Bound(D(3)), Fraction(3), True),
        (Bound(D(3)), Fraction(2), False),
        (Bound(D(150), is_min_strict=True), Fraction(150), False),
        (Bound(D(150), is_min_strict=True), Fraction(151), True),
        (Bound(D(60), D(70)), Fraction(6000, 100), True),
        (Bound(D(60), D(70)), Fraction(100 * 42, 60), True),
        (Bound(D(60), D(70)), Fraction(100 * 43, 61), False),
        (Bound(D(70)), Fraction(100 * 2, 3), False),
        (Bound(None, D(5)), Fraction(5), True),
        (Bound(None, D(5), is_max_strict=True), Fraction(5), False),
        (Bound(), Fraction(0), True),
    ],
)
def test_bounds_are_exact(bound: Bound, figure: Fraction, holds: bool) -> None:
    assert bound.holds(figure) is holds


def test_a_share_is_never_rounded_into_its_band() -> None:
    assert not Bound(D(60)).holds(Fraction(100 * 59_999, 100_000))


PERIOD = (date(2021, 1, 1), date(2025, 12, 31))
MID = Window(*PERIOD, date(2023, 7, 2))
AFTER = Window(*PERIOD, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("bound", "figure", "window", "is_cumulative", "past", "state"),
    [
        (Bound(D(3)), Fraction(3), MID, True, [], State.MET),
        (Bound(D(3)), Fraction(2), MID, True, [], State.ON_COURSE),
        (Bound(D(3)), Fraction(1), MID, True, [], State.BEHIND),
        (Bound(D(3)), Fraction(2), AFTER, True, [], State.BEHIND),
        (Bound(D(3)), Fraction(0), Window(*PERIOD, date(2020, 12, 31)), True, [], State.ON_COURSE),
        (Bound(D(70)), Fraction(60), MID, False, [Fraction(50), Fraction(55)], State.ON_COURSE),
        (Bound(D(70)), Fraction(60), MID, False, [Fraction(60), Fraction(60)], State.BEHIND),
        (Bound(D(70)), Fraction(50), MID, False, [Fraction(60), Fraction(55)], State.BEHIND),
        (Bound(D(60), D(70)), Fraction(77), MID, False, [Fraction(80), Fraction(79)], State.ON_COURSE),
        (Bound(D(60), D(70)), Fraction(77), MID, False, [Fraction(75), Fraction(76)], State.BEHIND),
        (Bound(D(70)), None, MID, False, [], State.NO_DATA),
        (Bound(), Fraction(5), MID, False, [], State.NO_DATA),
    ],
)
def test_states(bound, figure, window, is_cumulative, past, state) -> None:  # type: ignore[no-untyped-def]
    assert judge_target(bound, figure, window, is_cumulative=is_cumulative, past=past).state == state


def test_a_sum_that_outgrew_its_ceiling_is_behind() -> None:
    assert judge_target(Bound(None, D(5)), Fraction(6), MID, is_cumulative=True).state == State.BEHIND


def test_how_much_is_lacking_and_how_much_is_too_much() -> None:
    band = Bound(D(50), D(70))
    found = [(band.short(Fraction(n)), band.over(Fraction(n))) for n in (48, 50, 70, 121)]
    assert found == [(2, 0), (0, 0), (0, 0), (0, 51)]


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2026, 11, 25)])
def test_from_the_deadline_on_the_reason_speaks_of_no_trend(on: date) -> None:
    judged = judge_target(Bound(D(70)), Fraction(60), Window(*PERIOD, on), is_cumulative=False, past=[Fraction(50)])
    assert (judged.state, judged.reason) == (State.BEHIND, "Hết hạn mà chưa đạt.")


def test_on_the_eve_of_the_deadline_a_sum_may_still_keep_pace_and_the_first_day_counts() -> None:
    """Of 1826 days one is gone on the first: a thousandth of 1826 is asked, not nothing."""
    first, eve = Window(*PERIOD, PERIOD[0]), Window(*PERIOD, date(2025, 12, 30))
    assert first.elapsed == Fraction(1, 1826)
    assert eve.elapsed == Fraction(1825, 1826)
    assert judge_target(Bound(D(1826)), Fraction(0), first, is_cumulative=True).state == State.BEHIND
    assert judge_target(Bound(D(1826)), Fraction(1825), eve, is_cumulative=True).state == State.ON_COURSE
