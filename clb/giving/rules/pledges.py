"""How far a promise is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=14)


class PledgeState(StrEnum):
    """Where a promise stands; the first five are states of the tag `state`."""

    DONE = "DONE"
    OVERDUE = "OVERDUE"
    DUE = "DUE"
    LATER = "LATER"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True)
class Kept:
    """A promise on a day, whole đồng. `is_partly` where something came and more is due."""

    state: PledgeState
    promised_vnd: int
    kept_vnd: int

    @property
    def left_vnd(self) -> int:
        """What is still to come; nothing where it was withdrawn, or more came than was promised."""
        return 0 if self.state == PledgeState.WITHDRAWN else max(self.promised_vnd - self.kept_vnd, 0)

    @property
    def is_partly(self) -> bool:
        """Did a part come?"""
        return 0 < self.kept_vnd < self.promised_vnd


def kept(promised_vnd: int, kept_vnd: int, *, due_on: date, withdrawn_on: date | None, on: date) -> Kept:
    """Judge a promise of `promised_vnd` at the end of `on`, of which `kept_vnd` came: whole đồng."""
    if withdrawn_on is not None and withdrawn_on <= on:
        state = PledgeState.WITHDRAWN
    elif kept_vnd >= promised_vnd:
        state = PledgeState.DONE
    elif due_on < on:
        state = PledgeState.OVERDUE
    else:
        state = PledgeState.DUE if due_on <= on + SOON else PledgeState.LATER
    return Kept(state, promised_vnd, kept_vnd)
