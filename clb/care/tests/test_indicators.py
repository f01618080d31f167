"""Indicators of care, against counts written by hand from plans, changes and visits themselves.

200 clubs x 24 months: some founded on the way, some ended; people closed, plans changed, visits on other days.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from bench.care import generate_care
from bench.nation import Size, generate
from clb.care.checks import care_months_equal_plans_and_visits
from clb.care.models import CareMonth, CareVisit
from clb.places.models import Unit
from clb.places.queries import children
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, indicators

FIRST, LAST = date(2024, 11, 1), date(2026, 10, 31)
PERIOD = (date(2025, 1, 15), date(2026, 8, 31))
DAYS = (date(2025, 1, 31), date(2025, 2, 28), date(2025, 11, 17), date(2026, 6, 30), date(2026, 7, 1))
DAYS += (date(2026, 10, 30),)
SIZE = Size(provinces=3, communes=12, clubs=200, members_per_club=5, months=24, left_per_club=1)
Months = dict[Any, dict[date, tuple[int, int]]]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def nation(stored_once: object) -> Iterator[Unit]:
    """The generated nation with its care, for the tests of this file, which only read."""
    generate(SIZE)
    generate_care(FIRST, LAST)
    yield Unit.objects.get(key="vn")


def ask_sql(sql: str, **told: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def months_by_hand() -> Months:
    """Planned and made by club and month, in SQL over a list of days numbered on fingers."""
    begin = date(2024, 10, 28)  # a Monday
    days = [begin + timedelta(days=n) for n in range(1200)]
    cast = "CAST('%s' AS date)" if connection.vendor == "postgresql" else "'%s'"
    rows = ", ".join(f"({cast % day}, {n % 7}, {n // 7})" for n, day in enumerate(days))
    found: Months = {}
    for club, week, owed, came in ask_sql(
        f"WITH d(day, wd, week) AS (VALUES {rows}), owed AS (SELECT p.client_id, d.week, count(*) AS n"
        " FROM care_careplan p JOIN d b ON b.day = p.from_on JOIN d ON d.day BETWEEN p.from_on AND p.until_on"
        " WHERE (p.weekdays >> d.wd) & 1 = 1 AND (d.week - b.week) %% p.every_weeks = 0 AND NOT EXISTS"
        " (SELECT 1 FROM care_rosterchange x WHERE x.client_id = p.client_id AND x.planned_on = d.day"
        " AND x.volunteer_id IS NULL) GROUP BY p.client_id, d.week), came AS (SELECT v.client_id, d.week,"
        " count(DISTINCT v.visited_on) AS n FROM care_carevisit v JOIN d ON d.day = v.visited_on"
        " GROUP BY v.client_id, d.week) SELECT c.club_id, o.week, sum(o.n), sum(CASE WHEN coalesce(k.n, 0) < o.n"
        " THEN coalesce(k.n, 0) ELSE o.n END) FROM owed o JOIN care_careclient c ON c.id = o.client_id"
        " LEFT JOIN came k ON k.client_id = o.client_id AND k.week = o.week GROUP BY c.club_id, o.week"
    ):
        sunday = begin + timedelta(days=7 * week + 6)
        end = sunday.replace(day=monthrange(sunday.year, sunday.month)[1])
        planned, done = found.setdefault(club, {}).get(end, (0, 0))
        found[club][end] = (planned + int(owed), done + int(came))
    return found


def _uuid(told: Any) -> UUID:
    return told if isinstance(told, UUID) else UUID(told)


def clubs_under(unit: Unit) -> list[tuple[Any, date, date | None]]:
    """Clubs on the ground with founding and end."""
    rows = ask_sql(
        "SELECT c.id, c.founded_on, (SELECT min(e.from_on) FROM clubs_clubstatus e WHERE e.club_id = c.id"
        " AND e.status IN ('DISSOLVED', 'MERGED')) FROM clubs_club c JOIN places_unitlink l"
        " ON l.below_id = c.unit_id AND l.above_id = %(unit)s AND NOT l.is_heir",
        unit=unit.pk,
    )
    return [(pk, _day(founded), _day(ended) if ended else None) for pk, founded, ended in rows]


def _day(told: Any) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)


def people(table: str, unit: Unit, day: date) -> dict[Any, int]:
    """How many each living club has on a day."""
    n = dict(
        ask_sql(
            f"SELECT club_id, count(*) FROM {table} WHERE from_on <= %(day)s"
            " AND (until_on IS NULL OR until_on >= %(day)s) GROUP BY club_id",
            day=day,
        )
    )
    alive = [pk for pk, founded, ended in clubs_under(unit) if founded <= day and (ended is None or day < ended)]
    return {pk: n.get(pk, 0) for pk in alive}


def kept(months: Months, unit: Unit, day: date) -> tuple[int, int]:
    """Made and planned in the whole months of the period until a day."""
    planned = done = 0
    for pk, _founded, ended in clubs_under(unit):
        for end, (owed, came) in months.get(pk, {}).items():
            is_whole = end.replace(day=1) >= PERIOD[0] and end <= min(day, PERIOD[1])
            if is_whole and (ended is None or end < ended):
                planned, done = planned + owed, done + came
    return done, planned


def expected(code: str, months: Months, unit: Unit, day: date) -> tuple[int, int | None]:
    if code == "care.visited_as_planned":
        return kept(months, unit, day)
    volunteers = people("care_volunteer", unit, day)
    if code == "clubs.enough_volunteers":
        return sum(n >= 5 for n in volunteers.values()), len(volunteers)
    found = people("care_careclient", unit, day) if code == "care.clients" else volunteers
    total = sum(found.values())
    return (0, None) if code == "care.clients" and total < 5 else (total, None)


CODES = ("care.clients", "care.volunteers", "club.volunteers", "clubs.enough_volunteers", "care.visited_as_planned")


def test_every_indicator_equals_the_count_by_hand_on_any_day_at_any_place(nation: Unit) -> None:
    months = months_by_hand()
    stored: Months = {}
    for club, end, planned, done in ask_sql("SELECT club_id, month_end, planned, done FROM care_caremonth"):
        stored.setdefault(club, {})[_day(end)] = (planned, done)
    assert stored == months
    assert (CareMonth.objects.count() > 3_000, CareVisit.objects.count() > 10_000) == (True, True)
    known, wrong, told = indicators(), [], set()
    for unit in [nation, *Unit.objects.filter(level="PROVINCE").order_by("pk")[:1], *_communes(), *_clubs()]:
        for code in CODES:
            asks = [Ask(unit, day, *PERIOD) for day in DAYS]
            series = known[code].series(asks[-1], list(DAYS))
            for ask, in_series in zip(asks, series, strict=True):
                value, wanted = known[code].value(ask), expected(code, months, unit, ask.on)
                told.add((code, wanted))
                for found in (value, in_series):
                    if found.note and code == "care.clients" and unit != nation:
                        continue  # for another's sake: see the next test
                    if (found.numerator, found.denominator) != wanted:
                        wrong.append((code, unit.key, ask.on, found, wanted))
    assert wrong == []
    assert len(told) > 50, "the figures hardly differ: the test would not see much"


def test_no_hidden_number_of_clients_follows_from_those_above_and_beside(nation: Unit) -> None:
    day, told, hidden = DAYS[-1], indicators()["care.clients"], 0
    waiting = [nation]
    while waiting:
        place = waiting.pop()
        below = [v.unit for v in children(place, day)]
        values = {unit: told.value(Ask(unit, day, *PERIOD)) for unit in below}
        dark = [unit for unit, value in values.items() if value.note]
        if told.value(Ask(place, day, *PERIOD)).note:
            assert all(unit in dark for unit in below if sum(people("care_careclient", unit, day).values()))
        elif dark:
            assert len(dark) > 1 and sum(sum(people("care_careclient", unit, day).values()) for unit in dark) >= 5
        hidden += len(dark)
        waiting += below[:3] + dark[:2]
    assert hidden > 1


def _communes() -> list[Unit]:
    return list(Unit.objects.filter(level="COMMUNE").order_by("pk")[1:2])


def _clubs() -> list[Unit]:
    return list(Unit.objects.filter(level="CLUB").order_by("pk")[5:6])


def test_records_and_each_club_agree_with_the_figures(nation: Unit) -> None:
    ask, known = Ask(nation, date(2026, 7, 1), *PERIOD), indicators()
    for code in CODES[:3]:
        assert known[code].records(ask, NUMERATOR).count() == known[code].value(ask).numerator
    enough = known["clubs.enough_volunteers"]
    value = enough.value(ask)
    assert enough.records(ask, NUMERATOR).count() == value.numerator
    assert enough.records(ask, DENOMINATOR).count() == value.denominator
    each = known["club.volunteers"]
    assert each.each_club is not None and each.each_club_series is not None
    now = each.each_club(ask)
    assert {pk: v.numerator for pk, v in now.items()} == {
        _uuid(pk): n for pk, n in people("care_volunteer", nation, ask.on).items()
    }
    (series,) = each.each_club_series(ask, [ask.on])
    assert sum(series.values()) == len(now)
    assert sum(v.numerator * n for v, n in series.items()) == each.value(ask).numerator


def test_few_people_are_not_told_and_not_counted_beyond_reach(nation: Unit) -> None:
    unit = _clubs()[0]
    day = next(d for d in DAYS if 0 < sum(people("care_careclient", unit, d).values()) < 5)
    ask, clients = Ask(unit, day, *PERIOD), indicators()["care.clients"]
    assert (clients.value(ask).has_data, clients.records(ask, NUMERATOR).count()) == (False, 0)


def test_of_all_months_kept_the_check_finds_the_one_that_is_wrong(nation: Unit) -> None:
    row = CareMonth.objects.filter(done__gt=0)[0]
    CareMonth.objects.filter(pk=row.pk).update(done=row.done - 1)
    (told,) = care_months_equal_plans_and_visits()
    assert f"chăm sóc tháng {row.month_end:%m/%Y}" in told
