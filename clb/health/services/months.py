"""Each club's month of readings and check-ups in figures, kept in the transaction of whatever changes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from clb.clubs.models import Club
from clb.health.models import HealthMonth
from clb.health.queries.coverage import HealthFigures, checked_by_club, figures_of, measured_by_club
from clb.kernel.dates import month_end, month_ends
from clb.members.models import ClubMonth, Twin
from clb.members.services.summaries import horizon

BATCH = 2_000
COLUMNS = ("measured", "checked")


def refresh_for_people(people: Collection[UUID], day: date) -> None:
    """What was recorded of these people for `day` changed: every club to which one of their records belongs or
    belonged is counted again, from that month to the last one of which members are counted."""
    until = horizon()
    if until is None or month_end(day) > until:
        return
    kept = set(Twin.objects.filter(twin__in=people).values_list("kept", flat=True))
    same = Twin.objects.filter(Q(kept__in=people) | Q(kept__in=kept)).values_list("twin", flat=True)
    clubs = Club.objects.filter(memberships__person__in={*people, *kept, *same}).distinct()
    refresh_health_months(clubs, day)


def refresh_health_months(clubs: Iterable[Club], first_day: date) -> None:
    """Count again every month of `clubs` from that of `first_day` to the last one of which members are counted."""
    until = horizon()
    if until is None:
        return
    counted = list(clubs)
    _one_at_a_time(counted, until)
    for club in counted:
        ends = month_ends(max(first_day, club.founded_on), until)
        _store(club, dict(zip(ends, figures_of(club, ends), strict=True)))


def _one_at_a_time(clubs: Iterable[Club], until: date) -> None:
    """Whoever else counts one of these clubs waits until this transaction ends: people belong to several, and what is
    recorded of them at another club locks that club only, so that each would count without the other's. All take the
    clubs in one order, else two could wait for each other."""
    kept = ClubMonth.objects.select_for_update().filter(club__in=clubs, month_end=until)
    list(kept.order_by("club").values_list("pk", flat=True))


def add_health_months(ends: Iterable[date]) -> None:
    """Count the months that have just begun, or were not kept, for every club; after its members were counted."""
    for end in ends:
        measured, checked = measured_by_club(Club.objects.all(), end), checked_by_club(Club.objects.all(), end)
        rows = [
            HealthMonth(club_id=pk, month_end=end, measured=measured.get(pk, 0), checked=checked.get(pk, 0))
            for pk in sorted(measured.keys() | checked.keys())
        ]
        _keep(rows)


def _store(club: Club, figures: dict[date, HealthFigures]) -> None:
    if not figures:
        return
    empty = [end for end, f in figures.items() if f == HealthFigures()]
    HealthMonth.objects.filter(club=club, month_end__in=empty).delete()
    _keep([HealthMonth(club=club, month_end=end, **vars(f)) for end, f in figures.items() if f != HealthFigures()])


def _keep(rows: list[HealthMonth]) -> None:
    if rows:
        HealthMonth.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["club", "month_end"],
            update_fields=COLUMNS,
            batch_size=BATCH,
        )
