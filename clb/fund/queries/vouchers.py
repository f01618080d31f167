"""Vouchers: what was spent, by fund and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from clb.clubs.models import Club
from clb.fund.models import Voucher
from clb.ledger.queries import standing


@dataclass(frozen=True)
class CategorySum:
    """Whole đồng spent on one category."""

    category: Voucher.Category
    spent_vnd: int


def vouchers_of(club: Club, year: int, fund: str = "") -> QuerySet[Voucher]:
    """Every voucher of `club` in a year, of one fund or both, the newest number first; reversed ones too."""
    rows = Voucher.objects.filter(club=club, year=year, **({"fund": fund} if fund else {}))
    about = ("receipt__entry__reversed_by", "receipt__person", "earmark", "file", "club__unit")
    return rows.select_related(*about).order_by("fund", "-number")


def spent_by_category(club: Club, first: date, last: date, fund: str = "") -> list[CategorySum]:
    """What was spent between two days (both counted), by category, the largest first; what was taken back left out."""
    of_fund = {"fund": fund} if fund else {}
    rows = Voucher.objects.filter(club=club, receipt__entry__happened_on__range=(first, last), **of_fund)
    sums = (
        rows.filter(receipt__entry__in=standing())
        .order_by()
        .values_list("category")
        .annotate(s=Sum("receipt__amount_vnd"))
    )
    return [CategorySum(Voucher.Category(category), vnd) for category, vnd in sums.order_by("-s", "category")]


def without_attachment(club: Club, fund: str, first: date, last: date) -> list[Voucher]:
    """Vouchers from `first` to `last` without photo or PDF of the bill, by number; what was taken back left out."""
    days = (first, last)
    rows = Voucher.objects.filter(club=club, fund=fund, file__isnull=True, receipt__entry__happened_on__range=days)
    return list(rows.filter(receipt__entry__in=standing()).order_by("year", "number"))
