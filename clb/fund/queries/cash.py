"""What is in the box, by the books."""

from __future__ import annotations

from datetime import date

from clb.clubs.models import Club
from clb.fund.accounts import CASH
from clb.fund.models import CashCount, ClubBook
from clb.ledger.models import Account
from clb.ledger.queries import balances_vnd


def cash_of(club: Club, fund: str, on: date) -> int:
    """Whole đồng of cash in one fund by its book at the end of `on`; 0 where the book has not begun."""
    return cash_by_fund(club, on)[fund]


def cash_by_fund(club: Club, on: date) -> dict[str, int]:
    """The same for both funds, in one query more than one."""
    boxes = Account.objects.filter(book__club_book__club=club, code=CASH)
    funds = dict(boxes.values_list("pk", "book__club_book__fund"))
    found = {funds[pk]: held for pk, held in balances_vnd(boxes, on=on).items()}
    return {fund: found.get(fund, 0) for fund in ClubBook.Fund.values}


def last_cash_counts(club: Club) -> dict[str, CashCount]:
    """The newest count of each fund that was ever counted."""
    rows = CashCount.objects.filter(club=club).order_by("counted_on", "made_at")
    newest = [rows.filter(fund=fund).last() for fund in ClubBook.Fund.values]
    return {count.fund: count for count in newest if count}
