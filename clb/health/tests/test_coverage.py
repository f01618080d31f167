"""Coverage equals a count by hand-written SQL over 200 clubs and 24 months, on any day, at any place."""

import random
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from clb.access.roles import Role
from clb.clubs.models import Club, ClubStatus
from clb.health.checks import health_months_hold_what_was_recorded
from clb.health.models import CheckUp, HealthCheck, HealthMonth
from clb.health.queries.coverage import checked_on, figures_of
from clb.health.services import record_check, record_station_result, refresh_health_months
from clb.kernel.commands import run
from clb.kernel.dates import month_ends
from clb.members.commands import END_MEMBERSHIP, MERGE_PEOPLE
from clb.members.models import ClubMonth, Consent, Membership, Person, Twin
from clb.members.services import roll_months_forward
from clb.places.models import Unit
from clb.places.queries import within
from clb.places.services import found_unit
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, indicators
from conftest import Cast, make_cast, make_user

CLUBS, PEOPLE = 200, 4
FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
ENDS = month_ends(FIRST, LAST)
DAYS = (date(2024, 1, 31), date(2024, 1, 9), date(2024, 8, 17), date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 30))

# Independent of our queries: written against the tables, with plain joins; a main record and its twins are one person.
MEMBERS = """
    SELECT DISTINCT m.club_id, COALESCE(t.kept_id, m.person_id) AS who
    FROM members_membership m JOIN clubs_club c ON c.id = m.club_id LEFT JOIN members_twin t ON t.twin_id = m.person_id
    WHERE m.from_on <= %(day)s AND (m.until_on IS NULL OR m.until_on >= %(day)s) AND c.unit_id IN ({units})
"""
CHECKED = """
    SELECT COALESCE(t.kept_id, u.person_id) FROM health_checkup u LEFT JOIN members_twin t ON t.twin_id = u.person_id
    WHERE u.seen_on BETWEEN %(first)s AND %(day)s
"""
MEASURED = """
    SELECT COALESCE(t.kept_id, h.person_id) FROM health_healthcheck h
    LEFT JOIN members_twin t ON t.twin_id = h.person_id
    WHERE h.measured_on BETWEEN %(first)s AND %(day)s
"""


def counted(place: Unit, day: date, first: date, which: str) -> tuple[int, int]:
    """How many members at a place on a day, and how many of them are in `which`."""
    units = ", ".join(str(pk) for pk in within(place, day)) or "0"
    members = MEMBERS.format(units=units)
    with connection.cursor() as cursor:
        asked = f"SELECT COUNT(*), COUNT(CASE WHEN who IN ({which}) THEN 1 END) FROM ({members}) AS here"
        cursor.execute(asked, {"day": day, "first": first})
        of, found = cursor.fetchone()
    return found, of


@pytest.fixture
def big(db: None, big_once: Cast) -> Cast:
    return deepcopy(big_once)


@pytest.fixture(scope="module")
def big_once(stored_once: Path) -> Cast:
    """200 clubs in eight communes; members come and go, some in two clubs, some by two records."""
    cast, chance = make_cast(), random.Random(7)
    communes = [cast.xa, cast.xb]
    communes += [
        found_unit(key=f"C{n}", level="COMMUNE", name=f"Xã {n}", parent=cast.province, from_on=date(2016, 1, 1))
        for n in range(3, 9)
    ]
    clubs = [_club(communes[n % 8], n) for n in range(CLUBS)]
    people = [_person(n, chance) for n in range(CLUBS * PEOPLE)]
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(_memberships(clubs, people, chance))
    Twin.objects.bulk_create(Twin(kept=people[n], twin=people[n + 1]) for n in range(0, 600, 20))
    HealthCheck.objects.bulk_create(_readings(clubs, people, chance), batch_size=5_000)
    CheckUp.objects.bulk_create(_check_ups(clubs, people, chance), ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # or PostgreSQL believes that the tables are as empty as when they were made
    roll_months_forward(LAST)
    return cast


def _club(commune: Unit, n: int) -> Club:
    founded = date(2023, 6, 1) if n % 10 else date(2024, 7, 15)
    unit = found_unit(key=f"k{n}", level="CLUB", name=f"CLB {n}", parent=commune, from_on=founded)
    club = Club.objects.create(unit=unit, name=f"CLB {n}", search_key=f"clb {n}", founded_on=founded)
    ClubStatus.objects.create(club=club, status=ClubStatus.Status.ACTIVE, from_on=founded)
    return club


def _person(n: int, chance: random.Random) -> Person:
    born = date(chance.randint(1935, 1985), chance.randint(1, 12), 5)
    name = f"Người {n}"
    return Person(
        full_name=name, search_key=name.lower(), sort_key=name, sex=chance.choice(["MALE", "FEMALE"]), birth_on=born
    )


def _memberships(clubs: list[Club], people: list[Person], chance: random.Random) -> list[Membership]:
    found = []
    for n, person in enumerate(people):
        club = clubs[n // PEOPLE]
        from_on = club.founded_on + timedelta(days=chance.choice([0, 0, 0, 300]))
        until_on = chance.choice([None, None, None, None, from_on + timedelta(days=chance.randint(100, 900))])
        found.append(Membership(person=person, club=club, from_on=from_on, until_on=until_on))
        if n % 37 == 0:
            other = clubs[(n // PEOPLE + 9) % CLUBS]
            found.append(Membership(person=person, club=other, from_on=max(from_on, other.founded_on)))
    return found


def _readings(clubs: list[Club], people: list[Person], chance: random.Random) -> list[HealthCheck]:
    found = []
    for n, person in enumerate(people):
        for month in range(24):
            if chance.random() < 0.4:
                day = date(2024 + month // 12, month % 12 + 1, chance.randint(1, 28))
                place = chance.choice(HealthCheck.Place.values)
                found.append(
                    HealthCheck(person=person, club=clubs[n // PEOPLE], measured_on=day, place=place, weight_g=50_000)
                )
    return found


def _check_ups(clubs: list[Club], people: list[Person], chance: random.Random) -> list[CheckUp]:
    found = []
    for n, person in enumerate(people):
        for year in (2023, 2024, 2025):
            for _time in range(chance.choice([0, 0, 1, 2])):
                day = date(year, chance.randint(1, 12), chance.randint(1, 28))
                found.append(CheckUp(person=person, club=clubs[n // PEOPLE], state="SEEN", seen_on=day))
    return found


def everywhere(cast: Cast) -> list[Unit]:
    some = Club.objects.filter(name__in=["CLB 0", "CLB 10", "CLB 77"]).select_related("unit")
    return [cast.province, cast.xa, cast.beside, *(club.unit for club in some)]


def test_every_day_and_place_equals_the_count_by_hand(big: Cast) -> None:
    checked, measured = indicators()["health.checked_share"], indicators()["health.measured_monthly"]
    told = 0
    for place in everywhere(big):
        for day in DAYS:
            ask = Ask(place, day, FIRST, LAST)
            exact = counted(place, day, day.replace(month=1, day=1), CHECKED)
            assert checked_on(ask.clubs, day) == exact[0], (place.key, day)
            end = day if day in ENDS else day.replace(day=1) - timedelta(days=1)
            for indicator, figure in ((checked, exact), (measured, counted(place, end, end.replace(day=1), MEASURED))):
                value = indicator.value(ask)
                if end < FIRST and indicator is measured:
                    continue
                if not value.note:
                    assert (value.numerator, value.denominator) == figure, (indicator.code, place.key, day)
                    told += 1
                else:
                    assert figure[0] and (figure[0] < 5 or place.level == "CLUB"), (indicator.code, place.key, day)
                if day == DAYS[2]:
                    for part, of in ((NUMERATOR, value.numerator), (DENOMINATOR, value.denominator)):
                        assert indicator.records(ask, part).count() == of
    assert told > 30


def test_the_24_months_of_every_club_equal_the_count_by_hand(big: Cast) -> None:
    province = Ask(big.province, LAST, FIRST, LAST)
    series = {
        code: indicators()[code].series(province, ENDS) for code in ("health.checked_share", "health.measured_monthly")
    }
    for n, end in enumerate(ENDS):
        exact = counted(big.province, end, end.replace(month=1, day=1), CHECKED)
        month = counted(big.province, end, end.replace(day=1), MEASURED)
        assert series["health.checked_share"][n].numerator == exact[0]
        assert (
            series["health.measured_monthly"][n].numerator,
            series["health.measured_monthly"][n].denominator,
        ) == month
        assert sum(HealthMonth.objects.filter(month_end=end).values_list("measured", flat=True)) == month[0]
    assert list(health_months_hold_what_was_recorded()) == []
    HealthMonth.objects.filter(club__name="CLB 5").update(measured=0)
    assert list(health_months_hold_what_was_recorded()) != []


def test_a_clubs_months_counted_at_once_are_those_of_the_queries(big: Cast) -> None:
    for name in ("CLB 0", "CLB 1", "CLB 3", "CLB 10"):
        club = Club.objects.get(name=name)
        kept = {m.month_end: (m.measured, m.checked) for m in club.health_months.all()}
        ends = [end for end in ENDS if end >= club.founded_on]
        assert [(f.measured, f.checked) for f in figures_of(club, ends)] == [kept.get(end, (0, 0)) for end in ends]


def of_club(club: Club) -> list[tuple[int, int]]:
    kept = {m.month_end: (m.measured, m.checked) for m in HealthMonth.objects.filter(club=club)}
    return [kept.get(end, (0, 0)) for end in ENDS]


@pytest.mark.parametrize("what", ["measure", "check", "erase", "leave", "merge"])
def test_whatever_changes_a_month_counts_it_again(big: Cast, what: str) -> None:
    club = Club.objects.select_related("unit").get(name="CLB 21")
    member = Membership.objects.filter(club=club, until_on__isnull=True, from_on__lte=FIRST).first()
    assert member is not None
    CheckUp.objects.filter(person=member.person).delete()
    HealthCheck.objects.filter(person=member.person).delete()
    Consent.objects.create(
        person=member.person, purpose="HEALTH", answer="AGREED", proof="PAPER", given_on=date(2024, 1, 1)
    )
    refresh_health_months([club], FIRST)
    before = of_club(club)
    values: dict[str, Any] = {"by": big.lan, "club": club, "person": member.person}
    check = record_check(**values, measured_on=date(2024, 5, 20), place="HOME", pressures=[(120, 80)])
    if what != "measure":
        record_station_result(**values, seen_on=date(2024, 6, 3))
    after = of_club(club)
    changed = {
        ENDS[i]: (a[0] - b[0], a[1] - b[1]) for i, (b, a) in enumerate(zip(before, after, strict=True)) if a != b
    }
    wanted = {date(2024, 5, 31): (1, 0)}
    if what != "measure":
        wanted |= {end: (0, 1) for end in ENDS if date(2024, 6, 30) <= end <= date(2024, 12, 31)}
    assert changed == wanted
    chair = make_user("chu-nhiem-21", Role.CHAIR, club.unit)
    steps: dict[str, Callable[[], Any]] = {
        "erase": lambda: check.delete() and refresh_health_months([club], FIRST),
        "leave": lambda: run(
            END_MEMBERSHIP,
            by=chair,
            data={"membership": member.pk, "until_on": "15/08/2024", "leaving_reason": "ASKED"},
        ),
        "merge": lambda: run(
            MERGE_PEOPLE,
            by=chair,
            data={"kept": _somebody(club, member).person_id, "twin": member.person_id},
        ),
    }
    if what in steps:
        steps[what]()
    assert of_club(club) == [(f.measured, f.checked) for f in figures_of(club, ENDS)]
    if what == "leave":
        assert of_club(club)[ENDS.index(date(2024, 9, 30))] != after[ENDS.index(date(2024, 9, 30))]


def _somebody(club: Club, member: Membership) -> Membership:
    other = Membership.objects.filter(club=club, until_on__isnull=True).exclude(pk=member.pk)
    found = other.filter(person__twin_of__isnull=True, person__twins__isnull=True).first()
    assert found is not None
    return found


def test_the_months_kept_are_those_of_members(big: Cast) -> None:
    assert set(HealthMonth.objects.values_list("month_end", flat=True)) <= set(
        ClubMonth.objects.values_list("month_end", flat=True)
    )


def test_the_page_tells_all_to_the_station_and_hides_the_small_from_others(big: Cast) -> None:
    url = reverse("health:coverage") + "?noi=C1&ngay=30/06/2025"
    station, officer = make_user("tram", Role.HEALTH, big.xa), make_user("tai-chinh-xa", Role.FINANCE, big.xa)
    told = {}
    for user in (station, officer):
        client = Client()
        client.force_login(user)
        told[user.username] = client.get(url).content.decode()
    assert (">ít<" in told["tram"], ">ít<" in told["tai-chinh-xa"]) == (False, True)
