"""Pages of suspected pairs: what is shown, to whom, and the three things that are said there."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clb.access.models import User
from clb.members.models import Membership, ToldApart, Twin
from conftest import Cast, make_member

LIST = "/thanh-vien/nghi-trung/"


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def entered_twice(cast: Cast, name: str = "Nguyễn Thị Đẹp") -> tuple[Membership, Membership]:
    one = make_member(cast.club, name, birth_on=date(1950, 2, 1))
    return one, make_member(cast.club, name, birth_on=date(1950, 2, 1))


def step(one: Membership, other: Membership, verb: str) -> str:
    return f"{LIST}{one.person_id}/{other.person_id}/{verb}/"


def test_pairs_stand_side_by_side_with_their_reasons(cast: Cast) -> None:
    entered_twice(cast)
    told = enter(cast.lan).get(LIST).content.decode()
    assert "Cùng họ tên, cùng dấu (+30)" in told
    assert "Cộng 76 điểm." in told
    assert "Cộng" not in enter(cast.hoa).get(LIST).content.decode()
    assert enter(cast.tai).get(LIST).status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(cast: Cast, n: int) -> None:
    for name in ("Nguyễn Thị Đẹp", "Trần Thị Lan", "Lê Thị Hoa")[:n]:
        entered_twice(cast, name)
    client = enter(cast.lan)
    client.get(LIST)
    with CaptureQueriesContext(connection) as found:
        assert len(client.get(LIST).context["page"]) == n
    assert len(found) == 15


def test_one_person_then_two_again(cast: Cast) -> None:
    one, other = entered_twice(cast)
    client, url = enter(cast.lan), step(one, other, "gop")
    assert client.get(url).status_code == 200
    answer = client.post(url, {"kept": one.person_id, "twin": other.person_id}, follow=True)
    assert "Cùng một người với hồ sơ" in answer.content.decode()
    link = Twin.objects.get()
    assert "Tách hồ sơ" in client.get(f"/thanh-vien/nguoi/{other.person_id}/").content.decode()
    assert client.get(f"{LIST}{link.pk}/tach/").status_code == 200
    client.post(f"{LIST}{link.pk}/tach/", {"link": link.pk})
    assert Twin.objects.count() == 0


def test_two_people(cast: Cast) -> None:
    one, other = entered_twice(cast)
    client, url = enter(cast.lan), step(one, other, "hai-nguoi")
    assert client.get(url).status_code == 200
    client.post(url, {"one": one.person_id, "other": other.person_id})
    assert ToldApart.objects.count() == 1
    assert list(client.get(LIST).context["page"]) == []


def test_who_does_not_see_finds_nothing_and_who_may_not_is_refused(cast: Cast) -> None:
    one, other = entered_twice(cast)
    link = Twin.objects.create(kept=one.person, twin=other.person)
    urls = [step(one, other, "gop"), step(one, other, "hai-nguoi"), f"{LIST}{link.pk}/tach/"]
    assert [enter(cast.hoa).get(url).status_code for url in urls] == [404] * 3
    assert [enter(cast.hoi).get(url).status_code for url in urls] == [403] * 3
