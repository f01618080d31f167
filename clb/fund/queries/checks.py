"""What the nightly check asks: whether receipts, loans and boxes agree with the books. All empty when all is well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from clb.fund.accounts import CASH
from clb.fund.models import Loan, Receipt
from clb.kernel.batches import in_parts
from clb.ledger.models import Account
from clb.ledger.queries import standing_days_vnd

from .standings import derived

Low = tuple[Account, date, int]  # whose, when first, whole đồng


def receipts_apart() -> QuerySet[Receipt]:
    """Receipts whose entry holds another sum, or lies in another club's or fund's book."""
    posted = Receipt.objects.annotate(posted_vnd=Sum("entry__transfers__amount_vnd"))
    same_sum = Q(posted_vnd=F("amount_vnd") + F("interest_vnd"))
    same_book = Q(entry__book__club_book__club=F("club"), entry__book__club_book__fund=F("fund"))
    return posted.exclude(same_sum & same_book)


def boxes_below_zero() -> Iterator[Low]:
    """Boxes that held less than nothing at the end of some day."""
    return _below_zero(Account.objects.filter(code=CASH, book__club_book__isnull=False))


def loans_below_zero() -> Iterator[Low]:
    """Loans on which less than nothing was owed at the end of some day."""
    return _below_zero(Account.objects.filter(loan__isnull=False))


def _below_zero(accounts: QuerySet[Account]) -> Iterator[Low]:
    for part in in_parts(list(accounts)):
        days = standing_days_vnd(part)
        for account in part:
            balance_vnd = 0
            for day, change in days.get(account.pk, []):
                balance_vnd += change
                if balance_vnd < 0:
                    yield account, day, balance_vnd
                    break


def loans_underived() -> Iterator[Loan]:
    """Loans whose stored columns, or an instalment's, differ from what their receipts make of them."""
    for part in in_parts(list(Loan.objects.order_by("pk"))):
        for loan, found in zip(part, derived(part), strict=True):
            if found.rows or found.loan:
                yield loan
