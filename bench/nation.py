"""A generated nation: provinces, communes, clubs, members and month ends, made set-based inside the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

BEGIN = date(2018, 1, 1)
LAST_MONTH = date(2026, 10, 31)


@dataclass(frozen=True)
class Size:
    """How large a nation to make."""

    provinces: int = 34
    communes: int = 3_321
    clubs: int = 20_000
    members_per_club: int = 60
    months: int = 24


def _uuid(expression: str) -> str:
    if connection.vendor == "postgresql":
        return f"md5(CAST({expression} AS text))::uuid"
    return f"printf('%032x', {expression})"


def _day(expression: str) -> str:
    """A day that many days after 1930-01-01."""
    if connection.vendor == "postgresql":
        return f"(DATE '1930-01-01' + CAST({expression} AS integer))"
    return f"date('1930-01-01', '+' || ({expression}) || ' days')"


def _month_end(expression: str) -> str:
    """The end of the month so many months before LAST_MONTH."""
    if connection.vendor == "postgresql":
        first = f"(DATE '{LAST_MONTH:%Y-%m}-01' - make_interval(months => CAST({expression} AS integer)))"
        return f"CAST({first} + INTERVAL '1 month' - INTERVAL '1 day' AS date)"
    return f"date('{LAST_MONTH:%Y-%m}-01', '-' || ({expression}) || ' months', '+1 month', '-1 day')"


def _numbers(last: int) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"


def generate(size: Size) -> None:
    """Fill an empty, migrated database. Units are numbered: nation 1, provinces from 2, then communes, then clubs."""
    first_commune, first_club = 2 + size.provinces, 2 + size.provinces + size.communes
    true = "true" if connection.vendor == "postgresql" else "1"
    false = "false" if connection.vendor == "postgresql" else "0"
    last = first_club + size.clubs - 1
    level = (
        f"CASE WHEN i = 1 THEN 'NATION' WHEN i < {first_commune} THEN 'PROVINCE'"
        f" WHEN i < {first_club} THEN 'COMMUNE' ELSE 'CLUB' END"
    )
    commune_of_club = f"({first_commune} + (i - {first_club}) % {size.communes})"
    province_of_commune = f"(2 + (i - {first_commune}) % {size.provinces})"
    province_of_club = f"(2 + (({commune_of_club}) - {first_commune}) % {size.provinces})"
    parent = (
        f"CASE WHEN i = 1 THEN NULL WHEN i < {first_commune} THEN 1"
        f" WHEN i < {first_club} THEN {province_of_commune} ELSE {commune_of_club} END"
    )
    key = "CASE WHEN i = 1 THEN 'vn' ELSE 'b' || i END"
    link = "INSERT INTO places_unitlink (above_id, below_id, from_on, is_heir)"
    people = size.clubs * size.members_per_club
    club_of_person = f"((i - 1) / {size.members_per_club} + 1)"
    statements = [
        "INSERT INTO places_unit (id, key, level, from_on)"
        f" {_numbers(last)} SELECT i, {key}, {level}, '{BEGIN}' FROM n",
        "INSERT INTO places_unitversion (unit_id, parent_id, name, search_key, code, from_on, awaits_assignment)"
        f" {_numbers(last)} SELECT i, {parent}, 'Đơn vị ' || i, 'don vi ' || i, '', '{BEGIN}', {false} FROM n",
        f"{link} {_numbers(last)} SELECT i, i, '{BEGIN}', {false} FROM n",
        f"{link} {_numbers(last)} SELECT 1, i, '{BEGIN}', {false} FROM n WHERE i > 1",
        f"{link} {_numbers(last)} SELECT {province_of_commune}, i, '{BEGIN}', {false} FROM n"
        f" WHERE i >= {first_commune} AND i < {first_club}",
        f"{link} {_numbers(last)} SELECT {province_of_club}, i, '{BEGIN}', {false} FROM n WHERE i >= {first_club}",
        f"{link} {_numbers(last)} SELECT {commune_of_club}, i, '{BEGIN}', {false} FROM n WHERE i >= {first_club}",
        "INSERT INTO clubs_club (id, unit_id, name, search_key, founded_on, founding_decision)"
        f" {_numbers(size.clubs)}"
        f" SELECT {_uuid('i')}, {first_club} - 1 + i, 'CLB ' || i, 'clb ' || i, '{BEGIN}', '' FROM n",
        "INSERT INTO clubs_clubstatus (club_id, status, reason, document, from_on)"
        f" {_numbers(size.clubs)} SELECT {_uuid('i')}, 'ACTIVE', '', '', '{BEGIN}' FROM n",
        "INSERT INTO members_person (id, full_name, search_key, sort_key, sex, birth_on, is_birth_year_only)"
        f" {_numbers(people)} SELECT {_uuid('i')}, 'Người ' || i, 'nguoi ' || i, i || ' nguoi',"
        f" CASE WHEN i % 3 = 0 THEN 'MALE' ELSE 'FEMALE' END, {_day('(i * 7919) % 22000')}, {true} FROM n",
        "INSERT INTO members_membership (id, person_id, club_id, from_on, leaving_reason)"
        f" {_numbers(people)} SELECT {_uuid('i')}, {_uuid('i')}, {_uuid(club_of_person)}, '{BEGIN}', '' FROM n",
        "INSERT INTO members_clubmonth (club_id, month_end, members, women, older_60, older_55, older_60_women,"
        f" poor, near_poor, hardship) {_numbers(size.clubs * size.months)}"
        f" SELECT {_uuid(f'((i - 1) % {size.clubs} + 1)')}, {_month_end(f'((i - 1) / {size.clubs})')},"
        " 60, 36 + i % 7, 38 + i % 5, 44 + i % 5, 24 + i % 3, 6 + i % 4, 5 + i % 3, i % 3 FROM n",
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            for table in (
                "places_unit",
                "places_unitversion",
                "places_unitlink",
                "clubs_clubstatus",
                "members_clubmonth",
            ):
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("ANALYZE")
