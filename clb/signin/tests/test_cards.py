"""A card of invitation: made by the unit above, opened once on a phone, replaced when the phone is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client

from clb.access.commands import MAKE_TOKEN
from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.kernel.commands import run
from clb.kernel.journal import Kind
from clb.kernel.models import Act, Event
from clb.signin.commands import INVITE_PERSON, LEAVE_DEVICE, REPLACE_CARD, REPORT_LOST_DEVICE, REVOKE_CARD, SET_PIN
from clb.signin.guard import COOKIE
from clb.signin.models import Card, Device, DeviceUser, Pin, Sealed
from clb.signin.services.cards import issue_card, open_card
from clb.signin.services.devices import is_pin_of
from clb.signin.services.sealed import seal
from conftest import Cast

PIN = {"pin": "582047", "pin_again": "582047"}
CARD = "/tai-khoan/the/"


def asked(cast: Cast, **changes: object) -> dict[str, object]:
    given = {"full_name": "Nguyễn Thị Mới", "role": "TREASURER", "place": cast.club.unit.key, "from_on": "2026-01-01"}
    return {**given, **changes}


def opened(secret: str, **said: Any) -> tuple[Client, Any]:
    """A phone that opens a card's link and says a PIN."""
    phone = Client()
    assert phone.get(f"{CARD}{secret}/")["Location"] == CARD
    return phone, phone.post(CARD, said or PIN)


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/an-toan/").status_code == 200


def test_a_commune_invites_and_the_invited_comes_in_by_pin(cast: Cast) -> None:
    office = Client()
    office.force_login(cast.xuan)
    made = office.post("/tai-khoan/nguoi-dung/moi/", asked(cast), follow=True)
    secret = made.context["secret"]
    assert re.fullmatch("[a-z2-9]{16}", secret) and 'class="qr"' in made.text
    card = Card.objects.get()
    assert secret not in str(Card.objects.values()) + str(Act.objects.values()) + str(Event.objects.values())
    again = office.get(f"/tai-khoan/the-moi/{card.pk}/")
    assert (again.context["secret"], "Mã trên thẻ không hiện lại" in again.text) == ("", True)
    paper = office.post(f"/tai-khoan/the-moi/{card.pk}/in/A6/", {"secret": secret})
    assert (paper["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")
    assert office.post(f"/tai-khoan/the-moi/{card.pk}/in/A6/", {"secret": "sai"}).status_code == 302
    user = User.objects.get(username="nguyenthimoi")
    phone = Client()
    phone.get(f"{CARD}{secret}/")
    assert "Nguyễn Thị Mới" in phone.get(CARD).text and Card.objects.get().is_open  # a look uses nothing up
    for pin, why in (("123456", "liền nhau"), ("150755", "ngày sinh"), ("12", "6 đến 12")):
        refused = phone.post(CARD, {"pin": pin, "pin_again": pin})
        assert (refused.status_code, why in refused.text, Card.objects.get().is_open) == (422, True, True)
    assert "chưa giống nhau" in phone.post(CARD, {"pin": "582047", "pin_again": "582048"}).text
    assert phone.post(CARD, PIN).status_code == 302 and is_in(phone)
    assert phone.cookies[COOKIE]["httponly"] and phone.cookies[COOKIE]["samesite"] == "Lax"
    assert not Card.objects.get().is_open and Event.objects.filter(kind=Kind.INVITATION_USED, by=user).count() == 1
    assert Client().get(f"{CARD}{secret}/").status_code == 404  # once
    assert Event.objects.filter(kind=Kind.INVITATION_REFUSED).count() == 1
    phone.post("/tai-khoan/dang-xuat/")
    door = phone.get("/tai-khoan/dang-nhap/")
    assert "Ai đang dùng máy?" in door.text and "Nguyễn Thị Mới" in door.text
    joined = DeviceUser.objects.get()
    assert phone.post(f"/tai-khoan/ma-pin/{joined.pk}/?next=/quy/", PIN | {"next": "/quy/"})["Location"] == "/quy/"


@pytest.mark.parametrize(
    ("who", "changes", "field"),
    [
        ("xuan", {"role": "GOVERNMENT"}, "role"),
        ("xuan", {"place": "C2"}, "place"),
        ("xuan", {"username": "LAN"}, "username"),
        ("dung", {"role": "SYSTEM"}, "role"),
        ("dung", {"place": "vn"}, "place"),
    ],
)
def test_offices_are_given_downward_only(cast: Cast, who: str, changes: dict[str, object], field: str) -> None:
    outcome = run(INVITE_PERSON, by=getattr(cast, who), data=asked(cast, **changes))
    assert list(outcome.errors) == [field]
    assert not Card.objects.exists()


def test_names_of_sign_ins_do_not_clash_and_names_stay_out_of_the_journal(cast: Cast) -> None:
    for _n in range(2):
        assert run(INVITE_PERSON, by=cast.xuan, data=asked(cast)).status == "done"
    made = User.objects.filter(first_name="Nguyễn Thị Mới").order_by("pk")
    assert [u.username for u in made] == ["nguyenthimoi", "nguyenthimoi2"]
    assert not any(u.has_usable_password() for u in made)
    assert "Mới" not in str(Act.objects.values()) and "nguyenthimoi" not in str(Act.objects.values())


def test_an_officer_sets_a_passphrase(cast: Cast) -> None:
    secret = str(issue_card(cast.xuan, by=cast.dung).secret)
    _phone, refused = opened(secret, **PIN)
    assert (refused.status_code, Pin.objects.exists()) == (422, False)
    for words, why in (("ngắn quá", "12"), ("MatKhau@123456", "dễ đoán")):
        _phone, refused = opened(secret, passphrase=words)
        assert (refused.status_code, why in refused.text) == (422, True)
    phone, done = opened(secret, passphrase="con trâu gặm cỏ bờ đê")
    assert done.status_code == 302 and is_in(phone) and COOKIE not in phone.cookies
    assert run(SET_PIN, by=cast.xuan, data={**PIN}).status == "rejected"


def test_cards_end(cast: Cast) -> None:
    first, second = issue_card(cast.lan, by=cast.xuan), issue_card(cast.lan, by=cast.xuan)
    assert open_card(str(first.secret)) is None  # the next one took its place
    assert open_card("-".join(re.findall("....", str(second.secret).upper()))) == second
    assert run(REVOKE_CARD, by=cast.hoa, data={"card": second.pk}).errors.keys() == {"card"}
    assert run(REVOKE_CARD, by=cast.xuan, data={"card": second.pk}).status == "done"
    assert open_card(str(second.secret)) is None
    third = issue_card(cast.lan, by=cast.xuan)
    Card.objects.filter(pk=third.pk).update(expires_at=third.issued_at - timedelta(seconds=1))
    assert open_card(str(third.secret)) is None
    phone = Client()
    statuses = [phone.post(CARD, {"code": f"sai-{n}"}).status_code for n in range(12)]
    assert statuses == [404] * 10 + [429] * 2
    assert open_card("") is None


def test_a_lost_phone(cast: Cast) -> None:
    phone, _done = opened(str(issue_card(cast.lan, by=cast.xuan).secret))
    until = {"expires_on": "2026-12-31", "rights": ["clubs.read"], "name": "bảng tính"}
    run(MAKE_TOKEN, by=cast.lan, data=until)
    Authenticator.objects.create(user=cast.lan, type="totp", data={"secret": seal("x")})
    office, stranger = Client(), Client()
    office.force_login(cast.xuan), stranger.force_login(cast.hoa)
    url = f"/tai-khoan/nguoi-dung/{cast.lan.assignments.get().pk}/the-moi/"
    data = {"assignment": cast.lan.assignments.get().pk, "why": "LOST"}
    assert stranger.post(url, data).status_code == 403 and is_in(phone)
    page = office.post(url, data, follow=True)
    assert not is_in(phone) and "Ai đang dùng máy?" not in phone.get("/tai-khoan/dang-nhap/").text
    left = (Pin.objects.count(), DeviceUser.objects.count(), Authenticator.objects.count(), Sealed.objects.count())
    assert left == (0, 0, 0, 0) and Device.objects.get().lost_at is not None
    assert not cast.lan.tokens.filter(revoked_at=None).exists()
    assert Act.objects.get(command="signin.replace_card").data == {"assignment": str(data["assignment"]), "why": "LOST"}
    new, done = opened(page.context["secret"])
    assert done.status_code == 302 and is_in(new) and not is_in(phone)


def test_nobody_borrows_anothers_rights_by_a_card(cast: Cast) -> None:
    own = {"assignment": cast.dung.assignments.get().pk, "why": "LOST"}
    assert "Không tự cấp thẻ" in str(run(REPLACE_CARD, by=cast.dung, data=own).errors)
    Assignment.objects.create(user=cast.lan, role=Role.TREASURER, unit=cast.other_club.unit, from_on="2020-01-01")
    data = {"assignment": cast.lan.assignments.get(unit=cast.club.unit).pk, "why": "LOST"}
    refused = run(REPLACE_CARD, by=cast.xuan, data=data)
    assert "nơi bạn không phụ trách" in str(refused.errors)
    assert run(REPLACE_CARD, by=cast.hoi, data=data).status == "done"


def test_a_shared_tablet_and_its_people(cast: Cast) -> None:
    tablet, _done = opened(str(issue_card(cast.lan, by=cast.xuan).secret), **PIN, is_shared="on")
    assert tablet.session["clb_kind"] == "SHARED"
    secret = str(issue_card(cast.binh, by=cast.xuan).secret)
    kept = tablet.session
    kept["clb_seen"] -= 3600
    kept.save()
    assert tablet.get("/cau-lac-bo/").status_code == 403  # locked, but whoever comes next is not asked for her PIN
    tablet.get(f"{CARD}{secret}/")  # the first one is signed out by this
    assert tablet.post(CARD, {"pin": "914730", "pin_again": "914730"}).status_code == 302
    assert Device.objects.count() == 1 and DeviceUser.objects.count() == 2
    mine, theirs = DeviceUser.objects.get(user=cast.binh), DeviceUser.objects.get(user=cast.lan)
    url = "/tai-khoan/an-toan/may/{}/thoi/"
    assert tablet.post(url.format(theirs.pk), {"device_user": theirs.pk}).status_code == 404
    assert run(LEAVE_DEVICE, by=cast.binh, data={"device_user": theirs.pk}).errors
    own = tablet.post("/tai-khoan/an-toan/ma-pin/", {"pin": "603829", "pin_again": "603829", "is_shared": "on"})
    assert own.status_code == 302 and Device.objects.count() == 1 and is_pin_of(cast.binh, "603829")
    assert run(REPORT_LOST_DEVICE, by=cast.binh, data={"device_user": mine.pk}).status == "done"
    assert not is_in(tablet) and not DeviceUser.objects.exists()


def test_whoever_rises_above_the_club_needs_more_than_a_pin(cast: Cast) -> None:
    phone, _done = opened(str(issue_card(cast.lan, by=cast.xuan).secret))
    phone.post("/tai-khoan/dang-xuat/")
    Assignment.objects.create(user=cast.lan, role=Role.COMMUNE, unit=cast.xa, from_on="2020-01-01")
    answer = phone.post(f"/tai-khoan/ma-pin/{DeviceUser.objects.get().pk}/", PIN)
    assert (answer.status_code, "cần mật khẩu và bước xác nhận" in answer.text, is_in(phone)) == (422, True, False)


def test_the_command_line_gives_the_first_card(cast: Cast) -> None:
    told = StringIO()
    call_command("user", "add", "dautien", "--at", "vn", stdout=told)
    call_command("user", "card", "dautien", stdout=told)
    first, second = re.findall(r"lần này\): (\S+)", told.getvalue())
    assert open_card(first) is None and open_card(second) is not None
