"""Each club's month in figures, kept in the transaction of whatever changes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clb.clubs.models import Club
from clb.meetings.models import ActivityMonth
from clb.meetings.queries.months import FIGURES, month_figures


def refresh_activity_months(club: Club, month_ends: Iterable[date]) -> None:
    """Count the months of `club` that end on these days again, after members.services.summaries.lock_clubs.

    Each has one row with what its meetings, attendance and activities come to; none where nothing is recorded.
    """
    for end in sorted(set(month_ends)):
        found = month_figures([club], end).get(club.pk)
        if found is None or found.is_empty:
            ActivityMonth.objects.filter(club=club, month_end=end).delete()
            continue
        ActivityMonth.objects.bulk_create(
            [ActivityMonth(club=club, month_end=end, **vars(found))],
            update_conflicts=True,
            unique_fields=["club", "month_end"],
            update_fields=list(FIGURES),
        )
