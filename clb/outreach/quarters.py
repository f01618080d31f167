"""Quarters of a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from clb.kernel.dates import month_end

FIRST_YEAR, LAST_YEAR = 2016, 2100


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which `day` lies."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """'2026-3' → the third quarter of 2026; None where it is none."""
        found = re.fullmatch(r"(\d{4})-([1-4])", text.strip())
        if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            return None
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return month_end(date(self.year, 3 * self.number, 1))

    @property
    def before(self) -> Self:
        """The quarter before it."""
        return type(self).of(self.first - timedelta(days=1))

    @property
    def roman(self) -> str:
        """'III', as papers number quarters."""
        return ("I", "II", "III", "IV")[self.number - 1]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
