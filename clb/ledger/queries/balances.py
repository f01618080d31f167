"""What a book holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import product
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from clb.kernel.batches import in_parts
from clb.ledger.models import Account, Entry, Transfer

BY_DEBIT = (Account.Kind.ASSET, Account.Kind.EXPENSE)


def balance_vnd(account: Account, *, on: date | None = None) -> int:
    """Whole đồng at the end of `on` (or now): debit less credit for assets and expenses, else credit less debit."""
    return balances_vnd([account], on=on)[account.pk]


def balances_vnd(accounts: Collection[Account] | QuerySet[Account], *, on: date | None = None) -> dict[int, int]:
    """The same for many accounts, by account id, in one query."""
    if not isinstance(accounts, QuerySet):
        accounts = Account.objects.filter(pk__in=[account.pk for account in accounts])
    debit, credit = _sum_of("debit", on), _sum_of("credit", on)
    balance = Case(When(kind__in=BY_DEBIT, then=debit - credit), default=credit - debit)
    return dict(accounts.order_by().annotate(balance_vnd=balance).values_list("pk", "balance_vnd"))


def _sum_of(side: str, on: date | None) -> Coalesce:
    lines = Transfer.objects.filter(**{side: OuterRef("pk")})
    if on:
        lines = lines.filter(entry__happened_on__lte=on)
    total = lines.order_by().values(side).annotate(s=Sum("amount_vnd")).values("s")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), Value(0, output_field=BigIntegerField()))


def standing() -> QuerySet[Entry]:
    """Entries that were not taken back and take nothing back: what remains when reversals cancel what they reverse."""
    return Entry.objects.filter(~_taken_back("pk"), reverses__isnull=True)


TOGETHER = 20  # accounts asked for at once


def _taken_back(entry: str) -> Exists:
    # Asked so and not by a join: PostgreSQL then knows that nearly every entry stands, and begins at the accounts.
    return Exists(Entry.objects.filter(reverses=OuterRef(entry)))


def standing_days_vnd(accounts: Collection[Account]) -> dict[int, list[tuple[date, int]]]:
    """By account id, each day's change in whole đồng of what stands (see `standing`), by day; in two queries for each
    twenty accounts: asked for hundreds at once, PostgreSQL would rather read every entry of the nation.

    The sign is that of `balance_vnd`. Accounts that nothing touched are left out.
    """
    by_debit = {account.pk: account.kind in BY_DEBIT for account in accounts}
    days: dict[int, dict[date, int]] = {}
    parts = in_parts(sorted(by_debit), TOGETHER)  # those of one club stand beside each other
    for part, (side, is_debit) in product(parts, (("debit", True), ("credit", False))):
        lines: Any = Transfer.objects.filter(
            ~_taken_back("entry"), **{f"{side}__in": part}, entry__reverses__isnull=True
        )
        sums = lines.order_by().values_list(side, "entry__happened_on").annotate(Sum("amount_vnd"))
        for pk, day, amount_vnd in sums:
            of_account = days.setdefault(pk, {})
            of_account[day] = of_account.get(day, 0) + (amount_vnd if by_debit[pk] == is_debit else -amount_vnd)
    return {pk: sorted(found.items()) for pk, found in days.items()}


def lowest_from_vnd(days: Collection[tuple[date, int]], day: date) -> tuple[int, date]:
    """Of a balance that changes as `days` says: the lowest at any day's end from `day` on, and the day. Pure."""
    balance_vnd = sum(change for at, change in days if at <= day)
    lowest, lowest_on = balance_vnd, day
    for at, change in sorted(days):
        if at > day:
            balance_vnd += change
            if balance_vnd < lowest:
                lowest, lowest_on = balance_vnd, at
    return lowest, lowest_on


def strayed_transfers() -> QuerySet[Transfer]:
    """Lines that leave the book of their own entry; none when all is well."""
    at_home = Q(debit__book=F("entry__book")) & Q(credit__book=F("entry__book"))
    return Transfer.objects.exclude(at_home)
