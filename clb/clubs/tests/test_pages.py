"""Pages of clubs: what each person sees and may do, in a constant number of queries."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.clubs.models import Club, ClubStatus
from clb.clubs.views import ALWAYS, CORRECTING, LIVING
from clb.kernel.commands import commands
from clb.places.services import found_unit
from conftest import BEGIN, Cast, make_club, make_member

LIST_QUERIES = 20
CLUB_QUERIES = 46


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return str(answer.content.decode())


def page(name: str, club: Club) -> str:
    return reverse(name, args=[club.pk])


def listed(cast: Cast, query: str = "", by: object = None) -> list[str]:
    answer = signed_in(by or cast.dung).get(reverse("clubs:index") + query)
    return [row.club.name for row in answer.context["rows"]]


def test_the_list_holds_the_clubs_within_reach(cast: Cast) -> None:
    assert listed(cast) == ["CLB Hai", "CLB Một"]
    assert listed(cast, by=cast.lan) == ["CLB Một"]
    assert signed_in(cast.khach).get(reverse("clubs:index")).status_code == 403


def test_the_list_is_searched_without_diacritics_by_place_status_and_day(cast: Cast) -> None:
    make_club(cast.xa, "CLB Bình Minh", founded_on=date(2020, 1, 1))
    ClubStatus.objects.filter(club=cast.other_club).update(status=ClubStatus.Status.DISSOLVED)
    assert listed(cast, "?q=binh+minh") == ["CLB Bình Minh"]
    assert listed(cast, "?noi=xa+mot") == ["CLB Bình Minh", "CLB Một"]
    assert listed(cast, "?noi=C2&tinh-trang=DISSOLVED") == ["CLB Hai"]
    assert listed(cast, "?tinh-trang=TAT_CA") == ["CLB Bình Minh", "CLB Hai", "CLB Một"]
    assert listed(cast, "?ngay=31/12/2019") == ["CLB Một"]
    assert listed(cast, "?noi=khong+co") == []


def test_a_name_that_two_places_bear_is_asked_for_again(cast: Cast) -> None:
    found_unit(key="C3", level="COMMUNE", name="Xã Một", code="90003", parent=cast.beside, from_on=BEGIN)
    told = text_of(signed_in(cast.dung), reverse("clubs:index") + "?noi=xa+mot")
    assert "Bạn muốn xem nơi nào?" in told
    assert "?noi=C1" in told


@pytest.mark.parametrize("clubs", [1, 3])
def test_the_list_asks_the_same_number_of_queries(cast: Cast, clubs: int, django_assert_num_queries: Any) -> None:
    for i in range(clubs - 1):
        make_member(make_club(cast.xa, f"CLB {i}"))
    make_member(cast.club)
    client = signed_in(cast.xuan)
    client.get(reverse("clubs:index"))
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(reverse("clubs:index")).context["rows"]) == clubs


@pytest.mark.parametrize("rows", [1, 3])
def test_a_club_page_asks_the_same_number_of_queries(cast: Cast, rows: int, django_assert_num_queries: Any) -> None:
    for i in range(rows):
        make_member(cast.club, f"Bà Mẫu {i}")
    client = signed_in(cast.lan)
    client.get(page("clubs:club", cast.club))
    with django_assert_num_queries(CLUB_QUERIES):
        assert client.get(page("clubs:club", cast.club)).status_code == 200


def test_a_club_that_misses_its_yardsticks_is_marked_with_source_and_advice(cast: Cast) -> None:
    make_member(cast.club)
    told = text_of(signed_in(cast.lan), page("clubs:club", cast.club))
    assert "Thiếu 49 thành viên" in told
    assert "Thêm 49 người: " in told
    assert "QĐ 1336/QĐ-TTg" in told
    row = signed_in(cast.lan).get(reverse("clubs:index")).context["rows"][0]
    assert row.misses == 4


def test_before_its_founding_a_club_is_said_not_to_be(cast: Cast) -> None:
    told = text_of(signed_in(cast.lan), page("clubs:club", cast.club) + "?ngay=28/02/2018")
    assert "Ngày 28/02/2018 chưa có câu lạc bộ này" in told
    assert 'id="phan-co-cau"' not in told


def test_the_next_club_is_not_found(cast: Cast) -> None:
    for user in (cast.lan, cast.xuan):
        assert signed_in(user).get(page("clubs:club", cast.other_club)).status_code == 404
    names = [action[1] for action in (*ALWAYS, *LIVING, CORRECTING)]
    assert {signed_in(cast.xuan).get(page(name, cast.other_club)).status_code for name in names} == {404}


def test_every_button_leads_to_the_form_of_its_right(cast: Cast) -> None:
    for right, name, *_words in (*ALWAYS, *LIVING, CORRECTING):
        assert right in commands()
        assert signed_in(cast.xuan).get(page(name, cast.club)).status_code == 200, name
        assert signed_in(cast.lan).get(page(name, cast.club)).status_code == 403, name


def test_buttons_are_shown_to_those_who_may(cast: Cast) -> None:
    officer, keeper = (
        signed_in(u).get(page("clubs:club", cast.club)).context["actions"] for u in (cast.xuan, cast.lan)
    )
    assert [str(words) for _url, words, _icon in officer] == [
        "Ghi tình trạng",
        "Giải thể, nhập",
        "Sửa tên, quyết định",
        "Sửa ngày thành lập",
    ]
    assert keeper == []


def test_a_club_is_founded_by_searching_its_place(cast: Cast) -> None:
    client = signed_in(cast.dung)
    told = text_of(client, reverse("clubs:choose_place") + "?q=xa+hai&ngay=01/03/2020")
    form = reverse("clubs:found_club", args=["C2"])
    assert f"{form}?ngay=01/03/2020" in told
    shown = text_of(client, f"{form}?ngay=01/03/2020")
    assert ("Xã Hai, Tỉnh Mẫu" in shown, 'value="01/03/2020"' in shown) == (True, True)
    data = {"parent": "C2", "name": "CLB Mới", "founded_on": "01/03/2020"}
    answer = client.post(form, data)
    club = Club.objects.get(name="CLB Mới")
    assert (answer.status_code, answer["Location"]) == (302, page("clubs:club", club))


def test_a_refused_founding_keeps_what_was_typed(cast: Cast) -> None:
    client = signed_in(cast.dung)
    data = {"parent": "C2", "name": "CLB Mới", "founded_on": "31/02/2020"}
    answer = client.post(reverse("clubs:found_club", args=["C2"]), data)
    assert answer.status_code == 422
    assert 'value="31/02/2020"' in answer.content.decode()


def test_only_places_within_reach_are_offered(cast: Cast) -> None:
    rows = signed_in(cast.xuan).get(reverse("clubs:choose_place")).context["page"]
    assert [version.name for version in rows] == ["Xã Một"]
    assert signed_in(cast.xuan).get(reverse("clubs:found_club", args=["C2"])).status_code == 404
    assert signed_in(cast.lan).get(reverse("clubs:choose_place")).status_code == 403


def test_status_is_set_and_put_right_from_the_page(cast: Cast) -> None:
    client, today = signed_in(cast.xuan), timezone.localdate()
    data = {"club": cast.club.pk, "status": "WEAK", "from_on": "01/02/2026", "reason": "Ít người"}
    assert client.post(page("clubs:set_status", cast.club), data).status_code == 302
    shown = client.get(page("clubs:correct_status", cast.club)).context["form"].initial
    assert (shown["status"], shown["from_on"], shown["reason"]) == ("WEAK", date(2026, 2, 1), "Ít người")
    assert client.post(page("clubs:correct_status", cast.club), {**data, "status": "ACTIVE"}).status_code == 302
    assert list(cast.club.statuses.on(today).values_list("status", flat=True)) == ["ACTIVE"]


def test_a_closed_club_stays_listed_under_its_end(cast: Cast) -> None:
    client = signed_in(cast.xuan)
    data = {"club": cast.club.pk, "status": "DISSOLVED", "from_on": "01/02/2026", "reason": "Không còn ai"}
    assert client.post(reverse("club_life:close_club", args=[cast.club.pk]), data).status_code == 302
    told = client.get(page("clubs:club", cast.club))
    assert [str(words) for _url, words, _icon in told.context["actions"]] == [
        "Sửa tên, quyết định",
        "Sửa ngày thành lập",
    ]
    assert listed(cast, "?tinh-trang=DISSOLVED", by=cast.xuan) == ["CLB Một"]


def test_the_founding_day_is_put_right_from_the_page(cast: Cast) -> None:
    url = reverse("club_life:correct_founding_day", args=[cast.club.pk])
    answer = signed_in(cast.xuan).post(url, {"club": cast.club.pk, "founded_on": "01/02/2018"})
    cast.club.refresh_from_db()
    assert (answer.status_code, cast.club.founded_on) == (302, date(2018, 2, 1))


def test_rights_at_a_place_are_those_that_may_says(cast: Cast) -> None:
    for user in (cast.lan, cast.xuan, cast.dung, cast.hoa, cast.khach):
        told = {name for name in commands() if user.may(name, cast.club.unit)}
        assert user.rights_at(cast.club.unit) & set(commands()) == told
