"""Drawing by lot so that anybody can draw it again, and the accuracy score. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

COUNTS = frozenset({"RIGHT", "WRONG", "UNKNOWN"})  # outcomes that were held against something
FORMULA = _("Điểm chính xác = số dòng đúng / số dòng đã đối chiếu; dòng chưa gặp được không tính.")


def drawn(ids: Iterable[Any], seed: int, size: int) -> list[Any]:
    """`size` of `ids`, those whose SHA-256 of "seed:id" is least, in that order; all where there are no more.

    The order of `ids` does not matter, nor the machine, nor the version of Python: who knows the seed and the list can
    draw the same sample with a calculator of hashes.
    """
    return sorted(ids, key=lambda pk: (hashlib.sha256(f"{seed}:{pk}".encode()).hexdigest(), str(pk)))[:size]


@dataclass(frozen=True)
class Score:
    """Lines that were right of those that could be held against something; besides, how many were not reached."""

    right: int = 0
    checked: int = 0
    unreached: int = 0
    sampled: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[str]) -> Self:
        """Of the outcomes of a sample's lines; '' is a line not looked at yet."""
        found = list(outcomes)
        return cls(
            right=sum(one == "RIGHT" for one in found),
            checked=sum(one in COUNTS for one in found),
            unreached=sum(one == "UNREACHED" for one in found),
            sampled=len(found),
        )

    @classmethod
    def stored(cls, row: Mapping[str, int]) -> Self:
        """As a recount keeps it."""
        return cls(**row)

    @property
    def share(self) -> Fraction | None:
        """Per cent, exactly; None where nothing was checked."""
        return Fraction(100 * self.right, self.checked) if self.checked else None

    @property
    def wrong(self) -> int:
        """Lines that differ."""
        return self.checked - self.right

    @property
    def left(self) -> int:
        """Lines not looked at yet."""
        return self.sampled - self.checked - self.unreached

    def __add__(self, other: Score) -> Score:
        """Both together, each line counting once."""
        return Score(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))

    def told(self, share_from: int) -> str:
        """'18/20 (90%)'; of a small sample only '3/5'; '—' where nothing was checked."""
        if not self.checked:
            return "—"
        whole = f"{self.right}/{self.checked}"
        if self.checked < share_from:
            return whole
        share = round(100 * self.right / self.checked)
        if self.wrong:  # 399 of 400 is not all of them
            share = min(share, 99)
        return f"{whole} ({share}%)"
