"""What a thief tries: a hundred passwords, PINs, codes; a session stolen or fixed. Each refused, each written down."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.utils import timezone

from clb.access.models import User
from clb.kernel.commands import run
from clb.kernel.journal import Kind
from clb.kernel.models import Event
from clb.kernel.tests.at_once import at_once
from clb.signin.commands import END_OTHER_SESSIONS, REPLACE_CARD, UNLOCK_PERSON
from clb.signin.guard import COOKIE
from clb.signin.models import Tries
from clb.signin.queries import sessions_of
from clb.signin.services.devices import join_device, know_device, store_pin
from clb.signin.services.sealed import seal, unsealed
from clb.signin.services.sessions import tidy_doors
from clb.signin.services.tries import Shut, begin
from clb.signin.stamps import KIND, PROVED, SEEN, SIGNED
from conftest import Cast
from tests.doors import blank_pages

DOOR = "/tai-khoan/dang-nhap/"
CODES = "/tai-khoan/xac-nhan/nhap-ma/"
RIGHT = "con trâu gặm cỏ bờ đê"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def lan(cast: Cast) -> User:
    cast.lan.set_password(RIGHT)
    cast.lan.save()
    return cast.lan


@pytest.fixture
def demanded() -> Iterator[None]:
    settings.SECOND_FACTOR = "1"
    settings.MFA_TOTP_TOLERANCE = 1  # a test may run into the next half minute
    yield
    settings.SECOND_FACTOR = "0"
    settings.MFA_TOTP_TOLERANCE = 0


def enter(client: Client, name: str = "lan", password: str = RIGHT) -> Any:
    return client.post(DOOR, {"login": name, "password": password})


def noted() -> Counter[str]:
    return Counter(Event.objects.values_list("kind", flat=True))


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/an-toan/").status_code == 200


def code_now(secret: str = SECRET, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def wait(minutes: int) -> None:
    """As if so much time had passed since the door shut."""
    for tries in Tries.objects.exclude(shut_until=None):
        tries.shut_until -= timedelta(minutes=minutes)
        tries.save()


def test_a_hundred_passwords(lan: User) -> None:
    with blank_pages():
        guessing = Client()
        statuses = Counter(enter(guessing, password=f"đoán mò {n}").status_code for n in range(100))
    assert statuses == {200: 5, 429: 95}
    assert noted() == {Kind.SIGN_IN_FAILED: 5, Kind.LOCKED_OUT: 95}
    assert set(Event.objects.values_list("data__user", flat=True)) == {lan.pk}
    client = Client()
    shut = enter(client)  # the right one is not even looked at
    assert (shut.status_code, "Hãy đợi 1 phút" in shut.text, is_in(client)) == (429, True, False)
    wait(1)
    assert enter(Client(), password="sai nữa").status_code == 200
    assert "Hãy đợi 2 phút" in enter(client).text  # longer each time
    wait(2)
    assert enter(client).status_code == 302 and is_in(client)
    assert not Tries.objects.filter(kind="PASSWORD").exists()


def test_nobody_locks_an_officer_out_from_afar(cast: Cast) -> None:
    cast.xuan.set_password(RIGHT)
    cast.xuan.save()
    own, stranger = Client(), Client()
    assert enter(own, "xuan").status_code == 302
    cookie = own.cookies["clb_came"].value
    for turn in range(7):
        shut = enter(stranger, "xuan", f"sai {turn}").status_code
    assert shut == 429 and enter(Client(), "xuan").status_code == 429
    forged = Client()
    forged.cookies["clb_came"] = cookie[:-1] + ("A" if cookie[-1] != "A" else "B")
    assert enter(forged, "xuan").status_code == 429
    own = Client()
    own.cookies["clb_came"] = cookie
    assert enter(own, "XUAN ").status_code == 302
    own = Client()  # in a stolen browser guesses are counted too, and those of other names by the name
    own.cookies["clb_came"] = cookie
    for turn in range(7):
        shut = enter(own, "xuan", f"sai {turn}").status_code
    assert shut == 429 and enter(own, "xuan").status_code == 429
    assert {enter(own, "binh", f"sai {turn}").status_code for turn in range(7)} == {200, 429}
    assert enter(Client(), "binh", "sai").status_code == 429


def test_guesses_at_once_are_no_more_than_one_by_one(committed: None) -> None:
    let_through = []

    def guess() -> None:
        for _n in range(10):
            with suppress(Shut):
                begin("PASSWORD", "lan")
                let_through.append(1)

    at_once(*[guess] * 6)
    assert (len(let_through), Tries.objects.get().failed) == (5, 5)


def test_what_is_over_is_forgotten(lan: User) -> None:
    client = Client()
    enter(client)
    begin("ADDRESS", "203.0.113.5")
    begin("PIN", 1, lan)
    tidy_doors(timezone.now())
    assert is_in(client) and Tries.objects.count() == 2
    tidy_doors(timezone.now() + timedelta(days=40))
    left = [t.kind for t in Tries.objects.all()]
    assert (left, UserSession.objects.exists(), is_in(client)) == (["PIN"], False, False)


def test_the_door_does_not_tell_who_exists(lan: User) -> None:
    def answers(name: str) -> list[tuple[int, str]]:
        guessing = Client(REMOTE_ADDR=f"203.0.113.{len(name)}")
        pages = [enter(guessing, name, "đoán mò") for _n in range(7)]
        return [(p.status_code, p.text.replace(name, "").partition("<main")[2].partition("csrf")[0]) for p in pages]

    assert answers("lan") == answers("khongcoai")


def test_many_names_from_one_address_and_two_ways_to_open_again(lan: User, cast: Cast) -> None:
    with blank_pages():
        guessing = Client(REMOTE_ADDR="203.0.113.9")
        far = [enter(guessing, f"ai-do-{n}", "x").status_code for n in range(60)]
    assert Counter(far) == {200: 50, 429: 10}
    assert enter(Client(REMOTE_ADDR="203.0.113.9")).status_code == 429
    assert enter(Client()).status_code == 302  # from elsewhere
    for _n in range(6):
        enter(Client(), password="đoán mò")
    known = know_device("Máy", is_shared=False)
    store_pin(lan, "582047")
    join_device(known, lan)
    own = Client()
    own.cookies[COOKIE] = known.secret or ""
    assert enter(Client()).status_code == 429
    assert enter(own).status_code == 302  # a stranger cannot lock them out of their own phone
    office = {"assignment": lan.assignments.get().pk}
    assert run(UNLOCK_PERSON, by=cast.hoi, data=office).status == "done"
    assert enter(Client()).status_code == 302


def test_a_hundred_pins_on_a_stolen_tablet(lan: User, cast: Cast) -> None:
    tablet = know_device("Máy tính bảng", is_shared=True)
    store_pin(lan, "582047")
    joined = join_device(tablet, lan)
    door = f"/tai-khoan/ma-pin/{joined.pk}/"
    assert Client().post(door, {"pin": "582047"}).status_code == 404  # a PIN alone opens nothing
    thief = Client()
    thief.cookies[COOKIE] = tablet.secret or ""
    assert "Ai đang dùng máy?" in thief.get(DOOR).text
    statuses = Counter()
    with blank_pages():
        for n in range(100):
            statuses[thief.post(door, {"pin": f"4{n:05}"}).status_code] += 1
            wait(60 * 24)
    assert statuses == {422: 10, 429: 90}  # ten in all, however patient
    assert "nhờ ủy ban nhân dân xã" in thief.post(door, {"pin": "582047"}).text
    assert noted() == {Kind.SIGN_IN_FAILED: 10, Kind.LOCKED_OUT: 91}
    run(UNLOCK_PERSON, by=cast.xuan, data={"assignment": lan.assignments.get().pk})
    assert thief.post(door, {"pin": "582047"}).status_code == 302


def test_a_hundred_codes_and_one_taken_twice(cast: Cast, demanded: None) -> None:
    xuan = cast.xuan
    xuan.set_password(RIGHT)
    xuan.save()
    TOTP.activate(xuan, SECRET)
    assert SECRET not in str(Authenticator.objects.get().data)
    client = Client()
    assert enter(client, "xuan")["Location"] == CODES
    assert not is_in(client)
    right = {code_now(ahead=n) for n in (-2, -1, 0, 1, 2)}
    wrong = [c for c in (f"{n:06}" for n in range(120)) if c not in right][:100]
    assert "Mã chưa đúng" in client.post(CODES, {"code": wrong[0]}).text
    with blank_pages():
        assert {client.post(CODES, {"code": code}).status_code for code in wrong[1:]} == {200}
    assert not is_in(client)
    counted = noted()
    assert (counted[Kind.SECOND_FACTOR_FAILED], counted[Kind.LOCKED_OUT]) == (5, 95)
    assert client.post(CODES, {"code": code_now()}).status_code == 200 and not is_in(client)
    wait(1)
    code = code_now()
    assert client.post(CODES, {"code": code}).status_code == 302 and is_in(client)
    other = Client()
    enter(other, "xuan")
    assert other.post(CODES, {"code": code}).status_code == 200 and not is_in(other)  # taken once


def test_a_recovery_code_lets_in_once(cast: Cast, demanded: None) -> None:
    xuan = cast.xuan
    xuan.set_password(RIGHT)
    xuan.save()
    TOTP.activate(xuan, SECRET)
    codes = Authenticator.objects.create(
        user=xuan, type="recovery_codes", data={"seed": seal("ab" * 40), "used_mask": 0}
    )
    assert unsealed(codes.data["seed"]) == "ab" * 40
    first = codes.wrap().get_unused_codes()[0]
    for is_open in (True, False):
        client = Client()
        enter(client, "xuan")
        client.post(CODES, {"code": first})
        assert is_in(client) is is_open
    assert noted()[Kind.RECOVERY_CODE_USED] == 1


def test_an_officer_without_a_second_factor_can_only_set_one_up(
    cast: Cast, demanded: None, django_capture_on_commit_callbacks: Any
) -> None:
    cast.xuan.set_password(RIGHT)
    cast.xuan.save()
    client = Client()
    enter(client, "xuan")
    set_up = "/tai-khoan/xac-nhan/"
    assert [client.get(p)["Location"] for p in ("/", "/cau-lac-bo/", "/tai-khoan/nguoi-dung/")] == [set_up] * 3
    assert client.get("/api/v1/clubs").status_code == 403
    page = client.get(set_up + "ung-dung/")
    secret = page.context["form"].secret
    assert client.post(set_up + "ung-dung/", {"code": "000000"}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(set_up + "ung-dung/", {"code": code_now(secret)})
    assert done["Location"] == set_up + "ma-du-phong/"
    assert len(client.get(set_up + "ma-du-phong/").context["unused_codes"]) == 10
    assert client.get("/cau-lac-bo/").status_code == 200
    refused = client.post(set_up + "ung-dung/tat/")
    assert refused.status_code == 200 and Authenticator.objects.filter(type="totp").exists()  # the last one stays
    assert noted()[Kind.SECOND_FACTOR_SET] == 2  # the app, and the recovery codes that come with it
    treasurer = Client()
    cast.lan.set_password(RIGHT)
    cast.lan.save()
    enter(treasurer)
    assert treasurer.get("/cau-lac-bo/").status_code == 200  # those of a club are not asked for one


def stolen(client: Client) -> Client:
    """A thief with a copy of the cookies."""
    thief = Client()
    for name, morsel in client.cookies.items():
        thief.cookies[name] = morsel.value
    return thief


@pytest.mark.parametrize("how", ["signed out", "revoked", "all others", "password", "lost", "old"])
def test_a_stolen_session_ends(lan: User, cast: Cast, how: str) -> None:
    mine, here = Client(), Client()
    enter(mine), enter(here)
    thief = stolen(mine)
    assert is_in(thief)
    session = UserSession.objects.get(session_key=mine.session.session_key)
    if how == "signed out":
        mine.post("/tai-khoan/dang-xuat/")
    elif how == "revoked":
        assert here.post(f"/tai-khoan/an-toan/phien/{session.pk}/dong/", {"session": session.pk}).status_code == 302
    elif how == "all others":
        assert here.post("/tai-khoan/an-toan/phien/dong-het/").status_code == 302
    elif how == "password":
        new = "một câu hoàn toàn khác"
        said = {"oldpassword": RIGHT, "password1": new, "password2": new}
        assert here.post("/tai-khoan/mat-khau/", said).status_code == 302
        assert noted()[Kind.SECRET_CHANGED] == 1
        assert [row.is_this for row in sessions_of(lan, here.session.session_key)] == [True]
    elif how == "lost":
        data = {"assignment": lan.assignments.get().pk, "why": "LOST"}
        assert run(REPLACE_CARD, by=cast.xuan, data=data).status == "done"
    else:
        kept = thief.session
        kept[SIGNED] -= 31 * 24 * 3600
        kept.save()
    assert thief.get("/cau-lac-bo/")["Location"].startswith(DOOR)
    told = Event.objects.filter(kind=Kind.SESSION_REFUSED).values_list("data__why", flat=True)
    assert list(told) == ["old" if how == "old" else "ended"]
    assert is_in(here) is (how != "lost")


def test_a_session_of_before_signing_in_is_worth_nothing(lan: User) -> None:
    client = Client()
    client.get(DOOR)
    kept = client.session
    kept["của kẻ gian"] = 1
    kept.save()
    client.cookies["sessionid"] = kept.session_key or ""
    fixed = kept.session_key
    enter(client)
    assert client.session.session_key != fixed and is_in(client)
    thief = Client()
    thief.cookies["sessionid"] = fixed or ""
    assert not is_in(thief)
    made_up = Client()
    made_up.cookies["sessionid"] = "a" * 32
    assert not is_in(made_up) and enter(made_up).status_code == 302
    assert made_up.session.session_key != "a" * 32


def test_an_idle_screen_asks_again_and_keeps_what_was_typed(lan: User, cast: Cast) -> None:
    client = Client()
    enter(client)
    idle(client)
    assert client.get("/cau-lac-bo/").status_code == 403
    url = f"/cau-lac-bo/{cast.club.pk}/sua/"
    asked = client.post(url, {"name": "Điều tôi vừa gõ", "password1": "không chép lại"})
    assert (asked.status_code, "Điều tôi vừa gõ" in asked.text, "không chép lại" in asked.text) == (403, True, False)
    assert client.get("/api/v1/clubs").status_code == 401
    wrong = client.post("/cau-lac-bo/", {"again_secret": "sai", "again_method": "GET"})
    assert (wrong.status_code, "Mật khẩu chưa đúng" in wrong.text) == (403, True)
    assert client.post("/cau-lac-bo/?trang=1", {"again_secret": RIGHT, "again_method": "GET"})["Location"].endswith(
        "?trang=1"
    )
    assert client.get("/cau-lac-bo/").status_code == 200
    idle(client)
    for _n in range(6):
        client.post("/cau-lac-bo/", {"again_secret": "sai", "again_method": "GET"})
    assert client.get("/cau-lac-bo/")["Location"].startswith(DOOR)  # guessed too often: out
    assert noted()[Kind.SESSION_REFUSED] == 1


def idle(client: Client) -> None:
    kept = client.session
    kept[SEEN] -= 13 * 3600
    kept[PROVED] -= 13 * 3600
    kept.save()


def test_an_officers_session_is_short(cast: Cast) -> None:
    cast.xuan.set_password(RIGHT)
    cast.xuan.save()
    client = Client()
    enter(client, "xuan")

    def later(stamp: str, minutes: int) -> int:
        kept = client.session
        kept[stamp] -= minutes * 60
        kept.save()
        return int(client.get("/cau-lac-bo/").status_code)

    assert (client.session[KIND], later(SEEN, 29), later(SEEN, 31)) == ("OFFICER", 200, 403)
    assert client.post("/cau-lac-bo/", {"again_secret": RIGHT, "again_method": "GET"}).status_code == 302
    fragment = {"HX-Request": "true"}
    assert client.get("/cau-lac-bo/", headers=fragment).status_code == 200
    kept = client.session
    kept[SIGNED] -= 12 * 3600 + 60
    kept.save()
    half_typed = client.post(f"/cau-lac-bo/{cast.club.pk}/sua/", {"name": ""})
    assert half_typed.status_code == 422  # begun before the end: judged, not thrown away
    assert client.get("/cau-lac-bo/", headers=fragment)["HX-Refresh"] == "true"
    assert client.get("/cau-lac-bo/").status_code == 302
    assert Event.objects.get(kind=Kind.SESSION_REFUSED).data == {"why": "old"}


def test_a_dangerous_act_asks_again(cast: Cast) -> None:
    cast.xuan.set_password(RIGHT)
    cast.xuan.save()
    client = Client()
    enter(client, "xuan")
    kept = client.session
    kept[PROVED] -= 16 * 60
    kept.save()
    pages = ["/tai-khoan/nguoi-dung/moi/", "/tai-khoan/ma-truy-cap/cap/", "/tai-khoan/xac-nhan/ma-moi/"]
    assert [client.get(p).status_code for p in pages] == [403] * 3
    assert client.get("/cau-lac-bo/").status_code == 200
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    body = {
        "id": "0198b3f0-0000-7000-8000-000000000001",
        "data": {"name": "x", "rights": ["clubs.read"], "expires_on": until},
    }
    refused = client.post("/api/v1/commands/access.make_token", body, content_type="application/json")
    assert refused.status_code == 403  # nor by the back door
    assert client.post(pages[0], {"again_secret": RIGHT, "again_method": "GET"}).status_code == 302
    assert client.get(pages[0]).status_code == 200


def test_nobody_ends_the_sessions_of_others(lan: User, cast: Cast) -> None:
    client, stranger = Client(), Client()
    enter(client)
    stranger.force_login(cast.hoa)
    session = UserSession.objects.get()
    url = f"/tai-khoan/an-toan/phien/{session.pk}/dong/"
    assert (stranger.get(url).status_code, stranger.post(url, {"session": session.pk}).status_code) == (404, 404)
    assert run(END_OTHER_SESSIONS, by=cast.hoa, data={}).result == 0
    assert is_in(client)
