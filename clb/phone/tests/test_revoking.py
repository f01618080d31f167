"""Phones and taking them back: whose, by whom, and what is said to go with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clb.access.models import Assignment
from clb.access.roles import Role
from clb.kernel.models import Act
from clb.phone.models import PhoneKey
from clb.signin.services.devices import join_device, know_device
from conftest import Cast, make_user

from .made import TestPhone
from .sample import make_phone
from .test_syncing import client_of

URL = "/dien-thoai/may/"


def revoke(client: Client, key: PhoneKey, why: str = "LOST", **more: str) -> int:
    return client.post(f"{URL}{key.pk}/thu-hoi/", {"key": key.pk, "why": why, **more}).status_code


def test_the_chair_takes_back_a_phone_and_it_is_told_to_wipe(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    assert phone.pull().status_code == 200
    client = client_of(cast.binh)
    key = phone.key
    assert "Đang dùng" in client.get(f"{URL}{key.pk}/").content.decode()
    assert revoke(client, key, "") == 422, "without a reason"
    assert revoke(client, key) == 302
    assert "máy chưa biết" in client.get(f"{URL}{key.pk}/").content.decode()
    assert phone.pull().status_code == 410
    shown = client.get(f"{URL}{key.pk}/").content.decode()
    assert "Máy đã nhận lệnh xóa" in shown and "Mất máy" in shown
    found = phone.key
    assert (found.revoked_by, found.revoked_why, found.wiped_at is not None) == (cast.binh, "LOST", True)
    assert Act.objects.get(command="phone.revoke_key").data == {"key": str(key.pk), "why": "LOST"}


def test_a_second_click_and_a_second_person_change_nothing(cast: Cast) -> None:
    key = make_phone(cast.lan)
    act = "6b1f6a0e-0000-4000-8000-00000000aaaa"
    client = client_of(cast.binh)
    assert [revoke(client, key, id=act) for _n in range(2)] == [302, 302]
    assert Act.objects.filter(command="phone.revoke_key").count() == 1
    assert revoke(client_of(cast.xuan), key, "OTHER") == 422
    assert PhoneKey.objects.get(pk=key.pk).revoked_why == "LOST"


def test_what_goes_with_it_is_said_before(cast: Cast) -> None:
    key = make_phone(cast.lan, left_rows=4, left_photos=1, left_since=timezone.now())
    shown = client_of(cast.binh).get(f"{URL}{key.pk}/thu-hoi/").content.decode()
    assert "MẤT THEO: 4 việc và 1 ảnh" in shown


def test_nobody_sees_or_takes_back_phones_of_people_elsewhere(cast: Cast) -> None:
    key = make_phone(cast.lan)
    for user in (cast.hoa, cast.tai, cast.khach):
        for address in ("", "thu-hoi/"):
            assert client_of(user).get(f"{URL}{key.pk}/{address}").status_code == 404, (user, address)
        assert revoke(client_of(user), key) == 404
    volunteer = make_user("tinh-nguyen", Role.VOLUNTEER, cast.club.unit)
    assert client_of(volunteer).get(f"{URL}{key.pk}/").status_code == 404
    assert PhoneKey.objects.get(pk=key.pk).revoked_at is None
    for user in (cast.binh, cast.xuan, cast.dung, cast.hoi, cast.lan):
        assert client_of(user).get(f"{URL}{key.pk}/").status_code == 200, user


def test_of_those_who_left_the_phones_of_their_time_stay_in_reach(cast: Cast) -> None:
    key = make_phone(cast.lan, days=10)
    held = Assignment.objects.filter(user=cast.lan)
    held.update(until_on=timezone.localdate() - timedelta(days=1))
    assert client_of(cast.binh).get(f"{URL}{key.pk}/").status_code == 200
    held.update(until_on=date(2020, 1, 1))
    assert client_of(cast.binh).get(f"{URL}{key.pk}/").status_code == 404, "set up long after she had left"


def test_my_own_list_and_the_way_to_report_a_lost_device(cast: Cast) -> None:
    device = know_device("Máy nhận PIN", is_shared=False)
    seat = join_device(device, cast.lan)
    key = make_phone(cast.lan)
    key.phone.device = device
    key.phone.save()
    make_phone(cast.hoa, "Máy của Hoa")
    client = client_of(cast.lan)
    shown = client.get(URL).content.decode()
    assert "Chrome trên Android" in shown and "Máy của Hoa" not in shown and "tôi phụ trách" not in shown
    assert f"/tai-khoan/an-toan/may/{seat.pk}/mat/" in client.get(f"{URL}{key.pk}/").content.decode()
    assert revoke(client, key, "NEW_PHONE") == 302
    assert client_of(cast.khach).get(URL).status_code == 403


@pytest.mark.parametrize("who", ["lan", "binh", "xuan"])
def test_one_phone_or_three_the_questions_stay(cast: Cast, who: str) -> None:
    client = client_of(getattr(cast, who))

    def asked() -> int:
        client.get(URL)
        with CaptureQueriesContext(connection) as caught:
            client.get(URL)
        return len(caught)

    make_phone(cast.lan)
    make_phone(cast.binh)
    before = asked()
    for user in (cast.lan, cast.lan, cast.binh, cast.binh):
        make_phone(user)
    assert asked() == before
