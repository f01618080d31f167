"""What a club has in kind: how much, with whom, worth what, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from clb.clubs.models import Club
from clb.fund.models import StockItem, StockMove, StockValue
from clb.fund.rules.stock import Move, held_on, short_on
from clb.members.models import Person


@dataclass(frozen=True)
class StockLine:
    """One thing at the end of a day. `holders` holds (person or None for the club, how many), the club first.

    `value` is the last valuation by that day, None where there is none. Names only for those who read members.
    """

    item: StockItem
    holders: list[tuple[Person | None, Decimal]]
    value: StockValue | None

    @property
    def quantity(self) -> Decimal:
        """How many there are, wherever they are."""
        return sum((quantity for _person, quantity in self.holders), Decimal(0))

    @property
    def value_vnd(self) -> int | None:
        """Whole đồng by the last valuation: number × value of one, the rest of less than 1 đồng dropped."""
        return None if self.value is None else int(self.quantity * self.value.unit_value_vnd)


def stock_of(club: Club, on: date) -> list[StockLine]:
    """The things of `club` at the end of `on`, by number; three queries however many."""
    items = list(StockItem.objects.filter(club=club).order_by("number"))
    return stock_lines(items, on)


def stock_lines(items: Iterable[StockItem], on: date) -> list[StockLine]:
    """The same of some items, in their order."""
    listed = list(items)
    moves = moves_by_item(listed)
    values: dict[int, StockValue] = {}
    rows = StockValue.objects.filter(item__in=listed, valued_on__lte=on).order_by("valued_on", "made_at", "pk")
    for value in rows:
        values[value.item_id] = value
    held = {item.pk: held_on(moves.get(item.pk, []), on) for item in listed}
    people = Person.objects.in_bulk({pk for found in held.values() for pk in found if pk})
    return [
        StockLine(
            item,
            sorted(
                ((people[pk] if pk else None, quantity) for pk, quantity in held[item.pk].items()),
                key=lambda row: "" if row[0] is None else row[0].sort_key,
            ),
            values.get(item.pk),
        )
        for item in listed
    ]


def stock_value_vnd(lines: Iterable[StockLine]) -> int:
    """Whole đồng of all things that were ever valued: shown beside the fund, never added to it."""
    return sum(line.value_vnd or 0 for line in lines)


def stock_moves(item: StockItem) -> QuerySet[StockMove]:
    """What happened to a thing, the newest first; also what was taken back."""
    rows = StockMove.objects.filter(item=item).select_related("giver", "taker", "item")
    return rows.order_by("-moved_on", "-made_at", "-pk")


def moves_by_item(items: Iterable[StockItem]) -> dict[int, list[Move]]:
    """By item id, the moves that stand, by day."""
    found: dict[int, list[Move]] = {}
    rows = StockMove.objects.filter(item__in=[item.pk for item in items], taken_back_because="")
    for row in rows.order_by("moved_on", "pk"):
        move = Move(row.kind, row.moved_on, row.quantity, row.giver_id, row.taker_id)
        found.setdefault(row.item_id, []).append(move)
    return found


def stock_below_zero() -> list[StockItem]:
    """Things of which somebody handed over more than they had; none when all is well."""
    items = list(StockItem.objects.all())
    moves = moves_by_item(items)
    return [item for item in items if short_on(moves.get(item.pk, []))]
