"""The board of a club's money: totals that must hang out, and beyond them only what the club's meeting decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clb.clubs.models import Club
from clb.fund.models import CashCount, Receipt
from clb.fund.queries import last_cash_counts, open_loans
from clb.fund.queries.debts import debts_of
from clb.giving.queries.book import public_giver
from clb.ledger.queries import standing
from clb.statements.models import Disclosure, UnnamedGift

from .flows import FundFlows, fund_flows

I = Disclosure.Item  # noqa: E741


@dataclass(frozen=True)
class BoardLoans:
    """Loans on which principal is owed; those of them with a late instalment, and what is late. Whole đồng, nobody
    named."""

    loans: int
    owed_vnd: int
    late: int
    late_vnd: int


@dataclass(frozen=True)
class Named:
    """A line with a name, shown because the meeting decided so. '' is somebody who wishes to stay unnamed."""

    name: str
    amount_vnd: int
    on: date


@dataclass(frozen=True)
class Board:
    """What hangs on the board: money of a month up to `on`, loans, the last count. Lists are None where not decided."""

    club: Club
    first: date
    on: date
    funds: Sequence[FundFlows]
    loans: BoardLoans
    debts_vnd: int  # what the club itself owes
    counts: Sequence[CashCount]
    decided: Sequence[Disclosure]
    borrowers: Sequence[Named] | None
    donors: Sequence[Named] | None

    @property
    def held_vnd(self) -> int:
        """What is in both funds."""
        return sum(fund.closing_vnd for fund in self.funds)


def board(club: Club, on: date, *, may_name: bool) -> Board:
    """The board of `club` at the end of `on`, with the month's money up to that day.

    Names need both the meeting's decision in force on that day and a reader who may read members (`may_name`).
    """
    first = on.replace(day=1)
    decided = list(Disclosure.objects.on(on).filter(club=club).order_by("item"))
    items = {row.item for row in decided} if may_name else set()
    lines = open_loans(club, on)
    late = [line.principal_suggested_vnd + line.interest_suggested_vnd for line in lines if line.is_late]
    borrowers = [Named(line.person.full_name, line.owed_vnd, line.due_on) for line in lines]
    return Board(
        club=club,
        first=first,
        on=on,
        funds=fund_flows(club, first, on),
        loans=BoardLoans(len(lines), sum(line.owed_vnd for line in lines), len(late), sum(late)),
        debts_vnd=sum(line.owed_vnd for line in debts_of(club, on)),
        counts=[count for count in last_cash_counts(club).values() if count.counted_on <= on],
        decided=decided,
        borrowers=borrowers if I.BORROWERS in items else None,
        donors=_donors(club, first, on) if I.DONORS in items else None,
    )


def _donors(club: Club, first: date, on: date) -> list[Named]:
    days = (first, on)
    gifts = Receipt.objects.filter(club=club, kind=Receipt.Kind.GIFT, entry__happened_on__range=days)
    told = ("person", "entry", "donation_share__donation__donor")
    rows = list(gifts.filter(entry__in=standing()).select_related(*told).order_by("entry__happened_on"))
    unnamed = set(UnnamedGift.objects.filter(receipt__in=rows).values_list("receipt", flat=True))
    return [Named("" if r.pk in unnamed else giver_of(r), r.amount_vnd, r.entry.happened_on) for r in rows]


def giver_of(receipt: Receipt) -> str:
    """Who gave, as it was written down; '' where nobody said. Of a donation, as its donor is to be named."""
    told = public_giver(receipt)
    if told is not None:
        return told
    return receipt.person.full_name if receipt.person else receipt.giver


@dataclass(frozen=True)
class Gift:
    """A gift and whether its giver wishes to stay unnamed."""

    receipt: Receipt
    is_unnamed: bool


def gifts_of(club: Club, limit: int = 30) -> list[Gift]:
    """The last gifts to `club` that stand, the newest first; whether to name a donor is said in the register of donors,
    so donations are left out."""
    gifts = Receipt.objects.filter(club=club, kind=Receipt.Kind.GIFT, entry__in=standing(), donation_share=None)
    rows = gifts.select_related("person", "entry", "unnamed").order_by("-entry__happened_on", "-entry__made_at")
    return [Gift(row, hasattr(row, "unnamed")) for row in rows[:limit]]
