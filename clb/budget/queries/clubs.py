"""State money that went to clubs, held against the clubs' own books: one truth each, and the difference told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from clb.budget.models import BudgetAccount, BudgetDocument, BudgetPeriod
from clb.clubs.models import Club
from clb.fund.models import Receipt
from clb.fund.queries import START_FUND
from clb.ledger.models import Entry
from clb.ledger.queries import standing


def entries_to_link(club: Club) -> QuerySet[Entry]:
    """Standing receipts of start money and gifts in the club's books that no release is linked to, newest first."""
    is_money_given = Q(kind=START_FUND) | Q(receipt__kind=Receipt.Kind.GIFT)
    rows = standing().filter(is_money_given, book__club_book__club=club, budget_release__isnull=True)
    return rows.annotate(total_vnd=Sum("transfers__amount_vnd")).order_by("-happened_on", "number")


def club_of(document: BudgetDocument) -> Club | None:
    """The club that a release went to."""
    if document.kind != BudgetDocument.Kind.RELEASE:
        return None
    unit = BudgetAccount.objects.filter(account__debits__entry=document.entry_id).values("unit")
    return Club.objects.filter(unit__in=unit).first()


@dataclass(frozen=True)
class ClubRelease:
    """One voucher paid to a club, and what the linked entry of the club's book says; None where none is linked, or
    where the club took it back."""

    document: BudgetDocument
    released_vnd: int
    entry: Entry | None
    in_book_vnd: int | None


@dataclass(frozen=True)
class ClubMoney:
    """All that was released to a club, and what of it stands in the club's own book. Whole đồng."""

    club: Club
    releases: tuple[ClubRelease, ...]

    @property
    def released_vnd(self) -> int:
        """By the vouchers of the finance office."""
        return sum(release.released_vnd for release in self.releases)

    @property
    def in_book_vnd(self) -> int:
        """By the entries of the club's book that are linked."""
        return sum(release.in_book_vnd or 0 for release in self.releases)

    @property
    def difference_vnd(self) -> int:
        """Released less what the club wrote down; 0 where both say the same."""
        return self.released_vnd - self.in_book_vnd


def _money(documents: QuerySet[BudgetDocument]) -> list[ClubMoney]:
    kind, club = BudgetDocument.Kind.RELEASE, "entry__transfers__debit__budget__unit__club"
    asked = documents.filter(kind=kind, entry__reversed_by__isnull=True, **{f"{club}__isnull": False})
    asked = asked.select_related("entry", "year", "club_receipt__entry").order_by("entry__happened_on", "pk")
    rows: list[Any] = list(asked.annotate(total_vnd=Sum("entry__transfers__amount_vnd"), to_club=F(club)))
    linked = [row.club_receipt.entry_id for row in rows if hasattr(row, "club_receipt")]
    in_book = standing().filter(pk__in=linked).annotate(n=Sum("transfers__amount_vnd")).values_list("pk", "n")
    said = dict(in_book)
    by_club: dict[UUID, list[ClubRelease]] = defaultdict(list)
    for row in rows:
        entry = row.club_receipt.entry if hasattr(row, "club_receipt") else None
        by_club[row.to_club].append(ClubRelease(row, row.total_vnd, entry, said.get(entry.pk) if entry else None))
    clubs = Club.objects.filter(pk__in=list(by_club)).order_by("search_key", "pk")
    return [ClubMoney(club, tuple(by_club[club.pk])) for club in clubs]


def clubs_of_period(period: BudgetPeriod) -> list[ClubMoney]:
    """Every club to which money of the period was released, by name; in four queries."""
    return _money(BudgetDocument.objects.filter(year__period=period))


def club_money(club: Club) -> ClubMoney | None:
    """What was ever released to one club; None where nothing was."""
    found = _money(BudgetDocument.objects.filter(entry__transfers__debit__budget__unit=club.unit_id))
    return found[0] if found else None


def differing(money: Iterable[ClubMoney]) -> list[ClubMoney]:
    """Those where the two books do not say the same."""
    return [one for one in money if one.difference_vnd]
