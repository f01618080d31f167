"""What would raise a club a grade: the smallest set of criteria to do better in. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .scoring import Band, Card, Criterion, Grade, grade_of


@dataclass(frozen=True)
class Step:
    """In one criterion: which band to reach, and how many points that gains."""

    criterion: Criterion
    band: Band
    gain: Decimal


@dataclass(frozen=True)
class Raise:
    """The way to the next grade: how many points are missing, and the steps that bring them; the largest first.

    No steps where records alone can't bring it (`reachable` is False).
    """

    grade: Grade
    target: Grade | None
    points: Decimal
    missing: Decimal
    steps: tuple[Step, ...]
    reachable: bool


def ways_up(card: Card, points: Mapping[str, Decimal | None], *, total: Decimal, past: Collection[str] = ()) -> Raise:
    """The fewest criteria, each answered from records, that lift `total` to the next grade.

    `points` are those of each criterion by its code as they stand; None counts as nothing. Those of `past` (what was
    missed there can't be made up) are taken only where the others are not enough. Of as few criteria the ones that gain
    most are taken; then each is let down to the least band that still is enough, the last ones first.
    """
    grade = grade_of(card, total)
    target = grade.above
    if target is None:
        return Raise(grade, None, total, Decimal(0), (), True)
    missing = card.least(target) - total
    open_ones = sorted(_best_steps(card, points), key=lambda step: (step.criterion.code in past, -step.gain))
    chosen: list[Step] = []
    while open_ones and _gained(chosen) < missing:
        chosen.append(open_ones.pop(0))
    if _gained(chosen) < missing:
        return Raise(grade, target, total, missing, (), False)
    for i in range(len(chosen) - 1, -1, -1):
        spare = _gained(chosen) - missing
        chosen[i] = _least(chosen[i], spare)
    return Raise(grade, target, total, missing, tuple(chosen), True)


def _best_steps(card: Card, points: Mapping[str, Decimal | None]) -> list[Step]:
    found = []
    for criterion in card.criteria:
        now = points.get(criterion.code)
        if not criterion.bands or now is None or now >= criterion.max_points:
            continue
        best = criterion.bands[0]
        found.append(Step(criterion, best, best.points - now))
    return found


def _least(step: Step, spare: Decimal) -> Step:
    """The same criterion, at the lowest band that gains no less than what is needed of it."""
    needed = step.gain - spare
    now = step.band.points - step.gain
    enough = [band for band in step.criterion.bands if band.points - now >= needed and band.points > now]
    band = enough[-1] if enough else step.band
    return Step(step.criterion, band, band.points - now)


def _gained(steps: list[Step]) -> Decimal:
    return sum((step.gain for step in steps), Decimal(0))


def count_to_reach(band: Band, denominator: int) -> int:
    """How many of `denominator` make a share of at least the band, in per cent."""
    return -((-band.at * denominator) // 100)


def most_to_stay(band: Band, denominator: int) -> int:
    """The most of `denominator` whose share does not exceed the band, in per cent."""
    return int(Fraction(band.at * denominator, 100))
