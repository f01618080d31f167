"""Which offices have a desk, and where a proposal stands. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from clb.access.roles import CLUB_ROLES, Role

# The offices above a club; the system's administrator has no duties of a plan.
DESK_ROLES = tuple(role for role in Role if role not in CLUB_ROLES and role != Role.SYSTEM)


class Waiting(StrEnum):
    """Where a proposal, or a step after one, stands; by the words of the state badges."""

    DONE = "DONE"
    DUE = "DUE"
    OVERDUE = "OVERDUE"


def waiting_state(due_on: date, done_on: date | None, on: date) -> Waiting:
    """Done, still in time, or late on a day."""
    if done_on is not None and done_on <= on:
        return Waiting.DONE
    return Waiting.OVERDUE if due_on < on else Waiting.DUE
