"""A donation followed to the end: to which clubs it went, what it was spent on, lent or used for, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from clb.fund.models import Receipt, Voucher
from clb.giving.models import Donation, DonationShare, DonationUse
from clb.ledger.queries import standing


@dataclass(frozen=True)
class Used:
    """One use of a share: a voucher, a loan, or words alone. `result` is '' where nobody told it yet."""

    on: date
    kind: str  # VOUCHER, LOAN or TOLD
    amount_vnd: int
    result: str
    voucher: Voucher | None = None
    use: DonationUse | None = None


@dataclass(frozen=True)
class Trace:
    """A share and what became of it, by day. Whole đồng; `left_vnd` is of cash for one purpose only, else None."""

    share: DonationShare
    uses: tuple[Used, ...]
    is_tracked: bool

    @property
    def used_vnd(self) -> int:
        """Spent and lent from it."""
        return sum(use.amount_vnd for use in self.uses)

    @property
    def left_vnd(self) -> int | None:
        """What is left of it; None where it is not followed by itself (for no purpose, goods, work)."""
        return self.share.value_vnd - self.used_vnd if self.is_tracked else None

    @property
    def results(self) -> list[Used]:
        """What may be told to the donor and to everyone."""
        return [use for use in self.uses if use.result]


def standing_uses(uses: QuerySet[DonationUse]) -> QuerySet[DonationUse]:
    """Those of `uses` whose loan, where they tell of one, was not taken back."""
    granted = Receipt.objects.filter(loan=OuterRef("loan"), kind=Receipt.Kind.LOAN, entry__in=standing())
    return uses.filter(Q(loan__isnull=True) | Exists(granted))


def traces(shares: Iterable[DonationShare]) -> list[Trace]:
    """What became of each of `shares` (with `receipt` and its `earmark`), in their order; two queries."""
    listed = list(shares)
    told: dict[UUID, list[DonationUse]] = {}
    uses = standing_uses(DonationUse.objects.filter(share__in=listed))
    for use in uses.select_related("loan", "voucher").order_by("used_on", "pk"):
        told.setdefault(use.share_id, []).append(use)
    spent: dict[UUID, list[Voucher]] = {}
    paid = Voucher.objects.filter(earmark__receipt__donation_share__in=listed, receipt__entry__in=standing())
    for voucher in paid.select_related("receipt__entry", "earmark").order_by("receipt__entry__happened_on", "number"):
        assert voucher.earmark
        spent.setdefault(voucher.earmark.receipt_id, []).append(voucher)
    return [_trace(share, spent.get(share.receipt_id or UUID(int=0), []), told.get(share.pk, [])) for share in listed]


def _trace(share: DonationShare, vouchers: list[Voucher], told: list[DonationUse]) -> Trace:
    by_voucher = {use.voucher_id: use for use in told if use.voucher_id}
    found = []
    for voucher in vouchers:
        use = by_voucher.get(voucher.pk)
        receipt = voucher.receipt
        words = use.result if use else ""
        found.append(Used(receipt.entry.happened_on, "VOUCHER", receipt.amount_vnd, words, voucher, use))
    for use in told:
        if use.voucher_id is None:
            kind = "LOAN" if use.loan_id else "TOLD"
            found.append(Used(use.used_on, kind, use.lent_vnd, use.result, None, use))
    is_tracked = bool(share.receipt and hasattr(share.receipt, "earmark"))
    return Trace(share, tuple(sorted(found, key=lambda one: one.on)), is_tracked)


def trace_of(share: DonationShare) -> Trace:
    """What became of one share."""
    (found,) = traces([share])
    return found


def shares_of(donations: Iterable[Donation]) -> dict[UUID, list[DonationShare]]:
    """By donation, the shares that stand, with what `traces` needs."""
    found: dict[UUID, list[DonationShare]] = {}
    rows = DonationShare.objects.standing().filter(donation__in=list(donations)).order_by("handed_on", "pk")
    for share in rows.select_related("club", "receipt__earmark", "receipt__entry", "donation"):
        found.setdefault(share.donation_id, []).append(share)
    return found


@dataclass(frozen=True)
class Held:
    """What an office still holds of a donation: whole đồng, and how many where it is counted."""

    left_vnd: int
    left: Decimal | None


def held_of(donation: Donation, shares: Iterable[DonationShare]) -> Held:
    """What is left of `donation` after `shares`, all that stand of it."""
    gone = list(shares)
    left = donation.quantity
    if left is not None:
        left -= sum((share.quantity or Decimal(0) for share in gone), Decimal(0))
    return Held(donation.value_vnd - sum(share.value_vnd for share in gone), left)


def waiting_shares(**where: Any) -> Any:
    """Shares that a club has not accepted yet, the oldest first."""
    rows = DonationShare.objects.standing().filter(accepted_on__isnull=True, **where)
    return rows.select_related("donation__unit", "club").order_by("handed_on", "pk")
