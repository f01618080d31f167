"""The month's count of each club, kept in the transaction of whatever changes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max, Min, QuerySet

from clb.clubs.models import Club
from clb.kernel.dates import month_ends
from clb.members.models import ClubMonth
from clb.members.queries import COUNTED, Counts, counts_by_club

BATCH = 2000


def horizon() -> date | None:
    """The last month end for which clubs have rows; none before the first `roll_months_forward`."""
    last: date | None = ClubMonth.objects.aggregate(last=Max("month_end"))["last"]
    return last


def refresh_months(clubs: Iterable[Club], first_day: date) -> None:
    """Count again every stored month of `clubs` from that of `first_day`, rows of missing months included."""
    until = horizon()
    if until is None:
        return
    for club in clubs:
        begin = max(first_day, club.founded_on)
        _write(Club.objects.filter(pk=club.pk), {club.pk: club.founded_on}, month_ends(begin, until))
        ClubMonth.objects.filter(club=club, month_end__lt=month_ends(club.founded_on, club.founded_on)[0]).delete()


def roll_months_forward(until: date) -> int:
    """Give every club a row for each month from its founding to that of `until`. Returns how many rows were added."""
    last = horizon()
    first: date | None = Club.objects.aggregate(first=Min("founded_on"))["first"]
    if first is None:
        return 0
    before = ClubMonth.objects.count()
    for end in month_ends(max(first, last) if last else first, until):
        founded = dict(Club.objects.filter(founded_on__lte=end).values_list("pk", "founded_on"))
        have = set(ClubMonth.objects.filter(month_end=end).values_list("club", flat=True))
        missing = {pk: day for pk, day in founded.items() if pk not in have}
        if missing:
            _write(Club.objects.filter(founded_on__lte=end), missing, [end])
    return ClubMonth.objects.count() - before


def _write(clubs: QuerySet[Club], founded_on: dict[UUID, date], ends: list[date]) -> None:
    """Store the counts of `clubs` (those named in `founded_on`) at `ends`, in place of what was stored."""
    rows = []
    for end in ends:
        found = counts_by_club(clubs, end)
        for pk, founded in founded_on.items():
            if founded <= end:
                counts = found.get(pk, Counts())
                rows.append(ClubMonth(club_id=pk, month_end=end, **{name: getattr(counts, name) for name in COUNTED}))
    ClubMonth.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["club", "month_end"],
        update_fields=list(COUNTED),
    )
