"""What a club took over from its paper books."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, Sum

from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH, DEBT_ACCOUNT, LOAN_ACCOUNT, START_ACCOUNT
from clb.fund.models import ClubBook, Opening
from clb.ledger.models import Transfer
from clb.ledger.queries import standing

from .closings import opening_of


def entries_standing(club: Club) -> int:
    """How many documents stand in both books of `club`: while there is one, no paper balances can be taken over."""
    return standing().filter(book__club_book__club=club).count()


@dataclass(frozen=True)
class OpeningCard:
    """The sheet as it was taken over, whole đồng: by fund its label, cash and bank; what members owed, what the club
    owed, the start fund told by source, and how many things in kind."""

    opening: Opening
    funds: list[tuple[str, int, int]]
    loans: int
    loans_vnd: int
    debts_vnd: int
    start_fund_vnd: int
    things: int


def opening_card(club: Club) -> OpeningCard | None:
    """What `club` took over from paper; None where it took over nothing, or took the sheet back. Three queries."""
    opening = opening_of(club)
    if opening is None:
        return None
    lines = Transfer.objects.filter(entry__openings=opening)
    side = ("entry__book__club_book__fund", "debit__code")
    held = {(fund, code): vnd for fund, code, vnd in lines.values_list(*side).order_by().annotate(s=Sum("amount_vnd"))}
    credits = lines.filter(Q(credit__code__startswith=DEBT_ACCOUNT) | Q(credit__code__startswith=START_ACCOUNT))
    owed = dict(credits.values_list("credit__code").order_by().annotate(s=Sum("amount_vnd")))
    loans = [vnd for (_fund, code), vnd in held.items() if code.startswith(LOAN_ACCOUNT)]
    return OpeningCard(
        opening=opening,
        funds=[(str(label), held.get((f, CASH), 0), held.get((f, BANK), 0)) for f, label in ClubBook.Fund.choices],
        loans=len(loans),
        loans_vnd=sum(loans),
        debts_vnd=sum(vnd for code, vnd in owed.items() if code.startswith(DEBT_ACCOUNT)),
        start_fund_vnd=sum(vnd for code, vnd in owed.items() if code.startswith(START_ACCOUNT)),
        things=opening.stock.count(),
    )
