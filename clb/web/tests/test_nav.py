"""The menu: few groups, flat for whoever has little, one entry marked."""

import pytest
from django.test import Client

from clb.web.nav import FEW, NavGroup, nav_for
from conftest import Cast, make_user

pytestmark = pytest.mark.django_db


def test_whoever_has_much_gets_groups_and_today_stays_beside_them(cast: Cast) -> None:
    groups = nav_for(cast.xuan, "/thanh-vien/")
    assert sum(len(g.items) for g in groups) > FEW
    assert [g.is_flat for g in groups if g.title == NavGroup.TODAY.label] == [True]
    assert all(g.is_flat == (len(g.items) == 1 or g.title == NavGroup.TODAY.label) for g in groups)
    assert [item.url for g in groups for item in g.items if item.is_here] == ["/thanh-vien/"]
    assert [g.title for g in groups if g.is_here] == [NavGroup.CLUBS.label]


def test_whoever_has_little_sees_it_all_at_once(cast: Cast) -> None:
    groups = nav_for(make_user("cham", "VOLUNTEER", cast.club.unit), "/")
    assert all(g.is_flat for g in groups)
    assert [i.url for g in groups for i in g.items if i.is_here] == ["/"]
    assert nav_for(cast.khach, "/")[0].items[0].url == "/"


def test_the_longer_address_is_marked_and_the_page_holds_both_menus(cast: Cast) -> None:
    groups = nav_for(make_user("he", "SYSTEM", cast.nation), "/nhat-ky/an-ninh/")
    assert sum(i.is_here for g in groups for i in g.items) == 1
    client = Client()
    client.force_login(cast.xuan)
    page = client.get("/don-vi/").content.decode()
    assert page.count('name="menu-narrow" open') == 1
    assert page.count('name="menu-wide"') == page.count('name="menu-narrow"') > 2
