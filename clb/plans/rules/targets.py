"""Whether a figure meets what a plan wants, and where it is heading. Pure: facts in, judgements out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _


class State(StrEnum):
    """Where a target stands on a day."""

    MET = "MET"
    ON_COURSE = "ON_COURSE"
    BEHIND = "BEHIND"
    NO_DATA = "NO_DATA"


@dataclass(frozen=True)
class Bound:
    """What is wanted: at least, at most or both; strict where the text says 'trên' or 'dưới'."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    is_min_strict: bool = False
    is_max_strict: bool = False

    @property
    def is_empty(self) -> bool:
        """True for a target of quality, without a number."""
        return self.minimum is None and self.maximum is None

    def holds(self, exact: Fraction) -> bool:
        """Does the figure lie within, without rounding?"""
        return self.short(exact) == 0 and self.over(exact) == 0

    def short(self, exact: Fraction) -> Fraction:
        """How much is lacking to the least; for a strict bound met exactly, an infinitely small lack shown as 1/100."""
        if self.minimum is None:
            return Fraction(0)
        lack = Fraction(self.minimum) - exact
        return max(lack, Fraction(0)) or (Fraction(1, 100) if self.is_min_strict and lack == 0 else Fraction(0))

    def over(self, exact: Fraction) -> Fraction:
        """How much is beyond the most, in the same way."""
        if self.maximum is None:
            return Fraction(0)
        excess = exact - Fraction(self.maximum)
        return max(excess, Fraction(0)) or (Fraction(1, 100) if self.is_max_strict and excess == 0 else Fraction(0))


@dataclass(frozen=True)
class Judgement:
    """A state with the reason in one sentence."""

    state: State
    reason: str


@dataclass(frozen=True)
class Window:
    """The time a target has: from the beginning of the period to its deadline, seen on a day."""

    begins_on: date
    deadline: date
    on: date

    @property
    def is_over(self) -> bool:
        """Is the deadline here or past? A figure of a day is that of its end, so on the last day it is final."""
        return self.on >= self.deadline

    @property
    def elapsed(self) -> Fraction:
        """Share of the time gone, 0 to 1, the day itself included."""
        whole = (self.deadline - self.begins_on).days + 1
        gone = (self.on - self.begins_on).days + 1
        return min(max(Fraction(gone, max(whole, 1)), Fraction(0)), Fraction(1))


def judge_target(
    bound: Bound, reached: Fraction | None, window: Window, *, is_cumulative: bool, past: Sequence[Fraction] = ()
) -> Judgement:
    """State of a target on a day.

    `reached` and `past` (figures at earlier month ends, oldest first) are in the unit of the bound.
    A cumulative figure is on course when it keeps pace with the time gone; any other when a straight line
    through its past and present reaches the bound by the deadline. From the deadline's day on there is only met or not.
    """
    if bound.is_empty:
        return Judgement(State.NO_DATA, _("Chỉ tiêu chất lượng, văn bản không nêu con số."))
    if reached is None:
        return Judgement(State.NO_DATA, _("Chưa có dữ liệu."))
    if bound.holds(reached):
        return Judgement(State.MET, _("Đạt mức kế hoạch đề ra."))
    if window.is_over:
        return Judgement(State.BEHIND, _("Hết hạn mà chưa đạt."))
    if window.elapsed == 0:
        return Judgement(State.ON_COURSE, _("Kỳ kế hoạch chưa bắt đầu."))
    if is_cumulative:
        return _by_pace(bound, reached, window)
    return _by_line(bound, [*past, reached], window)


def _by_pace(bound: Bound, reached: Fraction, window: Window) -> Judgement:
    if bound.short(reached) == 0:  # beyond the most: a sum that grows will not come back
        return Judgement(State.BEHIND, _("Vượt mức nhiều nhất."))
    assert bound.minimum is not None
    if reached >= Fraction(bound.minimum) * window.elapsed:
        return Judgement(State.ON_COURSE, _("Theo kịp thời gian đã qua của kỳ."))
    return Judgement(State.BEHIND, _("Chậm so với thời gian đã qua của kỳ."))


def _by_line(bound: Bound, figures: list[Fraction], window: Window) -> Judgement:
    months_left = (window.deadline.year - window.on.year) * 12 + window.deadline.month - window.on.month
    if len(figures) >= 2:
        slope = (figures[-1] - figures[0]) / (len(figures) - 1)
        target = figures[-1] + slope * months_left
        heads_there = bound.short(figures[-1]) > 0 and slope > 0 and bound.short(target) == 0
        heads_back = bound.over(figures[-1]) > 0 and slope < 0 and bound.over(target) == 0
        if heads_there or heads_back:
            return Judgement(State.ON_COURSE, _("Đang tiến tới mức đề ra, nếu giữ đà như các tháng qua."))
    return Judgement(State.BEHIND, _("Chưa đạt, và đà các tháng qua chưa đưa tới mức đề ra."))
