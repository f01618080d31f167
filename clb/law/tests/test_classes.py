"""Classes of blood pressure: every line of the tables, from just below to just at it."""

from datetime import date

import pytest

from clb.law.classes import HOME, OFFICE, all_tables, pressure_table

DAY = date(2026, 3, 17)


def name_of(table: str, pressure: str) -> str:
    upper, lower = (int(part) for part in pressure.split("/"))
    return pressure_table(table, on=DAY).class_of(upper, lower).name


@pytest.mark.parametrize(
    ("pressure", "name"),
    [
        ("119/79", "Tối ưu"),
        ("120/79", "Bình thường"),
        ("119/80", "Bình thường"),
        ("129/84", "Bình thường"),
        ("130/84", "Bình thường cao"),
        ("129/85", "Bình thường cao"),
        ("139/89", "Bình thường cao"),
        ("140/89", "Tăng huyết áp độ 1"),
        ("139/90", "Tăng huyết áp độ 1"),
        ("159/99", "Tăng huyết áp độ 1"),
        ("160/99", "Tăng huyết áp độ 2"),
        ("159/100", "Tăng huyết áp độ 2"),
        ("179/109", "Tăng huyết áp độ 2"),
        ("180/109", "Tăng huyết áp độ 3"),
        ("179/110", "Tăng huyết áp độ 3"),
        ("180/110", "Tăng huyết áp độ 3"),
        # the higher of two classes that differ
        ("118/104", "Tăng huyết áp độ 2"),
        ("165/70", "Tăng huyết áp độ 2"),
        # low, where nothing is high
        ("90/60", "Tối ưu"),
        ("89/60", "Huyết áp thấp"),
        ("90/59", "Huyết áp thấp"),
        ("125/59", "Huyết áp thấp"),
        ("145/55", "Tăng huyết áp độ 1"),
    ],
)
def test_at_a_table_of_the_club_or_the_station(pressure: str, name: str) -> None:
    assert name_of(OFFICE, pressure) == name


@pytest.mark.parametrize(
    ("pressure", "name"),
    [
        ("134/84", "Dưới mức cao khi đo tại nhà"),
        ("135/84", "Cao so với mức đo tại nhà"),
        ("134/85", "Cao so với mức đo tại nhà"),
        ("179/119", "Cao so với mức đo tại nhà"),
        ("180/119", "Rất cao, cần đi khám ngay"),
        ("179/120", "Rất cao, cần đi khám ngay"),
        ("89/60", "Huyết áp thấp"),
    ],
)
def test_at_home_the_lines_are_others(pressure: str, name: str) -> None:
    assert name_of(HOME, pressure) == name


@pytest.mark.parametrize(
    ("pressure", "told"), [((140, 89), True), ((139, 89), False), ((140, 90), False), ((185, 70), True)]
)
def test_high_by_the_upper_number_alone(pressure: tuple[int, int], told: bool) -> None:
    assert pressure_table(OFFICE, on=DAY).is_isolated_systolic(*pressure) == told


def test_from_the_first_class_of_raised_pressure_on_a_visit_is_advised() -> None:
    table = pressure_table(OFFICE, on=DAY)
    assert [c.code for c in table.classes if c.refers] == ["GRADE_1", "GRADE_2", "GRADE_3"]
    assert table.low.refers


def test_every_table_names_its_source_and_none_is_a_silent_default() -> None:
    sources = [c.source for tables in all_tables().values() for t in tables for c in (*t.classes, t.low)]
    assert [s for s in sources if not (s.doc and s.clause and s.trust)] == []
    with pytest.raises(LookupError):
        pressure_table(OFFICE, on=date(1899, 12, 31))
