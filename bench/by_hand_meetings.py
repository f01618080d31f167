"""The figures of meetings and areas in SQL as an experienced person would write it, from each club's months."""

from __future__ import annotations

from datetime import date, timedelta

from .by_hand import CLUBS, ask
from .nation import _day

LIVES = f"SELECT c.id, c.founded_on, e.from_on AS ended {CLUBS}"
OWED = (
    "c.founded_on <= m.first AND (c.ended IS NULL OR c.ended > m.last) AND NOT EXISTS (SELECT 1 FROM clubs_clubstatus s"
    " WHERE s.club_id = c.id AND s.status = 'SUSPENDED' AND s.from_on <= m.last"
    " AND (s.until_on IS NULL OR s.until_on >= m.first))"
)
ALIVE = "c.founded_on <= %(day)s AND (c.ended IS NULL OR c.ended > %(day)s)"
MET = "LEFT JOIN meetings_activitymonth a ON a.club_id = c.id AND a.month_end = m.last AND a.met_on IS NOT NULL"
Share = tuple[int, int]


def whole_months(first: date, last: date) -> list[tuple[date, date]]:
    """First and last days of the months that lie wholly from `first` to `last`."""
    found, begin = [], first if first.day == 1 else _next(first)
    while (end := _next(begin) - timedelta(days=1)) <= last:
        found.append((begin, end))
        begin = _next(begin)
    return found


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def year_before(day: date) -> list[tuple[date, date]]:
    """The last twelve whole months."""
    return whole_months(date(day.year - 2, 1, 1), day)[-12:]


def _with(months: list[tuple[date, date]]) -> str:
    rows = ", ".join(f"({_day(first)}, {_day(last)})" for first, last in months)
    return f"WITH m(first, last) AS (VALUES {rows}), c AS ({LIVES})"


def meeting_monthly(unit: int, day: date) -> Share:
    """Living clubs that missed none of twelve months, and those that owed any."""
    found = ask(
        f"{_with(year_before(day))} SELECT count(*) FILTER (WHERE held = owed), count(*) FROM"
        f" (SELECT c.id, count(*) AS owed, count(a.club_id) AS held FROM c JOIN m ON {OWED} {MET}"
        f" WHERE {ALIVE} GROUP BY c.id) t",
        unit=unit,
        day=day,
    )
    return int(found[0][0]), int(found[0][1])


def held_share(unit: int, day: date, since: date, until: date) -> Share:
    """Meetings held, and owed, in the period's whole months by the day."""
    months = whole_months(since, min(day, until))
    found = ask(f"{_with(months)} SELECT count(a.club_id), count(*) FROM c JOIN m ON {OWED} {MET}", unit=unit, day=day)
    return int(found[0][0]), int(found[0][1])


def attendance(unit: int, day: date) -> Share:
    """Members present, and marked, over twelve months."""
    months = year_before(day)
    found = ask(
        f"WITH c AS ({LIVES}) SELECT coalesce(sum(a.present), 0), coalesce(sum(a.marked), 0) FROM c"
        " JOIN meetings_activitymonth a ON a.club_id = c.id AND a.month_end BETWEEN %(first)s AND %(last)s",
        unit=unit,
        day=day,
        first=months[0][1],
        last=months[-1][1],
    )
    return int(found[0][0]), int(found[0][1])


def all_areas(unit: int, day: date) -> Share:
    """Living clubs active in each area within three whole months, and those founded before these."""
    months = year_before(day)[-3:]
    done = " AND ".join(f"sum(a.area_{n}) > 0" for n in range(1, 9))
    found = ask(
        f"WITH c AS ({LIVES}), old AS (SELECT c.id FROM c WHERE {ALIVE} AND c.founded_on <= %(since)s)"
        " SELECT (SELECT count(*) FROM (SELECT a.club_id FROM old JOIN meetings_activitymonth a ON a.club_id = old.id"
        f" AND a.month_end BETWEEN %(first)s AND %(last)s GROUP BY a.club_id HAVING {done}) t),"
        " (SELECT count(*) FROM old)",
        unit=unit,
        day=day,
        since=months[0][0],
        first=months[0][1],
        last=months[-1][1],
    )
    return int(found[0][0]), int(found[0][1])
