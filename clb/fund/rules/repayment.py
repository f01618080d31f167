"""What was paid of what fell due. Pure.

A payment says how much of it is principal and how much interest, and that stands. Within each of the two the oldest
instalment is paid first; what is paid ahead counts for the next.

Where only one sum is told, it is split so: what is due first, the oldest instalment before the next, and within one its
interest before its principal; what is left over lessens the principal; and once that is all repaid, it is the interest
of the month that has begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How an instalment stands on a day."""

    PAID = "PAID"
    TO_COME = "TO_COME"
    DUE = "DUE"  # on this very day
    LATE = "LATE"
    WRITTEN_OFF = "WRITTEN_OFF"


@dataclass(frozen=True)
class Due:
    """One instalment as it is asked: its day, and whole đồng of principal and interest."""

    number: int
    due_on: date
    principal_vnd: int
    interest_vnd: int

    @property
    def total_vnd(self) -> int:
        """Principal and interest."""
        return self.principal_vnd + self.interest_vnd


@dataclass(frozen=True)
class Part:
    """An instalment, and what was paid of it by the end of a day. Whole đồng."""

    due: Due
    paid_principal_vnd: int
    paid_interest_vnd: int
    state: State
    late_days: int

    @property
    def left_principal_vnd(self) -> int:
        """Principal not paid yet."""
        return self.due.principal_vnd - self.paid_principal_vnd

    @property
    def left_interest_vnd(self) -> int:
        """Interest not paid yet."""
        return self.due.interest_vnd - self.paid_interest_vnd

    @property
    def left_vnd(self) -> int:
        """Both."""
        return self.left_principal_vnd + self.left_interest_vnd

    @property
    def paid_vnd(self) -> int:
        """Both that were paid."""
        return self.paid_principal_vnd + self.paid_interest_vnd

    @property
    def is_partly_paid(self) -> bool:
        """Something was paid, something is left."""
        return bool(self.paid_vnd and self.left_vnd)


def allocate(dues: Sequence[Due], principal_vnd: int, interest_vnd: int, on: date) -> list[Part]:
    """What all principal and all interest paid by the end of `on` cover of `dues` (in order), the oldest first.

    Days late are counted from the day after the due day: due on the 17th and not paid by the end of the 18th is 1.
    """
    parts = []
    for due in dues:
        paid, interest = min(principal_vnd, due.principal_vnd), min(interest_vnd, due.interest_vnd)
        principal_vnd, interest_vnd = principal_vnd - paid, interest_vnd - interest
        is_paid = paid == due.principal_vnd and interest == due.interest_vnd
        late_days = 0 if is_paid else max((on - due.due_on).days, 0)
        parts.append(Part(due, paid, interest, _state(due, is_paid, on), late_days))
    return parts


def _state(due: Due, is_paid: bool, on: date) -> State:
    if is_paid:
        return State.PAID
    if due.due_on == on:
        return State.DUE
    return State.LATE if due.due_on < on else State.TO_COME


def due_by(parts: Sequence[Part], day: date) -> tuple[int, int]:
    """Principal and interest, whole đồng, that fell due by `day` (included) and are not paid."""
    fallen = [part for part in parts if part.due.due_on <= day]
    return sum(part.left_principal_vnd for part in fallen), sum(part.left_interest_vnd for part in fallen)


def split(
    total_vnd: int, parts: Sequence[Part], owed_vnd: int, until: date, running_vnd: int = 0
) -> tuple[int, int] | None:
    """Principal and interest of one sum paid, whole đồng, by the rule above; None where it is more than can be owed.

    What fell due by `until` counts as due; `running_vnd` is the interest of the month that has begun.
    """
    principal, interest, left = 0, 0, total_vnd
    for part in parts:
        if part.due.due_on <= until:
            taken = min(left, part.left_interest_vnd)
            interest, left = interest + taken, left - taken
            taken = min(left, part.left_principal_vnd, owed_vnd - principal)
            principal, left = principal + taken, left - taken
    ahead = min(left, owed_vnd - principal)
    principal, left = principal + ahead, left - ahead
    return (principal, interest + left) if left <= running_vnd else None
