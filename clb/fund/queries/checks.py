"""What the nightly check asks: whether receipts, loans and boxes agree with the books. All empty when all is well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from clb.fund.accounts import BANK, CASH
from clb.fund.models import Earmark, FundTransfer, Loan, Receipt, Voucher
from clb.kernel.batches import in_parts
from clb.ledger.models import Account
from clb.ledger.queries import standing, standing_days_vnd

from .standings import derived

Low = tuple[Account, date, int]  # whose, when first, whole đồng


def receipts_apart() -> QuerySet[Receipt]:
    """Receipts whose entry holds another sum, or lies in another club's or fund's book."""
    posted = Receipt.objects.annotate(posted_vnd=Sum("entry__transfers__amount_vnd"))
    same_sum = Q(posted_vnd=F("amount_vnd") + F("interest_vnd"))
    same_book = Q(entry__book__club_book__club=F("club"), entry__book__club_book__fund=F("fund"))
    return posted.exclude(same_sum & same_book)


def boxes_below_zero() -> Iterator[Low]:
    """Boxes and banks that held less than nothing at the end of some day."""
    return _below_zero(Account.objects.filter(code__in=(CASH, BANK), book__club_book__isnull=False))


def loans_below_zero() -> Iterator[Low]:
    """Loans on which less than nothing was owed at the end of some day."""
    return _below_zero(Account.objects.filter(loan__isnull=False))


def debts_below_zero() -> Iterator[Low]:
    """What clubs owe, where more was paid back than was borrowed at the end of some day."""
    return _below_zero(Account.objects.filter(debt__isnull=False))


def gifts_overspent() -> list[Earmark]:
    """Gifts for a purpose of which more was spent than was given; what was taken back left out."""
    stands = Q(vouchers__receipt__entry__in=standing())
    spent = Coalesce(Sum("vouchers__receipt__amount_vnd", filter=stands), 0)
    return list(Earmark.objects.annotate(spent_vnd=spent).filter(spent_vnd__gt=F("receipt__amount_vnd")))


def halves_apart() -> QuerySet[FundTransfer]:
    """Transfers between the funds of which one half says another sum than the other, or was reversed alone."""
    gone = Q(out__entry__reversed_by__isnull=True) ^ Q(into__entry__reversed_by__isnull=True)
    return FundTransfer.objects.filter(~Q(out__amount_vnd=F("into__amount_vnd")) | ~Q(out__club=F("into__club")) | gone)


def vouchers_missing() -> list[tuple[str, int, int]]:
    """Club's id, year and fund's last number, where the numbers of vouchers have a gap."""
    rows = Voucher.objects.order_by().values_list("club", "fund", "year")
    found = rows.annotate(last=Max("number"), how_many=Count("pk"))
    return [(f"{club} {fund}", year, last) for club, fund, year, last, how_many in found if last != how_many]


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
