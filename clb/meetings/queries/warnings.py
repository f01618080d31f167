"""Which clubs need a visit, and why; a fixed number of questions for a province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.clubs.models import Club
from clb.clubs.queries import living_among
from clb.law.norms import limit
from clb.meetings.models import ActivityEvidence, ActivityMonth
from clb.meetings.rules.calendar import last_whole_months, missed_in_a_row
from clb.meetings.rules.warnings import Rate, Warned, areas_missing, falling, missed, unproved

from .calendar import lives_of
from .coverage import areas_of, minimums_by_club
from .months import FIGURES, MonthFigures

MONTHS_SEEN = 12
RATE_MONTHS = 3
MOST_CLUBS = 2_000  # of more, one looks at parts of the ground
WATCHING = ("meetings.read", "clubs.plan_consolidation_step")  # whoever of these looks after a club is warned of it


@dataclass(frozen=True)
class ClubWarning:
    """One reason why one club needs a visit."""

    club: Club
    warned: Warned


def watched_clubs(user: User) -> QuerySet[Club]:
    """The clubs of which `user` is warned: their own board's, and those that they look after."""
    mine = Q()
    for right in WATCHING:
        mine |= Q(unit__in=user.reach(right).values("below"))
    return Club.objects.filter(mine)


def warnings_of(clubs: QuerySet[Club], today: date) -> list[ClubWarning]:
    """What is worth a visit at those of `clubs` that live and are not suspended, the heaviest first.

    Judged on the months that are over. Meant for MOST_CLUBS at most; the caller asks for parts of a larger ground.
    """
    living, here = living_among(clubs, today)
    lives, minimums = lives_of(here), minimums_by_club(here, today)
    asked = [one.per_months for each in minimums.values() for one in each.values()]
    ends = last_whole_months(today - timedelta(days=1), max([MONTHS_SEEN, *asked]))
    months = _figures(here, ends)
    proof = limit("meeting.evidence_within_months", on=today)
    proved = _proved(here, ends[-proof:])
    points = limit("meeting.attendance_fall_points", on=today)
    found = []
    for club in living:
        life, figures = lives[club.pk], [months.get((club.pk, end), NOTHING) for end in ends]
        if any(span.touches(today, today) for span in life.suspended):
            continue
        held = [end for end, figure in zip(ends, figures, strict=True) if figure.met_on]
        areas = [figure.areas for figure in figures]
        covers = areas_of(club, minimums[club.pk], areas, ends, today)
        told = (
            missed(missed_in_a_row(life, ends, held)),
            falling(_rate(figures[-2 * RATE_MONTHS : -RATE_MONTHS]), _rate(figures[-RATE_MONTHS:]), points),
            areas_missing(covers),
            unproved(sum(map(sum, areas[-proof:])), club.pk in proved, proof),
        )
        found += [ClubWarning(club, one) for one in told if one]
    return sorted(found, key=lambda one: -one.warned.weight)


NOTHING = MonthFigures()


def _rate(figures: Sequence[MonthFigures]) -> Rate:
    return Rate(sum(figure.present for figure in figures), sum(figure.marked for figure in figures))


def _figures(clubs: QuerySet[Club], ends: Sequence[date]) -> dict[tuple[UUID, date], MonthFigures]:
    rows = ActivityMonth.objects.filter(club__in=clubs.order_by().values("pk"), month_end__range=(ends[0], ends[-1]))
    columns = rows.order_by().values_list("club", "month_end", *FIGURES)
    return {(club, end): MonthFigures(*figures) for club, end, *figures in columns.iterator(5000)}


def _proved(clubs: QuerySet[Club], ends: Sequence[date]) -> set[UUID]:
    """Clubs of which at least one activity of these months is proved."""
    rows = ActivityEvidence.objects.filter(
        activity__club__in=clubs.order_by().values("pk"),
        activity__happened_on__range=(ends[0].replace(day=1), ends[-1]),
    )
    return set(rows.values_list("activity__club", flat=True))
