"""What is refused is written down: once, without what was typed, and whichever way it came."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from clb.clubs.commands import CORRECT_CLUB
from clb.kernel.batches import Row, run_rows
from clb.kernel.commands import run
from clb.kernel.journal import Kind
from clb.kernel.models import Event
from conftest import Cast

PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


def told() -> list[tuple[str, object, dict[str, object]]]:
    return [(e.kind, e.by_id, e.data) for e in Event.objects.order_by("done_at")]


def test_signing_in_and_failing_to(cast: Cast) -> None:
    cast.lan.set_password("mat-khau-dung-1")
    cast.lan.save()
    client = Client(REMOTE_ADDR="203.0.113.77", headers={"user-agent": PHONE})
    client.post("/tai-khoan/dang-nhap/", {"login": "lan", "password": "Bí-mật-sai-1"})
    client.post("/tai-khoan/dang-nhap/", {"login": "Bí-mật-gõ-nhầm-ô", "password": "x"})
    client.post("/tai-khoan/dang-nhap/", {"login": "lan", "password": "mat-khau-dung-1"})
    client.post("/tai-khoan/dang-xuat/")
    assert told() == [
        (Kind.SIGN_IN_FAILED, None, {"user": cast.lan.pk}),
        (Kind.SIGN_IN_FAILED, None, {"user": None}),
        (Kind.SIGNED_IN, cast.lan.pk, {}),
        (Kind.SIGNED_OUT, cast.lan.pk, {}),
    ]
    event = Event.objects.order_by("done_at")[0]
    assert (event.address, event.device, event.channel) == ("203.0.113.*", "Android · Chrome", "page")


def test_every_guess_is_noted_also_when_locked(cast: Cast) -> None:
    client = Client()
    for guess in range(12):
        client.post("/tai-khoan/dang-nhap/", {"login": "lan", "password": f"đoán {guess}"})
    kinds = [kind for kind, _by, _data in told()]
    assert kinds == [Kind.SIGN_IN_FAILED] * 5 + [Kind.LOCKED_OUT] * 7


def test_a_right_that_is_missing(cast: Cast) -> None:
    data = {"club": cast.club.pk, "name": "Tên Khác"}
    with pytest.raises(PermissionDenied):
        run(CORRECT_CLUB, by=cast.lan, data=data)
    assert told() == [(Kind.REFUSED, cast.lan.pk, {"command": "clubs.correct_club"})]
    assert Event.objects.get().unit_id == cast.club.unit_id
    client = Client()
    client.force_login(cast.lan)
    assert client.get(f"/cau-lac-bo/{cast.club.pk}/sua/").status_code == 403
    assert client.post(f"/cau-lac-bo/{cast.club.pk}/sua/", data).status_code == 403
    body = {"id": str(uuid.uuid4()), "data": data}
    api = client.post("/api/v1/commands/clubs.correct_club", body, content_type="application/json")
    assert api.status_code == 403
    refused = Event.objects.filter(kind=Kind.REFUSED).order_by("done_at")
    assert [e.channel for e in refused] == ["page", "page", "page", "api"]


def test_another_clubs_record_by_page_form_and_batch(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.hoa)
    assert client.get(f"/cau-lac-bo/{cast.club.pk}/").status_code == 404
    assert client.get("/khong-co-trang-nay/").status_code == 404
    data = {"club": cast.club.pk, "name": "Tên Khác"}
    assert run(CORRECT_CLUB, by=cast.hoa, data=data).status == "rejected"
    run_rows(CORRECT_CLUB, by=cast.hoa, rows=[Row(uuid.uuid4(), data)], channel="sheet")
    out = [(e.channel, e.data) for e in Event.objects.filter(kind=Kind.OUT_OF_REACH).order_by("done_at")]
    assert out == [
        ("page", {"route": "clubs:club", "ids": [str(cast.club.pk)]}),
        ("page", {"command": "clubs.correct_club", "fields": ["club"], "times": 1}),
        ("sheet", {"command": "clubs.correct_club", "fields": ["club"], "times": 1}),
    ]


def test_a_form_from_elsewhere_and_a_token_that_is_none(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.lan)
    assert client.post("/tai-khoan/dang-xuat/").status_code == 403
    Client().get("/api/v1/clubs", headers={"Authorization": "Bearer clb_x"})
    kinds = [kind for kind, _by, _data in told() if kind != Kind.SIGNED_IN]
    assert kinds == [Kind.CSRF_REFUSED, Kind.TOKEN_REFUSED]
