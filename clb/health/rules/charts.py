"""A line of readings over time as points of a drawing, with the limits of the table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 14, 34


@dataclass(frozen=True)
class Dot:
    """A reading: where it stands, and what it was."""

    x: float
    y: float
    value: int


@dataclass(frozen=True)
class Series:
    """One value through time; `path` joins its dots."""

    name: str
    dots: tuple[Dot, ...]

    @property
    def path(self) -> str:
        """As the attribute `points` of a polyline."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@dataclass(frozen=True)
class Limit:
    """A line of the table at which a reading is worth a doctor."""

    y: float
    value: int


@dataclass(frozen=True)
class Chart:
    """A drawing of `width` × `height`: the series, the limits, labels along both sides (place, words)."""

    series: tuple[Series, ...]
    limits: tuple[Limit, ...]
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def pressure_chart(
    readings: Sequence[tuple[date, int, int]], limits: tuple[int, int], names: tuple[str, str]
) -> Chart | None:
    """Upper and lower values in mmHg by day, the oldest first, with the limit of each; None of fewer than two days."""
    if len({day for day, _upper, _lower in readings}) < 2:
        return None
    values = [v for _day, upper, lower in readings for v in (upper, lower)] + list(limits)
    low, high = min(values) // 20 * 20, -(-max(values) // 20) * 20
    first, last = readings[0][0], readings[-1][0]

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days, 1)

    def y(value: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)

    uppers = tuple(Dot(x(day), y(upper), upper) for day, upper, _lower in readings)
    lowers = tuple(Dot(x(day), y(lower), lower) for day, _upper, lower in readings)
    series = (Series(names[0], uppers), Series(names[1], lowers))
    step = 20 if high - low <= 160 else 40
    return Chart(
        series,
        tuple(Limit(y(value), value) for value in limits),
        _days_across(first, last, x(first), x(last)),
        tuple((y(value), value) for value in range(low, high + 1, step)),
    )


def _days_across(first: date, last: date, left: float, right: float) -> tuple[tuple[float, str], ...]:
    return ((left, f"{first:%d/%m/%Y}"), (right, f"{last:%d/%m/%Y}"))
