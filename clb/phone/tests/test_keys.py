"""Keys of phones: who gets one, what it opens, and how it ends."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.kernel.commands import commands, run
from clb.kernel.models import Act, Event
from clb.phone.commands import MAKE_KEY, REVOKE_KEY, SETTLE_ROW
from clb.phone.models import ParkedRow, PhoneKey
from clb.phone.queries.reader import phone_rights
from clb.phone.services.keys import narrow
from clb.phone.tests.made import TestPhone, lend, repayment
from clb.signin.commands import REPLACE_CARD, REPORT_LOST_DEVICE
from clb.signin.models import Device, DeviceUser
from conftest import Cast, make_user
from tests.world import do

PATHS = ("pack", "push", "settle", "photo", "seen")


def code_of(phone: TestPhone) -> tuple[int, str]:
    answer = phone.pull()
    return answer.status_code, answer.json()["code"] if answer.status_code >= 400 else ""


def asked(url: str, client: Client | None = None, **headers: str) -> int:
    caller = client or Client()
    return (caller.get if url.endswith("pack") else caller.post)(url, headers=headers).status_code


@pytest.mark.parametrize("path", PATHS)
def test_nobody_gets_in_without_a_key(cast: Cast, path: str) -> None:
    url = f"/api/phone/{path}"
    session = Client()
    session.force_login(cast.lan)
    wrong = ("", "Bearer", "Bearer clbp_x", "Basic bGFuOng=", "Bearer " + "x" * 5_000)
    assert [asked(url, **{"Authorization": one}) for one in wrong] == [401] * len(wrong)
    assert asked(url, session) == 401, "a cookie opens nothing here"
    assert Event.objects.filter(kind="TOKEN_REFUSED").count() == 4


def test_a_key_opens_nothing_but_the_phones_own_addresses(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    for url in ("/api/v1/clubs", "/api/v1/units", "/api/v1/commands/fund.repay_loan"):
        answer = Client().get(url, headers=phone.headers())
        assert answer.status_code in {401, 405}, url
    assert Client().get("/", headers=phone.headers()).status_code == 302
    made = Client().post("/dien-thoai/khoa/", {"phone": uuid4()}, headers=phone.headers())
    assert made.status_code == 302


def test_a_key_may_do_what_is_done_offline_and_no_more(cast: Cast) -> None:
    user = narrow(TestPhone(cast.binh).key)
    offline = {name for name, command in commands().items() if command.offline}
    may = {name for name in commands() if user.may(name, cast.club.unit)}
    does = {"meetings.attach_evidence", "supervision.attach_supervision_file", "phone.settle_row", "members.add_member"}
    assert may <= offline | does
    assert may >= {"meetings.record_meeting"}
    assert not any(name.startswith(("signin.", "access.", "privacy.")) for name in phone_rights())
    for command in (MAKE_KEY, REVOKE_KEY):
        with pytest.raises(PermissionDenied):
            run(command, by=user, data={"phone": str(uuid4()), "key": str(PhoneKey.objects.get().pk), "why": "LOST"})


def test_the_key_is_made_in_person_and_its_secret_is_shown_once(cast: Cast) -> None:
    client, phone = Client(), uuid4()
    client.force_login(cast.lan)
    answer = client.post("/dien-thoai/khoa/", json.dumps({"phone": str(phone)}), content_type="application/json")
    first = secret_in(answer)
    key = PhoneKey.objects.get()
    assert first.startswith("clbp_") and first not in key.secret_hash
    assert key.expires_on == timezone.localdate() + timedelta(days=90)
    assert answer["Cache-Control"].count("no-store") == 1
    kept = json.dumps([[act.data, act.result] for act in Act.objects.filter(command="phone.make_key")])
    assert first not in kept and str(key.pk) in kept
    client.force_login(cast.lan)
    second = secret_in(client.post("/dien-thoai/khoa/", {"phone": str(phone)}))
    assert PhoneKey.objects.get().pk == key.pk
    assert asked("/api/phone/pack", Authorization=f"Bearer {first}") == 401
    assert asked("/api/phone/pack", Authorization=f"Bearer {second}") == 200
    client.force_login(cast.lan)
    for wrong in ({}, {"phone": "máy tôi"}):
        assert client.post("/dien-thoai/khoa/", wrong).status_code == 422


def test_with_the_key_the_sites_session_ends(cast: Cast) -> None:
    """Else whoever finds the phone locked would read on the site what the PIN guards."""
    client = Client()
    client.force_login(cast.lan)
    assert client.get("/").status_code == 200
    assert client.post("/dien-thoai/khoa/", {"phone": str(uuid4())}).status_code == 201
    assert client.get("/").status_code == 302
    assert client.get("/dien-thoai/khoa/", headers={"Accept": "application/json"}).status_code in {302, 401}


def secret_in(answer: Any) -> str:
    (found,) = (one for one in answer.json().values() if str(one).startswith("clbp_"))
    return str(found)


def test_a_program_makes_no_key(cast: Cast) -> None:
    lan = User.objects.get(pk=cast.lan.pk)
    lan.narrowed_to = frozenset({"phone.make_key"})
    with pytest.raises(PermissionDenied):
        run(MAKE_KEY, by=lan, data={"phone": str(uuid4())})
    lan = User.objects.get(pk=cast.lan.pk)
    lan.is_unproved = True
    with pytest.raises(PermissionDenied):
        run(MAKE_KEY, by=lan, data={"phone": str(uuid4())})


def test_without_csrf_or_an_office_there_is_no_key(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.lan)
    assert strict.post("/dien-thoai/khoa/", {"phone": str(uuid4())}).status_code == 403
    client = Client()
    client.force_login(cast.khach)
    assert client.post("/dien-thoai/khoa/", {"phone": str(uuid4())}).status_code == 403
    assert Client().post("/dien-thoai/khoa/").status_code == 302
    assert not PhoneKey.objects.exists()


def test_officers_have_shorter_keys_and_a_key_that_ran_out_keeps_everything(cast: Cast) -> None:
    phone = TestPhone(cast.xuan)
    assert phone.key.expires_on == timezone.localdate() + timedelta(days=7)
    PhoneKey.objects.update(expires_on=timezone.localdate())
    assert code_of(phone) == (200, "")
    PhoneKey.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert code_of(phone) == (401, "EXPIRED")
    assert phone.key.wiped_at is None
    TestPhone(cast.xuan, phone.id)
    assert PhoneKey.objects.get().expires_on > timezone.localdate()


# --- Taken back -------------------------------------------------------------------------------------------------


def test_one_takes_back_ones_own(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    do(REVOKE_KEY, cast.lan, key=phone.key.pk)
    assert code_of(phone) == (410, "WIPE")
    assert phone.post("push", {"version": "2026-11-26", "rows": []}).status_code == 410
    assert phone.key.wiped_at is not None
    assert run(REVOKE_KEY, by=cast.lan, data={"key": phone.key.pk}).status == "rejected"
    TestPhone(cast.lan, phone.id)  # signed in again in person
    assert PhoneKey.objects.get().revoked_at is None


def test_who_may_take_back_anothers(cast: Cast) -> None:
    dan = make_user("dan", Role.VOLUNTEER, cast.club.unit)
    may = {}
    for by in (cast.binh, cast.xuan, cast.hoi, cast.dung, cast.hoa, cast.lan, dan, cast.tai, cast.khach):
        phone = TestPhone(make_user(f"thu-{by}", Role.TREASURER, cast.club.unit))
        try:
            may[by.username] = run(REVOKE_KEY, by=by, data={"key": phone.key.pk, "why": "LOST"}).status
        except PermissionDenied:
            may[by.username] = "forbidden"
    told = {"binh": "done", "xuan": "done", "hoi": "done", "dung": "done"}
    assert may == told | dict.fromkeys(("hoa", "lan", "dan", "tai", "khach"), "rejected")


def test_a_device_reported_lost_is_wiped_for_everyone(cast: Cast) -> None:
    device = Device.objects.create(secret_hash="x" * 64, name="Android")
    joined = DeviceUser.objects.create(device=device, user=cast.lan)
    cast.lan.on_device = cast.binh.on_device = device
    phone = TestPhone(cast.lan)
    other = TestPhone(cast.binh, phone.id)
    phone.key.phone.__class__.objects.update(device=device)
    assert (code_of(phone), code_of(other)) == ((200, ""), (200, ""))
    do(REPORT_LOST_DEVICE, cast.lan, device_user=joined.pk)
    assert (code_of(phone), code_of(other)) == ((410, "WIPE"), (410, "WIPE"))


@pytest.mark.parametrize(
    ("why", "wanted"), [("LOST", (410, "WIPE")), ("NEW", (410, "WIPE")), ("FORGOTTEN", (401, "EXPIRED"))]
)
def test_a_card_given_anew_ends_every_key(cast: Cast, why: str, wanted: Any) -> None:
    phone, other = TestPhone(cast.lan), TestPhone(cast.binh)
    do(REPLACE_CARD, cast.xuan, assignment=cast.lan.assignments.get().pk, why=why)
    assert (code_of(phone), code_of(other)) == (wanted, (200, ""))


def test_an_account_that_is_shut_is_wiped(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    User.objects.filter(pk=cast.lan.pk).update(is_active=False)
    assert code_of(phone) == (410, "WIPE")


# --- Rows of others ---------------------------------------------------------------------------------------------


def test_who_may_settle_what_is_parked(cast: Cast) -> None:
    loan = lend(cast)[1]
    dan = make_user("dan", Role.VOLUNTEER, cast.club.unit)
    may = {}
    for by in (cast.binh, cast.xuan, cast.hoi, cast.hoa, dan, cast.tai, cast.dung, cast.khach, cast.lan):
        phone = TestPhone(cast.lan)
        (reply,) = phone.push([repayment(phone, loan, 90_000_000)])
        try:
            may[by.username] = run(SETTLE_ROW, by=by, data={"row": reply["id"], "why": "Thử"}).status
        except PermissionDenied:
            may[by.username] = "forbidden"
    told = {"binh": "done", "xuan": "done", "hoi": "done", "lan": "done"}
    assert may == told | dict.fromkeys(("hoa", "dan", "tai", "dung", "khach"), "rejected")
    assert ParkedRow.objects.open().count() == 5
    phone = TestPhone(cast.lan)
    phone.pull()
    assert {told["kind"] for told in phone.of("told")} == {"PARKED", "SETTLED"}
