"""Each club's month in figures, equal to what was recorded, whatever came before."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.kernel.selfcheck import run_checks
from clb.meetings.models import ActivityMonth, Meeting
from clb.meetings.queries.months import MonthFigures, month_figures
from clb.meetings.services.months import refresh_activity_months
from clb.meetings.tests.made import make_activity, make_meeting, mark
from conftest import Cast, make_member

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 30)


def stored(cast: Cast) -> dict[date, MonthFigures]:
    return {row.month_end: MonthFigures.of(row) for row in ActivityMonth.objects.filter(club=cast.club)}


def test_a_month_is_its_meetings_attendance_and_activities(cast: Cast) -> None:
    lady, man = make_member(cast.club), make_member(cast.club, sex="MALE")
    monthly = make_meeting(cast.club, date(2026, 10, 17))
    extra = make_meeting(cast.club, date(2026, 10, 20), kind=Meeting.Kind.EXTRA)
    opened = make_meeting(cast.club, date(2026, 10, 25), is_held=False, kind=Meeting.Kind.EXTRA)
    mark(monthly, lady, "PRESENT")
    mark(monthly, man, "EXCUSED")
    mark(extra, lady, "PRESENT")
    mark(opened, lady, "PRESENT")
    for day, area in ((date(2026, 10, 1), 2), (date(2026, 10, 31), 2), (date(2026, 11, 1), 8)):
        make_activity(cast.club, day, area)
    refresh_activity_months(cast.club, [OCTOBER, NOVEMBER, OCTOBER])
    assert stored(cast) == {
        OCTOBER: MonthFigures(date(2026, 10, 17), present=2, marked=3, area_2=2),
        NOVEMBER: MonthFigures(area_8=1),
    }
    assert run_checks()["meetings.activity_months_equal_what_was_recorded"] == []


def test_a_reopened_meeting_was_held_all_the_same(cast: Cast) -> None:
    meeting = make_meeting(cast.club, date(2026, 10, 17))
    Meeting.objects.filter(pk=meeting.pk).update(is_closed=False)
    refresh_activity_months(cast.club, [OCTOBER])
    assert stored(cast) == {OCTOBER: MonthFigures(date(2026, 10, 17))}


def test_a_month_of_which_nothing_remains_has_no_row(cast: Cast) -> None:
    activity = make_activity(cast.club, date(2026, 10, 1), 2)
    for _twice in range(2):
        refresh_activity_months(cast.club, [OCTOBER, NOVEMBER])
        assert list(stored(cast)) == [OCTOBER]
    activity.delete()
    refresh_activity_months(cast.club, [OCTOBER])
    assert stored(cast) == {}


def test_the_next_club_is_left_alone(cast: Cast) -> None:
    make_activity(cast.club, date(2026, 10, 1), 2)
    assert set(month_figures([cast.other_club], OCTOBER)) == set()
    refresh_activity_months(cast.other_club, [OCTOBER])
    assert stored(cast) == {} and not ActivityMonth.objects.exists()


def test_selfcheck_names_what_differs(cast: Cast) -> None:
    make_activity(cast.club, date(2026, 10, 1), 2)
    meeting = make_meeting(cast.club, date(2026, 11, 3))
    Meeting.objects.filter(pk=meeting.pk).update(month=date(2026, 10, 1))
    ActivityMonth.objects.create(club=cast.other_club, month_end=NOVEMBER, **vars(MonthFigures()))
    checks = run_checks()
    assert len(checks["meetings.activity_months_equal_what_was_recorded"]) == 2
    assert checks["meetings.every_meeting_lies_in_its_month"] == [
        f"Buổi họp {meeting.pk} ngày 03/11/2026 ghi vào tháng 10/2026."
    ]


def test_one_month_costs_four_questions(cast: Cast, django_assert_num_queries: Any) -> None:
    for area in (1, 2, 3):
        make_activity(cast.club, date(2026, 10, area), area)
    with django_assert_num_queries(4):
        refresh_activity_months(cast.club, [OCTOBER])
