"""Pages of members: what each of the cast sees, may do, is refused; how many queries a list takes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clb.access.models import User
from clb.clubs.models import Club
from clb.clubs.panels import columns, panels
from clb.kernel.models import Act
from clb.members.models import Household, Membership, Person
from conftest import Cast, make_member


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def at_home(club: Club) -> Membership:
    member = make_member(club)
    member.person.household = Household.objects.create(address="Tổ 1")
    member.person.save()
    return member


def pages_of(member: Membership) -> list[str]:
    person, club = f"/thanh-vien/nguoi/{member.person_id}/", f"/thanh-vien/cau-lac-bo/{member.club_id}/"
    steps = [f"/thanh-vien/{member.pk}/thoi/", f"/thanh-vien/{member.pk}/sua-thoi/", f"/thanh-vien/{member.pk}/chuyen/"]
    steps += [
        person + step for step in ("sua/", "dien-ho/", "vao-lai/", "lien-he/", "noi-o/", "qua-doi/", "bo-ghi-qua-doi/")
    ]
    home = f"/thanh-vien/ho/{member.person.household_id}/"
    steps += [home + "sua/", home + "dien/"]
    return [*steps, club + "ghi-them/", person, club, club + "da-thoi/", f"/thanh-vien/{member.pk}/"]


DOING = 13  # how many of them do something


def test_lan_opens_every_page_of_a_member(cast: Cast) -> None:
    member = at_home(cast.club)
    codes = [enter(cast.lan).get(url, follow=True).status_code for url in pages_of(member)]
    assert codes == [200] * 17


def test_hoa_from_the_next_club_finds_nothing(cast: Cast) -> None:
    member = at_home(cast.club)
    assert [enter(cast.hoa).get(url).status_code for url in pages_of(member)] == [404] * 17
    assert [enter(cast.hoa).post(url).status_code for url in pages_of(member)[:DOING]] == [404] * DOING


def test_tai_of_finance_and_khach_learn_no_names(cast: Cast) -> None:
    make_member(cast.club)
    for user in (cast.tai, cast.khach):
        assert enter(user).get("/thanh-vien/").status_code == 403
        assert "Thành viên</a>" not in text(enter(user).get("/"))


def test_hoi_of_the_association_reads_and_does_nothing(cast: Cast) -> None:
    member = at_home(cast.club)
    client = enter(cast.hoi)
    assert [client.get(url).status_code for url in pages_of(member)[:DOING]] == [403] * DOING
    page = text(client.get(f"/thanh-vien/nguoi/{member.person_id}/"))
    assert [step for step in ("/sua/", "/dien-ho/", "/vao-lai/", "/thoi/") if step in page] == []
    assert "ghi-them" not in text(client.get(f"/thanh-vien/cau-lac-bo/{cast.club.pk}/"))


def test_a_stranger_is_sent_to_sign_in(cast: Cast) -> None:
    member = at_home(cast.club)
    for url in ["/thanh-vien/", *pages_of(member)]:
        answer = Client().get(url)
        assert (answer.status_code, answer.headers["Location"][:23]) == (302, "/tai-khoan/dang-nhap/?n")


def test_people_are_found_without_diacritics_across_my_clubs_only(cast: Cast) -> None:
    make_member(cast.club, "Nguyễn Thị Đẹp")
    make_member(cast.other_club, "Nguyễn Thị Đẹp Lắm")
    page = text(enter(cast.lan).get("/thanh-vien/?q=dep+nguyen"))
    assert ("Nguyễn Thị Đẹp</a>" in page, "Đẹp Lắm" in page) == (True, False)
    assert "Không thấy ai" in text(enter(cast.lan).get("/thanh-vien/?q=khong-co"))


def test_a_club_is_listed_by_given_name_on_a_day(cast: Cast) -> None:
    make_member(cast.club, "Trần Văn An", sex="MALE", household_class="POOR")
    make_member(cast.club, "Bùi Thị Yến", until_on=date(2020, 5, 31))
    url = f"/thanh-vien/cau-lac-bo/{cast.club.pk}/?ngay="
    client = enter(cast.lan)
    then, later = client.get(url + "31/05/2020"), client.get(url + "01/06/2020")
    names = [[row.membership.person.full_name for row in page.context["rows"]] for page in (then, later)]
    assert names == [["Trần Văn An", "Bùi Thị Yến"], ["Trần Văn An"]]
    assert [(row.age, str(row.household_class)) for row in later.context["rows"]] == [(65, "Hộ nghèo")]
    assert "Bùi Thị Yến" in text(client.get(f"/thanh-vien/cau-lac-bo/{cast.club.pk}/da-thoi/"))


@pytest.mark.parametrize("n", [1, 3])
def test_lists_take_as_many_queries_for_three_as_for_one(cast: Cast, n: int) -> None:
    for i in range(n):
        make_member(cast.club, f"Người Mẫu {i}", household_class="POOR")
        make_member(cast.club, f"Người Cũ {i}", until_on=date(2020, 1, 1))
    client, club = enter(cast.lan), f"/thanh-vien/cau-lac-bo/{cast.club.pk}/"
    member = Membership.objects.filter(until_on=None)[0]
    urls = ("/thanh-vien/", "/thanh-vien/?q=nguoi", club, club + "da-thoi/", f"/thanh-vien/nguoi/{member.person_id}/")
    taken = []
    for url in urls:
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        taken.append(len(found))
    assert taken == [12, 11, 14, 8, 20]


JOINED = {"full_name": "Lê Thị Mẫu", "sex": "FEMALE", "birth": "1950", "from_on": "02/01/2020"}


def test_a_member_is_written_down_on_the_page(cast: Cast) -> None:
    url = f"/thanh-vien/cau-lac-bo/{cast.club.pk}/ghi-them/"
    answer = enter(cast.lan).post(url, {"club": cast.club.pk, **JOINED}, follow=True)
    member = Membership.objects.get()
    assert answer.redirect_chain[-1][0] == f"/thanh-vien/nguoi/{member.person_id}/"
    assert "<h1>Lê Thị Mẫu</h1>" in text(answer)


def test_a_refused_line_says_why_and_keeps_what_was_typed(cast: Cast) -> None:
    url = f"/thanh-vien/cau-lac-bo/{cast.club.pk}/ghi-them/"
    answer = enter(cast.lan).post(url, {"club": cast.club.pk, **JOINED, "birth": "năm ngoái"})
    assert answer.status_code == 422
    page = text(answer)
    assert ("Ngày sinh chưa đúng" in page, "Lê Thị Mẫu" in page, "năm ngoái" in page) == (True, True, True)
    assert Person.objects.count() == 0


def test_the_same_person_is_a_question_with_two_answers(cast: Cast) -> None:
    known = make_member(cast.club, "Lê Thị Mẫu", birth_on=date(1950, 5, 5)).person
    url = f"/thanh-vien/cau-lac-bo/{cast.club.pk}/ghi-them/"
    client, data = enter(cast.lan), {"club": cast.club.pk, **JOINED}
    page = text(client.post(url, data))
    assert "Có phải cùng một người không?" in page
    assert f'href="/thanh-vien/nguoi/{known.pk}/vao-lai/?clb={cast.club.pk}"' in page
    assert client.post(url, {**data, "same_person_confirmed": "on"}).status_code == 302
    assert Membership.objects.count() == 2


def test_the_question_names_nobody_of_a_club_i_may_not_see(cast: Cast) -> None:
    make_member(cast.other_club, "Lê Thị Mẫu", birth_on=date(1950, 5, 5))
    url = f"/thanh-vien/cau-lac-bo/{cast.club.pk}/ghi-them/"
    assert enter(cast.lan).post(url, {"club": cast.club.pk, **JOINED}).status_code == 302


def test_what_is_done_from_a_persons_page(cast: Cast) -> None:
    member = make_member(cast.club, "Lê Thị Mẫu")
    client, person = enter(cast.lan), f"/thanh-vien/nguoi/{member.person_id}/"
    right = {"person": member.person_id, "full_name": "Lê Thị Mầu", "sex": "FEMALE", "birth": "1949"}
    assert client.post(person + "sua/", right).headers["Location"] == person
    poor = {"person": member.person_id, "household_class": "POOR", "from_on": "01/01/2024"}
    assert client.post(person + "dien-ho/", poor).headers["Location"] == person
    gone = {"membership": member.pk, "until_on": "30/06/2024", "leaving_reason": "MOVED"}
    assert client.post(f"/thanh-vien/{member.pk}/thoi/", gone).headers["Location"] == person
    gone["leaving_reason"] = "ASKED"
    assert client.post(f"/thanh-vien/{member.pk}/sua-thoi/", gone).headers["Location"] == person
    back = {"person": member.person_id, "club": cast.club.pk, "from_on": "01/01/2025"}
    assert client.post(person + "vao-lai/", back).headers["Location"] == person
    assert [act.command for act in Act.objects.order_by("done_at")] == [
        "members.correct_person",
        "members.set_household_class",
        "members.end_membership",
        "members.correct_leaving",
        "members.join_again",
    ]
    page = text(client.get(person))
    assert all(words in page for words in ("Lê Thị Mầu", "1949", "Hộ nghèo", "Xin thôi", "01/01/2025"))


def test_a_form_shows_what_is_known(cast: Cast) -> None:
    member = make_member(cast.club, "Lê Thị Mẫu", household_class="NEAR_POOR")
    client = enter(cast.lan)
    page = text(client.get(f"/thanh-vien/nguoi/{member.person_id}/sua/"))
    assert ('value="Lê Thị Mẫu"' in page, 'value="05/05/1955"' in page) == (True, True)
    page = text(client.get(f"/thanh-vien/nguoi/{member.person_id}/dien-ho/"))
    assert '<option value="NEAR_POOR" selected>' in page


def test_a_person_in_two_clubs_shows_only_what_i_may_see(cast: Cast) -> None:
    member = make_member(cast.club)
    Membership.objects.create(person=member.person, club=cast.other_club, from_on=date(2019, 1, 1))
    page = text(enter(cast.lan).get(f"/thanh-vien/nguoi/{member.person_id}/"))
    assert ("CLB Một" in page, "CLB Hai" in page) == (True, False)


def test_the_clubs_page_gets_counts_and_only_readers_a_link(cast: Cast) -> None:
    make_member(cast.club, household_class="POOR")
    today = timezone.localdate()
    shown = dict(panels(cast.lan.rights_at(cast.club.unit), cast.club, today))["members/_panel.html"]
    assert (shown["counts"].members, shown["may_read_members"], shown["may_add_member"]) == (1, True, True)
    shown = dict(panels(cast.tai.rights_at(cast.club.unit), cast.club, today))["members/_panel.html"]
    assert (shown["counts"].poor, shown["may_read_members"], shown["may_add_member"]) == (1, False, False)


def test_the_list_of_clubs_gets_four_columns(cast: Cast) -> None:
    make_member(cast.club, household_class="POOR")
    make_member(cast.club, sex="MALE", birth_on=date(1990, 1, 1))
    titles, rows = columns(Club.objects.all(), timezone.localdate())
    at = [str(title) for title in titles].index("Thành viên")
    assert [str(title) for title in titles[at : at + 4]] == ["Thành viên", "Phụ nữ", "Từ 60 tuổi", "Hộ nghèo"]
    assert {pk: row[at : at + 4] for pk, row in rows.items()} == {
        cast.club.pk: [2, 1, 1, 1],
        cast.other_club.pk: [0, 0, 0, 0],
    }
