"""The calendar of a club and of a place, and who comes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clb.clubs.models import Club
from clb.kernel.dates import month_ends
from clb.meetings.models import Meeting
from clb.meetings.queries.attendance import attendance_of, unseen_members
from clb.meetings.queries.calendar import Came, MonthRow, club_calendar, communes_by_club, counted, month_states
from clb.meetings.rules.calendar import MonthState
from clb.meetings.services.months import refresh_activity_months
from clb.meetings.tests.made import make_meeting, mark, say_day, suspend
from conftest import Cast, make_club, make_member

TODAY = date(2026, 11, 25)
ENDS = month_ends(date(2026, 6, 1), date(2026, 12, 1))
OCTOBER = date(2026, 10, 31)


def test_a_clubs_calendar_tells_each_months_day_and_state(cast: Cast) -> None:
    say_day(cast.club, "ngày 17 hằng tháng", cast.club.founded_on, date(2026, 8, 31))
    say_day(cast.club, "chủ nhật đầu tháng", date(2026, 9, 1))
    suspend(cast.club, date(2026, 7, 10), date(2026, 8, 5))
    held = [make_meeting(cast.club, day) for day in (date(2026, 6, 17), date(2026, 10, 11))]
    opened = make_meeting(cast.club, date(2026, 11, 22), is_held=False)
    lady = make_member(cast.club)
    mark(held[1], lady)
    refresh_activity_months(cast.club, ENDS)
    assert club_calendar(cast.club, ENDS, TODAY) == [
        MonthRow(date(2026, 6, 30), date(2026, 6, 17), date(2026, 6, 17), MonthState.HELD, Came(), held[0].pk),
        MonthRow(date(2026, 7, 31), date(2026, 7, 17), None, MonthState.NOT_OWED),
        MonthRow(date(2026, 8, 31), date(2026, 8, 17), None, MonthState.NOT_OWED),
        MonthRow(date(2026, 9, 30), date(2026, 9, 6), None, MonthState.MISSED),
        MonthRow(OCTOBER, date(2026, 10, 4), date(2026, 10, 11), MonthState.LATE, Came(1, 1), held[1].pk),
        MonthRow(date(2026, 11, 30), date(2026, 11, 1), None, MonthState.OPEN, Came(), opened.pk),
        MonthRow(date(2026, 12, 31), date(2026, 12, 6), None, MonthState.DUE),
    ]


@pytest.mark.parametrize("clubs", [1, 3])
def test_a_places_month_asks_the_same_whatever_the_number_of_clubs(
    cast: Cast, clubs: int, django_assert_num_queries: Any
) -> None:
    made = [cast.club, *(make_club(cast.xb, f"CLB {n}") for n in range(1, clubs))]
    for club in made:
        say_day(club, "17", club.founded_on)
    make_meeting(cast.club, date(2026, 10, 17))
    refresh_activity_months(cast.club, [OCTOBER])
    with django_assert_num_queries(7):
        rows = month_states(Club.objects.exclude(pk=cast.other_club.pk), OCTOBER, TODAY)
        communes = communes_by_club(rows, TODAY)
    assert counted(rows)[MonthState.HELD] == 1
    assert counted(rows)[MonthState.MISSED] == clubs - 1
    assert communes[cast.club.pk] == "Xã Một"


def test_a_club_founded_later_is_not_in_the_month(cast: Cast) -> None:
    make_club(cast.xa, "CLB Mới", founded_on=date(2026, 11, 1))
    assert {row.name for row in month_states(Club.objects.all(), OCTOBER, TODAY)} == {"CLB Một", "CLB Hai"}


def test_how_often_each_member_came(cast: Cast) -> None:
    came, away, new = make_member(cast.club, "An"), make_member(cast.club, "Bình"), make_member(cast.club, "Cúc")
    old = make_member(cast.club, "An Cũ", until_on=date(2026, 1, 1))
    back = make_member(cast.club, "Dung")
    back.person = old.person
    back.save()
    for month, person_mark in ((9, "PRESENT"), (10, "EXCUSED")):
        meeting = make_meeting(cast.club, date(2026, month, 17))
        mark(meeting, came, person_mark)
        mark(meeting, away, "ABSENT")
    extra = make_meeting(cast.club, date(2026, 10, 20), kind=Meeting.Kind.EXTRA)
    mark(extra, old)
    mark(make_meeting(cast.club, date(2026, 11, 17), is_held=False), new)
    seen = {s.membership.pk: s for s in attendance_of(cast.club, TODAY, ENDS)}
    assert {pk: (s.present, s.excused, s.absent) for pk, s in seen.items()} == {
        came.pk: (1, 1, 0),
        away.pk: (0, 0, 2),
        new.pk: (0, 0, 0),
        back.pk: (1, 0, 0),
    }
    assert (seen[came.pk].came.percent, seen[new.pk].came.percent) == (50, None)


def test_who_was_not_seen_for_three_months_and_whether_anybody_marked_them(cast: Cast) -> None:
    came, away, never = make_member(cast.club, "An"), make_member(cast.club, "Bình"), make_member(cast.club, "Cúc")
    late = make_member(cast.club, "Mới Vào", from_on=date(2026, 8, 2))
    assert unseen_members(cast.club, TODAY).away == ()
    for month in (8, 10):
        meeting = make_meeting(cast.club, date(2026, month, 17))
        mark(meeting, came if month == 10 else away, "PRESENT" if month == 10 else "ABSENT")
    mark(make_meeting(cast.club, date(2026, 7, 17)), never)
    found = unseen_members(cast.club, TODAY)
    assert (found.meetings, found.ends[0], found.away, found.never_marked) == (2, date(2026, 8, 31), (away,), (never,))
    assert late not in found.never_marked


def test_attendance_asks_the_same_however_many_members(cast: Cast, django_assert_num_queries: Any) -> None:
    for n in range(3):
        make_member(cast.club, f"Bà {n}")
    with django_assert_num_queries(3):
        unseen_members(cast.club, TODAY)
