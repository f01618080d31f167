"""What was mobilised: cash, goods and work apart and together. The small stable read for other apps.

    raised(unit, first, last)                    all offices and clubs on the ground of a unit
    raised_by(unit, first, last, "source")       the same parted by source, office, unit, year or drive

A donation counts once, where it was received; what an office passes on to a club is not counted again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Count, Q, QuerySet, Sum

from clb.fund.models import Receipt
from clb.giving.models import CLUB, Donation
from clb.kernel.dates import on_day
from clb.ledger.queries import standing
from clb.places.models import Unit, UnitLink
from clb.places.queries import within

By = Literal["source", "office", "unit", "year", "drive"]


@dataclass(frozen=True)
class Raised:
    """Whole đồng by form, how many donations, and how many donors as each keeper counts them."""

    cash_vnd: int = 0
    goods_vnd: int = 0
    work_vnd: int = 0
    donations: int = 0
    donors: int = 0

    @property
    def total_vnd(self) -> int:
        """Cash and what goods and work are worth, together; only the cash is money."""
        return self.cash_vnd + self.goods_vnd + self.work_vnd


_SUMS: dict[str, Any] = {
    "cash_vnd": Sum("value_vnd", filter=Q(form="CASH"), default=0),
    "goods_vnd": Sum("value_vnd", filter=Q(form="GOODS"), default=0),
    "work_vnd": Sum("value_vnd", filter=Q(form="WORK"), default=0),
    "donations": Count("pk"),
    "donors": Count("donor", distinct=True),
}


def _rows(unit: Unit, first: date, last: date, office: str) -> QuerySet[Donation]:
    rows = Donation.objects.standing().filter(on_ground(unit, last), received_on__range=(first, last))
    return rows.filter(office=office) if office else rows


def on_ground(unit: Unit, day: date) -> Q:
    """Rows of offices and clubs under `unit` on `day`; of offices whose unit had ended too, where `unit` is its heir or
    lies above it: money that they raised is counted where their papers went, else nowhere."""
    ended = UnitLink.objects.filter(on_day(unit.seen_on(day)), above=unit, is_heir=True).values("below")
    return Q(unit__in=within(unit, day)) | Q(unit__in=ended) & ~Q(office=CLUB)


def raised_of(rows: QuerySet[Donation]) -> Raised:
    """The sums of these donations; one query."""
    return Raised(**rows.aggregate(**_SUMS))


def raised(unit: Unit, first: date, last: date, *, office: str = "") -> Raised:
    """What stands of donations received from `first` to `last` on the ground of `unit`, by one `office` where given."""
    return raised_of(_rows(unit, first, last, office))


def raised_by(unit: Unit, first: date, last: date, by: By, *, office: str = "") -> dict[Any, Raised]:
    """The same parted by the code of a source, an office, a unit's id, a year, or a drive's id (None without one)."""
    return parted(_rows(unit, first, last, office), by)


def parted(rows: QuerySet[Donation], by: By) -> dict[Any, Raised]:
    """These donations parted; one query."""
    found = rows.order_by().values(by).annotate(**_SUMS)
    return {row.pop(by): Raised(**row) for row in found}


def in_books_only_vnd(unit: Unit, first: date, last: date) -> int:
    """Whole đồng of gifts of those days written straight into the books of the ground's clubs, of which the register
    of donors knows nothing: they are told beside the sums above, never within them."""
    gifts = Receipt.objects.filter(kind=Receipt.Kind.GIFT, donation_share__isnull=True, entry__in=standing())
    gifts = gifts.filter(club__unit__in=within(unit, last), entry__happened_on__range=(first, last))
    return gifts.aggregate(sum=Sum("amount_vnd"))["sum"] or 0


def added(parts: Iterable[Raised]) -> Raised:
    """Parts together; donors are those of each part, so one who stands in two counts twice."""
    all_parts = list(parts)
    return Raised(*(sum(getattr(p, name) for p in all_parts) for name in _SUMS))


def of_clubs(unit: Unit, first: date, last: date) -> Raised:
    """What the clubs themselves received, without what offices above hold or passed on."""
    return raised(unit, first, last, office=CLUB)
