"""Early warnings: each reason with its figures, the heaviest first, to whoever looks after the club."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.models import User
from clb.clubs.models import Club
from clb.files.models import StoredFile
from clb.kernel.dates import month_end, month_ends
from clb.meetings.models import ActivityEvidence
from clb.meetings.queries.warnings import warnings_of, watched_clubs
from clb.meetings.rules.warnings import Kind, Rate, falling, missed
from clb.meetings.services.months import refresh_activity_months
from clb.meetings.tests.made import make_activity, make_meeting, mark, suspend
from conftest import Cast, make_club, make_member

TODAY = date(2026, 11, 25)
MONTHS = month_ends(date(2025, 11, 1), date(2026, 10, 31))


def test_two_missed_in_a_row_weigh_more_than_one() -> None:
    one, two = missed(MONTHS[-1:]), missed(MONTHS[-2:])
    assert missed([]) is None and one and two
    assert (one.reason, one.weight < two.weight) == ("Tháng 10/2026 không họp.", True)
    assert two.reason == "Không họp 2 tháng liền, từ 09/2026 đến 10/2026."


@pytest.mark.parametrize(
    ("before", "now", "is_warned"),
    [
        (Rate(80, 100), Rate(65, 100), True),
        (Rate(80, 100), Rate(651, 1000), False),
        (Rate(80, 100), Rate(90, 100), False),
        (Rate(0, 0), Rate(1, 100), False),
        (Rate(80, 100), Rate(0, 0), False),
    ],
)
def test_attendance_falls_by_the_points_of_the_norm(before: Rate, now: Rate, is_warned: bool) -> None:
    assert (falling(before, now, 15) is not None) is is_warned


def full_life(club: Club) -> None:
    """A club that met each month and did something in each area, with one photo."""
    for end in MONTHS:
        make_meeting(club, end.replace(day=5))
    for area in range(1, 9):
        done = make_activity(club, date(2026, 9, area), area)
    file = StoredFile.objects.create(kind="PICTURE", media_type="image/jpeg", size_bytes=1, sha256="0" * 64)
    ActivityEvidence.objects.create(activity=done, file=file)
    refresh_activity_months(club, MONTHS)


def told(clubs: Any = None) -> list[tuple[str, str]]:
    found = warnings_of(Club.objects.all() if clubs is None else clubs, TODAY)
    return [(one.club.name, one.warned.kind) for one in found]


def test_a_club_without_fault_is_not_named_and_one_without_life_is(cast: Cast) -> None:
    full_life(cast.club)
    assert told() == [("CLB Hai", Kind.MISSED), ("CLB Hai", Kind.AREA)]
    suspend(cast.other_club, date(2026, 11, 1))
    assert told() == []


def test_falling_attendance_and_unproved_activities_are_told_with_figures(cast: Cast) -> None:
    full_life(cast.club)
    ActivityEvidence.objects.all().delete()
    people = [make_member(cast.club, f"Bà {n}") for n in range(4)]
    for meeting in cast.club.meetings.filter(month__gte=date(2026, 5, 1)).order_by("month"):
        for n, person in enumerate(people):
            mark(meeting, person, "PRESENT" if n < (4 if meeting.month < date(2026, 8, 1) else 2) else "ABSENT")
    refresh_activity_months(cast.club, MONTHS)
    found = warnings_of(Club.objects.filter(pk=cast.club.pk), TODAY)
    assert [one.warned.reason for one in found] == [
        "Tỷ lệ có mặt ba tháng gần nhất 50% (6/12), ba tháng trước đó 100% (12/12).",
        "3 tháng qua ghi 8 hoạt động, chưa có ảnh hay giấy tờ nào.",
    ]


def test_a_month_is_missed_once_it_is_over(cast: Cast) -> None:
    full_life(cast.club)
    mine = Club.objects.filter(pk=cast.club.pk)
    assert warnings_of(mine, date(2026, 11, 30)) == []
    over = warnings_of(mine, date(2026, 12, 1))
    assert [one.warned.reason for one in over] == ["Tháng 11/2026 không họp."]


@pytest.mark.parametrize("clubs", [1, 3])
def test_warnings_ask_the_same_however_many_clubs(cast: Cast, clubs: int, django_assert_num_queries: Any) -> None:
    for n in range(clubs - 1):
        make_club(cast.xa, f"CLB Thêm {n}")
    with django_assert_num_queries(7):
        assert len(told(Club.objects.filter(unit__links_up__above=cast.xa))) == 2 * clubs


def page(user: User, **query: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse("meetings:warnings"), query)


def test_the_page_is_for_whoever_sees_the_clubs_of_the_place(cast: Cast) -> None:
    shown = page(cast.dung, noi="P1").content.decode()
    assert ("CLB Một" in shown, "CLB Hai" in shown, "Không họp: 2" in shown) == (True, True, True)
    only = page(cast.dung, noi="P1", loc="AREA").content.decode()
    assert "tháng liền" not in only
    own = page(cast.lan).content.decode()
    assert ("CLB Một" in own, "CLB Hai" in own) == (True, False)
    assert [page(cast.lan, noi="P1").status_code, page(cast.khach).status_code] == [404, 403]


def test_the_first_page_warns_those_who_look_after_a_club(cast: Cast) -> None:
    assert set(watched_clubs(cast.xuan)) == {cast.club}
    assert set(watched_clubs(cast.lan)) == {cast.club}
    assert watched_clubs(cast.dung).count() == 2
    assert set(watched_clubs(cast.tai)) == set()
    client = Client()
    for user, is_warned in ((cast.xuan, True), (cast.lan, True), (cast.tai, False), (cast.khach, False)):
        client.force_login(user)
        assert ("tháng liền" in client.get("/").content.decode()) is is_warned
    end = month_end(timezone.localdate().replace(day=1) - timedelta(days=1))
    make_meeting(cast.club, end)
    refresh_activity_months(cast.club, [end])
    client.force_login(cast.lan)
    assert "tháng liền" not in client.get("/").content.decode()
