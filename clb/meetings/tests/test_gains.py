"""What each member got in the year: counted from what was recorded, health only for whoever may read it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from clb.board.services import found_sub_group
from clb.health.services import record_check, record_station_result
from clb.kernel.commands import run
from clb.meetings.commands import RECORD_MEETING
from clb.meetings.queries.gains import gains_of
from clb.meetings.services import record_activity
from clb.members.models import Consent, Membership
from conftest import Cast, make_club, make_member

ON = date(2026, 6, 30)


def agree(member: Membership) -> None:
    said = {"purpose": "HEALTH", "answer": "AGREED", "proof": "PAPER", "given_on": date(2026, 1, 1)}
    Consent.objects.create(person=member.person, **said)


@pytest.fixture
def club(cast: Cast) -> Cast:
    """Bà An hears a talk, does exercise in a group, is measured in two months and checked; Bà Im gets nothing."""
    an, im = make_member(cast.club, "Bà An"), make_member(cast.club, "Bà Im")
    agree(an)
    told: dict[str, Any] = {"attendance": [{"membership": str(an.pk), "mark": "PRESENT"}], "close_now": True}
    told |= {"notes": [{"part": "TOPIC", "text": "Ăn bớt muối"}]}
    assert run(RECORD_MEETING, by=cast.lan, data={"club": cast.club.pk, "held_on": "10/03/2026", **told}).ref
    group = found_sub_group(by=cast.binh, club=cast.club, name="Dưỡng sinh", leader=an, from_on=date(2026, 1, 5))
    done = {"by": cast.lan, "club": cast.club, "participants": [an]}
    record_activity(**done, area=7, happened_on=date(2026, 2, 1), what="Tập dưỡng sinh", sub_group=group)
    record_activity(**done, area=2, happened_on=date(2026, 2, 2), what="Nói chuyện về huyết áp")
    record_activity(**done, area=2, happened_on=date(2025, 12, 31), what="Năm trước")
    for day in (date(2026, 2, 1), date(2026, 2, 20), date(2026, 4, 1), date(2025, 11, 1)):
        agreed = day.year == 2026
        if agreed:
            record_check(
                by=cast.lan, club=cast.club, person=an.person, measured_on=day, place="CLUB", pressures=[(120, 80)]
            )
    record_station_result(by=cast.binh, club=cast.club, person=an.person, seen_on=date(2026, 5, 5))
    assert im.pk
    return cast


def test_each_member_stands_with_what_they_got_and_who_got_nothing_first(club: Cast) -> None:
    rows = gains_of(club.club, ON, with_health=True)
    assert [(g.membership.person.full_name, g.kinds) for g in rows] == [("Bà Im", 0), ("Bà An", 5)]
    an = rows[1]
    assert (an.talks, an.culture, an.groups, an.sessions, an.measured, an.is_checked) == (
        2,
        1,
        ("Dưỡng sinh",),
        1,
        2,
        True,
    )
    assert (rows[0].measured, rows[0].is_checked) == (None, None)
    assert {(g.measured, g.is_checked) for g in gains_of(club.club, ON, with_health=False)} == {(None, None)}
    assert gains_of(club.club, date(2026, 1, 31), with_health=True)[1].kinds == 0


def test_the_page_tells_health_only_to_whoever_reads_it(club: Cast) -> None:
    url = reverse("meetings:gains", args=[club.club.pk]) + "?ngay=30/06/2026"
    for user, told in ((club.binh, True), (club.lan, False), (club.xuan, False)):
        client = Client()
        client.force_login(user)
        page = client.get(url).content.decode()
        assert ("Bà An" in page, "đã khám" in page, "Tháng được đo" in page) == (True, told, told), user.username


def test_a_session_is_of_a_group_of_the_same_club(club: Cast) -> None:
    other = make_club(club.xa, "CLB Bên")
    leader = make_member(other, "Bà Bên")
    group = found_sub_group(by=club.binh, club=other, name="Tổ bên", leader=leader, from_on=other.founded_on)
    with pytest.raises(ValidationError, match="không phải của câu lạc bộ"):
        record_activity(
            by=club.lan, club=club.club, area=7, happened_on=date(2026, 2, 1), what="Tập", people=3, sub_group=group
        )


@pytest.mark.parametrize("rows", [1, 4])
def test_rows_may_grow_and_queries_may_not(club: Cast, rows: int, django_assert_num_queries: Any) -> None:
    for n in range(rows):
        agree(make_member(club.club, f"Bà {n}"))
    with django_assert_num_queries(11):
        gains_of(club.club, ON, with_health=True)
