"""A push made by nobody's app: whatever stands in a row, the push is answered and the rows beside it are done."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clb.fund.models import Loan, Receipt
from clb.kernel.models import Act
from clb.members.models import Membership
from clb.phone import release
from clb.phone.models import ParkedRow
from clb.phone.tests.made import TestPhone, fee, lend, repayment
from conftest import Cast, make_user

NUL, HALF = "\x00", "\ud83d"  # HALF: a smiling face cut in two, as a field with a longest length cuts it
MANY = "9" * 5_000


def nested(deep: int) -> Any:
    told: Any = 1
    for _i in range(deep):
        told = [told]
    return told


POISONS: dict[str, dict[str, Any]] = {
    "half_letter": {"data": {"loan": HALF, "amount_vnd": 1}},
    "half_letter_name": {"data": {HALF: 1}},
    "nul_value": {"data": {"loan": NUL, "amount_vnd": NUL}},
    "command_nul": {"command": f"fund.repay_loan{NUL}"},
    "command_half": {"command": HALF},
    "basis_nul": {"basis": {f"loan:{NUL}": 1, f"x{NUL}": 1, HALF: 2, "meeting:": 3, "fee:": 1, "fee:a:b": 1, "": 1}},
    "basis_junk": {"basis": [1, 2]},
    "base_junk": {"base": {"phone": {"a": [NUL]}, HALF: HALF}, "command": "members.record_contact"},
    "at_first_year": {"at": "0001-01-01T00:00:00+14:00", "data": {}},
    "at_last_year": {"at": "9999-12-31T23:59:59-14:00", "data": {}},
    "nan": {"data": {"amount_vnd": float("nan")}},
    "infinite": {"data": {"amount_vnd": float("inf")}},
    "huge": {"data": {"amount_vnd": 10**4000}},
    "huge_float": {"data": {"amount_vnd": 1e308}},
    "deep": {"data": {"gifts": nested(300)}, "command": "meetings.record_meeting"},
    "rows_junk": {"data": {"club": [], "meeting": {}, "fees": [[], {}, 1, None]}, "command": "meetings.record_meeting"},
    "meeting_nul": {"data": {"club": NUL, "meeting": NUL, "held_on": NUL}, "command": "meetings.record_meeting"},
    "contact_nul": {"data": {"person": NUL, "phone": NUL}, "command": "members.record_contact"},
    "contact_list": {"data": {"person": ["a"], "phone": {"b": 1}}, "command": "members.record_contact"},
    "after_many": {"after": [str(uuid4())] * 500 + [None, 7, {}]},
    "data_list": {"data": [1]},
    "n_negative": {"n": -4},
    "n_text": {"n": "1"},
    "lane_number": {"lane": 7},
    "lane_urn": {"lane": f"urn:uuid:{uuid4()}"},
    "lane_braced": {"lane": "{" + str(uuid4()) + "}"},
    "replaces_junk": {"replaces": {"a": 1}, "sure": "yes"},
}


HARMLESS = {"basis_nul", "basis_junk", "replaces_junk", "at_first_year", "at_last_year", "lane_urn", "lane_braced"}


@pytest.fixture
def lent(cast: Cast) -> tuple[Membership, Loan]:
    return lend(cast)


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_stops_no_other(cast: Cast, lent: Any, name: str) -> None:
    phone = TestPhone(cast.lan)
    bad = repayment(phone, lent[1], 7) | POISONS[name]
    phone.numbers.clear()
    good = fee(phone, lent[0])
    more = {"lane": "me"} if "lane" not in POISONS[name] else {}
    told = {reply["id"]: reply["status"] for reply in phone.push([bad | {"n": 1} | more | POISONS[name], good])}
    assert told[good["id"]] == "done"
    assert told[bad["id"]] in {"parked", "held"} or name in HARMLESS


def test_a_clash_with_a_sum_of_thousands_of_digits_is_told(cast: Cast, lent: Any) -> None:
    other = TestPhone(make_user("thu-quy-2", "TREASURER", cast.club.unit))
    assert other.statuses([repayment(other, lent[1])]) == ["done"]
    phone = TestPhone(cast.lan)
    row = repayment(phone, lent[1])
    row["data"]["amount_vnd"] = MANY
    assert phone.statuses([row]) == ["parked"]


@pytest.mark.parametrize(
    "more",
    [
        {"first": {NUL: 5, HALF: 6, "x" * 500: 1, "me": 2**31 - 1}},
        {"left": {"rows": 10**30, "photos": -1, "oldest_at": "0001-01-01T00:00:00+14:00", "why": NUL}},
        {"left": {"oldest_at": "9999-12-31T23:59:59-14:00", "why": ["a"]}},
        {"left": [], "first": []},
    ],
)
def test_junk_beside_the_rows_does_no_harm(cast: Cast, lent: Any, more: dict[str, Any]) -> None:
    phone = TestPhone(cast.lan)
    assert [one["status"] for one in phone.push([fee(phone, lent[0])], **more)] == ["done"]


@pytest.mark.parametrize("version", [NUL, HALF, "x" * 9_999, None, {}, f"2026-11-26{NUL}"])
def test_a_version_of_junk_is_told_to_update(cast: Cast, version: Any) -> None:
    phone = TestPhone(cast.lan)
    assert phone.post("push", {"version": version, "rows": []}).status_code == 426


@pytest.mark.parametrize("deep", range(100, 1_000, 60))
def test_whatever_the_depth_a_push_is_answered(cast: Cast, deep: int) -> None:
    phone = TestPhone(cast.lan)
    row = phone.row("fund.repay_loan", {"amount_vnd": 0, "x": 1})
    body = json.dumps({"version": release.version(), "rows": [row]}).replace('"x": 1', f'"x": {"[" * deep}{"]" * deep}')
    assert phone.post("push", body).status_code in {200, 400}


def test_rows_that_hang_on_each_other_are_answered_soon(cast: Cast, lent: Any) -> None:
    """Many rows, each after the next one, cost so much a row, however many they are; and a ring of two."""
    phone, asked = TestPhone(cast.lan), []
    for many in (50, 100):
        rows = [repayment(phone, lent[1], 100 + n) for n in range(many)]
        for n, row in enumerate(rows[:-1]):
            row["after"] = [rows[n + 1]["id"]]
        with CaptureQueriesContext(connection) as queries:
            assert phone.statuses(rows) == ["done"] * many
        asked.append(len(queries) / many)
    assert asked[1] < 1.2 * asked[0]
    ring = [fee(phone, lent[0], 10 + n) for n in range(2)]
    ring[0]["after"], ring[1]["after"] = [ring[1]["id"]], [ring[0]["id"]]
    assert phone.statuses(ring) == ["held", "held"]


def test_two_rows_of_one_id_are_answered(cast: Cast, lent: Any) -> None:
    phone = TestPhone(cast.lan)
    one = fee(phone, lent[0])
    held = {**one, "after": [str(uuid4())]}
    assert set(phone.statuses([held, one, held])) <= {"done", "held"}


def test_of_another_club_nothing_is_written_and_nothing_told(cast: Cast) -> None:
    stranger = TestPhone(make_user("thu-quy-khac", "TREASURER", cast.other_club.unit))
    member, loan = lend(cast, "Bà Kín")
    phone = stranger
    row = repayment(phone, loan, counter=0)
    rows = [row, {**fee(phone, member), "lane": str(cast.club.pk)}]
    before = Receipt.objects.count()
    answer = phone.post("push", {"version": release.version(), "rows": rows})
    assert {one["status"] for one in answer.json()["replies"]} == {"parked"}
    assert "Kín" not in answer.content.decode()
    assert Receipt.objects.count() == before
    assert set(ParkedRow.objects.values_list("club", flat=True)) == {None}


def test_an_id_of_another_is_not_answered_with_theirs(cast: Cast, lent: Any) -> None:
    phone = TestPhone(cast.lan)
    mine, refused = repayment(phone, lent[1]), repayment(phone, lent[1], 90_000_000, counter=2)
    assert phone.statuses([mine, refused]) == ["done", "parked"]
    thief = TestPhone(make_user("thu-quy-2", "TREASURER", cast.club.unit))
    replies = thief.push([{**mine}, {**refused}])
    assert [one["status"] for one in replies] == ["parked", "parked"]
    assert all(one["result"] is None and not one["errors"] for one in replies)
    redo = repayment(thief, lent[1], 5, counter=1, sure=True, replaces=refused["id"])
    redo["n"] = 3
    assert thief.statuses([redo]) == ["parked"]  # the collision stands: another's parked row makes nobody sure
    assert ParkedRow.objects.get(pk=refused["id"]).settled_at is None
    assert thief.post("settle", {"id": refused["id"], "how": "DROPPED"}).status_code == 404


def test_a_key_opens_nothing_but_the_phones_own_addresses(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    for path in ("/", "/api/v1/", "/api/v1/fund/repay_loan", "/dien-thoai/khoa/", "/toi/"):
        answer = Client().get(path, headers=phone.headers(Accept="application/json"))
        assert answer.status_code in {302, 401, 403, 404}, path
        assert Act.objects.filter(channel="phone").count() == 0
