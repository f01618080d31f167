"""Every line of the tables with its version and source; sittings; what is asked again; what may be published."""

import random
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from clb.health.models import HealthCheck
from clb.health.rules import (
    NONE,
    Reading,
    bmi_hint,
    glucose_hint,
    is_danger,
    pressure_hint,
    questions,
    sitting,
    unusual,
    waist_hint,
)
from clb.health.rules.charts import pressure_chart
from clb.health.rules.suppression import Published, published
from clb.members.models import Person

DAY = date(2026, 3, 17)
SOMEONE = Person(full_name="Bà Mẫu", sex="FEMALE", birth_on=date(1950, 1, 1))


@pytest.mark.parametrize(
    ("weight_g", "height_mm", "name"),
    [
        # at 200 cm a kilogram is a quarter of a point
        (73_999, 2_000, "Gầy"),
        (74_000, 2_000, "Bình thường"),  # 18.5
        (91_999, 2_000, "Bình thường"),
        (92_000, 2_000, "Thừa cân, có nguy cơ"),  # 23
        (99_999, 2_000, "Thừa cân, có nguy cơ"),
        (100_000, 2_000, "Béo phì độ 1"),  # 25
        (119_999, 2_000, "Béo phì độ 1"),
        (120_000, 2_000, "Béo phì độ 2"),  # 30
    ],
)
def test_each_line_of_the_body_mass_index(weight_g: int, height_mm: int, name: str) -> None:
    hint = bmi_hint(weight_g, height_mm, on=DAY)
    assert (hint.held.name, hint.table.version, hint.held.source.trust) == (name, 1, "C")
    assert "IDF 2005" in hint.held.source.doc


@pytest.mark.parametrize(
    ("sex", "waist_mm", "code"),
    [
        ("FEMALE", 799, "BELOW_LIMIT"),
        ("FEMALE", 800, "ABOVE_LIMIT"),
        ("MALE", 899, "BELOW_LIMIT"),
        ("MALE", 900, "ABOVE_LIMIT"),
    ],
)
def test_each_line_of_the_waist(sex: str, waist_mm: int, code: str) -> None:
    hint = waist_hint(waist_mm, sex, on=DAY)
    assert (hint.held.code, hint.table.version) == (code, 1)
    assert "IDF 2005" in hint.held.source.doc


@pytest.mark.parametrize(
    ("fasting", "umol", "code"),
    [
        (True, 5_599, "NORMAL"),
        (True, 5_600, "RAISED"),
        (True, 6_999, "RAISED"),
        (True, 7_000, "HIGH"),
        (False, 11_099, "BELOW_LIMIT"),
        (False, 11_100, "HIGH"),
    ],
)
def test_each_line_of_glucose(fasting: bool, umol: int, code: str) -> None:
    hint = glucose_hint(umol, fasting, on=DAY)
    assert (hint.held.code, hint.table.version, bool(hint.held.source.doc)) == (code, 1, True)


@pytest.mark.parametrize(
    ("pressure", "place", "name", "danger"),
    [
        ((119, 79), "CLUB", "Tối ưu", False),
        ((120, 79), "CLUB", "Bình thường", False),
        ((129, 85), "STATION", "Bình thường cao", False),
        ((140, 89), "CLUB", "Tăng huyết áp độ 1", False),
        ((179, 109), "CLUB", "Tăng huyết áp độ 2", False),
        ((180, 70), "CLUB", "Tăng huyết áp độ 3", True),
        ((150, 110), "STATION", "Tăng huyết áp độ 3", True),
        ((134, 84), "HOME", "Dưới mức cao khi đo tại nhà", False),
        ((135, 84), "HOME", "Cao so với mức đo tại nhà", False),
        ((134, 85), "HOME", "Cao so với mức đo tại nhà", False),
        ((170, 115), "HOME", "Cao so với mức đo tại nhà", False),  # a danger at a table, not yet at home
        ((180, 90), "HOME", "Rất cao, cần đi khám ngay", True),
    ],
)
def test_where_it_was_measured_chooses_the_table_and_the_danger(
    pressure: tuple[int, int], place: str, name: str, danger: bool
) -> None:
    hint = pressure_hint(*pressure, place=place, on=DAY)
    assert (hint.held.name, hint.table.version, bool(hint.held.source.doc)) == (name, 1, True)
    assert is_danger(Reading("a", SOMEONE, *pressure), place=place, on=DAY) == danger


@pytest.mark.parametrize(
    ("taken", "comes_to"),
    [
        ([(150, 90)], (150, 90)),
        ([(150, 90), (141, 85)], (146, 88)),  # 145,5 and 87,5: halves upward
        ([(190, 120), (140, 80), (150, 90)], (145, 85)),  # of three the first does not count
    ],
)
def test_several_readings_of_one_sitting(taken: list[tuple[int, int]], comes_to: tuple[int, int]) -> None:
    assert sitting(taken, on=DAY) == comes_to


def test_what_is_seldom_is_asked_again_and_a_danger_about_a_referral() -> None:
    odd = Reading("a", SOMEONE, 221, 131, weight_g=29_900, height_mm=1_290, glucose_umol_l=20_100, is_fasting=True)
    assert unusual(odd, on=DAY) == ["số trên", "số dưới", "cân nặng", "chiều cao", "đường huyết"]
    ordinary = Reading("a", SOMEONE, 220, 130, weight_g=30_000, height_mm=1_300)
    assert unusual(ordinary, on=DAY) == []

    def asked(reading: Reading, is_referred: bool = False) -> list[str]:
        return [field for field, _told in questions(reading, place="CLUB", on=DAY, is_referred=is_referred)]

    assert asked(odd) == ["is_sure", "referral"]
    assert asked(ordinary) == ["referral"]
    assert asked(ordinary, is_referred=True) == []
    assert asked(Reading("a", SOMEONE, 220, 130, referral=NONE)) == []
    assert asked(Reading("a", SOMEONE, 179, 109)) == []


def test_the_chart_keeps_within_its_frame_and_shows_the_limits() -> None:
    rows = [(date(2026, 1, 5), 128, 80), (date(2026, 2, 5), 187, 117), (date(2026, 3, 5), 85, 50)]
    chart = pressure_chart(rows, (140, 90), ("trên", "dưới"))
    assert chart is not None
    dots = [dot for series in chart.series for dot in series.dots]
    assert all(0 <= dot.x <= chart.width and 0 <= dot.y <= chart.height for dot in dots)
    assert [limit.value for limit in chart.limits] == [140, 90]
    assert chart.series[0].dots[1].y < chart.limits[0].y < chart.series[0].dots[0].y  # 187 above 140 above 128
    assert pressure_chart(rows[:1], (140, 90), ("trên", "dưới")) is None
    assert {HealthCheck.Place.CLUB, HealthCheck.Place.HOME} <= set(HealthCheck.Place)


# --- What may be published ---------------------------------------------------------------------------------------


def can_be_worked_out(shown: Published, top: int) -> list[tuple[int, int]]:
    """Hidden cells of the body that only one table of whole numbers up to `top` allows, by trying them all."""
    rows, columns = len(shown.rows), len(shown.rows[0])
    dark = [(i, j) for i in range(rows) for j in range(columns) if shown.rows[i][j] is None]
    seen: dict[tuple[int, int], set[int]] = {place: set() for place in dark}
    for values in product(range(top + 1), repeat=len(dark)):
        tried = dict(zip(dark, values, strict=True))
        cell = [[tried.get((i, j), shown.rows[i][j]) or 0 for j in range(columns)] for i in range(rows)]
        fits = all(t is None or sum(row) == t for row, t in zip(cell, shown.totals, strict=True))
        fits &= all(s is None or sum(c) == s for c, s in zip(zip(*cell, strict=True), shown.sums, strict=True))
        fits &= shown.total is None or sum(map(sum, cell)) == shown.total
        if fits:
            for place, value in tried.items():
                seen[place].add(value)
    return [place for place, values in seen.items() if len(values) == 1]


def test_small_cells_are_hidden_and_none_can_be_worked_out() -> None:
    chance = random.Random(5)
    hidden = 0
    for _time in range(30):
        rows = [[chance.choice([0, 1, 2, 3, 4, 5, 6, 7]) for _c in range(3)] for _r in range(chance.randint(1, 3))]
        shown = published(rows, 5)
        for row, cells in zip(rows, shown.rows, strict=True):
            assert all(cell in (None, value) for value, cell in zip(row, cells, strict=True))
            assert not any(0 < value < 5 and cell is not None for value, cell in zip(row, cells, strict=True))
        for value, cell in zip([sum(r) for r in rows], shown.totals, strict=True):
            assert cell in (None, value) and not (0 < value < 5 and cell is not None)
        dark = sum(cell is None for row in shown.rows for cell in row)
        if dark <= 4:
            assert can_be_worked_out(shown, 7) == [], (rows, shown)
            hidden += dark
    assert hidden > 10


def test_a_row_of_few_people_is_hidden_whole() -> None:
    shown = published([[0, 0, 3], [6, 7, 8]], 5)
    assert shown.rows[0] == (None, None, None) and shown.totals[0] is None


def test_what_is_large_enough_is_all_shown() -> None:
    assert published([[5, 0, 9], [12, 7, 0]], 5).hidden == 0
    assert published([[1, 2], [3, 4]], 0).hidden == 0  # for who may read health
    assert Fraction(1, 2) < 1
