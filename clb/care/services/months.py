"""Each club's month of care, kept in the transaction of whatever changes it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from clb.care.models import CareMonth
from clb.care.queries.months import care_months
from clb.care.rules.roster import sunday
from clb.clubs.models import Club
from clb.kernel.dates import month_ends


def refresh_care_months(clubs: QuerySet[Club], first: date, last: date) -> None:
    """Count the months again to which the weeks of these days belong, after members.services.summaries.lock_clubs."""
    ends = month_ends(sunday(first), sunday(last))
    CareMonth.objects.filter(club__in=clubs.values("pk"), month_end__range=(ends[0], ends[-1])).delete()
    found = care_months(clubs, ends[0], ends[-1])
    CareMonth.objects.bulk_create(
        [
            CareMonth(club_id=pk, month_end=end, planned=kept.planned, done=kept.done)
            for (pk, end), kept in found.items()
        ],
        batch_size=1_000,
    )


def refresh_months_of(club: Club, first: date, last: date) -> None:
    """The same for one club."""
    refresh_care_months(Club.objects.filter(pk=club.pk), first, last)
