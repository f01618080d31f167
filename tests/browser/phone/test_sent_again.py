"""The same outbox again and again: shuffled, and with the answer cut in the middle. What is stored is as after once."""

from __future__ import annotations

import json
from http.client import HTTPException
from random import Random
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID, uuid4, uuid5

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from clb.fund.models import Receipt
from clb.kernel.models import Act
from clb.meetings.tests.sample import Table, set_table
from clb.phone import release
from clb.phone.models import ParkedRow
from clb.phone.tests.made import TestPhone
from conftest import Cast

from .network import BadNetwork, Line
from .truth import truth_of

pytestmark = pytest.mark.browser  # real sockets, committed rows
TIMES, CUTS, SEED = 10, 50, 2711
Rows = list[dict[str, Any]]


def test_ten_times_shuffled_and_cut_fifty_times_is_as_once(stage: Cast, live_server: LiveServer) -> None:
    """Two clubs alike: one outbox is sent once, in order, the other comes in pieces over a line that cuts answers."""
    table = set_table(stage.club, stage.lan, members=12, loans=6)
    twin = set_table(stage.other_club, stage.hoa, members=12, loans=6)
    rows, once = outbox(table), outbox(twin)
    send(live_server.url, TestPhone(stage.hoa), once)
    chance, phone = Random(SEED), TestPhone(stage.lan)
    with BadNetwork(live_server.url, SEED) as net:
        net.line = Line(cuts=CUTS)
        for _time in range(CUTS):
            few = chance.sample(rows, chance.randrange(1, len(rows) + 1))
            with pytest.raises(Cut):
                send(net.url, phone, few)
        assert net.told["cut"] == CUTS
        for _time in range(TIMES):
            shuffled = chance.sample(rows, len(rows))
            replies = send(net.url, phone, shuffled)
        assert {reply["status"] for reply in replies} == {"already"}
    assert truth_of(table.club) == truth_of(twin.club)
    assert not ParkedRow.objects.exists()
    assert Act.objects.filter(channel="phone", by=stage.lan).count() == len(rows)
    assert Receipt.objects.filter(club=table.club).count() == Receipt.objects.filter(club=twin.club).count()


class Cut(Exception):
    """The answer broke off in the middle."""


def send(url: str, phone: TestPhone, rows: Rows) -> Rows:
    """A push as the phone sends it. Raises Cut where its answer does not come whole."""
    body = json.dumps({"phone": str(uuid4()), "version": release.version(), "rows": rows, "left": {}}).encode()
    headers = {**phone.headers(), "Content-Type": "application/json", "Connection": "close"}
    try:
        with urlopen(Request(f"{url}/api/phone/push", body, headers), timeout=30) as answer:
            told = answer.read()
            if len(told) < int(answer.headers.get("Content-Length") or 0):
                raise Cut
            replies: Rows = json.loads(told)["replies"]
            return replies
    except (HTTPException, OSError, ValueError) as error:
        raise Cut from error


def outbox(table: Table) -> Rows:
    """A meeting in ordered rows, then a repayment, a fee and a gift beside it, as the phone names and numbers them."""
    club, today = str(table.club.pk), timezone.localdate()
    meeting = str(uuid5(table.club.pk, f"meeting:{today:%Y-%m}"))
    members = [str(m.pk) for m in table.members]
    about = {"club": club, "meeting": meeting}
    gift = {"key": _named(club, "g"), "giver": "Mẫu", "amount_vnd": 5_000}
    paid = [{"loan": str(loan.pk), "amount_vnd": 50_000, "interest_vnd": 30_000} for loan in table.loans[:4]]
    parts: list[tuple[str, dict[str, Any]]] = [
        ("meetings.record_meeting", {**about, "held_on": today.isoformat(), "kind": "MONTHLY", "place": "Nhà văn hóa"}),
        ("meetings.record_meeting", {**about, "attendance": [{"membership": m, "mark": "PRESENT"} for m in members]}),
        ("meetings.record_meeting", {**about, "fees": [{"membership": m, "amount_vnd": 10_000} for m in members[1:]]}),
        (
            "meetings.record_meeting",
            {**about, "gifts": [gift]},
        ),
        ("meetings.record_meeting", {**about, "repayments": paid}),
        ("meetings.record_meeting", {**about, "notes": [{"part": "TOPIC", "text": "Phòng bệnh"}]}),
        ("meetings.record_meeting", {**about, "close_now": True}),
        ("fund.repay_loan", {"loan": str(table.loans[5].pk), "amount_vnd": 20_000, "paid_on": today.isoformat()}),
        (
            "fund.receive_gift",
            {"club": club, "amount_vnd": 7_000, "source": "SOCIAL", "giver": "Mẫu", "received_on": today.isoformat()}
            | {"fund": "INCOME"},
        ),
    ]
    rows: Rows = []
    for n, (command, data) in enumerate(parts, 1):
        head = [rows[0]["id"]] if rows else []
        after = [row["id"] for row in rows] if "close_now" in data else head
        is_meeting = command.startswith("meetings.")
        basis = {f"meeting:{meeting}": 0} if is_meeting else {}
        row = {"id": _named(club, str(n)), "n": n, "lane": club, "command": command, "data": data, "basis": basis}
        rows.append(row | {"after": after if is_meeting else [], "at": timezone.now().isoformat(), "sure": False})
    return rows


def _named(club: str, name: str) -> str:
    return str(uuid5(UUID(club), name))
