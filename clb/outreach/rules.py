"""How what was told stands against what was planned. No database."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta


@dataclass(frozen=True)
class Score:
    """Sums over plan lines of some quarters and over what was told in them. Times, minutes, people, đồng.

    `kept` are planned times done within their quarter, at most as many of a line as it plans, so that more of one does
    not hide less of another; `late` those done after it; `owed` planned times of quarters that are over. Of what was
    told in these quarters: `times`, of which `beside` carry out no plan line; `reach` adds the estimates of the
    `estimated` rows that have one, out of `rows`.
    """

    planned: int = 0
    kept: int = 0
    late: int = 0
    owed: int = 0
    owed_kept: int = 0
    times: int = 0
    beside: int = 0
    minutes: int = 0
    reach: int = 0
    estimated: int = 0
    rows: int = 0
    cost_vnd: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Score)})

    def __sub__(self, other: Score) -> Score:
        return Score(**{f.name: getattr(self, f.name) - getattr(other, f.name) for f in fields(Score)})

    @property
    def missing(self) -> int:
        """Planned times of quarters that are over, done neither in time nor late."""
        return max(self.owed - self.owed_kept - self.late, 0)

    @property
    def to_come(self) -> int:
        """Planned times of quarters that are not over, not done yet."""
        return self.planned - self.owed - (self.kept - self.owed_kept)

    @property
    def is_empty(self) -> bool:
        """Nothing planned, nothing told."""
        return not (self.planned or self.rows)


def line_state(planned: int, kept: int, late: int, last: date, today: date) -> str:
    """How one line of a plan stands, by the names of the site's states."""
    if kept + late >= planned:
        return "DONE"
    if last < today:
        return "OVERDUE"
    return "DUE" if last - today <= timedelta(days=30) else "LATER"
