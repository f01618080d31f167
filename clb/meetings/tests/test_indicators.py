"""Indicators of meetings and areas, against counts written by hand from the meetings, marks and activities themselves.

200 clubs x 24 months: some founded on the way, some ended, some suspended for a while or for good.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

import pytest
from django.db import connection

from bench.meetings import generate_meetings
from bench.nation import Size, generate
from clb.clubs.models import Club, ClubStatus
from clb.kernel.selfcheck import run_checks
from clb.meetings.models import ActivityMonth, AreaMinimum
from clb.places.models import Unit
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, indicators

PERIOD = (date(2025, 1, 1), date(2026, 8, 31))
DAYS = (
    date(2025, 2, 28),
    date(2025, 11, 17),
    date(2026, 4, 30),
    date(2026, 7, 1),
    date(2026, 10, 30),
    date(2026, 10, 31),
)
SIZE = Size(provinces=3, communes=12, clubs=200, members_per_club=5, months=24, left_per_club=1)

UNDER = "JOIN places_unitlink l ON l.below_id = c.unit_id AND l.above_id = %(unit)s AND NOT l.is_heir"
CLUB = (
    "SELECT c.id, c.founded_on, (SELECT min(e.from_on) FROM clubs_clubstatus e WHERE e.club_id = c.id"
    f" AND e.status IN ('DISSOLVED', 'MERGED')) AS ended FROM clubs_club c {UNDER}"
)
OWED = (
    "SELECT club.id, m.first FROM club JOIN m ON club.founded_on <= m.first AND (club.ended IS NULL OR club.ended >"
    " m.last) WHERE NOT EXISTS (SELECT 1 FROM clubs_clubstatus s WHERE s.club_id = club.id AND s.status = 'SUSPENDED'"
    " AND s.from_on <= m.last AND (s.until_on IS NULL OR s.until_on >= m.first))"
)
HELD = "g.kind = 'MONTHLY' AND g.first_closed_at IS NOT NULL"
ALIVE = "club.founded_on <= %(day)s AND (club.ended IS NULL OR club.ended > %(day)s)"


@pytest.fixture
def nation(db: None) -> Unit:
    """The generated nation, every line of attendance and activity in it."""
    generate(SIZE)
    generate_meetings(SIZE, detailed=SIZE.provinces)
    return Unit.objects.get(key="vn")


def months(first: date, last: date) -> list[tuple[date, date]]:
    """The whole months within, counted on fingers."""
    found, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        begin, end = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if first <= begin and end <= last:
            found.append((begin, end))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def year_before(day: date) -> list[tuple[date, date]]:
    return months(date(day.year - 2, 1, 1), day)[-12:]


def ask_sql(sql: str, unit: Unit, day: date, within: list[tuple[date, date]]) -> tuple[int, int]:
    """Numerator and denominator of a query over `club` and the months `m`."""
    cast = "CAST('%s' AS date)" if connection.vendor == "postgresql" else "'%s'"
    rows = ", ".join(f"({cast % first}, {cast % last})" for first, last in within)
    with connection.cursor() as cursor:
        told = f"WITH m(first, last) AS (VALUES {rows}), club AS ({CLUB}), owed AS ({OWED}) {sql}"
        cursor.execute(told, {"unit": unit.pk, "day": day})
        one, of = cursor.fetchone()
    return int(one or 0), int(of or 0)


def meeting_monthly(unit: Unit, day: date) -> tuple[int, int]:
    sql = (
        "SELECT count(CASE WHEN t.owed = t.held THEN 1 END), count(*) FROM (SELECT o.id, count(*) AS owed,"
        " count(g.id) AS held FROM owed o LEFT JOIN meetings_meeting g ON g.club_id = o.id AND g.month = o.first"
        f" AND {HELD} GROUP BY o.id) t JOIN club ON club.id = t.id WHERE {ALIVE}"
    )
    return ask_sql(sql, unit, day, year_before(day))


def held_share(unit: Unit, day: date) -> tuple[int, int]:
    sql = (
        "SELECT count(g.id), count(*) FROM owed o LEFT JOIN meetings_meeting g"
        f" ON g.club_id = o.id AND g.month = o.first AND {HELD}"
    )
    return ask_sql(sql, unit, day, months(PERIOD[0], min(day, PERIOD[1])))


def attendance(unit: Unit, day: date) -> tuple[int, int]:
    sql = (
        "SELECT count(CASE WHEN y.mark = 'PRESENT' THEN 1 END), count(*) FROM club JOIN meetings_meeting g"
        " ON g.club_id = club.id AND g.first_closed_at IS NOT NULL JOIN m ON m.first = g.month"
        " JOIN meetings_attendance y ON y.meeting_id = g.id"
    )
    return ask_sql(sql, unit, day, year_before(day))


def all_areas(unit: Unit, day: date, times: int = 1, per_months: int = 3) -> tuple[int, int]:
    """Every area asked for alike."""
    window = year_before(day)[-per_months:]
    done = (
        "(SELECT count(*) FROM meetings_activity a WHERE a.club_id = club.id AND a.area = k.area AND a.happened_on"
        f" BETWEEN '{window[0][0]}' AND '{window[-1][1]}')"
    )
    areas = "(SELECT 1 AS area UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION"
    areas += " SELECT 7 UNION SELECT 8) k"
    sql = (
        f"SELECT count(CASE WHEN NOT EXISTS (SELECT 1 FROM {areas} WHERE {done} < {times}) THEN 1 END), count(*)"
        f" FROM club WHERE {ALIVE} AND club.founded_on <= '{window[0][0]}'"
    )
    return ask_sql(sql, unit, day, window)


BY_HAND = {
    "clubs.meeting_monthly": meeting_monthly,
    "meetings.held_share": held_share,
    "meetings.attendance": attendance,
    "club.attendance": attendance,
    "clubs.all_areas": all_areas,
}


def places(nation: Unit) -> list[Unit]:
    return [nation, *Unit.objects.filter(level__in=["PROVINCE", "COMMUNE"]).order_by("pk")[2:5]]


def test_the_generated_months_are_what_the_program_derives(nation: Unit) -> None:
    found = {check: told for check, told in run_checks().items() if check.startswith("meetings") and told}
    assert found == {}
    assert ActivityMonth.objects.count() > 4000
    statuses = set(ClubStatus.objects.values_list("status", flat=True))
    assert statuses == {"ACTIVE", "WEAK", "DISSOLVED", "SUSPENDED"}


def test_every_figure_equals_the_count_by_hand_on_any_day_at_any_place(nation: Unit) -> None:
    told = {}
    for unit in places(nation):
        for day in DAYS:
            ask = Ask(unit, day, *PERIOD)
            for code, by_hand in BY_HAND.items():
                value = indicators()[code].value(ask)
                told[code, unit.key, day] = (value.numerator, value.denominator)
                assert told[code, unit.key, day] == by_hand(unit, day), (code, unit.key, day)
    # The figures must be worth comparing: neither nothing nor everything.
    for code in BY_HAND:
        shares = {n / of for (c, key, _day), (n, of) in told.items() if c == code and key == "vn" and of}
        assert len(shares) > 3 and 0 < min(shares) <= max(shares) < 1, (code, shares)


def test_records_are_those_counted_and_a_series_is_its_days(nation: Unit) -> None:
    for code in BY_HAND:
        indicator = indicators()[code]
        for day in (DAYS[1], DAYS[2], DAYS[5]):
            ask = Ask(nation, day, *PERIOD)
            value = indicator.value(ask)
            assert indicator.records(ask, NUMERATOR).count() == value.numerator, (code, day)
            if code == "meetings.held_share":
                continue  # its denominator is months kept of members, which begin with this nation's last two years
            assert indicator.records(ask, DENOMINATOR).count() == value.denominator, (code, day)
        ask = Ask(nation, DAYS[5], *PERIOD)
        assert indicator.series(ask, list(DAYS)) == [indicator.value(ask.at(day)) for day in DAYS], code
    owed = indicators()["meetings.held_share"]
    in_kept_months = Ask(nation, DAYS[5], date(2025, 3, 15), date(2026, 9, 20))
    assert owed.records(in_kept_months, DENOMINATOR).count() == owed.value(in_kept_months).denominator


def test_the_rate_of_each_club_is_that_of_its_own_marks(nation: Unit) -> None:
    ask = Ask(nation, DAYS[3], *PERIOD)
    each = indicators()["club.attendance"].each_club
    assert each is not None
    found = each(ask)
    assert set(found) == set(Club.objects.alive_on(DAYS[3]).values_list("pk", flat=True))
    for pk in sorted(found, key=str)[:25]:
        unit = Club.objects.get(pk=pk).unit
        assert (found[pk].numerator, found[pk].denominator) == attendance(unit, DAYS[3])


def test_a_minimum_of_the_place_counts_from_its_day_on_and_the_nearest_one_wins(nation: Unit) -> None:
    provinces = list(Unit.objects.filter(level="PROVINCE").order_by("pk"))
    day = DAYS[5]
    AreaMinimum.objects.create(unit=nation, times=1, per_months=6, source="QĐ mẫu", from_on=date(2026, 6, 1))
    AreaMinimum.objects.create(unit=provinces[0], times=2, per_months=4, source="KH mẫu", from_on=date(2026, 6, 1))
    areas = indicators()["clubs.all_areas"]

    def figure(unit: Unit, on: date) -> tuple[int, int | None]:
        value = areas.value(Ask(unit, on, *PERIOD))
        return value.numerator, value.denominator

    strict = all_areas(provinces[0], day, times=2, per_months=4)
    loose = [all_areas(unit, day, per_months=6) for unit in provinces[1:]]
    assert figure(provinces[0], day) == strict
    assert [figure(unit, day) for unit in provinces[1:]] == loose
    assert figure(nation, day) == (sum(n for n, _of in (strict, *loose)), sum(of for _n, of in (strict, *loose)))
    assert figure(nation, DAYS[2]) == all_areas(nation, DAYS[2])
    ask = Ask(nation, day, *PERIOD)
    counts = tuple(areas.records(ask, part).count() for part in (NUMERATOR, DENOMINATOR))
    assert counts == figure(nation, day)


def test_a_figure_takes_the_same_few_questions_for_any_number_of_clubs(
    nation: Unit, django_assert_num_queries: Any
) -> None:
    wanted = {"clubs.meeting_monthly": 3, "meetings.held_share": 3, "meetings.attendance": 1, "clubs.all_areas": 3}
    for unit in (nation, Unit.objects.filter(level="COMMUNE").order_by("pk")[0]):
        for code, queries in wanted.items():
            with django_assert_num_queries(queries):
                indicators()[code].value(Ask(unit, DAYS[5], *PERIOD))
