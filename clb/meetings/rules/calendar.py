"""When a club owes a meeting, on which day, and how a month stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy

from clb.clubs.rules.meeting_day import read_meeting_day
from clb.kernel.dates import month_end, month_ends


class MonthState(StrEnum):
    """How a club's month stands."""

    NOT_OWED = "NOT_OWED"  # not founded yet, suspended, ended
    DUE = "DUE"  # this month's day is still to come, or is not known
    OPEN = "OPEN"  # the day has passed, the month has not, and no meeting is closed
    HELD = "HELD"
    LATE = "LATE"  # held in the month, some days after its day
    MISSED = "MISSED"  # the month is over without a meeting

    @property
    def label(self) -> str:
        """The state in words."""
        return str(_LOOKS[self][2])

    @property
    def colour(self) -> str:
        """As `badge` wants it."""
        return _LOOKS[self][0]

    @property
    def icon(self) -> str:
        """As `badge` wants it."""
        return _LOOKS[self][1]


_LOOKS = {
    MonthState.NOT_OWED: ("secondary", "x", gettext_lazy("Không phải họp")),
    MonthState.DUE: ("info", "calendar", gettext_lazy("Sắp họp")),
    MonthState.OPEN: ("warning", "clock", gettext_lazy("Quá ngày, chưa ghi")),
    MonthState.HELD: ("success", "circle-check", gettext_lazy("Đã họp")),
    MonthState.LATE: ("warning", "clock", gettext_lazy("Họp muộn")),
    MonthState.MISSED: ("danger", "alert-triangle", gettext_lazy("Không họp")),
}


@dataclass(frozen=True)
class Span:
    """From a day until a day, both included; no last day means that it goes on."""

    from_on: date
    until_on: date | None = None

    def holds(self, day: date) -> bool:
        """Does it hold on `day`?"""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def touches(self, first: date, last: date) -> bool:
        """Does it hold on any day from `first` to `last`?"""
        return self.from_on <= last and (self.until_on is None or self.until_on >= first)


@dataclass(frozen=True)
class Life:
    """When a club was there to meet: founded, ended (the first day on which it was no more), suspended."""

    founded_on: date
    ended_on: date | None = None
    suspended: tuple[Span, ...] = ()

    def owes(self, end: date) -> bool:
        """Does it owe a meeting for the month that ends on `end`?

        It does for each whole month in which it lived and was suspended on no day; for that of its founding only
        where it was founded on the 1st.
        """
        first = end.replace(day=1)
        lived = self.founded_on <= first and (self.ended_on is None or self.ended_on > end)
        return lived and not any(span.touches(first, end) for span in self.suspended)


@dataclass(frozen=True)
class SaidDay:
    """What a charter said of the meeting day, and while it said so."""

    span: Span
    words: str


def due_on(said: Iterable[SaidDay], end: date) -> date | None:
    """The meeting day in the month that ends on `end`: the one that the charter of that very day names.

    None where no charter speaks, where its words can't be read, and where a change within the month leaves no day.
    """
    for one in said:
        rule = read_meeting_day(one.words)
        day = rule.in_month(end) if rule else None
        if day and one.span.holds(day):
            return day
    return None


def state_of(
    life: Life, end: date, *, due: date | None, met_on: date | None, today: date, late_after_days: int
) -> MonthState:
    """How the month that ends on `end` stands on `today`. A meeting that was held counts, owed or not."""
    if met_on:
        is_late = due is not None and met_on > due + timedelta(days=late_after_days)
        return MonthState.LATE if is_late else MonthState.HELD
    if not life.owes(end):
        return MonthState.NOT_OWED
    if end < today:
        return MonthState.MISSED
    return MonthState.OPEN if due is not None and due < today else MonthState.DUE


def last_whole_months(on: date, n: int) -> list[date]:
    """The ends of the last `n` whole months that ended before or on `on`, the oldest first."""
    last = on if on == month_end(on) else on.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    for _one in range(n - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return month_ends(first, last) if n else []


def months_around(day: date, n: int) -> list[date]:
    """The ends of `n` months up to that of `day`, and of the next one."""
    here = month_end(day)
    return [*last_whole_months(here, n), month_end(here + timedelta(days=1))]


def missed_in_a_row(life: Life, ends: Sequence[date], held: Iterable[date]) -> list[date]:
    """The owed months without a meeting at the end of `ends` (the oldest first), back to the last one held.

    Months that were not owed neither count nor interrupt.
    """
    met = set(held)
    missed: list[date] = []
    for end in reversed(ends):
        if end in met:
            break
        if life.owes(end):
            missed.append(end)
    return missed[::-1]
