"""What is asked about clubs."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from clb.kernel.text import plain

from .models import Club, ClubStatus


def status_on(club: Club, day: date) -> ClubStatus | None:
    """The club's status on `day`; none before its founding."""
    return club.statuses.on(day).first()


def statuses_on(clubs: QuerySet[Club], day: date) -> dict[UUID, ClubStatus]:
    """The status of each of `clubs` on `day`, in one query."""
    rows = ClubStatus.objects.on(day).filter(club__in=clubs.values("pk"))
    return {row.club_id: row for row in rows}


def ended_on(club: Club) -> date | None:
    """The day on which the club was dissolved or merged away; none while it lives."""
    row = club.statuses.filter(status__in=ClubStatus.ENDED).order_by("from_on").first()
    return row.from_on if row else None


def find_clubs(clubs: QuerySet[Club], text: str) -> QuerySet[Club]:
    """Clubs whose names hold every word of `text`, in any order, with or without diacritics."""
    for word in plain(text).split():
        clubs = clubs.filter(search_key__contains=word)
    return clubs


def in_status(clubs: QuerySet[Club], status: str, day: date) -> QuerySet[Club]:
    """Those of `clubs` that were in `status` on `day`."""
    return clubs.filter(pk__in=ClubStatus.objects.on(day).filter(status=status).values("club"))
