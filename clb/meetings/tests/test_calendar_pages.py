"""The pages of the calendar: what they show, and to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.models import User
from clb.kernel.dates import month_end
from clb.meetings.services.months import refresh_activity_months
from clb.meetings.tests.made import make_meeting, mark, say_day
from conftest import Cast, make_club, make_member

PLACE = "/sinh-hoat/lich/"


def page(user: User, url: str, **query: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(url, query)


def of_club(cast: Cast, name: str = "calendar") -> str:
    return reverse(f"meetings:{name}", args=[cast.club.pk])


def last_month(cast: Cast) -> str:
    """A meeting in the month before this one, with two marks; the month as the address names it."""
    end = month_end(timezone.localdate().replace(day=1) - timedelta(days=1))
    say_day(cast.club, "ngày 5", cast.club.founded_on)
    meeting = make_meeting(cast.club, end.replace(day=5))
    mark(meeting, make_member(cast.club, "Bà Có Mặt"))
    mark(meeting, make_member(cast.club, "Ông Vắng"), "ABSENT")
    refresh_activity_months(cast.club, [end])
    return f"{end:%Y-%m}"


def test_a_clubs_calendar_names_nobody_and_opens_to_whoever_sees_the_club(cast: Cast) -> None:
    last_month(cast)
    told = page(cast.dung, of_club(cast)).content.decode()
    assert ("1 trên 2 (50%)" in told, "Đã họp" in told, "Bà Có Mặt" in told) == (True, True, False)
    assert "Ai đến, ai vắng" not in told
    assert "còn 22 tháng phải họp mà chưa ghi buổi nào" in told
    assert "Ai đến, ai vắng" in page(cast.lan, of_club(cast)).content.decode()
    assert page(cast.hoa, of_club(cast)).status_code == 404


def test_attendance_names_people_to_those_who_may_read_meetings(cast: Cast) -> None:
    last_month(cast)
    url = of_club(cast, "attendance")
    told = page(cast.hoi, url).content.decode()
    assert told.count("Bà Có Mặt") == 1
    assert told.count("Ông Vắng") == 2
    assert [page(user, url).status_code for user in (cast.dung, cast.hoa, cast.khach)] == [404, 404, 404]


def test_a_places_month_is_counted_filtered_and_narrowed_to_what_one_may_see(cast: Cast) -> None:
    month = last_month(cast)
    told = page(cast.dung, PLACE, noi="P1", thang=month).content.decode()
    assert ("CLB Một" in told, "CLB Hai" in told, "Tất cả: 2" in told, "Không họp: 1" in told) == (True,) * 4
    held = page(cast.dung, PLACE, noi="P1", thang=month, loc="HELD").content.decode()
    assert ("CLB Một" in held, "CLB Hai" in held) == (True, False)
    own = page(cast.lan, PLACE, thang=month).content.decode()
    assert ("CLB Một" in own, "CLB Hai" in own) == (True, False)
    answers = [page(cast.lan, PLACE, noi="P1"), page(cast.dung, PLACE, noi="P2"), page(cast.khach, PLACE)]
    assert [a.status_code for a in answers] == [404, 404, 403]


def test_a_month_that_cannot_be_read_is_said_so(cast: Cast) -> None:
    for text in ("13/2026", "2026-00", "xyz"):
        told = page(cast.dung, PLACE, thang=text)
        assert (told.status_code, f"Không đọc được tháng «{text}»" in told.content.decode()) == (200, True)
    assert "tháng 03/2025" in page(cast.dung, PLACE, thang="3/2025").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_place_page_asks_the_same_number_of_queries(cast: Cast, rows: int, django_assert_num_queries: Any) -> None:
    for n in range(rows - 1):
        make_club(cast.xa, f"CLB Thêm {n}")
    client = Client()
    client.force_login(cast.xuan)
    client.get(PLACE)
    with django_assert_num_queries(19):
        client.get(PLACE, {"noi": "C1"})
