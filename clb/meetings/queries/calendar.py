"""When clubs owe their monthly meetings and how each month stands; a fixed number of questions however many clubs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from clb.clubs.models import CharterRule, Club, ClubStatus
from clb.clubs.queries import communes_of, paths_of
from clb.law.norms import is_same_everywhere, limit
from clb.meetings.models import ActivityMonth, Meeting
from clb.meetings.rules.calendar import Life, MonthState, SaidDay, Span, due_on, state_of

LATE_AFTER = "meeting.late_after_days"
SUSPENDED = ClubStatus.Status.SUSPENDED


@dataclass(frozen=True)
class Came:
    """Members present of members marked; never a bare rate."""

    present: int = 0
    marked: int = 0

    @property
    def percent(self) -> float | None:
        """Present of marked, in per cent; None where nobody was marked."""
        return 100 * self.present / self.marked if self.marked else None

    def __add__(self, other: Came) -> Came:
        """Both together."""
        return Came(self.present + other.present, self.marked + other.marked)


@dataclass(frozen=True)
class MonthRow:
    """One month of a club: its day, the day on which it met, how it stands, who came, its meeting however it stands."""

    month_end: date
    due_on: date | None
    met_on: date | None
    state: MonthState
    came: Came = Came()
    meeting_id: UUID | None = None


@dataclass(frozen=True)
class ClubMonthState:
    """One club in one month."""

    pk: UUID
    unit_id: int
    name: str
    due_on: date | None
    met_on: date | None
    state: MonthState


def lives_of(clubs: QuerySet[Club]) -> dict[UUID, Life]:
    """When each of `clubs` was founded, ended and suspended, in two questions."""
    told = ClubStatus.objects.filter(club__in=clubs.values("pk"), status__in=(*ClubStatus.ENDED, SUSPENDED))
    ended: dict[UUID, date] = {}
    suspended: dict[UUID, list[Span]] = {}
    for pk, status, from_on, until_on in told.values_list("club", "status", "from_on", "until_on"):
        if status == SUSPENDED:
            suspended.setdefault(pk, []).append(Span(from_on, until_on))
        else:
            ended[pk] = min(from_on, ended.get(pk, from_on))
    founded = clubs.order_by().values_list("pk", "founded_on")
    return {pk: Life(day, ended.get(pk), tuple(suspended.get(pk, ()))) for pk, day in founded}


def said_days(clubs: QuerySet[Club], first: date, last: date) -> dict[UUID, list[SaidDay]]:
    """What each charter said of the meeting day from `first` to `last`, in order, in one question."""
    rows = CharterRule.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=first),
        club__in=clubs.values("pk"),
        item=CharterRule.Item.MEETING_DAY,
        from_on__lte=last,
    )
    found: dict[UUID, list[SaidDay]] = {}
    for pk, from_on, until_on, words in rows.order_by("from_on").values_list("club", "from_on", "until_on", "words"):
        found.setdefault(pk, []).append(SaidDay(Span(from_on, until_on), words))
    return found


def late_after_days(clubs: QuerySet[Club], day: date) -> Callable[[int], int]:
    """By a club's unit, after how many days a meeting is late; places are asked for only where one set its own."""
    if is_same_everywhere(LATE_AFTER):
        everywhere = limit(LATE_AFTER, on=day)
        return lambda _unit: everywhere
    paths = paths_of(clubs, day)
    return lambda unit: limit(LATE_AFTER, on=day, path=paths.get(unit, ()))


def club_calendar(club: Club, ends: Sequence[date], today: date) -> list[MonthRow]:
    """The months of `club` that end on `ends`, in that order, as they stand on `today`."""
    clubs = Club.objects.filter(pk=club.pk)
    life, late = lives_of(clubs)[club.pk], late_after_days(clubs, today)(club.unit_id)
    said = said_days(clubs, min(ends).replace(day=1), max(ends)).get(club.pk, [])
    kept = {row.month_end: row for row in ActivityMonth.objects.filter(club=club, month_end__in=ends)}
    months = [end.replace(day=1) for end in ends]
    monthly = Meeting.objects.filter(club=club, kind=Meeting.Kind.MONTHLY, month__in=months)
    ids = dict(monthly.values_list("month", "pk"))
    return [_row(end, life, due_on(said, end), kept.get(end), ids, today, late) for end in ends]


def _row(
    end: date,
    life: Life,
    due: date | None,
    kept: ActivityMonth | None,
    ids: Mapping[date, UUID],
    today: date,
    late: int,
) -> MonthRow:
    met_on = kept.met_on if kept and kept.met_on and kept.met_on <= today else None
    state = state_of(life, end, due=due, met_on=met_on, today=today, late_after_days=late)
    came = Came(kept.present, kept.marked) if kept else Came()
    return MonthRow(end, due, met_on, state, came, ids.get(end.replace(day=1)))


def last_met(club: Club, day: date) -> date | None:
    """The day of the club's last monthly meeting on or before `day`."""
    months = ActivityMonth.objects.filter(club=club, met_on__lte=day)
    found: date | None = months.aggregate(last=Max("met_on"))["last"]
    return found


def next_due(rows: Iterable[MonthRow], today: date) -> date | None:
    """The first day from `today` on for which a meeting is still owed; None where no such day is known."""
    owed = (MonthState.DUE, MonthState.OPEN)
    return next((row.due_on for row in rows if row.state in owed and row.due_on and row.due_on >= today), None)


def month_states(clubs: QuerySet[Club], end: date, today: date) -> list[ClubMonthState]:
    """Each of `clubs` founded by the month's end, by name, as that month stands on `today`."""
    founded = clubs.filter(founded_on__lte=end)
    lives, late = lives_of(founded), late_after_days(founded, today)
    said = said_days(founded, end.replace(day=1), end)
    held = ActivityMonth.objects.filter(month_end=end, met_on__isnull=False, club__in=founded.values("pk"))
    met = dict(held.values_list("club", "met_on"))
    rows = []
    for pk, unit_id, name in founded.order_by("search_key", "pk").values_list("pk", "unit", "name"):
        due, met_on = due_on(said.get(pk, ()), end), met.get(pk)
        state = state_of(lives[pk], end, due=due, met_on=met_on, today=today, late_after_days=late(unit_id))
        rows.append(ClubMonthState(pk, unit_id, name, due, met_on, state))
    return rows


def counted(rows: Iterable[ClubMonthState]) -> dict[MonthState, int]:
    """How many clubs stand how, every state named."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in MonthState}


class _OfClub(Protocol):
    """A club, or a row about one."""

    @property
    def pk(self) -> UUID: ...
    @property
    def unit_id(self) -> int: ...


def communes_by_club(rows: Iterable[_OfClub], day: date) -> dict[UUID, str]:
    """The commune of each of these clubs on `day`, in two questions."""
    shown = {row.unit_id: row.pk for row in rows}
    names = communes_of(Club.objects.filter(pk__in=shown.values()), day)
    return {pk: names.get(unit, "") for unit, pk in shown.items()}
