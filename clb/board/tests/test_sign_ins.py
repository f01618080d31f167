"""Whose sign-in is whose: said by those above the club, known to the rules that hang on it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from clb.board.commands import LINK_SIGN_IN
from clb.board.models import BoardPost, SignInPerson
from clb.board.queries import person_of
from clb.kernel.commands import run
from conftest import Cast, make_member


@pytest.fixture
def posts(cast: Cast) -> list[BoardPost]:
    people = [make_member(cast.club, name).person for name in ("Bà Lan Thật", "Ông Bình Thật")]
    since = cast.club.founded_on
    return [BoardPost.objects.create(club=cast.club, person=p, post="CHAIR", from_on=since) for p in people]


def test_a_sign_in_is_linked_and_unlinked(cast: Cast, posts: list[BoardPost]) -> None:
    said = {"board_post": posts[0].pk, "user": cast.lan.pk}
    assert run(LINK_SIGN_IN, by=cast.xuan, data=said).status == "done"
    assert (person_of(cast.lan), person_of(cast.binh)) == (posts[0].person, None)
    taken = run(LINK_SIGN_IN, by=cast.xuan, data={**said, "board_post": posts[1].pk})
    assert taken.errors == {"user": ["Tên đăng nhập này là của Bà Lan Thật."]}
    assert run(LINK_SIGN_IN, by=cast.xuan, data={**said, "user": cast.binh.pk}).status == "done"
    assert (person_of(cast.lan), person_of(cast.binh)) == (None, posts[0].person)
    assert run(LINK_SIGN_IN, by=cast.xuan, data={"board_post": posts[0].pk}).status == "done"
    assert not SignInPerson.objects.exists()


def test_only_sign_ins_of_that_club_may_be_chosen(cast: Cast, posts: list[BoardPost]) -> None:
    for user in (cast.hoa, cast.xuan, cast.khach):
        refused = run(LINK_SIGN_IN, by=cast.xuan, data={"board_post": posts[0].pk, "user": user.pk})
        assert list(refused.errors) == ["user"]


def test_the_board_does_not_link_itself(cast: Cast, posts: list[BoardPost]) -> None:
    with pytest.raises(PermissionDenied):
        run(LINK_SIGN_IN, by=cast.binh, data={"board_post": posts[0].pk, "user": cast.binh.pk})


def test_the_clubs_page_leads_to_the_form(cast: Cast, posts: list[BoardPost]) -> None:
    client, url = Client(), reverse("board:link_sign_in", args=[posts[0].pk])
    client.force_login(cast.xuan)
    page = reverse("clubs:club", args=[cast.club.pk])
    assert url in client.get(page).content.decode()
    assert client.post(url, {"board_post": posts[0].pk, "user": cast.lan.pk}).status_code == 302
    assert "Đăng nhập: lan" in client.get(page).content.decode()
    client.force_login(cast.lan)
    assert url not in client.get(page).content.decode()
