"""What may be said of a difference between a row and the rest: nothing where the numbers are too small for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

Z = 1.96  # 95 in 100, the usual line (Wilson 1927, doi:10.1080/01621459.1927.10502953)
LEAST_WHOLE = 5  # of fewer nothing is said at all


class Standing(StrEnum):
    """How a row's share lies to that of all other rows together."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    NOT_APART = "NOT_APART"
    TOO_FEW = "TOO_FEW"


@dataclass(frozen=True)
class Interval:
    """Between which shares the true one lies, by chance alone, 95 times in 100."""

    low: float
    high: float


def interval(part: int, whole: int) -> Interval:
    """Wilson's interval of `part` of `whole`; `whole` above zero."""
    share, z2 = part / whole, Z * Z
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return Interval(max(middle - half, 0.0), min(middle + half, 1.0))


def standing(part: int, whole: int, all_part: int, all_whole: int) -> Standing:
    """`part` of `whole` against the rest of `all_part` of `all_whole`: told apart only where the intervals are."""
    rest_part, rest_whole = all_part - part, all_whole - whole
    if whole < LEAST_WHOLE or rest_whole < LEAST_WHOLE:
        return Standing.TOO_FEW
    mine, others = interval(part, whole), interval(rest_part, rest_whole)
    if mine.low > others.high:
        return Standing.HIGHER
    return Standing.LOWER if mine.high < others.low else Standing.NOT_APART
