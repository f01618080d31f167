"""The eight areas: what is asked, what is missing and since when; the year's plan; the pages of both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.dates import month_ends
from clb.meetings.commands import (
    DROP_PLANNED_ACTIVITY,
    END_AREA_MINIMUM,
    LINK_PLANNED_ACTIVITY,
    PLAN_ACTIVITY,
    SET_AREA_MINIMUM,
)
from clb.meetings.models import AreaMinimum, YearPlanItem
from clb.meetings.queries.activities import year_plan
from clb.meetings.queries.coverage import coverage_of, minimums_at, minimums_by_club
from clb.meetings.rules.coverage import Minimum, Said, cover_of, minimums_of
from clb.meetings.services.months import refresh_activity_months
from clb.meetings.tests.made import make_activity
from conftest import Cast, make_club

ENDS = month_ends(date(2026, 5, 1), date(2026, 10, 31))
OLD = date(2018, 3, 1)
ONE_IN_THREE = Minimum(1, 3)


@pytest.mark.parametrize(
    ("counts", "minimum", "founded_on", "since"),
    [
        ((0, 0, 0, 0, 0, 1), ONE_IN_THREE, OLD, None),
        ((0, 0, 0, 1, 0, 0), ONE_IN_THREE, OLD, None),
        # Nothing since July: three whole months lack it.
        ((0, 0, 1, 0, 0, 0), ONE_IN_THREE, OLD, date(2026, 8, 1)),
        ((0, 0, 0, 0, 0, 0), ONE_IN_THREE, OLD, date(2026, 5, 1)),
        ((0, 0, 0, 0, 0, 0), ONE_IN_THREE, date(2026, 8, 1), date(2026, 8, 1)),
        ((0, 0, 0, 0, 0, 0), ONE_IN_THREE, date(2026, 8, 2), None),
        # Two in four months: one only since July.
        ((0, 1, 0, 0, 1, 0), Minimum(2, 4), OLD, date(2026, 7, 1)),
        ((0, 0, 1, 0, 1, 0), Minimum(2, 4), OLD, None),
        ((5, 5, 5, 5, 5, 0), Minimum(1, 1), OLD, date(2026, 10, 1)),
        ((0, 0, 0, 0, 0, 0), Minimum(1, 24), OLD, None),
    ],
)
def test_an_area_is_missing_since_the_stretch_that_holds_too_few(
    counts: tuple[int, ...], minimum: Minimum, founded_on: date, since: date | None
) -> None:
    found = cover_of(3, minimum, counts, ENDS, whole=len(ENDS), founded_on=founded_on)
    assert found.missing_since == since


def test_a_month_that_is_not_over_is_shown_but_not_judged() -> None:
    found = cover_of(3, ONE_IN_THREE, (0, 0, 0, 0, 0, 1), ENDS, whole=5, founded_on=OLD)
    assert (found.missing_since, found.last_done) == (date(2026, 5, 1), date(2026, 10, 31))


def test_the_nearest_word_counts_and_of_one_place_that_of_the_area() -> None:
    nation, commune = Minimum(1, 6, "QĐ"), Minimum(2, 6, "Xã")
    health = Minimum(1, 1, "Xã, sức khỏe")
    found = minimums_of([Said(0, None, nation), Said(0, 3, Minimum(9, 9, "QĐ")), Said(2, None, commune),
                         Said(2, 2, health)], ONE_IN_THREE)  # fmt: skip
    assert (found[1], found[2], found[3]) == (commune, health, commune)
    assert minimums_of([], ONE_IN_THREE)[8].is_suggested


def demand(cast: Cast, by: User, place: str, **changes: Any) -> Outcome:
    data = {"place": place, "times": 1, "per_months": 6, "from_on": "01/06/2026", "source": "KH mẫu", "area": ""}
    return run(SET_AREA_MINIMUM, by=by, data={**data, **changes})


def test_a_place_asks_for_its_clubs_from_a_day_on_until_it_ends(cast: Cast) -> None:
    assert demand(cast, cast.dung, "P1").status == "done"
    assert demand(cast, cast.xuan, "C1", area="2", times=2).status == "done"
    clubs = Club.objects.all()
    before, after = (minimums_by_club(clubs, day) for day in (date(2026, 5, 31), date(2026, 6, 1)))
    assert {before[pk][2].is_suggested for pk in before} == {True}
    assert (after[cast.club.pk][2].times, after[cast.club.pk][3].source) == (2, "KH mẫu")
    assert after[cast.other_club.pk][2].times == 1
    rows = {area: (minimum.times, by) for area, minimum, by in minimums_at(cast.xa, date(2026, 6, 1))}
    assert (rows[2], rows[3]) == ((2, cast.xa), (1, cast.province))

    assert demand(cast, cast.xuan, "C1", area="2", times=3).status == "done"
    assert AreaMinimum.objects.filter(unit=cast.xa).count() == 1
    assert demand(cast, cast.xuan, "C1", area="2", times=4, from_on="01/08/2026").status == "done"
    assert list(demand(cast, cast.xuan, "C1", area="2", from_on="01/07/2026").errors) == ["from_on"]
    held = AreaMinimum.objects.get(unit=cast.xa, until_on__isnull=True)
    early = run(END_AREA_MINIMUM, by=cast.xuan, data={"minimum": held.pk, "until_on": "31/07/2026"})
    assert list(early.errors) == ["until_on"]
    ended = run(END_AREA_MINIMUM, by=cast.xuan, data={"minimum": held.pk, "until_on": "31/08/2026"})
    assert ended.status == "done"
    assert minimums_by_club(clubs, date(2026, 9, 1))[cast.club.pk][2].times == 1
    again = run(END_AREA_MINIMUM, by=cast.xuan, data={"minimum": held.pk, "until_on": "30/09/2026"})
    assert list(again.errors) == ["until_on"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"times": 0}, "times"), ({"per_months": 25}, "per_months"), ({"source": " "}, "source"), ({"area": "9"}, "area")],
)
def test_a_bad_demand_is_refused_beside_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    assert (list(demand(cast, cast.xuan, "C1", **changes).errors), AreaMinimum.objects.count()) == ([field], 0)


def test_nobody_asks_beyond_their_own_ground(cast: Cast) -> None:
    assert list(demand(cast, cast.xuan, "P1").errors) == ["place"]
    assert demand(cast, cast.binh, cast.club.unit.key).status == "done"
    assert list(demand(cast, cast.lan, cast.club.unit.key).errors) == ["place"]


@pytest.mark.parametrize("clubs", [1, 3])
def test_coverage_asks_the_same_however_many_clubs(cast: Cast, clubs: int, django_assert_num_queries: Any) -> None:
    for n in range(clubs - 1):
        make_club(cast.xa, f"CLB Thêm {n}")
    demand(cast, cast.xuan, "C1")
    make_activity(cast.club, date(2026, 9, 3), 3)
    refresh_activity_months(cast.club, [date(2026, 9, 30)])
    with django_assert_num_queries(5):
        found = coverage_of(Club.objects.filter(unit__links_up__above=cast.xa), ENDS, ENDS[-1])
    mine = next(one for one in found if one.club == cast.club)
    assert (len(found), mine.areas[3].counts, mine.areas[3].missing_since) == (clubs, (0, 0, 0, 0, 1, 0), None)
    assert (mine.covered, mine.areas[1].missing_since) == (1, date(2026, 5, 1))


# --- The plan of the year -----------------------------------------------------------------------------------------


def plan(cast: Cast, by: User | None = None, **changes: Any) -> Outcome:
    data = {"club": cast.club.pk, "year": 2026, "month": "5", "area": "7", "what": "Hội thi", "who": "Tổ văn nghệ"}
    return run(PLAN_ACTIVITY, by=by or cast.lan, data={**data, **changes})


def do(command: Command, by: User, **data: Any) -> Outcome:
    return run(command, by=by, data=data)


def test_a_plan_is_kept_by_the_activities_linked_to_it(cast: Cast) -> None:
    first, second, third = (plan(cast, month=month).result for month in ("5", "10", "12"))
    done = make_activity(cast.club, date(2026, 6, 2), 7)
    assert do(LINK_PLANNED_ACTIVITY, cast.xuan, item=first.pk, activities=[done.pk]).status == "done"
    found = year_plan(cast.club, 2026, date(2026, 10, 31))
    assert [(row.item, row.state) for row in found.rows] == [(first, "DONE"), (second, "DUE"), (third, "LATER")]
    assert (found.due, found.kept, found.done) == (1, 1, 1)
    later = year_plan(cast.club, 2026, date(2026, 11, 1))
    assert ([row.state for row in later.rows], later.due, later.kept) == (["DONE", "OVERDUE", "LATER"], 2, 1)
    assert do(LINK_PLANNED_ACTIVITY, cast.lan, item=first.pk, activities=[]).status == "done"
    assert year_plan(cast.club, 2026, date(2026, 11, 1)).kept == 0
    assert do(DROP_PLANNED_ACTIVITY, cast.lan, item=second.pk).status == "done"
    assert YearPlanItem.objects.count() == 2


def test_only_activities_of_the_same_club_and_area_fulfil_it(cast: Cast) -> None:
    item = plan(cast).result
    wrong = [make_activity(cast.other_club, date(2026, 6, 2), 7), make_activity(cast.club, date(2026, 6, 2), 3)]
    wrong.append(make_activity(cast.club, date(2025, 6, 2), 7))
    told = [do(LINK_PLANNED_ACTIVITY, cast.lan, item=item.pk, activities=[one.pk]).errors for one in wrong]
    assert [list(errors) for errors in told] == [["activities"]] * 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"month": "13"}, "month"), ({"year": "2017"}, "year"), ({"year": "2099"}, "year"), ({"what": ""}, "what")],
)
def test_a_bad_plan_is_refused_beside_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    assert (list(plan(cast, **changes).errors), YearPlanItem.objects.count()) == ([field], 0)


def test_who_plans(cast: Cast) -> None:
    assert list(plan(cast, cast.hoa).errors) == ["club"]
    with pytest.raises(PermissionDenied):
        plan(cast, cast.hoi)
    item = plan(cast).result
    assert list(do(DROP_PLANNED_ACTIVITY, cast.hoa, item=item.pk).errors) == ["item"]


# --- Pages --------------------------------------------------------------------------------------------------------


def page(user: User, name: str, *args: Any, **query: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"meetings:{name}", args=args), query)


def test_the_pages_of_areas_name_nobody_and_show_what_lacks(cast: Cast) -> None:
    told = page(cast.dung, "coverage", cast.club.pk).content.decode()
    assert ("0 trên 8 mảng" in told, "gợi ý, chưa có văn bản" in told, told.count("Thiếu từ tháng") == 8) == (True,) * 3
    assert page(cast.hoa, "coverage", cast.club.pk).status_code == 404
    place = page(cast.dung, "place_coverage", noi="P1").content.decode()
    assert ("CLB Một" in place, "CLB Hai" in place, "0 trên 2 câu lạc bộ" in place) == (True, True, True)
    assert page(cast.lan, "place_coverage", noi="P1").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_place_page_asks_the_same_number_of_queries(cast: Cast, rows: int, django_assert_num_queries: Any) -> None:
    for n in range(rows - 1):
        make_club(cast.xa, f"CLB Thêm {n}")
    client = Client()
    client.force_login(cast.xuan)
    url = reverse("meetings:place_coverage")
    client.get(url)
    with django_assert_num_queries(22):
        client.get(url)


def test_the_page_of_minimums_says_who_asks(cast: Cast) -> None:
    demand(cast, cast.dung, "P1")
    told = page(cast.xuan, "minimums").content.decode()
    assert ("KH mẫu" in told, "Tỉnh Mẫu" in told, "Định mức tại đây" in told) == (True, True, True)
    assert "Định mức tại đây" not in page(cast.lan, "minimums").content.decode()
    own = page(cast.dung, "minimums", noi="P1").content.decode()
    assert "Thôi áp dụng" in own
    assert page(cast.xuan, "set_area_minimum").status_code == 200
    assert page(cast.lan, "set_area_minimum").status_code == 403


def test_the_page_of_a_plan_shows_its_year(cast: Cast) -> None:
    year = timezone.localdate().year
    plan(cast, year=year, month="1", what="Tết sum vầy")
    told = page(cast.hoi, "plan", cast.club.pk).content.decode()
    assert ("Tết sum vầy" in told, "Ghi đã làm" in told) == (True, False)
    assert (f'<option value="{year}" selected>{year}</option>' in told, f"1/{year}" in told) == (True, True)
    assert "Ghi đã làm" in page(cast.lan, "plan", cast.club.pk).content.decode()
    assert "chưa có việc nào" in page(cast.lan, "plan", cast.club.pk, nam=str(year + 1)).content.decode()
    client = Client()
    client.force_login(cast.lan)
    data = {"club": cast.club.pk, "year": year + 1, "month": "2", "area": "1", "what": "Nuôi gà"}
    told = client.post(reverse("meetings:plan_activity", args=[cast.club.pk]), data, follow=True)
    assert "Nuôi gà" in told.content.decode()
    item = YearPlanItem.objects.get(what="Nuôi gà")
    for name in ("link_planned_activity", "drop_planned_activity"):
        assert [page(user, name, item.pk).status_code for user in (cast.lan, cast.hoi, cast.hoa)] == [200, 403, 404]
