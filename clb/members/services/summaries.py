"""The month's count of each club, kept in the transaction of whatever changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Min, Q

from clb.clubs.models import Club
from clb.clubs.queries import ended_on
from clb.kernel.dates import month_ends
from clb.members.models import ClubMonth, Membership
from clb.members.queries import COUNTED, Counts, counts_at, counts_by_club

BATCH = 2000


@dataclass(frozen=True)
class Follower:
    """Figures of an app above that hang on who belongs to a club at a month's end; they know nothing of it here.

    `refresh` counts months of clubs again from that of a day, `add` counts for every club months that are new.
    """

    refresh: Callable[[Iterable[Club], date], None]
    add: Callable[[Iterable[date]], None]


_FOLLOWERS: list[Follower] = []


def register_follower(follower: Follower) -> None:
    """Let figures follow the months of members; call from an app's `ready`."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def lock_clubs(clubs: Iterable[Club]) -> None:
    """Let the commands on these clubs come one after another until the transaction ends. First line of a command.

    Two at once would each count without the other's change. It does not wait for rows that merely point to a club.
    """
    wanted = Club.objects.filter(pk__in=[club.pk for club in clubs]).order_by("pk")
    list(wanted.select_for_update(no_key=True).values_list("pk", flat=True))


def horizon() -> date | None:
    """The last month end for which clubs have rows; none before the first `roll_months_forward`."""
    last: date | None = ClubMonth.objects.aggregate(last=Max("month_end"))["last"]
    return last


def refresh_months(clubs: Iterable[Club], first_day: date) -> None:
    """Count again every month of `clubs` from that of `first_day` to the last one kept, after `lock_clubs`.

    A club has a row for each month at whose end it lived: what is missing is added, what is too much taken away.
    """
    until = horizon()
    if until is None:
        return
    clubs = list(clubs)
    for club in clubs:
        ended = ended_on(club)
        too_much = Q(month_end__lt=club.founded_on) | (Q(month_end__gte=ended) if ended else Q())
        ClubMonth.objects.filter(too_much, club=club).delete()
        ends = [end for end in month_ends(max(first_day, club.founded_on), until) if not ended or end < ended]
        _store((club.pk, end, counts) for end, counts in zip(ends, counts_at(club, ends), strict=True))
    for follower in _FOLLOWERS:
        follower.refresh(clubs, first_day)


def refresh_since_joined(memberships: Iterable[Membership]) -> None:
    """Count again each club's months from the day of the first of these joinings, after `lock_clubs`."""
    first: dict[Club, date] = {}
    for membership in memberships:
        first[membership.club] = min(first.get(membership.club, date.max), membership.from_on)
    for club, day in sorted(first.items(), key=lambda one: one[0].pk):  # in the order in which others take them
        refresh_months([club], day)


def roll_months_forward(until: date) -> int:
    """Give every club a row for each month at whose end it lived, to that of `until`. Returns how many were added."""
    first: date | None = Club.objects.aggregate(first=Min("founded_on"))["first"]
    if first is None:
        return 0
    lock_clubs(Club.objects.all())
    last, before, added = horizon(), ClubMonth.objects.count(), list[date]()
    for end in month_ends(max(first, last) if last else first, until):
        living = Club.objects.alive_on(end)
        missing = list(living.exclude(months__month_end=end).values_list("pk", flat=True))
        if missing:
            found = counts_by_club(living, end)
            _store((pk, end, found.get(pk, Counts())) for pk in missing)
            added.append(end)
    for follower in _FOLLOWERS:
        follower.add(added)
    return ClubMonth.objects.count() - before


def _store(counted: Iterable[tuple[UUID, date, Counts]]) -> None:
    """Keep each club's counts at a month's end, in place of what was kept."""
    ClubMonth.objects.bulk_create(
        [ClubMonth(club_id=pk, month_end=end, **counts.by_name()) for pk, end, counts in counted],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["club", "month_end"],
        update_fields=list(COUNTED),
    )
