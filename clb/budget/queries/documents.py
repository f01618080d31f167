"""Decisions and vouchers: lists, and what one of them moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from clb.access.models import User
from clb.budget.models import BudgetAccount, BudgetDocument, BudgetYear, Stage
from clb.budget.models.periods import roles_of
from clb.budget.rules import STATE_LEVELS
from clb.ledger.models import Entry, Transfer
from clb.places.queries import names_on


@dataclass(frozen=True)
class Narrowed:
    """Which documents are wanted: '' everything."""

    kind: str = ""
    source: str = ""
    line: str = ""
    unit: str = ""
    agency: str = ""
    level: str = ""

    def touching(self) -> Q:
        """Accounts of the cells that are meant."""
        said = Q()
        if self.source:
            said &= Q(source=self.source)
        if self.level:
            said &= Q(source=self.level) if self.level in STATE_LEVELS else ~Q(source__in=STATE_LEVELS)
        if self.agency:
            said &= Q(line__agency=self.agency)
        for name, value in (("line", self.line), ("unit", self.unit)):
            if value:
                said &= Q(**{name: value}) if value.isdecimal() and len(value) < 10 else Q(pk__in=[])
        return said


def documents_of(user: User, years: Iterable[BudgetYear], asked: Narrowed) -> QuerySet[BudgetDocument]:
    """Documents of these years that `user` may see and that touch the cells asked for, newest first, with their sums
    (whole đồng of every line) and whether they were taken back."""
    rows = BudgetDocument.objects.visible_to(user).filter(year__in=[year.pk for year in years])
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    said = asked.touching()
    if said:
        accounts = BudgetAccount.objects.filter(said, year__in=[year.pk for year in years]).values("account")
        lines = Transfer.objects.filter(entry=OuterRef("entry"))
        rows = rows.filter(Exists(lines.filter(Q(debit__in=accounts) | Q(credit__in=accounts))))
    back = Entry.objects.filter(reverses=OuterRef("entry"))
    rows = rows.annotate(is_taken_back=Exists(back), total_vnd=Sum("entry__transfers__amount_vnd"))
    return rows.select_related("entry", "year", "file").order_by("-entry__happened_on", "-entry__number", "pk")


@dataclass(frozen=True)
class Moved:
    """One line of a document: which cell, from which stage to which, how much (whole đồng; always above 0).

    `is_cut` where it goes back to what is not allocated."""

    account: BudgetAccount
    unit_name: str
    from_stage: str
    to_stage: str
    amount_vnd: int
    is_cut: bool = False


def document_rows(document: BudgetDocument, user: User | None = None) -> list[Moved]:
    """What a document moved, in its order. For `user` who does not read every unit's money, the own lines only."""
    lines = document.entry.transfers.select_related(
        "debit__budget__line", "debit__budget__unit", "credit__budget__line", "credit__budget__unit"
    ).order_by("pk")
    rows = []
    for line in lines:
        to, from_ = line.debit.budget, line.credit.budget
        about = to if to.line_id else from_
        rows.append((about, from_.stage, to.stage, line.amount_vnd))
    if user is not None and not user.may("budget.read_all", document.year.period.place):
        rows = [row for row in rows if _is_own(row[0], user)]
    names = names_on({row[0].unit_id for row in rows if row[0].unit_id}, document.entry.happened_on)
    return [
        Moved(
            about,
            names.get(about.unit_id or 0, ""),
            str(Stage(a).label),
            str(Stage(b).label),
            vnd,
            is_cut=b == Stage.UNALLOCATED and a == Stage.ALLOCATED,
        )
        for about, a, b, vnd in rows
    ]


def _is_own(account: BudgetAccount, user: User) -> bool:
    if account.line is None or account.unit is None or account.line.agency not in roles_of(user):
        return False
    return user.may("budget.read", account.unit)


def vouchers_vnd(years: Iterable[BudgetYear], on: date | None = None) -> int:
    """Whole đồng of all standing release vouchers, summed voucher by voucher: what a settlement is held against."""
    rows = BudgetDocument.objects.standing().filter(year__in=[y.pk for y in years], kind=BudgetDocument.Kind.RELEASE)
    if on is not None:
        rows = rows.filter(entry__happened_on__lte=on)
    return rows.aggregate(total=Sum("entry__transfers__amount_vnd"))["total"] or 0


def entries_in(year: BudgetYear) -> int:
    """How many entries the year's book has, reversals too: grows with whatever happens to its money."""
    return Entry.objects.filter(book=year.book_id).count()
