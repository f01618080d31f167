"""How a club's funds fare: how they grow, how much lies idle, how often it turns, who borrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Case, Q, Sum, Value, When
from django.db.models.functions import TruncMonth

from clb.clubs.models import Club
from clb.fund.accounts import DEBT_ACCOUNT, LOAN_ACCOUNT
from clb.fund.models import ClubBook, Receipt
from clb.kernel.dates import month_ends, months_after
from clb.ledger.models import Transfer
from clb.ledger.queries import standing
from clb.members.queries import counts_on
from clb.statements.rules import Start

from .flows import HELD

INCOME = ClubBook.Fund.INCOME
MONTHS_SHOWN = 12
K = Receipt.Kind


@dataclass(frozen=True)
class FundMonth:
    """Both funds at a month's end (or at the day's, in the last one): money at hand, principal lent, and what the club
    itself owes. Whole đồng."""

    on: date
    held_vnd: int
    lent_vnd: int
    owed_vnd: int
    income_vnd: int  # of the income fund alone, at hand and lent

    @property
    def total_vnd(self) -> int:
        """Money at hand and principal lent, of both funds, less what the club owes."""
        return self.held_vnd + self.lent_vnd - self.owed_vnd


@dataclass(frozen=True)
class Share:
    """A part of a whole, kept with both so that a page can say what it is made of; None of nothing."""

    part: int
    whole: int

    @property
    def percent(self) -> Fraction | None:
        """Exactly."""
        return Fraction(100 * self.part, self.whole) if self.whole else None


@dataclass(frozen=True)
class Health:
    """How the funds of a club fared over the twelve months up to `on`."""

    on: date
    since: date
    months: Sequence[FundMonth]
    idle: Share  # money of the income fund at hand ÷ all of it
    lent_vnd: int
    repaid_vnd: int
    average_vnd: int
    interest_vnd: int
    passed_vnd: int  # of interest, to the operating fund
    borrowers: Share  # people who borrowed ÷ members
    start: Start

    @property
    def growth_vnd(self) -> int:
        """How much the funds grew since the first month shown."""
        return self.months[-1].total_vnd - self.months[0].total_vnd

    @property
    def has_debt(self) -> bool:
        """Did the club itself owe anything at some month's end?"""
        return any(month.owed_vnd for month in self.months)

    @property
    def turnover(self) -> Fraction | None:
        """(Lent + repaid) ÷ 2 ÷ the income fund's average; None where there was no fund."""
        return Fraction(self.lent_vnd + self.repaid_vnd, 2 * self.average_vnd) if self.average_vnd > 0 else None


def health_of(club: Club, on: date) -> Health:
    """The health of `club`'s funds at the end of `on`; a number of queries that does not grow with the club."""
    since = min(max(months_after(on, -MONTHS_SHOWN), club.founded_on), on)  # the day itself before the founding
    changes = _changes(club, on)
    months = _months(changes, since, on)
    held_vnd, lent_vnd = (
        sum(vnd for (fund, place, _month), vnd in changes.items() if (fund, place) == (INCOME, where))
        for where in ("held", "lent")
    )
    receipts = Receipt.objects.filter(club=club, entry__happened_on__gt=since, entry__happened_on__lte=on)
    receipts = receipts.filter(entry__in=standing())
    sums = receipts.aggregate(
        lent=Sum("amount_vnd", filter=Q(kind=K.LOAN)),
        repaid=Sum("amount_vnd", filter=Q(kind=K.REPAYMENT)),
        interest=Sum("interest_vnd", filter=Q(kind=K.REPAYMENT)),
        passed=Sum("amount_vnd", filter=Q(transfer_out__interest_until__isnull=False)),
    )
    people = receipts.filter(kind=K.LOAN).values("person").distinct().count()
    members = counts_on(Club.objects.filter(pk=club.pk), on).members
    return Health(
        on=on,
        since=since,
        months=months,
        idle=Share(held_vnd, held_vnd + lent_vnd),
        lent_vnd=sums["lent"] or 0,
        repaid_vnd=sums["repaid"] or 0,
        average_vnd=sum(month.income_vnd for month in months) // len(months),
        interest_vnd=sums["interest"] or 0,
        passed_vnd=sums["passed"] or 0,
        borrowers=Share(people, members),
        start=Start(months[-1].held_vnd, months[-1].lent_vnd, members),
    )


WHERE = ("held", "lent", "owed")
Changes = dict[tuple[str, str, date], int]


def fund_months(club: Club, first: date, last: date) -> list[FundMonth]:
    """Both funds at each month's end from that of `first`, the last month at the end of `last`; two queries."""
    return _months(_changes(club, last), first, last)


def _months(changes: Changes, first: date, last: date) -> list[FundMonth]:
    found = []
    for end in month_ends(first, last):
        sums: dict[tuple[str, str], int] = {}
        for (fund, where, month), vnd in changes.items():
            if month <= end:
                sums[fund, where] = sums.get((fund, where), 0) + vnd
        held, lent, owed = (sum(v for (_f, w), v in sums.items() if w == where) for where in WHERE)
        income = sum(v for (fund, w), v in sums.items() if fund == INCOME and w != "owed")
        found.append(FundMonth(min(end, last), held, lent, owed, income))
    return found


def _changes(club: Club, until: date) -> Changes:
    """By fund, where (held, lent or owed) and month, by how much it changed in that month; whole đồng."""
    lines = Transfer.objects.filter(entry__book__club_book__club=club, entry__happened_on__lte=until).order_by()
    found: Changes = {}
    for side, sign in (("debit", 1), ("credit", -1)):
        is_held = Q(**{f"{side}__code__in": HELD})
        is_lent, is_owed = (Q(**{f"{side}__code__startswith": code}) for code in (LOAN_ACCOUNT, DEBT_ACCOUNT))
        where = Case(When(is_held, then=Value("held")), When(is_lent, then=Value("lent")), default=Value("owed"))
        sums = lines.filter(is_held | is_lent | is_owed).annotate(place=where, month=TruncMonth("entry__happened_on"))
        rows = sums.values_list("entry__book__club_book__fund", "place", "month").annotate(Sum("amount_vnd"))
        for fund, place, month, vnd in rows:
            found[fund, place, month] = found.get((fund, place, month), 0) + (-sign if place == "owed" else sign) * vnd
    return found
