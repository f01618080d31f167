"""A club of sixty meets where there is no network, on a phone that dies twenty times; nothing is lost, and once it is
sent, over a line that is slow, loses and flaps, it is the same meeting as one recorded online."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from clb.access.models import Assignment
from clb.access.roles import Role
from clb.meetings.tests.sample import Table, set_table
from conftest import BEGIN, Cast

from .hand import ONWARD, Hand, Touch, button, reading, whole_meeting
from .kept import KeptPhone
from .network import SLOW, BadNetwork
from .truth import truth_of

pytestmark = pytest.mark.browser
DEATHS, MEASURED, MOST_TAPS = 20, 24, 90
SEED = 2711


def test_a_meeting_offline_on_a_phone_that_dies_twenty_times(
    stage: Cast, live_server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    # In this small club the treasurer stands in the chair too: newcomers are hers to take in.
    for user, club in ((stage.lan, stage.club), (stage.hoa, stage.other_club)):
        Assignment.objects.create(user=user, role=Role.CHAIR, unit=club.unit, from_on=BEGIN)
    table = set_table(stage.club, stage.lan, members=60, loans=20)
    twin = set_table(stage.other_club, stage.hoa, members=60, loans=20)
    faults: list[str] = []
    with BadNetwork(live_server.url, SEED) as net:
        phone = KeptPhone(browser.browser_type, tmp_path / "phone", net.url, faults)
        phone.set_up("lan")
        net.go_down()
        hand = Hand(phone, str(table.club.pk), SEED)
        record(hand)
        assert phone.deaths == DEATHS and hand.taps <= MOST_TAPS, (phone.deaths, hand.taps)
        net.come_back(SLOW)
        net.line.cuts = 1
        flapping = net.flap(up_seconds=2.5, down_seconds=0.6, times=2)
        phone.ask("core/sync.js", "m.sync()")
        phone.wait_until_sent(40)
        flapping.join()
        phone.close()
        print(f"chạm {hand.taps} lần, {hand.lost} lần chạm phải làm lại, {dict(net.told)}")
    assert faults == []
    recorded_online(twin)
    assert truth_of(table.club) == truth_of(twin.club)


def record(hand: Hand) -> None:
    """The whole meeting, with deaths at moments that the seed chose, each either after a touch or within it."""
    page = hand.phone.page
    page.evaluate("location.hash = '#/'")
    hand.do(Touch(lambda p: p.get_by_role("link", name="Buổi họp")))
    hand.do(Touch(button("Mở buổi họp")))
    hand.do(ONWARD)
    page.get_by_role("heading", name="Điểm danh").wait_for()
    hand.begin()
    touches = list(whole_meeting(MEASURED))
    chance = Random(SEED)
    deaths = dict.fromkeys(chance.sample(range(len(touches)), DEATHS), "")
    for at in deaths:
        deaths[at] = chance.choice(("after", "within"))
    for at, touch in enumerate(touches):
        hand.do(touch, deaths.get(at, ""))
    hand.do(Touch(button("Kết thúc buổi họp")))
    expect(hand.phone.page.get_by_text("Đã kết thúc trên máy này")).to_be_visible()


def recorded_online(table: Table) -> None:
    """The same meeting through the API, in two acts."""
    m = {x.person.full_name: str(x.pk) for x in table.members}
    names = list(m)
    away = {"Bà Mẫu 003", "Bà Mẫu 017", "Bà Mẫu 040", "Bà Mẫu 041", "Bà Mẫu 058"}
    today, newcomer = timezone.localdate(), "7d0f3c5e-0000-4000-8000-000000000001"
    here = [name for name in names if name not in away]
    unpaid = {"Bà Mẫu 005", "Bà Mẫu 006"}
    attendance = [{"membership": m[n], "mark": "PRESENT" if n in here else "ABSENT"} for n in names]
    attendance[58]["mark"] = "EXCUSED"
    opened = table.send(
        held_on=f"{today:%d/%m/%Y}",
        kind="MONTHLY",
        attendance=attendance,
        newcomers=[{"key": newcomer, "full_name": "Bà Mới Vào", "sex": "FEMALE", "birth": "1961"}],
    )
    assert opened.status == "done", opened.errors
    pays = [{"membership": m[n], "amount_vnd": 0 if n in unpaid else 10_000} for n in here]
    measured = [
        {"membership": m[name], "systolic_mmhg": u, "diastolic_mmhg": d, "weight_g": w, "is_sure": n == 0}
        for n, name in enumerate(here[:MEASURED])
        for u, d, w in [reading(n)]
    ]
    loan = {"key": "7d0f3c5e-0000-4000-8000-000000000002", "membership": m["Bà Mẫu 030"], "amount_vnd": 3_000_000}
    notes = {
        "TOPIC": "Phòng bệnh mùa mưa",
        "SELF_HELP": "Thăm người ốm",
        "RIGHTS": "Trợ cấp hưu trí xã hội",
        "ARTS": "Hát dân ca",
        "NEXT_PLAN": "Dọn đường ấp",
    }
    counted = {"INCOME": 30_000_000 + 50_000 + 20 * 30_000 - 3_000_000, "OPERATING": 54 * 10_000 + 500_000}
    done = table.send(
        opened.ref["meeting"],
        seen=opened.ref["version"],
        fees=[*pays, {"membership": newcomer, "amount_vnd": 10_000}],
        gifts=[{"key": "7d0f3c5e-0000-4000-8000-000000000003", "giver": "Nhà hảo tâm (mẫu)", "amount_vnd": 500_000}],
        repayments=[{"loan": str(table.loans[4].pk), "amount_vnd": 50_000, "interest_vnd": 30_000}],
        repayments_rest=True,
        loans=[{**loan, "months": 12, "decision": "GRANTED"}],
        readings=measured,
        notes=[{"part": part, "text": text} for part, text in notes.items()],
        counts=[{"fund": fund, "counted_vnd": vnd} for fund, vnd in counted.items()],
        close_now=True,
    )
    assert done.status == "done", done.errors
