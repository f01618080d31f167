"""Money that came and went, by kind, so that what was there before and after agrees with it to the đồng."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, Q, Sum, Value, When
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH
from clb.fund.models import ClubBook
from clb.ledger.models import Account, Transfer
from clb.ledger.queries import balances_vnd

HELD = (CASH, BANK)  # the accounts in which money lies


@dataclass(frozen=True)
class Flow:
    """Money of one kind over some days, whole đồng. What was taken back counts against its own side."""

    title: str
    in_vnd: int
    out_vnd: int


@dataclass(frozen=True)
class FundFlows:
    """One fund over some days: opening + in − out = closing, in whole đồng."""

    fund: str
    opening_vnd: int
    closing_vnd: int
    flows: list[Flow] = field(default_factory=list)

    @property
    def in_vnd(self) -> int:
        """All that came."""
        return sum(flow.in_vnd for flow in self.flows)

    @property
    def out_vnd(self) -> int:
        """All that went."""
        return sum(flow.out_vnd for flow in self.flows)

    @property
    def label(self) -> str:
        """The fund's name."""
        return str(ClubBook.Fund(self.fund).label)


def held_by_fund(club: Club, on: date) -> dict[str, int]:
    """Whole đồng in box and bank of each fund at the end of `on`; two queries."""
    accounts = Account.objects.filter(book__club_book__club=club, code__in=HELD)
    fund_of = dict(accounts.values_list("pk", "book__club_book__fund"))
    found: dict[str, int] = dict.fromkeys(ClubBook.Fund.values, 0)
    for pk, vnd in balances_vnd(accounts, on=on).items():
        found[fund_of[pk]] += vnd
    return found


def fund_flows(club: Club, first: date, last: date) -> list[FundFlows]:
    """Both funds of `club` from `first` to `last`, both counted; five queries."""
    opening, closing = held_by_fund(club, first - timedelta(days=1)), held_by_fund(club, last)
    lines = Transfer.objects.filter(entry__book__club_book__club=club, entry__happened_on__range=(first, last))
    lines = lines.filter(Q(debit__code__in=HELD) ^ Q(credit__code__in=HELD))
    names = ("entry__book__club_book__fund", "debit__code", "debit__name", "credit__code", "credit__name")
    sums: dict[str, dict[str, list[int]]] = {fund: {} for fund in ClubBook.Fund.values}
    first_time = Case(When(entry__reverses__isnull=True, then=Value(True)), default=Value(False))
    grouped = lines.annotate(is_first=first_time).order_by().values_list(*names, "is_first").annotate(Sum("amount_vnd"))
    for fund, debit, debit_name, credit, credit_name, is_first, vnd in grouped:
        came = debit in HELD
        title = kind_of(credit, credit_name) if came else kind_of(debit, debit_name)
        sides = sums[fund].setdefault(title, [0, 0])
        sides[0 if came == is_first else 1] += vnd if is_first else -vnd
    return [FundFlows(fund, opening[fund], closing[fund], _flows(found)) for fund, found in sums.items()]


def _flows(found: dict[str, list[int]]) -> list[Flow]:
    flows = [Flow(title, in_vnd, out_vnd) for title, (in_vnd, out_vnd) in found.items() if in_vnd or out_vnd]
    return sorted(flows, key=lambda flow: (-flow.in_vnd, -flow.out_vnd, flow.title))


def kind_of(code: str, name: str) -> str:
    """What money is for, by the account it came from or went to; it names nobody."""
    return str(_KINDS.get(code.split(":")[0], lambda: name)())


_KINDS = {
    "fee": lambda: _("Hội phí"),
    "interest": lambda: _("Lãi cho vay"),
    "loan": lambda: _("Gốc cho vay, thu về"),
    "gift": lambda: _("Ủng hộ, tặng"),
    "start": lambda: _("Quỹ ban đầu"),
    "debt": lambda: _("Câu lạc bộ vay, trả"),
}


def fund_choice(asked: str) -> Collection[str]:
    """The funds that `?quy=` asks for: one of the two, else both."""
    return (asked,) if asked in ClubBook.Fund.values else ClubBook.Fund.values
