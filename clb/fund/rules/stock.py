"""What a club's things in kind add up to, and with whom they are. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from clb.fund.models import StockMove

K = StockMove.Kind
Holder = UUID | None  # a person's id; None is the club itself

# For each kind of move: does somebody hand over, does somebody take? "person" must be named, "any" may be, else the
# club, "out" is outside: a giver, nature, a buyer, nobody.
SIDES = {
    K.RECEIVED: ("out", "any"),
    K.LENT: ("club", "person"),
    K.RETURNED: ("person", "club"),
    K.PASSED_ON: ("person", "person"),
    K.OFFSPRING: ("out", "any"),
    K.SOLD: ("any", "out"),
    K.LOST: ("any", "out"),
}


@dataclass(frozen=True)
class Move:
    """One move as the rules see it."""

    kind: str
    on: date
    quantity: Decimal
    giver: Holder
    taker: Holder

    def changes(self) -> list[tuple[Holder, Decimal]]:
        """By holder, what they have more or less after it."""
        gives, takes = SIDES[K(self.kind)]
        found = [] if gives == "out" else [(self.giver, -self.quantity)]
        return found if takes == "out" else [*found, (self.taker, self.quantity)]


def sides_wrong(kind: str, giver: Holder, taker: Holder) -> dict[str, str]:
    """By field, what is wrong with who hands over and who takes; empty when nothing is."""
    found = {}
    for field, who, side in zip(("giver", "taker"), (giver, taker), SIDES[K(kind)], strict=True):
        if side == "person" and who is None:
            found[field] = _("Hãy chọn thành viên.")
        if side in ("club", "out") and who is not None:
            found[field] = _("Việc này không có thành viên ở phía ấy.")
    if not found and giver is not None and giver == taker:
        found["taker"] = _("Người giao và người nhận phải khác nhau.")
    return found


def held_on(moves: Iterable[Move], on: date) -> dict[Holder, Decimal]:
    """By holder, how much they have at the end of `on`; who has nothing is left out."""
    found: dict[Holder, Decimal] = {}
    for move in moves:
        if move.on <= on:
            for holder, change in move.changes():
                found[holder] = found.get(holder, Decimal(0)) + change
    return {holder: quantity for holder, quantity in found.items() if quantity}


def short_on(moves: Iterable[Move]) -> tuple[date, Holder] | None:
    """The first day at whose end somebody would have less than nothing, and who; None when all is well."""
    days: dict[date, list[Move]] = {}
    for move in moves:
        days.setdefault(move.on, []).append(move)
    held: dict[Holder, Decimal] = {}
    for day in sorted(days):
        for move in days[day]:
            for holder, change in move.changes():
                held[holder] = held.get(holder, Decimal(0)) + change
        for holder, quantity in held.items():
            if quantity < 0:
                return day, holder
    return None
