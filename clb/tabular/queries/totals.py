"""What clubs have and what they did in a period, club by club: money, loans, things, trainings. Whole đồng."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from clb.clubs.models import Club
from clb.exchanges.models import Exchange
from clb.fund.accounts import BANK, CASH, LOAN_ACCOUNT
from clb.fund.models import ClubBook, Loan, Receipt, StockItem
from clb.fund.queries.stock import stock_lines
from clb.ledger.models import Transfer
from clb.ledger.queries import standing
from clb.places.models import UnitLink

OVER_VND = 100_000_000  # the line that published reports use: "quỹ trên 100 triệu đồng"


def _counted(side: str) -> Q:
    """Lines on accounts that are the fund's own: in the box, in the bank, lent out."""
    return Q(**{f"{side}__code__in": (CASH, BANK)}) | Q(**{f"{side}__code__startswith": LOAN_ACCOUNT})


def funds_vnd(clubs: QuerySet[Club], on: date) -> dict[UUID, int]:
    """The income fund of each club at the end of `on`, in whole đồng: cash, bank, and principal lent out. Clubs without
    a line in its book are left out. Two queries."""
    lines = Transfer.objects.filter(
        entry__happened_on__lte=on,
        entry__book__club_book__fund=ClubBook.Fund.INCOME,
        entry__book__club_book__club__in=clubs.order_by().values("pk"),
    )
    found: dict[UUID, int] = defaultdict(int)
    for side, sign in (("debit", 1), ("credit", -1)):
        sums = lines.filter(_counted(side)).order_by().values_list("entry__book__club_book__club")
        for club, vnd in sums.annotate(Sum("amount_vnd")):
            found[club] += sign * vnd
    return dict(found)


def loans_granted(clubs: QuerySet[Club], first: date, last: date) -> QuerySet[Loan]:
    """Loans that `clubs` granted in these days; one taken back on its day is none."""
    made = Loan.objects.filter(club__in=clubs.order_by().values("pk"), granted_on__range=(first, last))
    return made.exclude(closed_on=F("granted_on")).filter(carried_on__isnull=True)


def lent_by_club(clubs: QuerySet[Club], first: date, last: date) -> dict[UUID, tuple[int, int, int]]:
    """By club whole đồng lent in these days, loans, and people who were lent to."""
    rows = loans_granted(clubs, first, last).order_by().values_list("club")
    sums = rows.annotate(Sum("principal_vnd"), Count("pk"), Count("person", distinct=True))
    return {club: (vnd, loans, people) for club, vnd, loans, people in sums}


def gifts_by_club(clubs: QuerySet[Club], first: date, last: date) -> dict[UUID, int]:
    """By club whole đồng given to it in these days, in either fund; what was taken back is left out."""
    gifts = Receipt.objects.filter(kind=Receipt.Kind.GIFT, entry__in=standing())
    gifts = gifts.filter(club__in=clubs.order_by().values("pk"), entry__happened_on__range=(first, last))
    return dict(gifts.order_by().values_list("club").annotate(Sum("amount_vnd")))


def stock_by_club(clubs: QuerySet[Club], on: date) -> dict[UUID, int]:
    """By club whole đồng that its things in kind are worth at the end of `on`, those that were ever valued."""
    items = StockItem.objects.filter(club__in=clubs.order_by().values("pk"))
    found: dict[UUID, int] = defaultdict(int)
    for line in stock_lines(items, on):
        found[line.item.club_id] += line.value_vnd or 0
    return dict(found)


def exchanges_held(units: QuerySet[UnitLink, int], first: date, last: date) -> QuerySet[Exchange]:
    """Trainings and talks held by `units` in these days."""
    kinds = (Exchange.Kind.TRAINING, Exchange.Kind.TALK)
    return Exchange.objects.filter(unit__in=units, kind__in=kinds, held_on__range=(first, last))
