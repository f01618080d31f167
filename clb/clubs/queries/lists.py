"""The list of clubs on a day: which are wanted, and what is shown of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from clb.clubs.models import Club, ClubStatus
from clb.clubs.panels import columns, compositions
from clb.clubs.rules import composition_findings
from clb.places.models import Unit
from clb.places.queries import within

from .clubs import communes_of, find_clubs, in_status, kept_on, paths_of, statuses_on

PRESENT = "DANG_CO"


@dataclass(frozen=True)
class ClubRow:
    """A club in the list: where it lay, its state, the numbers of the apps above, how many yardsticks it misses."""

    club: Club
    commune: str
    status: ClubStatus | None
    numbers: list[int]
    misses: int | None

    @property
    def has_ended(self) -> bool:
        """Was it dissolved or merged away by the day?"""
        return self.status is not None and self.status.status in ClubStatus.ENDED


def clubs_wanted(clubs: QuerySet[Club], day: date, text: str, status: str, unit: Unit | None) -> QuerySet[Club]:
    """Those of `clubs` founded by `day`, by name, in `status` (PRESENT: not ended; unknown: any), under `unit`."""
    found = find_clubs(clubs.filter(founded_on__lte=day), text)
    if status == PRESENT:
        found = kept_on(found, day)
    elif status in ClubStatus.Status.values:
        found = in_status(found, status, day)
    if unit is not None:
        found = found.filter(unit__in=within(unit, day))
    return found.order_by("search_key", "pk")


def list_rows(clubs: QuerySet[Club], day: date) -> tuple[list[object], list[ClubRow]]:
    """Titles of the number columns, and the rows by name; a fixed number of queries however many clubs."""
    titles, numbers = columns(clubs, day)
    communes, statuses, paths = communes_of(clubs, day), statuses_on(clubs, day), paths_of(clubs, day)
    counted = compositions(clubs, day)
    rows = []
    for club in clubs.order_by("search_key", "pk"):
        status = statuses.get(club.pk)
        misses = None
        if status and status.status not in ClubStatus.ENDED:
            findings = composition_findings(counted[club.pk], on=day, path=paths.get(club.unit_id, ()))
            misses = sum(not finding.ok for finding in findings) if findings else None
        rows.append(ClubRow(club, communes.get(club.unit_id, ""), status, numbers[club.pk], misses))
    return titles, rows
