"""What is in the box and in the bank, by the books."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH
from clb.fund.models import BookedGap, CashCount, ClubBook, Place
from clb.ledger.models import Account
from clb.ledger.queries import balances_vnd, standing

from .gifts import earmarked_by_fund


def cash_of(club: Club, fund: str, on: date) -> int:
    """Whole đồng of cash in one fund by its book at the end of `on`; 0 where the book has not begun."""
    return cash_by_fund(club, on)[fund]


def cash_by_fund(club: Club, on: date) -> dict[str, int]:
    """The same for both funds, in one query more than one."""
    return _by_fund(club, CASH, on)


def _by_fund(club: Club, code: str, on: date) -> dict[str, int]:
    boxes = Account.objects.filter(book__club_book__club=club, code=code)
    funds = dict(boxes.values_list("pk", "book__club_book__fund"))
    found = {funds[pk]: held for pk, held in balances_vnd(boxes, on=on).items()}
    return {fund: found.get(fund, 0) for fund in ClubBook.Fund.values}


def bank_of(club: Club, fund: str, on: date) -> int:
    """Whole đồng of one fund in the bank by its book at the end of `on`; 0 where it has none."""
    return bank_by_fund(club, on)[fund]


def bank_by_fund(club: Club, on: date) -> dict[str, int]:
    """The same for both funds."""
    return _by_fund(club, BANK, on)


def money_by_fund(club: Club, on: date) -> dict[str, tuple[int, int]]:
    """By fund, whole đồng in the box and in the bank at the end of `on`; two queries for all four."""
    accounts = Account.objects.filter(book__club_book__club=club, code__in=(CASH, BANK))
    where = {pk: (fund, code) for pk, fund, code in accounts.values_list("pk", "book__club_book__fund", "code")}
    held = {where[pk]: vnd for pk, vnd in balances_vnd(accounts, on=on).items()}
    return {fund: (held.get((fund, CASH), 0), held.get((fund, BANK), 0)) for fund in ClubBook.Fund.values}


def last_counted_on(club: Club) -> date | None:
    """The day on which a box of `club` was counted last; None where none ever was."""
    day: date | None = CashCount.objects.filter(club=club, place=Place.BOX).aggregate(day=Max("counted_on"))["day"]
    return day


def last_cash_counts(club: Club, place: str = Place.BOX) -> dict[str, CashCount]:
    """The newest count of the box (or the bank) of each fund that was ever counted."""
    rows = CashCount.objects.filter(club=club, place=place).order_by("counted_on", "made_at")
    newest = [rows.filter(fund=fund).last() for fund in ClubBook.Fund.values]
    return {count.fund: count for count in newest if count}


@dataclass(frozen=True)
class Holding:
    """What one fund has in its box and in its bank by its book, whole đồng, and the newest count of each."""

    fund: str
    label: str
    cash_vnd: int
    bank_vnd: int
    earmarked_vnd: int
    box_count: CashCount | None
    bank_count: CashCount | None


def holdings(club: Club, on: date) -> list[Holding]:
    """Both funds at the end of `on`; `earmarked_vnd` of what they have is for purposes that givers named."""
    cash, bank, kept = cash_by_fund(club, on), bank_by_fund(club, on), earmarked_by_fund(club, on)
    box_counts, bank_counts = last_cash_counts(club), last_cash_counts(club, Place.BANK)
    return [
        Holding(
            fund, str(label), cash[fund], bank[fund], kept.get(fund, 0), box_counts.get(fund), bank_counts.get(fund)
        )
        for fund, label in ClubBook.Fund.choices
    ]


@dataclass(frozen=True)
class CountRow:
    """A count, and the decision by which its difference was written into the books, where it was."""

    count: CashCount
    booking: BookedGap | None


def count_rows(counts: Iterable[CashCount]) -> list[CountRow]:
    """The counts in their order, each with what became of its difference; one query."""
    counts = list(counts)
    booked = BookedGap.objects.filter(count__in=counts, receipt__entry__in=standing()).select_related("receipt__entry")
    by_count = {gap.count_id: gap for gap in booked}
    return [CountRow(count, by_count.get(count.pk)) for count in counts]
