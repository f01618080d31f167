"""Gifts for one thing only: what was given, what was spent of it, what is left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from clb.clubs.models import Club
from clb.fund.models import Earmark, Receipt, Voucher
from clb.ledger.queries import lowest_from_vnd, standing


@dataclass(frozen=True)
class EarmarkLine:
    """A gift for one purpose at the end of a day, whole đồng; the giver's name only for those who read members."""

    earmark: Earmark
    given_on: date
    given_vnd: int
    spent_vnd: int

    @property
    def left_vnd(self) -> int:
        """What is still to be used for its purpose."""
        return self.given_vnd - self.spent_vnd


def earmarks(club: Club, on: date) -> list[EarmarkLine]:
    """Gifts of `club` with a purpose that came by `on`, the newest first, reversed ones left out. Two queries."""
    given = Earmark.objects.filter(
        receipt__club=club, receipt__entry__in=standing(), receipt__entry__happened_on__lte=on
    )
    rows = list(
        given.select_related("receipt__entry", "receipt__person").order_by("-receipt__entry__happened_on", "-pk")
    )
    spent = _spent_days([row.pk for row in rows])
    return [
        EarmarkLine(
            earmark=row,
            given_on=row.receipt.entry.happened_on,
            given_vnd=row.receipt.amount_vnd,
            spent_vnd=-sum(change for day, change in spent.get(row.pk, []) if day <= on),
        )
        for row in rows
    ]


def earmarked_by_fund(club: Club, on: date) -> dict[str, int]:
    """By fund, whole đồng of gifts for a purpose that were not used by the end of `on`."""
    found: dict[str, int] = {}
    for line in earmarks(club, on):
        fund = line.earmark.receipt.fund
        found[fund] = found.get(fund, 0) + line.left_vnd
    return found


def earmark_lowest_vnd(earmark: Earmark, on: date) -> tuple[int, date]:
    """The least that will be left of a gift at any day's end from `on` on, and when; what was taken back never was."""
    given = (earmark.receipt.entry.happened_on, earmark.receipt.amount_vnd)
    return lowest_from_vnd([given, *_spent_days([earmark.pk]).get(earmark.pk, [])], on)


def _spent_days(ids: Collection[int]) -> dict[int, list[tuple[date, int]]]:
    found: dict[int, list[tuple[date, int]]] = {}
    rows = Voucher.objects.filter(earmark__in=ids, receipt__entry__in=standing())
    for pk, day, vnd in rows.values_list("earmark", "receipt__entry__happened_on", "receipt__amount_vnd"):
        found.setdefault(pk, []).append((day, -vnd))
    return found


def gifts_without_purpose(club: Club, most: int = 20) -> list[Receipt]:
    """The last gifts of `club` that are for nothing in particular, the newest first; reversed ones left out."""
    rows = Receipt.objects.filter(club=club, kind=Receipt.Kind.GIFT, earmark__isnull=True, entry__in=standing())
    return list(rows.select_related("entry", "person").order_by("-entry__happened_on", "-pk")[:most])
