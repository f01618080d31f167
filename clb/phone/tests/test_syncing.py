"""Who has not synced: counts as counted by hand, names only for whom they are, and no more questions for more rows."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.clubs.models import CharterRule, Club
from clb.phone.models import PhoneKey
from clb.phone.queries.syncing import Syncing, missing_meetings, syncing
from clb.phone.standing import Trouble
from clb.places.models import Unit
from conftest import Cast, make_club, make_user

from .sample import make_phone, make_waiting

URL = "/dien-thoai/dong-bo/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, query: str = "") -> str:
    answer = client_of(user).get(URL + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def seen_by(user: User, unit: Unit) -> Syncing:
    clubs = Club.objects.filter(unit__in=user.reach("phone.read").values("below"))
    return syncing(User.objects.get(pk=user.pk), unit, clubs, timezone.now())


@pytest.fixture
def phones(cast: Cast) -> dict[str, PhoneKey]:
    """Of club 1: one that has not sent for nine days, one in good order; of club 2 one that never synced; of the
    commune's officer one whose key ended."""
    now, today = timezone.now(), timezone.localdate()
    for user, name in ((cast.lan, "Lan Giữ Quỹ"), (cast.binh, "Bình Chủ Nhiệm"), (cast.hoa, "Hoa Kín Đáo")):
        User.objects.filter(pk=user.pk).update(first_name=name)
    return {
        "lan": make_phone(cast.lan, left_rows=3, left_photos=2, left_since=now - timedelta(days=9), left_why="OFFLINE"),
        "binh": make_phone(cast.binh, "Safari trên iPhone"),
        "hoa": make_phone(cast.hoa, seen_at=None, packed_at=None, pushed_at=None),
        "xuan": make_phone(cast.xuan, expires_on=today - timedelta(days=1)),
    }


def test_counts_are_those_counted_by_hand(cast: Cast, phones: dict[str, PhoneKey]) -> None:
    make_waiting(phones["lan"], cast.club, "fund.repay_loan", {})
    make_waiting(phones["binh"], cast.club, "fund.repay_loan", {}, parked_at=timezone.now() - timedelta(days=40))
    found = seen_by(cast.dung, cast.province)
    assert [row.key.pk for row in found.phones] == [phones[n].pk for n in ("binh", "lan", "hoa", "xuan")]
    assert found.bad == 4
    told = {row.name: (row.phones, row.bad, row.left_rows, row.left_photos, row.parked) for row in found.clubs}
    assert told == {"CLB Một": (2, 2, 3, 2, 2), "CLB Hai": (1, 1, 0, 0, 0)}
    counts = found.counts()
    assert counts.pop(Trouble.MEETING, 0) >= 0
    assert counts == {Trouble.WAITING: 1, Trouble.PARKED: 2, Trouble.ENDED: 1, Trouble.NEVER: 1}


def test_each_looks_after_their_own_ground(cast: Cast, phones: dict[str, PhoneKey]) -> None:
    assert {row.key.pk for row in seen_by(cast.binh, cast.club.unit).phones} == {phones["lan"].pk, phones["binh"].pk}
    assert {row.key.pk for row in seen_by(cast.xuan, cast.xa).phones} == {phones[n].pk for n in ("lan", "binh", "xuan")}
    assert {row.key.pk for row in seen_by(cast.hoi, cast.province).phones} == {key.pk for key in phones.values()}
    for user, allowed in ((cast.binh, 200), (cast.xuan, 200), (cast.dung, 200), (cast.hoi, 200), (cast.lan, 403)):
        assert client_of(user).get(URL).status_code == allowed, user
    assert client_of(cast.tai).get(URL).status_code == 403, "a side agency"
    assert client_of(cast.binh).get(f"{URL}?noi={cast.other_club.unit.key}").status_code == 404
    assert client_of(cast.xuan).get(f"{URL}?noi={cast.xb.key}").status_code == 404


def test_names_stand_at_club_and_commune_and_counts_above(cast: Cast, phones: dict[str, PhoneKey]) -> None:
    above = page(cast.dung)
    assert "CLB Một" in above and "CLB Hai" in above
    assert "Lan Giữ Quỹ" not in above and "Hoa Kín Đáo" not in above
    club = page(cast.dung, f"?noi={cast.club.unit.key}&loc=HET")
    assert "Lan Giữ Quỹ" in club and "Bình Chủ Nhiệm" in club and "Hoa Kín Đáo" not in club
    assert "vì không có mạng" in club and "3 việc và 2 ảnh" in club
    commune = page(cast.xuan)
    assert "Lan Giữ Quỹ" in commune and "Bình Chủ Nhiệm" not in commune, "what is in good order is not in the way"
    assert "Bình Chủ Nhiệm" in page(cast.xuan, "?loc=HET")
    assert "Lan Giữ Quỹ" in page(cast.xuan, "?loc=WAITING") and "Lan Giữ Quỹ" not in page(cast.xuan, "?loc=NEVER")


def test_who_may_not_know_the_people_sees_their_offices_only(cast: Cast, phones: dict[str, PhoneKey]) -> None:
    user = User.objects.get(pk=cast.hoi.pk)
    user.narrowed_to = frozenset({"phone.read", "clubs.read"})
    found = syncing(user, cast.club.unit, Club.objects.filter(pk=cast.club.pk), timezone.now())
    assert [row.who for row in found.phones] == ["", ""]
    assert all(row.office for row in found.phones)


def test_a_phone_that_was_taken_back_is_no_phone_that_has_to_sync(cast: Cast, phones: dict[str, PhoneKey]) -> None:
    PhoneKey.objects.filter(pk=phones["lan"].pk).update(revoked_at=timezone.now())
    User.objects.filter(pk=cast.binh.pk).update(is_active=False)
    Assignment.objects.filter(user=cast.hoa).update(until_on=date(2020, 1, 1))
    assert [row.key.pk for row in seen_by(cast.dung, cast.province).phones] == [phones["xuan"].pk]


def test_a_meeting_that_was_due_and_is_not_recorded_is_told(cast: Cast, phones: dict[str, PhoneKey]) -> None:
    CharterRule.objects.create(
        club=cast.club, item=CharterRule.Item.MEETING_DAY, from_on=cast.club.founded_on, words="ngày 10 hằng tháng"
    )
    told = missing_meetings(Club.objects.filter(pk=cast.club.pk), date(2026, 6, 20))
    assert "ngày 10/06/2026" in told[cast.club.pk].why
    early = missing_meetings(Club.objects.filter(pk=cast.club.pk), date(2026, 6, 5))
    assert "05/2026" in early[cast.club.pk].why, "the month before went by without one"
    assert "chưa thấy ghi" in page(cast.binh)


def test_one_club_or_three_one_phone_or_three_the_questions_stay(cast: Cast) -> None:
    def asked(user: User, query: str = "") -> int:
        client = client_of(user)
        client.get(URL + query)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(URL + query).status_code == 200
        return len(caught)

    key = make_phone(cast.lan, left_rows=1, left_since=timezone.now() - timedelta(days=9))
    make_waiting(key, cast.club, "fund.repay_loan", {})
    before = {user.username: asked(user) for user in (cast.binh, cast.xuan, cast.dung)}
    for n in range(2):
        club = make_club(cast.xa, f"CLB Thêm {n}")
        for place in (club.unit, cast.club.unit):
            user = make_user(f"them-{n}-{place.pk}", Role.TREASURER, place)
            more = make_phone(user, left_rows=1, left_since=timezone.now() - timedelta(days=9))
            make_waiting(more, club, "fund.repay_loan", {})
    assert {user.username: asked(user) for user in (cast.binh, cast.xuan, cast.dung)} == before


def test_the_workbook_holds_the_same(cast: Cast, phones: dict[str, PhoneKey]) -> None:
    answer = client_of(cast.xuan).get(URL + "bang.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    clubs, people = (book.get_sheet_by_index(n).to_python() for n in (0, 1))
    assert [row[:6] for row in clubs if row[0] == "CLB Một"] == [["CLB Một", 2, 1, 3, 2, 0]]
    text = [str(cell) for row in people for cell in row]
    assert "Lan Giữ Quỹ" in text and "Hoa Kín Đáo" not in text
    above = CalamineWorkbook.from_filelike(BytesIO(client_of(cast.dung).get(URL + "bang.xlsx").content))
    assert "Lan Giữ Quỹ" not in [str(cell) for row in above.get_sheet_by_index(1).to_python() for cell in row]


def test_the_first_page_says_so(cast: Cast, phones: dict[str, PhoneKey]) -> None:
    make_waiting(phones["lan"], cast.club, "fund.repay_loan", {}, parked_at=timezone.now() - timedelta(days=31))
    for user, bad in ((cast.binh, 1), (cast.xuan, 2), (cast.dung, 3)):
        shown = client_of(user).get("/").content.decode()
        assert f"{bad} điện thoại có việc chưa gửi" in shown, user
    assert "1 việc gửi từ điện thoại chưa vào sổ" in client_of(cast.xuan).get("/").content.decode()
    treasurer = client_of(cast.lan).get("/").content.decode()
    assert "1 việc chờ đã quá 30 ngày" in treasurer and "điện thoại có việc chưa gửi" not in treasurer
    assert "từ điện thoại" not in client_of(cast.tai).get("/").content.decode()
