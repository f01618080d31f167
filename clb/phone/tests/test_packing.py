"""A pack: what a person may see and no more, only what changed, and few bytes of it."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clb.access.roles import Role
from clb.clubs.models import Club
from clb.fund.commands import COUNT_CASH, GRANT_LOAN, RECEIVE_FEE, RECEIVE_START_FUND
from clb.kernel.dates import months_after
from clb.meetings.commands import RECORD_MEETING
from clb.members.models import Household, Membership
from clb.phone.models import PackMark
from clb.phone.queries.pack import pack_of, unpacked_marks
from clb.phone.rules import BYTES
from clb.phone.services.keys import narrow
from clb.phone.tests.made import TestPhone, lend, repayment
from conftest import Cast, make_club, make_member, make_user
from tests.world import SECRETS, do, make_world

HEALTH = ("187/117", "93 cm", "Uống Thuốc Kín", "Ngất Xỉu Kín", "Ngã Kín")


def said(phone: TestPhone) -> str:
    phone.pull()
    return json.dumps(phone.rows, ensure_ascii=False)


def kinds(phone: TestPhone) -> set[str]:
    phone.pull()
    return {name.partition(":")[0] for name in phone.rows}


# --- Who sees what ----------------------------------------------------------------------------------------------


def test_each_person_carries_what_the_office_may_read(db: None) -> None:
    world = make_world()
    c = world.cast
    treasurer, chair = said(TestPhone(c.lan)), said(TestPhone(c.binh))
    assert "Bà Kín Đáo" in treasurer and "Bà Kín Đáo" in chair
    assert [word for word in HEALTH if word in treasurer] == [], "a treasurer writes readings down and reads none"
    assert ("93 cm" in chair, "93 cm" in treasurer) == (True, False), "the last reading is for whoever may read health"
    volunteer = TestPhone(world.everyone()["tinh"])
    assert kinds(volunteer) <= {"me", "club", "form", "told", "client", "volunteer", "alarm"}
    for other in (c.hoa, c.dung, c.tai):
        told = said(TestPhone(other))
        assert [word for word in SECRETS if word in told] == [], other.username
    assert kinds(TestPhone(c.tai)) <= {"me", "form", "told", "alarm", "supervision"}


def test_identity_numbers_kin_and_words_about_health_are_in_no_pack(db: None) -> None:
    world = make_world()
    for user in world.everyone().values():
        told = said(TestPhone(user))
        for word in ("Con Gái Kín", "0912345678", "Ngã Kín", "Hết Ngã Kín", "Uống Thuốc Kín", "Tổ Kín"):
            assert word not in told, (user.username, word)


def test_rights_of_each_club_go_with_it(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    phone.pull()
    (club,) = phone.of("club")
    assert club["name"] == "CLB Một" and "fund.repay_loan" in club["rights"]
    assert not any(right.startswith(("signin.", "fund.grant")) for right in club["rights"])
    assert phone.rows["me:me"]["limits"] == {"rows": 200, "bytes": 1_000_000, "days": 30}


def test_whoever_looks_after_many_clubs_carries_none_of_their_lists(cast: Cast) -> None:
    lend(cast)
    assert kinds(TestPhone(cast.xuan)) >= {"club", "member", "loan"}
    for n in range(4):
        make_club(cast.xa, f"CLB Thêm {n}")
    assert not kinds(TestPhone(cast.xuan)) & {"club", "member", "loan"}


# --- Only what changed ------------------------------------------------------------------------------------------


def test_a_difference_holds_what_changed_and_what_is_gone(cast: Cast) -> None:
    member, loan = lend(cast)
    phone = TestPhone(cast.lan)
    phone.pull()
    phone.push([repayment(phone, loan)])
    gone = make_member(cast.club, "Bà Mới")
    told = phone.pull().json()
    assert set(told["rows"]) >= {f"loan:{loan.pk}", f"member:{gone.pk}"}
    assert f"member:{member.pk}" not in told["rows"]
    name = f"member:{gone.pk}"
    gone.delete()
    told = phone.pull().json()
    assert name in told["gone"] and phone.pull().status_code == 304
    whole = TestPhone(cast.lan, phone.id)
    whole.pull()
    assert whole.rows == phone.rows


def test_an_answer_that_was_lost_does_no_harm(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    phone.pull()
    before, rows = phone.etag, dict(phone.rows)
    make_member(cast.club, "Bà Mới")
    phone.pull()
    phone.etag, phone.rows = before, rows  # the second never arrived
    make_member(cast.club, "Ông Mới")
    assert phone.pull().json()["base"] == before
    assert {row["name"] for row in phone.of("member")} == {"Bà Mới", "Ông Mới"}
    assert PackMark.objects.count() == 2


def test_an_etag_that_nobody_knows_gets_everything(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    phone.etag = "khac-la"
    assert phone.pull().json()["base"] is None
    other = TestPhone(cast.binh)
    other.etag = phone.etag
    assert other.pull().json()["base"] is None, "another's etag is nobody's"
    assert other.pull().status_code == 304


def test_the_pack_speaks_the_language_of_the_phone(cast: Cast) -> None:
    phone = TestPhone(cast.lan)
    phone.pull()
    funds = {row["label"] for row in phone.of("balance")}
    assert funds == {"Quỹ tăng thu nhập", "Quỹ hoạt động"}
    asked = phone.headers(**{"X-Phone-Language": "en", "If-None-Match": f'"{phone.etag}"'})
    english = Client().get("/api/phone/pack", headers=asked).json()
    assert english["base"] == phone.etag, "only what reads otherwise goes again"
    assert {row["label"] for name, row in english["rows"].items() if name.startswith("balance:")} == {
        "Income fund",
        "Operating fund",
    }
    assert english["rows"]["form:fund.receive_fee"]["title"] == "Collect fees"
    assert not [name for name in english["rows"] if name.startswith("member:")]
    unknown = Client().get("/api/phone/pack", headers=phone.headers(**{"X-Phone-Language": "../x"})).json()
    assert unknown["etag"] == phone.etag


def test_marks_hold_no_names(cast: Cast) -> None:
    make_member(cast.club, "Bà Kín Đáo")
    said(TestPhone(cast.lan))
    mark = PackMark.objects.get()
    assert "Kín" not in json.dumps(unpacked_marks(mark.marks), ensure_ascii=False)


@pytest.mark.parametrize("user", ["lan", "binh", "xuan"])
def test_the_number_of_queries_does_not_grow_with_members(cast: Cast, user: str) -> None:
    def asked() -> int:
        person = narrow(TestPhone(getattr(cast, user)).key)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            pack_of(person, timezone.localdate())
        return len(counted)

    lend(cast)
    few = asked()
    for n in range(12):
        lend(cast, f"Bà Số {n}", 1_000_000)
    assert asked() == few < 140


# --- Bytes ------------------------------------------------------------------------------------------------------


def big_club(cast: Cast) -> tuple[Club, list[Membership]]:
    """Seventy members of four hamlets, twenty-five loans, twelve months of fees, a meeting each month."""
    club, today = cast.club, timezone.localdate()
    homes = [Household.objects.create(unit=cast.xa) for _n in range(30)]
    given, middle = ("Lan", "Tư", "Hạnh", "Sáu", "Thúy", "Phượng", "Quý"), ("Thị", "Văn", "Ngọc", "Thanh", "Kim")
    members = []
    for n in range(70):
        name = f"Nguyễn {middle[n % 5]} {given[n % 7]} {given[n // 10]}"
        member = make_member(club, name, birth_on=date(1940 + n % 45, 1 + n % 12, 1 + n % 28))
        member.person.household = homes[n % 30]
        member.person.save()
        members.append(member)
    start = {"amount_vnd": 900_000_000, "source": "STATE_BUDGET", "received_on": "01/01/2024"}
    do(RECEIVE_START_FUND, cast.lan, club=club.pk, **start)
    for n, member in enumerate(members[:25]):
        terms = {"amount_vnd": 3_000_000 + n * 100_000, "months": 24, "rate_percent_year": 6}
        do(
            GRANT_LOAN,
            cast.lan,
            club=club.pk,
            person=member.person_id,
            granted_on=today - timedelta(days=200 + n),
            **terms,
        )
    for back in range(12, 0, -1):
        month(cast, members, months_after(today.replace(day=1), -back))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a database that is used knows how full its tables are
    return club, members


def month(cast: Cast, members: list[Membership], first: date) -> None:
    """A meeting with its attendance and notes, each member's fee, a few repayments, and the box counted."""
    day = min(first + timedelta(days=14), timezone.localdate())
    marks = [{"membership": str(m.pk), "mark": "PRESENT" if n % 9 else "EXCUSED"} for n, m in enumerate(members)]
    notes = [{"part": "SELF_HELP", "text": "Giúp nhau gặt lúa, sửa nhà, thăm người ốm trong ấp."}]
    told = {"attendance": marks, "notes": notes, "fees_rest_vnd": 10_000, "close_now": True}
    do(RECORD_MEETING, cast.lan, club=cast.club.pk, held_on=day, **told)
    do(COUNT_CASH, cast.lan, club=cast.club.pk, fund="OPERATING", counted_vnd=1, counted_on=day, reason="Mẫu")


def wire(phone: TestPhone) -> tuple[int, int]:
    """Bytes of the next pack: packed for the way, and unpacked."""
    named = {"If-None-Match": f'"{phone.etag}"'} if phone.etag else {}
    headers = phone.headers(**named, **{"Accept-Encoding": "gzip, br"})
    answer = Client().get("/api/phone/pack", headers=headers)
    assert answer["Content-Encoding"] == "gzip"
    body = gzip.decompress(answer.content)
    phone.etag = json.loads(body)["etag"]
    head = sum(len(name) + len(value) + 4 for name, value in answer.items())
    return len(answer.content) + head, len(body)


def test_the_byte_budget(cast: Cast) -> None:
    _club, members = big_club(cast)
    treasurer, chair = TestPhone(cast.lan), TestPhone(cast.binh)
    first = {"treasurer": wire(treasurer), "chair": wire(chair)}
    assert all(sent < 200_000 and raw <= BYTES for sent, raw in first.values()), first
    today = timezone.localdate()
    month(cast, members, today.replace(day=1))
    fee: Any = {"amount_vnd": 10_000, "for_month": today, "received_on": today, "fund": "OPERATING"}
    do(RECEIVE_FEE, cast.lan, club=cast.club.pk, person=members[0].person_id, **fee)
    make_member(cast.club, "Bà Vừa Vào")
    later = {"treasurer": wire(treasurer), "chair": wire(chair)}
    assert all(sent < 20_000 for sent, _raw in later.values()), later
    print(f"first sync {first}, a month {later}")


def test_another_sits_at_the_same_phone(cast: Cast) -> None:
    phone = uuid4()
    lan, dan = TestPhone(cast.lan, phone), TestPhone(make_user("dan", Role.VOLUNTEER, cast.club.unit), phone)
    make_member(cast.club, "Bà Kín Đáo")
    assert ("Bà Kín Đáo" in said(lan), "Bà Kín Đáo" in said(dan)) == (True, False)
    assert lan.key.pk != dan.key.pk
