"""Promises and how far they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from clb.access.models import User
from clb.clubs.models import Club
from clb.giving.models import CLUB, Donation, DonationPledge
from clb.giving.rules.pledges import SOON, Kept, kept


@dataclass(frozen=True)
class PledgeLine:
    """A promise with how far it was kept."""

    pledge: DonationPledge
    kept: Kept


def with_kept(rows: QuerySet[DonationPledge]) -> QuerySet[DonationPledge]:
    """The same promises, each with `kept_vnd`: whole đồng of the standing donations that name it."""
    given = Donation.objects.standing().filter(pledge=OuterRef("pk")).values("pledge").annotate(sum=Sum("value_vnd"))
    return rows.annotate(kept_vnd=Coalesce(Subquery(given.values("sum"), output_field=IntegerField()), 0))


def pledge_lines(rows: Iterable[DonationPledge], on: date) -> list[PledgeLine]:
    """Promises that `with_kept` gave, judged at the end of `on`."""
    return [
        PledgeLine(
            row,
            kept(row.value_vnd, row.kept_vnd, due_on=row.due_on, withdrawn_on=row.withdrawn_on, on=on),  # type: ignore[attr-defined]
        )
        for row in rows
    ]


def open_pledges(rows: QuerySet[DonationPledge]) -> QuerySet[DonationPledge]:
    """Those neither withdrawn nor kept whole, the soonest first."""
    rows = with_kept(rows.filter(withdrawn_on__isnull=True)).alias(left_vnd=F("value_vnd") - F("kept_vnd"))
    return rows.filter(left_vnd__gt=0).select_related("donor", "drive").order_by("due_on", "pk")


def pledges_due(user: User, on: date, most: int = 10) -> list[PledgeLine]:
    """Promises that `user` keeps watch over, overdue or due within two weeks of `on`, the soonest first."""
    mine = DonationPledge.objects.kept_by(user, "giving.read").filter(due_on__lte=on + SOON)
    return pledge_lines(open_pledges(mine)[:most], on)


def club_pledges_due(club: Club, on: date) -> tuple[int, int]:
    """How many promises to `club` are overdue at the end of `on`, and how many are due within two weeks."""
    mine = DonationPledge.objects.filter(unit=club.unit_id, office=CLUB, due_on__lte=on + SOON)
    days = list(open_pledges(mine).values_list("due_on", flat=True))
    late = sum(day < on for day in days)
    return late, len(days) - late


def pledged_vnd(drives: Iterable[UUID]) -> dict[UUID, int]:
    """By drive, whole đồng promised and not withdrawn."""
    rows = DonationPledge.objects.filter(Q(drive__in=list(drives)), withdrawn_on__isnull=True)
    return dict(rows.values_list("drive").annotate(sum=Sum("value_vnd")).values_list("drive", "sum"))
