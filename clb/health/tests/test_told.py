"""What may be told to everyone: nothing hidden follows from pages together, and no page tells of a running month."""

import random
import re
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from clb.access.roles import Role
from clb.clubs.models import Club
from clb.health.models import CheckUp, HealthCheck, HealthMonth
from clb.health.queries.tables import cover_by_club, cover_by_place
from clb.health.queries.told import is_told, told_below
from clb.members.models import ClubMonth, Consent
from clb.places.models import Unit
from clb.places.services import end_unit, found_unit
from conftest import Cast, make_club, make_member, make_user

END = date(2026, 2, 28)
REST = [f.name for f in ClubMonth._meta.fields if f.get_internal_type() == "IntegerField"]


def kept(club: Club, measured: int) -> None:
    counts = {**dict.fromkeys(REST, 0), "members": 40}
    ClubMonth.objects.update_or_create(club=club, month_end=END, defaults=counts)
    HealthMonth.objects.update_or_create(club=club, month_end=END, defaults={"measured": measured, "checked": 0})


def page(user: User, place: Unit, **more: str) -> str:
    client = Client()
    client.force_login(user)
    asked = {"noi": place.key, "ngay": "28/02/2026", **more}
    return re.sub(r"\s+<", "<", client.get(reverse("health:coverage"), asked).content.decode())


def follows(known: list[dict[int, int]], wanted: int, unknown: list[int]) -> bool:
    """Does the value of `wanted` follow from sums that are known (each a row of coefficients)?"""
    rows = [[Fraction(row.get(pk, 0)) for pk in unknown] for row in known]
    order = sorted(range(len(unknown)), key=lambda i: unknown[i] == wanted)  # eliminate all others first
    rows = [[row[i] for i in order] for row in rows]
    for column in range(len(unknown) - 1):
        lead = next((row for row in rows if row[column]), None)
        if lead is None:
            continue
        rows = [
            [a - b * row[column] / lead[column] for a, b in zip(row, lead, strict=True)]
            for row in rows
            if row is not lead
        ]
    return any(any(row) for row in rows)


@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_figure_follows_from_what_is_told_above_and_beside(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    third = found_unit(key="C3", level="COMMUNE", name="Xã Ba", parent=cast.province, from_on=date(2016, 1, 1))
    figures: dict[int, int] = {}
    inside: dict[int, list[int]] = {}
    for commune in (cast.xa, cast.xb, third):
        clubs = [make_club(commune, f"CLB {commune.key} {n}") for n in range(chance.randint(1, 4))]
        inside[commune.pk] = [club.unit_id for club in clubs]
        for club in clubs:
            figures[club.unit_id] = chance.choice([1, 2, 3, 4, 6, 9, 15, 30])
            kept(club, figures[club.unit_id])
        figures[commune.pk] = sum(figures[pk] for pk in inside[commune.pk])
    inside[cast.province.pk] = list(inside)
    figures[cast.province.pk] = sum(figures[pk] for pk in inside[cast.province.pk])
    told = told_below(cast.nation, "measured", END)
    for place in (cast.province, cast.xa, cast.xb, third):
        told |= told_below(place, "measured", END)
    hidden = [pk for pk in figures if told[pk] is None]
    assert {pk for pk, n in figures.items() if n < 5} <= set(hidden)
    assert all(told[pk] == figures[pk] for pk in figures if pk not in hidden)
    sums = [{**dict.fromkeys(parts, 1), whole: -1} for whole, parts in inside.items()]
    assert not [pk for pk in hidden if follows(sums, pk, hidden)]


def test_a_clubs_own_page_tells_nothing_that_the_page_of_the_commune_hides(cast: Cast) -> None:
    small, other = make_club(cast.xa, "CLB Nhỏ"), make_club(cast.xa, "CLB Lớn")
    kept(small, 3)
    kept(other, 21)
    kept(cast.club, 33)
    officer = make_user("tai-chinh-tinh", Role.FINANCE, cast.province)
    commune, own = page(officer, cast.xa), page(officer, other.unit)
    assert (">33<" in commune, ">57<" in commune, ">21<" in commune, ">21<" in own) == (True, True, False, False)
    hidden = cover_by_club(other.unit, Club.objects.filter(pk=other.pk), END, is_exact=False)
    assert (hidden.lines[0].measured, hidden.total.measured) == (None, None)
    assert [is_told(c.unit, "measured", END, n) for c, n in ((small, 3), (other, 21), (cast.club, 33))] == [
        False,
        False,
        True,
    ]


def test_classes_and_ages_are_told_of_a_whole_commune_only_and_of_months_that_are_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clb.health.views.coverage.timezone.localdate", lambda: date(2026, 3, 17))
    for n in range(7):
        person = make_member(cast.club, f"Bà {n}").person
        said = {"answer": "AGREED", "proof": "PAPER", "given_on": date(2026, 1, 1)}
        Consent.objects.create(person=person, purpose="HEALTH", **said)
        values = {"systolic_mmhg": 150 if n else 190, "diastolic_mmhg": 85}
        HealthCheck.objects.create(person=person, club=cast.club, measured_on=date(2026, 3, 10), place="CLUB", **values)
        CheckUp.objects.create(person=person, club=cast.club, state="SEEN", seen_on=date(2026, 3, 10))
    finance, station = make_user("tai-chinh-xa", Role.FINANCE, cast.xa), make_user("tram", Role.HEALTH, cast.xa)
    title = "Huyết áp lần đo cuối"
    assert title not in page(finance, cast.club.unit)
    assert title in page(station, cast.club.unit)
    shown = page(finance, cast.xa)
    assert (title in shown, cast.club.name in shown[shown.index(title) :]) == (True, False)
    # The running month: the station sees what was measured in it, nobody else does.
    now = {"ngay": "17/03/2026"}
    assert (">6<" in page(station, cast.xa, **now), ">6<" in page(finance, cast.xa, **now)) == (True, False)
    assert "28/02/2026" in page(finance, cast.xa, **now)


def test_a_district_that_has_ended_is_told_by_the_communes_of_today(cast: Cast) -> None:
    district = found_unit(key="D1", level="DISTRICT", name="Huyện Cũ", parent=cast.province, from_on=date(2016, 1, 1))
    commune = found_unit(key="C9", level="COMMUNE", name="Xã Còn", parent=district, from_on=date(2016, 1, 1))
    club = make_club(commune, "CLB Còn")
    end_unit(district, last_day=date(2025, 6, 30))
    kept(club, 12)
    cover = cover_by_place(district, END, END, is_exact=False)
    assert [(line.label, line.measured) for line in cover.lines] == [("Xã Còn", 12)]
    assert cover.total.measured == 12
