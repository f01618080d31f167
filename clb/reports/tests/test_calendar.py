"""Who owes what, on the map of the due day; rates counted again by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from clb.files.tests.samples import picture, sent
from clb.kernel.commands import run
from clb.places.models import Succession, Unit, UnitEvent
from clb.places.services import found_unit
from clb.plans.models import Plan
from clb.reports import commands as verbs
from clb.reports.models import Report, ReportType
from clb.reports.queries.owed import (
    awaiting,
    obligations,
    owed_by,
    owing,
    receiver_of,
    span_at,
    spans_in,
    types_of,
)
from clb.reports.queries.rates import rates_of
from conftest import BEGIN, Cast, make_cast, make_club, make_user

from .sample import accepted, do, drafted, line, named

TODAY = date(2026, 11, 26)


@pytest.fixture
def world(db: None, world_of_the_module: tuple[Cast, ReportType]) -> tuple[Cast, ReportType]:
    return world_of_the_module


@pytest.fixture(scope="module")
def world_of_the_module(stored_once: Any) -> tuple[Cast, ReportType]:
    cast = make_cast()
    return cast, line(
        cast,
        title="Báo cáo tháng",
        level="CLUB",
        to_level="COMMUNE",
        rhythm="MONTH",
        content="CLUB",
        due_days=5,
        grace_days=2,
    )


def test_lines_are_checked_in_words(world: Any) -> None:
    cast, type = world
    usual = {"place": "P1", "title": "Báo cáo tháng", "level": "CLUB", "to_level": "COMMUNE", "rhythm": "MONTH"}
    usual |= {"content": "CLUB", "due_days": 5, "grace_days": 2, "from_on": "01/01/2020"}
    for told, field in (
        ({}, "__all__"),  # the same line again
        ({"title": "B", "to_level": "CLUB"}, "to_level"),
        ({"title": "C", "due_days": 400}, "due_days"),
        ({"title": "D", "rhythm": "PLAN"}, "__all__"),
        ({"title": "E", "content": "AGENCY"}, "__all__"),
        ({"title": "F", "place": "C1", "level": "PROVINCE", "to_level": "NATION"}, "place"),
    ):
        assert list(run(verbs.SET_REPORT_TYPE, by=cast.dung, data=usual | told).errors) == [field], told
    kept = {**usual, "report_type": type.pk, "title": "Báo cáo hằng tháng", "basis": "Công văn 1/UBND"}
    row = do(verbs.CORRECT_REPORT_TYPE, cast.dung, **kept)
    assert not row.is_proposal
    report = drafted(cast, type, by=cast.lan, unit=cast.club.unit.key, period_from=date(2026, 1, 1))
    assert "giữ nguyên" in str(run(verbs.CORRECT_REPORT_TYPE, by=cast.dung, data=kept | {"rhythm": "YEAR"}).errors)
    assert list(
        run(verbs.END_REPORT_TYPE, by=cast.dung, data={"report_type": type.pk, "until_on": "01/01/2019"}).errors
    )
    ended = do(verbs.END_REPORT_TYPE, cast.dung, report_type=type.pk, until_on="30/06/2026")
    assert len(spans_in(ended, 2026)) == 6 and span_at(ended, date(2026, 7, 1)) is None
    assert Report.objects.get() == report


def test_proposals_are_taken_once_and_marked(world: Any) -> None:
    cast, _type = world
    rows = do(verbs.ADOPT_PROPOSALS, cast.dung, place="P1", from_on="01/01/2025")
    found = ReportType.objects.filter(title="Báo cáo năm của xã").get()
    assert len(rows) == 10 and found.is_proposal
    assert run(verbs.ADOPT_PROPOSALS, by=cast.dung, data={"place": "P1", "from_on": "01/01/2025"}).status == "rejected"


def test_clubs_owe_from_their_founding_to_their_end(world: Any) -> None:
    cast, type = world
    young = make_club(cast.xa, "CLB Mới", founded_on=date(2026, 3, 20))
    owe = {m: set(owing(type, span_at(type, date(2026, m, 1)))) for m in (2, 3)}  # type: ignore[arg-type]
    old = {cast.club.unit_id, cast.other_club.unit_id}
    assert owe == {2: old, 3: old | {young.unit_id}}


def _district(cast: Cast) -> tuple[Unit, Unit]:
    """A district with a commune, abolished on 1/7/2025: the commune then lies right under the province."""
    district = found_unit(key="D1", level="DISTRICT", name="Huyện Cũ", parent=cast.province, from_on=BEGIN)
    commune = found_unit(key="C3", level="COMMUNE", name="Xã Ba", parent=district, from_on=BEGIN)
    end = date(2025, 6, 30)
    Unit.objects.filter(pk=district.pk).update(until_on=end, heir=cast.province)
    district.versions.update(until_on=end)
    district.links_up.update(until_on=end)
    district.links_down.update(until_on=end)
    commune.versions.update(until_on=end)
    commune.versions.create(parent=cast.province, name="Xã Ba", search_key="xa ba", from_on=date(2025, 7, 1))
    event = UnitEvent.objects.create(
        key="bo-huyen", kind="ABOLISH_LEVEL", happened_on=date(2025, 7, 1), legal_doc="(mẫu)", trust="C"
    )
    Succession.objects.create(event=event, before=district, after=None)
    district.refresh_from_db()
    return district, commune


def test_an_abolished_district_owes_nothing_due_later_and_receives_only_what_was_due_before(world: Any) -> None:
    cast, _type = world
    yearly = line(cast, title="Năm của huyện", level="DISTRICT", to_level="PROVINCE", due_days=25)
    half = line(cast, title="Sáu tháng của xã", to_level="DISTRICT", rhythm="HALF", due_days=10)
    district, commune = _district(cast)
    owe = [list(owing(yearly, span_at(yearly, date(y, 1, 1)))) for y in (2023, 2024, 2025)]  # type: ignore[arg-type]
    assert owe == [[district.pk], [district.pk], []]
    to = [receiver_of(half, commune, day) for day in (date(2025, 1, 10), date(2025, 7, 10))]
    assert to == [district, cast.province]
    plan = Plan.objects.create(
        kind="PLAN",
        title="KH",
        place=district,
        status="CONFIRMED",
        from_on=date(2021, 1, 1),
        until_on=date(2025, 12, 31),
    )
    told = {"level": "DISTRICT", "rhythm": "PLAN", "content": "CLOSING", "plan": plan.pk, "due_days": 60}
    closing = line(cast, title="Tổng kết", **told)
    span = span_at(closing, date(2021, 1, 1))
    assert span is not None and list(owing(closing, span)) == [district.pk]
    hoi = make_user("hoihuyen", "ASSOCIATION", district)
    row = drafted(cast, closing, by=hoi, unit="D1", period_from=date(2021, 1, 1))
    assert (row.receiver, row.due_on) == (cast.province, date(2026, 3, 1))


def test_rates_equal_a_count_by_hand(world: Any) -> None:
    cast, type = world
    third = make_club(cast.xa, "CLB Ba", founded_on=date(2020, 1, 1))
    day = {(cast.club, 1): "03/02/2026", (cast.club, 2): "07/03/2026", (cast.club, 3): "08/04/2026"}
    day |= {(cast.other_club, 1): "06/02/2026", (third, 2): "01/03/2026"}
    for (club, month), received in day.items():
        told = named(type, unit=club.unit.key, period_from=date(2026, month, 1))
        do(verbs.RECORD_PAPER_REPORT, cast.dung, **told, received_on=received, file=sent(picture()))
    free = named(type, unit=third.unit.key, period_from=date(2026, 1, 1))
    do(verbs.GRANT_WAIVER, cast.dung, **free, reason="Lũ")

    found = rates_of(type, cast.province, 2026, date(2026, 5, 5))
    by_unit = {name: (r.owed, r.handed_in, r.in_time) for _key, name, r in found.by_unit}
    # Three months are over their day: one of nine is free. In time until the seventh.
    assert by_unit == {"Xã Hai": (3, 1, 1), "Xã Một": (5, 4, 3)}
    assert [(r.owed, r.handed_in, r.in_time) for _w, _d, r in found.by_period] == [(2, 2, 2), (3, 2, 2), (3, 1, 0)]
    assert (found.total.owed, found.total.completeness, found.not_due) == (8, Fraction(125, 2), 9)
    below = rates_of(type, cast.xa, 2026, date(2026, 5, 5))
    assert {name: r.owed for _key, name, r in below.by_unit} == {"CLB Ba": 2, "CLB Một": 3}


@pytest.mark.parametrize("clubs", [1, 4])
def test_rates_ask_the_same_for_many_clubs(world: Any, clubs: int, django_assert_max_num_queries: Any) -> None:
    cast, type = world
    for i in range(clubs):
        make_club(cast.xa, f"CLB {i}")
    with django_assert_max_num_queries(5 * 4 + 3):
        rates_of(type, cast.province, 2026, date(2026, 5, 5))


def test_what_waits_for_an_office_is_said_to_it_alone(world: Any) -> None:
    cast, type = world
    owed = owed_by(cast.lan, TODAY)
    assert {row.unit_id for row in owed} == {cast.club.unit_id} and owed[-1].period == "tháng 11/2026"
    assert not owed_by(cast.xuan, TODAY) and not owed_by(cast.tai, TODAY)
    march = {"unit": cast.club.unit.key, "period_from": date(2026, 3, 1)}
    report = drafted(cast, type, by=cast.lan, **march)
    do(verbs.SUBMIT_REPORT, cast.lan, report=report.pk)
    assert list(awaiting(cast.xuan, TODAY)) == [report]
    assert not awaiting(cast.dung, TODAY).exists() and not awaiting(cast.lan, TODAY).exists()
    assert "tháng 3/2026" not in {row.period for row in owed_by(cast.lan, TODAY)}
    do(verbs.ACCEPT_REPORT, cast.xuan, report=report.pk)
    rows = obligations(cast.club.unit, types_of(cast.club.unit, {"CHAIR"}, TODAY), [2026], TODAY)
    states = {row.period: row.standing.value for row in rows}
    assert [states[f"tháng {m}/2026"] for m in (2, 3, 11, 12)] == ["OVERDUE", "DONE", "DUE", "LATER"]


def test_a_report_reaches_the_province_of_its_day(world: Any) -> None:
    cast, _type = world
    row = accepted(cast, line(cast))
    assert (row.receiver, row.due_on, row.timely_until) == (cast.province, date(2026, 1, 15), date(2026, 1, 20))
