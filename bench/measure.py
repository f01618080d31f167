"""Timing: two ways in turn within one run, told as a ratio of medians; pages in milliseconds with their queries."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from .cases import Pair


@dataclass(frozen=True)
class Times:
    """Milliseconds of every run."""

    runs: tuple[float, ...]

    def __str__(self) -> str:
        return f"{self.median:,.1f} ({min(self.runs):,.1f}–{max(self.runs):,.1f})"

    @property
    def p95(self) -> float:
        """Nineteen of twenty were not slower."""
        return sorted(self.runs)[max(round(0.95 * len(self.runs)) - 1, 0)]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.runs)


def compare(pair: Pair, runs: int) -> tuple[Times, Times]:
    """The program's times and those by hand, taken in turn. Raises AssertionError where the answers differ."""
    program, hand = pair.program(), pair.by_hand()  # warms both up too
    assert program == hand, f"{pair.what}: chương trình {str(program)[:300]} ≠ viết tay {str(hand)[:300]}"
    taken: tuple[list[float], list[float]] = ([], [])
    for run in range(runs):
        ways = [(taken[0], pair.program), (taken[1], pair.by_hand)]
        for times, way in ways if run % 2 == 0 else reversed(ways):
            times.append(milliseconds(way))
    return Times(tuple(taken[0])), Times(tuple(taken[1]))


def milliseconds(way: Callable[[], Any]) -> float:
    """How long one call takes."""
    begun = perf_counter()
    way()
    return 1000 * (perf_counter() - begun)


def timed(way: Callable[[], Any], runs: int) -> tuple[Times, int]:
    """Times of `way`, warmed up, and how many queries it sends."""
    way()
    with CaptureQueriesContext(connection) as queries:
        way()
    sent = len(queries)  # asked now, since the next request clears the log
    return Times(tuple(milliseconds(way) for _run in range(runs))), sent


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns under each other; all but the first to the right."""
    lines = [head, *rows]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(head))]
    drawn = []
    for line in lines:
        cells = [_padded(cell, width, to_right=i > 0) for i, (cell, width) in enumerate(zip(line, widths, strict=True))]
        drawn.append("  ".join(cells).rstrip())
    drawn.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(drawn)


def _width(text: str) -> int:
    return sum(not unicodedata.combining(c) for c in text)


def _padded(text: str, width: int, to_right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if to_right else text + gap
