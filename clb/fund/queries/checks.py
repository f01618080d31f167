"""What the nightly check asks: whether receipts, loans and boxes agree with the books. All empty when all is well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from clb.fund.accounts import BANK, CASH, PLACES
from clb.fund.models import CashCount, Earmark, FundTransfer, Loan, Receipt, Voucher
from clb.kernel.batches import in_parts
from clb.ledger.models import Account, Transfer
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


def loan_lines_astray() -> Iterator[tuple[int, Account]]:
    """Number of the entry and the loan's account, where a line touches a loan and the slip of its entry (or of the one
    it takes back) says another loan, another sum, or is missing."""
    slip = Coalesce("entry__receipt", "entry__reverses__receipt")
    for side in ("debit", "credit"):
        lines = Transfer.objects.filter(**{f"{side}__loan__isnull": False}).annotate(slip=slip)
        named = Receipt.objects.filter(
            pk=OuterRef("slip"), loan=OuterRef(f"{side}__loan"), amount_vnd=OuterRef("amount_vnd")
        )
        for line in lines.filter(~Exists(named)).select_related("entry", side):
            yield line.entry.number, getattr(line, side)


def counts_apart() -> QuerySet[CashCount]:
    """Counts that say of the book another balance than its entries of then, up to the day, make."""
    of_then = Transfer.objects.filter(
        entry__book__club_book__club=OuterRef("club"),
        entry__book__club_book__fund=OuterRef("fund"),
        entry__number__lte=OuterRef("last_number"),
        entry__happened_on__lte=OuterRef("counted_on"),
    )
    sides = [_sum_vnd(of_then.filter(**{f"{side}__code": _code_of_place()})) for side in ("debit", "credit")]
    found = CashCount.objects.filter(last_number__isnull=False).annotate(held_vnd=sides[0] - sides[1])
    return found.exclude(held_vnd=F("book_vnd"))


def _code_of_place() -> Case:
    return Case(*(When(Exact(OuterRef("place"), place), then=Value(code)) for place, code in PLACES.items()))


def _sum_vnd(lines: QuerySet[Transfer]) -> Coalesce:
    total = lines.order_by().annotate(one=Value(1)).values("one").annotate(s=Sum("amount_vnd")).values("s")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), Value(0, output_field=BigIntegerField()))


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
