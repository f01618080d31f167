"""The same figures as the program's, in SQL as an experienced person would write it for this schema."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from clb.kernel.dates import years_before

SUMS = ", ".join(
    f"sum({name})"
    for name in ("members", "women", "older_60", "older_55", "older_60_women", "poor", "near_poor", "hardship")
)
HOLDS = "{0}.from_on <= %(day)s AND ({0}.until_on IS NULL OR {0}.until_on >= %(day)s)"
UNDER = (
    "JOIN places_unitlink l ON l.below_id = c.unit_id AND l.above_id = %(unit)s AND NOT l.is_heir"
    f" AND {HOLDS.format('l')}"
)
ENDED = "(SELECT club_id, from_on FROM clubs_clubstatus WHERE status IN ('DISSOLVED', 'MERGED') AND until_on IS NULL)"
LIVING = "c.founded_on <= %(day)s AND (e.from_on IS NULL OR e.from_on > %(day)s)"
CLUBS = f"FROM clubs_club c {UNDER} LEFT JOIN {ENDED} e ON e.club_id = c.id"
COUNTS = (
    "count(*), count(*) FILTER (WHERE p.sex = 'FEMALE'), count(*) FILTER (WHERE p.birth_on <= %(born_60)s),"
    " count(*) FILTER (WHERE p.birth_on <= %(born_55)s),"
    " count(*) FILTER (WHERE p.sex = 'FEMALE' AND p.birth_on <= %(born_60)s),"
    " count(*) FILTER (WHERE h.household_class = 'POOR'), count(*) FILTER (WHERE h.household_class = 'NEAR_POOR'),"
    " count(*) FILTER (WHERE h.household_class = 'HARDSHIP')"
)
MEMBERS = (
    f"JOIN members_membership s ON s.club_id = c.id AND {HOLDS.format('s')}"
    " JOIN members_person p ON p.id = s.person_id"
    f" LEFT JOIN members_householdclass h ON h.person_id = p.id AND {HOLDS.format('h')}"
)
Rows = list[tuple[Any, ...]]


def ask(sql: str, **given: Any) -> Rows:
    """All rows of a query with named values."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _days(day: date) -> dict[str, date]:
    return {"day": day, "born_60": years_before(day, 60), "born_55": years_before(day, 55)}


def months_by_unit(units: Sequence[int], month_end: date) -> Rows:
    """For each unit: its id, its clubs, and the eight counts, from the month summaries."""
    ids = ", ".join(str(int(unit)) for unit in units)
    return ask(
        f"SELECT l.above_id, count(*), {SUMS} FROM places_unitlink l JOIN clubs_club c ON c.unit_id = l.below_id"
        " JOIN members_clubmonth m ON m.club_id = c.id AND m.month_end = %(day)s"
        f" WHERE l.above_id IN ({ids}) AND NOT l.is_heir AND {HOLDS.format('l')} GROUP BY l.above_id",
        day=month_end,
    )


def counts(unit: int, day: date) -> tuple[int, ...]:
    """The eight counts of the members of living clubs, from their rows."""
    return ask(f"SELECT {COUNTS} {CLUBS} {MEMBERS} WHERE {LIVING}", unit=unit, **_days(day))[0]


def counts_founded(unit: int, day: date, since: date, until: date) -> tuple[int, ...]:
    """The same of the clubs founded in a period."""
    return ask(
        f"SELECT {COUNTS} {CLUBS} {MEMBERS} WHERE {LIVING} AND c.founded_on BETWEEN %(since)s AND %(until)s",
        unit=unit,
        since=since,
        until=until,
        **_days(day),
    )[0]


def clubs(unit: int, day: date) -> int:
    """Living clubs."""
    return int(ask(f"SELECT count(*) {CLUBS} WHERE {LIVING}", unit=unit, day=day)[0][0])


def clubs_founded(unit: int, day: date, since: date, until: date) -> int:
    """Living clubs founded in a period."""
    where = f"{LIVING} AND c.founded_on BETWEEN %(since)s AND %(until)s"
    return int(ask(f"SELECT count(*) {CLUBS} WHERE {where}", unit=unit, day=day, since=since, until=until)[0][0])


def clubs_kept(unit: int, day: date) -> tuple[int, ...]:
    """Clubs that live, and all that were founded, since 2016."""
    return ask(
        f"SELECT count(*) FILTER (WHERE {LIVING}), count(*) {CLUBS}"
        " WHERE c.founded_on >= '2016-01-01' AND c.founded_on <= %(day)s",
        unit=unit,
        day=day,
    )[0]


def communes_with_club(unit: int, day: date) -> tuple[int, ...]:
    """Communes that hold a living club, and all communes."""
    return ask(
        "SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM places_unitlink k JOIN clubs_club c ON"
        f" c.unit_id = k.below_id LEFT JOIN {ENDED} e ON e.club_id = c.id WHERE k.above_id = u.id AND NOT k.is_heir"
        f" AND {HOLDS.format('k')} AND {LIVING})), count(*) FROM places_unit u JOIN places_unitlink l"
        f" ON l.below_id = u.id AND l.above_id = %(unit)s AND NOT l.is_heir AND {HOLDS.format('l')}"
        " WHERE u.level = 'COMMUNE'",
        unit=unit,
        day=day,
    )[0]


def members_by_club(unit: int, day: date) -> Rows:
    """For each living club: its id, its members, its women, those of 60 and more."""
    return ask(
        "SELECT c.id, count(s.id), count(s.id) FILTER (WHERE p.sex = 'FEMALE'),"
        f" count(s.id) FILTER (WHERE p.birth_on <= %(born_60)s) {CLUBS}"
        f" LEFT JOIN members_membership s ON s.club_id = c.id AND {HOLDS.format('s')}"
        f" LEFT JOIN members_person p ON p.id = s.person_id WHERE {LIVING} GROUP BY c.id",
        unit=unit,
        **_days(day),
    )


def months(unit: int, day: date, ends: Sequence[date]) -> Rows:
    """For each month's end: the day and the eight counts over the clubs that lie under the unit on `day`."""
    return ask(
        f"SELECT m.month_end, {SUMS} FROM clubs_club c {UNDER} JOIN members_clubmonth m ON m.club_id = c.id"
        " WHERE m.month_end BETWEEN %(first)s AND %(last)s GROUP BY m.month_end ORDER BY m.month_end",
        unit=unit,
        day=day,
        first=ends[0],
        last=ends[-1],
    )


def start_funds(unit: int, day: date, since: date, until: date) -> int:
    """Đồng in the start funds, by the founding day, of living clubs founded in a period."""
    return int(
        ask(
            "SELECT coalesce(sum(CASE WHEN n.reverses_id IS NULL THEN t.amount_vnd ELSE -t.amount_vnd END), 0)"
            f" {CLUBS} JOIN fund_clubbook b ON b.club_id = c.id AND b.fund = 'INCOME'"
            " JOIN ledger_entry n ON n.book_id = b.book_id AND n.kind = 'start_fund'"
            " LEFT JOIN ledger_entry r ON r.id = n.reverses_id JOIN ledger_transfer t ON t.entry_id = n.id"
            f" WHERE {LIVING} AND c.founded_on BETWEEN %(since)s AND %(until)s"
            " AND coalesce(r.happened_on, n.happened_on) <= c.founded_on",
            unit=unit,
            day=day,
            since=since,
            until=until,
        )[0][0]
    )


def people_called(first: str, second: str, begins: str) -> Rows:
    """Ids of the first 1,001 people, in the order of lists, whose names hold two words and one that begins so."""
    holds = "EXISTS (SELECT 1 FROM members_nameword w WHERE w.search_key = n.search_key AND w.word = %({})s)"
    names = (
        "SELECT n.search_key FROM members_nameword n WHERE n.word >= %(begins)s AND n.word < %(beyond)s"
        f" AND {holds.format('first')} AND {holds.format('second')}"
    )
    return ask(
        f"SELECT p.id FROM members_person p WHERE p.search_key IN ({names}) ORDER BY p.sort_key, p.id LIMIT 1001",
        first=first,
        second=second,
        begins=begins,
        beyond=begins + "\U0010ffff",
    )
