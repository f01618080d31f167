"""Meetings of a generated nation: two years of them, what was done by area, and each club's months in figures.

Every club has its meetings and its months. Lines of attendance and activities are made for the clubs of the first
`detailed` provinces only, where the months are counted from them; elsewhere the months hold likely figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from clb.kernel.dates import month_ends

from .nation import (
    BEGIN,
    ENDED_ON,
    LAST_MONTH,
    Size,
    _day,
    _day_before,
    _no_day,
    _numbers,
    _uuid,
    _yes,
    move_sequences,
)

SUSPENDED_FROM, SUSPENDED_UNTIL = date(2026, 2, 10), date(2026, 4, 20)


def generate_meetings(size: Size, detailed: int) -> None:
    """Add to a generated nation; the planner is told anew."""
    with connection.cursor() as cursor:
        for step in (
            _suspensions(size),
            _charters(size),
            _meetings(size),
            _details(size, detailed),
            _months(size, detailed),
        ):
            for statement in step:
                cursor.execute(statement)
            cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            move_sequences(
                cursor, ("clubs_clubstatus", "clubs_charterrule", "meetings_attendance", "meetings_activitymonth")
            )


def _suspensions(size: Size) -> Iterator[str]:
    """One club in 37 rested for ten weeks, and one in 41 has rested since."""
    for club, until in (("i % 37 = 5", SUSPENDED_UNTIL), ("i % 41 = 6 AND i % 37 <> 5", None)):
        which = f"{club} AND i % 11 <> 0"  # the weak ones have a history of their own
        own = f"(SELECT {_uuid('i')} FROM n WHERE {which})"
        numbers = _numbers(size.clubs)
        yield (
            f"{numbers} UPDATE clubs_clubstatus SET until_on = {_day_before(SUSPENDED_FROM)}"
            f" WHERE club_id IN {own} AND status = 'ACTIVE' AND from_on < {_day(SUSPENDED_FROM)}"
        )
        status = "INSERT INTO clubs_clubstatus (club_id, status, reason, document, from_on, until_on)"
        begun = f"JOIN clubs_club c ON c.id = {_uuid('i')} AND c.founded_on < {_day(SUSPENDED_FROM)}"
        last = _day(until) if until else _no_day()
        yield (
            f"{status} {numbers} SELECT c.id, 'SUSPENDED', '', '', {_day(SUSPENDED_FROM)}, {last}"
            f" FROM n {begun} WHERE {which}"
        )
        if until:
            after = _day(date.fromordinal(until.toordinal() + 1))
            yield f"{status} {numbers} SELECT c.id, 'ACTIVE', '', '', {after}, {_no_day()} FROM n {begun} WHERE {which}"


def _charters(size: Size) -> Iterator[str]:
    """Each club has its day, in one of four wordings."""
    words = "CASE i % 4 WHEN 0 THEN 'ngày ' || (1 + i % 28) WHEN 1 THEN 'chủ nhật đầu tháng' WHEN 2 THEN 'rằm'"
    words += " ELSE 'thứ bảy tuần thứ hai' END"
    yield (
        "INSERT INTO clubs_charterrule (club_id, item, words, adopted_by, from_on)"
        f" {_numbers(size.all_clubs)} SELECT c.id, 'MEETING_DAY', {words}, 'Số liệu sinh ra', c.founded_on"
        f" FROM n JOIN clubs_club c ON c.id = {_uuid('i')}"
    )


def _month_rows(size: Size) -> str:
    rows = []
    for k, end in enumerate(month_ends(BEGIN, LAST_MONTH)[-size.months :]):
        rows.append(f"({k}, {_day(end.replace(day=1))}, {_day(end)})")
    return f"m(k, first, ends) AS (VALUES {', '.join(rows)})"


def _lived(size: Size) -> str:
    """Clubs and months: those begun and not ended on the meeting's day."""
    held_on = f"{_after_first('(i * 11 + k * 5) % 28')}"
    return (
        f"n JOIN clubs_club c ON c.id = {_uuid('i')} JOIN m ON c.founded_on <= {held_on}"
        f" AND (i <= {size.clubs} OR {held_on} < {_day(ENDED_ON)})"
    )


def _after_first(days: str) -> str:
    if connection.vendor == "postgresql":
        return f"(m.first + CAST({days} AS integer))"
    return f"date(m.first, '+' || ({days}) || ' days')"


# A third of the clubs never misses; the others miss one meeting in seven, each in its own months.
_HELD = "(i % 3 = 0 OR (i * 5 + k * 3) % 7 <> 0)"


def _done(area: str) -> str:
    """Each club leaves some areas out in some months, some clubs one area for good."""
    return (
        f"((i * 3 + k * 2 + {area} * 7) % 5 < 3 AND NOT ({area} = 3 AND i % 5 = 0)"
        f" AND NOT ({area} = 8 AND (i + k) % 2 <> 0))"
    )


def _meetings(size: Size) -> Iterator[str]:
    at = "now()" if connection.vendor == "postgresql" else f"'{LAST_MONTH} 00:00:00'"
    yield (
        "INSERT INTO meetings_meeting (id, club_id, kind, held_on, month, place, version, first_closed_at, is_closed)"
        f" {_numbers(size.all_clubs)}, {_month_rows(size)}"
        f" SELECT {_uuid('i * 100 + k')}, c.id, 'MONTHLY', {_after_first('(i * 11 + k * 5) % 28')}, m.first, '', 1,"
        f" {at}, {_yes(True)} FROM {_lived(size)} WHERE {_HELD}"
    )


def _of_detailed(size: Size, detailed: int) -> str:
    """Condition on a club's number: it lies in one of the first provinces."""
    commune_of_club = f"({size.first_commune} + (i - 1) % {size.communes})"
    return f"(({commune_of_club} - {size.first_commune}) % {size.provinces}) < {detailed}"


def _details(size: Size, detailed: int) -> Iterator[str]:
    if not detailed:
        return
    here = _of_detailed(size, detailed)
    mark = "CASE WHEN p.h % 10 < 7 THEN 'PRESENT' WHEN p.h % 10 < 9 THEN 'EXCUSED' ELSE 'ABSENT' END"
    yield (
        "INSERT INTO meetings_attendance (meeting_id, membership_id, mark, version)"
        f" {_numbers(size.all_clubs)}, {_month_rows(size)} SELECT p.meeting, p.membership, {mark}, 1 FROM ("
        f" SELECT {_uuid('i * 100 + k')} AS meeting, s.id AS membership,"
        " i * 31 + k * 17 + 7 * row_number() OVER (PARTITION BY i, k ORDER BY s.id) AS h"
        f" FROM {_lived(size)} JOIN members_membership s ON s.club_id = c.id AND s.from_on <= m.ends"
        f" AND (s.until_on IS NULL OR s.until_on >= m.ends) WHERE {_HELD} AND {here}) p"
    )
    yield (
        "INSERT INTO meetings_activity (id, club_id, area, happened_on, what, place, people, derived_from)"
        f" {_numbers(size.all_clubs)}, {_month_rows(size)}, {_areas()}"
        f" SELECT {_uuid('i * 1000 + k * 10 + a')}, c.id, a, {_after_first('(i + k + a) % 28')}, 'Việc sinh ra', '',"
        f" 10 + i % 30, '' FROM {_lived(size)} CROSS JOIN areas WHERE {_done('a')} AND {here}"
    )


def _areas() -> str:
    return f"areas(a) AS (VALUES {', '.join(f'({a})' for a in range(1, 9))})"


def _months(size: Size, detailed: int) -> Iterator[str]:
    """Counted from the rows by plain SQL where there are any, so that it also proves the program's own figures."""
    areas = ", ".join(f"area_{a}" for a in range(1, 9))
    into = f"INSERT INTO meetings_activitymonth (club_id, month_end, met_on, present, marked, {areas})"
    likely = ", ".join(f"CASE WHEN {_done(str(a))} THEN 1 ELSE 0 END" for a in range(1, 9))
    met = f"CASE WHEN {_HELD} THEN {_after_first('(i * 11 + k * 5) % 28')} END"
    elsewhere = f"NOT {_of_detailed(size, detailed)}"
    came = "CASE WHEN {0} THEN {1} ELSE 0 END"
    present = came.format(_HELD, "30 + (i * 7 + k * 3) % 25 - CASE WHEN i % 9 = 0 AND k > 20 THEN 20 ELSE 0 END")
    yield (
        f"{into} {_numbers(size.all_clubs)}, {_month_rows(size)} SELECT c.id, m.ends, {met}, {present},"
        f" {came.format(_HELD, '60')}, {likely} FROM {_lived(size)} WHERE {elsewhere}"
    )
    counted = ", ".join(f"coalesce(d.n{a}, 0)" for a in range(1, 9))
    grouped = ", ".join(f"count(*) FILTER (WHERE x.area = {a}) AS n{a}" for a in range(1, 9))
    yield (
        f"{into} {_numbers(size.all_clubs)}, {_month_rows(size)},"
        " held AS (SELECT t.club_id, t.month, t.held_on, count(*) FILTER (WHERE y.mark = 'PRESENT') AS present,"
        " count(y.id) AS marked FROM meetings_meeting t LEFT JOIN meetings_attendance y ON y.meeting_id = t.id"
        " GROUP BY t.club_id, t.month, t.held_on),"
        f" d AS (SELECT x.club_id, m.first, {grouped} FROM meetings_activity x"
        " JOIN m ON x.happened_on BETWEEN m.first AND m.ends GROUP BY x.club_id, m.first)"
        f" SELECT c.id, m.ends, h.held_on, coalesce(h.present, 0), coalesce(h.marked, 0), {counted}"
        f" FROM n JOIN clubs_club c ON c.id = {_uuid('i')} CROSS JOIN m"
        " LEFT JOIN held h ON h.club_id = c.id AND h.month = m.first"
        " LEFT JOIN d ON d.club_id = c.id AND d.first = m.first"
        f" WHERE {_of_detailed(size, detailed)} AND (h.held_on IS NOT NULL OR d.club_id IS NOT NULL)"
    )
