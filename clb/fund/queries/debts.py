"""What a club owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clb.clubs.models import Club
from clb.fund.models import ClubDebt
from clb.ledger.models import Account
from clb.ledger.queries import balances_vnd


@dataclass(frozen=True)
class DebtLine:
    """A debt at the end of a day, whole đồng; the lender's name only for those who read members."""

    debt: ClubDebt
    owed_vnd: int
    is_late: bool


def debts_of(club: Club, on: date) -> list[DebtLine]:
    """Debts of `club` that were borrowed by `on`, those still owed first, then by number; two queries."""
    debts = list(ClubDebt.objects.filter(club=club, borrowed_on__lte=on).select_related("person", "account"))
    owed = balances_vnd(Account.objects.filter(debt__in=debts), on=on)
    lines = [DebtLine(d, owed[d.account_id], bool(d.due_on and d.due_on < on and owed[d.account_id])) for d in debts]
    return sorted(lines, key=lambda line: (line.owed_vnd == 0, line.debt.number))
