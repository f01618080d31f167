"""A club's two books as one journal of another accounting program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clb.clubs.models import Club
from clb.fund.models import ClubBook
from clb.ledger.journals import BEANCOUNT, HLEDGER, Named, journal

JOURNAL_NAMES = {ClubBook.Fund.INCOME: "IncomeFund", ClubBook.Fund.OPERATING: "OperatingFund"}
ENDINGS = {HLEDGER: "journal", BEANCOUNT: "beancount"}  # of the file that each program reads


def club_journal(club: Club, program: str, *, on: date | None = None) -> Iterator[str]:
    """The lines of both books of `club`, whole or to the end of `on`, as `ledger.journals.journal` writes them."""
    return journal(named_books(club), program=program, title=club.name, on=on)


def named_books(club: Club) -> list[Named]:
    """The club's books that were begun, each by its name in a journal."""
    kept = ClubBook.objects.filter(club=club).select_related("book").order_by("fund")
    return [Named(row.book, JOURNAL_NAMES[ClubBook.Fund(row.fund)]) for row in kept]
