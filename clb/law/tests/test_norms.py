"""Norms as tables: value, day, place; and the page written from them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from clb.law.document import UNREAD, norms_page
from clb.law.norms import (
    NATION,
    SUGGESTED,
    TRUST,
    Norm,
    Source,
    all_norms,
    is_same_everywhere,
    judge,
    limit,
    nearest,
    norm,
)

DISTRICT = ("vn", "P87.cu", "870")
IN_PLAN = date(2023, 1, 1)
SOURCE = Source("QĐ mẫu", "điều 1", "G")


def value(at: str = NATION, since: date = date(2020, 1, 1), until: date | None = None, min: float = 1) -> Norm:
    return Norm("mau", "Mẫu", "người", at, since, until, min, None, SOURCE)


@pytest.mark.parametrize(
    ("norm_id", "found", "on", "path", "ok"),
    [
        ("club.size", 49, IN_PLAN, (), False),
        ("club.size", 50, IN_PLAN, (), True),
        ("club.size", 70, IN_PLAN, (), True),
        ("club.size", 71, IN_PLAN, (), False),
        ("club.size", Fraction(141, 2), IN_PLAN, (), False),
        ("club.size", 50, date(2020, 8, 31), (), True),
        ("club.women_share", Fraction(5999, 100), IN_PLAN, (), False),
        ("club.women_share", 60, IN_PLAN, ("vn", "P82.2025"), True),
        ("club.women_share", Fraction(7001, 100), IN_PLAN, (), False),
        ("club.older_share", Fraction(200, 3), IN_PLAN, (), True),
        ("club.young_share", Fraction(100, 3), IN_PLAN, (), True),
        ("club.start_fund", 19_999_999, IN_PLAN, DISTRICT, False),
        ("club.start_fund", 20_000_000, IN_PLAN, DISTRICT, True),
        ("club.start_fund", 20_000_000, date(2025, 12, 31), (*DISTRICT, "C29992.cu"), True),
        ("person.older_age", 60, date(2010, 7, 1), (), True),
        ("person.older_age", 59, IN_PLAN, (), False),
    ],
)
def test_a_fact_against_the_norm_of_its_day_and_place(
    norm_id: str, found: Fraction, on: date, path: tuple[str, ...], ok: bool
) -> None:
    assert judge(norm_id, Fraction(found), on=on, path=path).ok is ok


@pytest.mark.parametrize(
    ("norm_id", "on", "path"),
    [
        ("club.size", date(2020, 8, 30), ()),  # the day before the decision
        ("club.start_fund", IN_PLAN, ()),  # another place
        ("club.start_fund", IN_PLAN, ("vn", "P87.cu", "868")),  # the city of the same name
        ("club.start_fund", date(2020, 12, 31), DISTRICT),
        ("club.start_fund", date(2026, 1, 1), DISTRICT),  # the plan has ended
        ("club.no_such_norm", IN_PLAN, DISTRICT),
    ],
)
def test_no_norm_in_force_is_never_a_silent_default(norm_id: str, on: date, path: tuple[str, ...]) -> None:
    with pytest.raises(LookupError, match=norm_id):
        norm(norm_id, on=on, path=path)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ((), 1),
        (("vn",), 1),
        (("vn", "P1"), 2),
        (("vn", "P1", "C1"), 3),
        (("vn", "P1", "C2"), 2),
        (("vn", "P2", "C3"), 1),
        (("P1", "C1"), 3),
    ],
)
def test_the_nearest_place_wins(path: tuple[str, ...], wanted: int) -> None:
    values = [value("C1", min=3), value(NATION, min=1), value("P1", min=2)]
    for order in (values, values[::-1]):
        found = nearest(order, on=IN_PLAN, path=path)
        assert found is not None
        assert found.min == wanted


def test_at_one_place_the_newest_wins_and_an_ended_one_gives_way_to_the_place_above() -> None:
    until = date(2022, 12, 31)
    values = [value(), value("P1", until=until, min=2), value("P1", since=date(2021, 1, 1), until=until, min=3)]
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2021, 1, 1), until, until + timedelta(days=1)]
    found = [nearest(values, on=day, path=("vn", "P1")) for day in days]
    assert [n.min if n else None for n in found] == [None, 2, 3, 3, 1]


@pytest.mark.parametrize(
    ("low", "high", "ok"), [(5, 6, [False, True, True, False]), (5, None, [False, True, True, True])]
)
def test_bounds_are_inclusive_and_may_be_missing(low: float | None, high: float | None, ok: list[bool]) -> None:
    n = Norm("mau", "Mẫu", "người", NATION, IN_PLAN, None, low, high, SOURCE)
    assert [n.holds(Fraction(v)) for v in (4, 5, 6, 7)] == ok


def test_a_finding_carries_its_source() -> None:
    finding = judge("club.start_fund", Fraction(1), on=IN_PLAN, path=DISTRICT)
    assert (finding.norm.source.clause, finding.norm.source.trust, finding.ok) == ("I.2", "S", False)


def _values() -> list[Norm]:
    return [n for values in all_norms().values() for n in values]


def test_every_value_names_its_source_and_how_far_it_is_trusted() -> None:
    assert [n.id for n in _values() if not n.source.doc or not n.source.clause or n.source.trust not in TRUST] == []


def test_every_value_sets_something_in_a_possible_period() -> None:
    wrong = [
        n.id
        for n in _values()
        if (n.min is None and n.max is None)
        or (n.min is not None and n.max is not None and n.min > n.max)
        or (n.until is not None and n.until < n.since)
    ]
    assert wrong == []


def test_no_two_values_of_one_place_begin_on_the_same_day() -> None:
    begun = [(n.id, n.at, n.since) for n in _values()]
    assert sorted(begun) == sorted(set(begun))


def test_only_what_somebody_read_is_said_to_be_read() -> None:
    assert sorted(n.id for n in _values() if n.source.is_clause_read) == ["club.start_fund"]


def test_the_page_lists_every_norm_and_marks_each_unread_clause() -> None:
    page = norms_page()
    assert [norm_id for norm_id in all_norms() if f"`{norm_id}`" not in page] == []
    assert page.count(UNREAD) == sum(not n.source.is_clause_read and n.source.trust != SUGGESTED for n in _values())
    assert "| 01/01/2021 | 31/12/2025 | `870` | ít nhất 20.000.000 |" in page


def test_the_page_in_the_documents_is_fresh() -> None:
    page = Path(__file__).parents[3] / "docs" / "norms.md"
    assert page.read_text("utf8") == norms_page(), "docs/norms.md is stale; run: make docs"


def test_a_norm_of_one_bound_is_a_limit_and_a_place_may_set_its_own() -> None:
    assert limit("meeting.late_after_days", on=IN_PLAN) == 3
    assert limit("club.start_fund", on=IN_PLAN, path=DISTRICT) == 20_000_000
    assert [is_same_everywhere(norm_id) for norm_id in ("meeting.late_after_days", "club.start_fund")] == [True, False]
