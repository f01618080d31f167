"""The share of interest that the charter passes on to the operating fund, and what went between the funds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet, Sum

from clb.clubs.models import CharterRule, Club
from clb.fund.accounts import INTEREST_ACCOUNT
from clb.fund.models import ClubBook, FundTransfer, Receipt
from clb.fund.rules.transfers import share_vnd
from clb.kernel.dates import month_end
from clb.ledger.models import Account
from clb.ledger.queries import standing, standing_days_vnd

INCOME = ClubBook.Fund.INCOME


@dataclass(frozen=True)
class MonthShare:
    """Interest received in one month and the part of it for the operating fund, whole đồng; no part where the charter
    of the month's last day says nothing."""

    month: date
    interest_vnd: int
    percent: Decimal | None
    share_vnd: int


@dataclass(frozen=True)
class SplitProposal:
    """What is to be passed on up to the end of a day: the shares of all months less what was passed on before.

    `to_pass_vnd` is below 0 where more was passed on: for later months, or because interest was reversed since; then
    the next months make up for it. `percent` is what the charter says on the day; None where it says nothing.
    """

    until: date
    percent: Decimal | None
    months: list[MonthShare]
    passed_vnd: int

    @property
    def share_vnd(self) -> int:
        """Whole đồng for the operating fund in all, passed on or not."""
        return sum(month.share_vnd for month in self.months)

    @property
    def to_pass_vnd(self) -> int:
        """Whole đồng that are still to be passed on."""
        return self.share_vnd - self.passed_vnd


def split_proposal(club: Club, until: date) -> SplitProposal:
    """Reckon the operating fund's share of interest by months, up to the end of `until`. Reversed receipts never were.

    Each month: interest received × per cent in force at its end ÷ 100, whole đồng, the rest dropped.
    """
    received: dict[date, int] = {}
    accounts = Account.objects.filter(book__club_book__club=club, book__club_book__fund=INCOME, code=INTEREST_ACCOUNT)
    for days in standing_days_vnd(accounts).values():
        for day, change in days:
            if day <= until:
                received[day.replace(day=1)] = received.get(day.replace(day=1), 0) + change
    rules = list(CharterRule.objects.filter(club=club, item="SPLIT"))
    months = []
    for month, interest_vnd in sorted(received.items()):
        percent = _percent(rules, min(month_end(month), until))
        months.append(MonthShare(month, interest_vnd, percent, share_vnd(interest_vnd, percent)))
    return SplitProposal(until, _percent(rules, until), months, _passed_vnd(club))


def _percent(rules: list[CharterRule], day: date) -> Decimal | None:
    held = [rule for rule in rules if rule.holds(day)]
    return held[0].amount if held else None


def _passed_vnd(club: Club) -> int:
    # All of it: what was passed on for later months covers the earlier ones too.
    passed = Receipt.objects.filter(club=club, transfer_out__interest_until__isnull=False, entry__in=standing())
    return passed.aggregate(total=Sum("amount_vnd"))["total"] or 0


def transfers_of(club: Club) -> QuerySet[FundTransfer]:
    """Everything that went between the two funds of `club`, the newest first; reversed ones too."""
    rows = FundTransfer.objects.filter(out__club=club).select_related("out__entry__reversed_by", "into")
    return rows.order_by("-out__entry__happened_on", "-pk")


def last_month_over(on: date) -> date:
    """The last day of the newest month that is over at the end of `on`. Pure."""
    return on if on == month_end(on) else on.replace(day=1) - timedelta(days=1)
