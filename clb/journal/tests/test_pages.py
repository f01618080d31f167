"""Who did and looked at what, for those whom it concerns, and in words they know."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.clubs.commands import CORRECT_CLUB
from clb.fund.commands import RECEIVE_FEE
from clb.health.commands import RECORD_CHECK
from clb.journal.queries import ACTS, PER_PAGE, SEEN, Wanted, person_journal, security_journal, unit_journal
from clb.kernel.commands import run
from clb.kernel.journal import Kind, note
from clb.kernel.models import Act, Event
from clb.kernel.selfcheck import run_checks
from clb.kernel.tables.append_only import unguard
from clb.kernel.tests.told import told_of
from clb.members.commands import CORRECT_PERSON, RECORD_CONSENT
from conftest import Cast, make_member, make_user

PRIVATE_ONES = {RECORD_CHECK.name, Kind.LOOKED_AT_CARE}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def told(cast: Cast) -> Cast:
    """A club renamed, a member corrected, a fee taken; an officer looked at the member, a stranger was refused."""
    lady = make_member(cast.club, "Bà Kín Đáo").person
    other = make_member(cast.other_club, "Bà Hàng Xóm").person
    assert run(CORRECT_CLUB, by=cast.dung, data={"club": cast.club.pk, "name": "CLB Mới"}).status == "done"
    said: dict[str, Any] = {"person": lady.pk, "full_name": "Bà Tên Đúng", "sex": "FEMALE", "birth": "01/02/1950"}
    assert run(CORRECT_PERSON, by=cast.lan, data=said).status == "done"
    today = timezone.localdate()
    fee = {"club": cast.club.pk, "person": lady.pk, "amount_vnd": 20_000, "received_on": today, "fund": "OPERATING"}
    outcome = run(RECEIVE_FEE, by=cast.lan, data={**fee, "for_month": f"{today:%m/%Y}"})
    assert outcome.status == "done", outcome.errors
    note(Kind.LOOKED_AT_PERSON, by=cast.xuan, unit=cast.club.unit, person=lady.pk)
    note(Kind.REFUSED, by=cast.hoa, unit=cast.club.unit, command="clubs.correct_club")
    note(Kind.LOOKED_AT_PERSON, by=cast.hoa, unit=cast.other_club.unit, person=other.pk)
    note(Kind.SIGN_IN_FAILED, user=cast.lan.pk)
    return cast


def whats(user: User, cast: Cast, **wanted: Any) -> list[str]:
    return [line.what for line in unit_journal(user, cast.club.unit, Wanted(**wanted)).lines]


def test_a_club_reads_who_did_and_looked_at_what(told: Cast) -> None:
    lines = unit_journal(told.lan, told.club.unit, Wanted()).lines
    assert [line.who for line in lines] == ["hoa", "xuan", "lan", "lan", "dung"]
    assert [line.place for line in lines] == ["CLB Mới" if line.place == "CLB Mới" else "CLB Một" for line in lines]
    refused, looked, fee, corrected, renamed = lines
    assert [(f.label, f.value) for f in looked.facts] == [("Người", "Bà Tên Đúng")]
    assert [f.value for f in refused.facts] == [str(CORRECT_CLUB.title)]
    assert ("Số tiền", "20.000 đ") in [(f.label, f.value) for f in fee.facts] or "20.000" in str(fee.facts)
    name, *others = renamed.changes
    assert (name.before, name.after, others) == ("CLB Một", "CLB Mới", [])
    assert {change.is_hidden for change in corrected.changes} == {True} and told_of(
        str(corrected.changes), ["1950"]
    ) == []


def test_it_is_narrowed_by_person_kind_and_day(told: Cast) -> None:
    today = timezone.localdate()
    assert len(whats(told.lan, told, who="LAN")) == 2 and whats(told.lan, told, who="ai đó") == []
    assert len(whats(told.lan, told, group=ACTS)) == 3
    assert whats(told.lan, told, group=SEEN) == [Kind.LOOKED_AT_PERSON.label]
    assert len(whats(told.lan, told, from_on=today, until_on=today)) == 5
    assert whats(told.lan, told, until_on=today - timedelta(days=1)) == []


def test_it_goes_page_by_page_and_nothing_is_told_twice_or_left_out(told: Cast) -> None:
    for _n in range(2 * PER_PAGE):
        note(Kind.LOOKED_AT_CARE, by=told.xuan, unit=told.club.unit)
    seen, older = [], ""
    for _n in range(3):
        page = unit_journal(told.lan, told.club.unit, Wanted(older_than=older))
        seen += [line.id for line in page.lines]
        older = page.older
    assert (len(seen), len(set(seen)), older) == (2 * PER_PAGE + 5, 2 * PER_PAGE + 5, "")
    assert len(unit_journal(told.lan, told.club.unit, Wanted(older_than="hôm qua")).lines) == PER_PAGE


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9999-99-99T00:00:00+00:00", ""]
)
def test_an_end_that_is_no_moment_begins_anew(told: Cast, at: str) -> None:
    assert len(unit_journal(told.lan, told.club.unit, Wanted(older_than=f"{at}~{uuid4()}")).lines) == 5


def test_more_lines_take_no_more_queries(told: Cast, django_assert_max_num_queries: Any) -> None:
    for many in (1, 20):
        for n in range(many):
            run(CORRECT_CLUB, by=told.dung, data={"club": told.club.pk, "name": f"CLB {many} {n}"})
        with django_assert_max_num_queries(10):
            unit_journal(told.lan, told.club.unit, Wanted())


def test_a_commune_reads_its_clubs_and_nobody_reads_the_next_ones(told: Cast) -> None:
    assert len(unit_journal(told.xuan, told.xa, Wanted()).lines) == 5
    assert unit_journal(told.hoa, told.club.unit, Wanted()).lines == ()
    mine, stranger = f"/nhat-ky/noi/{told.club.unit.key}/", signed_in(told.hoa)
    assert signed_in(told.xuan).get(mine).status_code == 200
    assert stranger.get(mine).status_code == 404
    assert signed_in(told.tai).get(mine).status_code == 404  # an agency beside
    assert signed_in(told.lan).get("/nhat-ky/").headers["Location"] == mine
    assert "CLB Mới" in signed_in(told.lan).get(mine).content.decode()


def test_who_may_not_see_a_person_is_not_told_the_name(told: Cast) -> None:
    government = unit_journal(told.dung, told.club.unit, Wanted(group=SEEN)).lines[0]
    assert [f.value for f in government.facts] == ["một người mà bạn không xem được"]


def test_what_was_done_about_one_person(told: Cast) -> None:
    lady = told.club.memberships.get().person
    page = signed_in(told.lan).get(f"/nhat-ky/cau-lac-bo/{told.club.pk}/nguoi/{lady.pk}/")
    text = page.content.decode()
    assert page.status_code == 200 and text.count('<th scope="row">') == 3
    assert str(Kind.LOOKED_AT_PERSON.label) in text and str(CORRECT_CLUB.title) not in text
    other = told.other_club.memberships.get().person
    for url in (f"{told.club.pk}/nguoi/{other.pk}", f"{told.other_club.pk}/nguoi/{other.pk}"):
        assert signed_in(told.lan).get(f"/nhat-ky/cau-lac-bo/{url}/").status_code == 404


def test_whose_health_and_care_it_was_is_told_only_to_who_may_read_them(told: Cast) -> None:
    lady, unit = told.club.memberships.get().person, told.club.unit
    said = {"purpose": "HEALTH", "answer": "AGREED", "given_on": timezone.localdate(), "proof": "PAPER"}
    assert run(RECORD_CONSENT, by=told.binh, data={"person": lady.pk, **said}).status == "done"
    check = {"club": told.club.pk, "person": lady.pk, "measured_on": timezone.localdate(), "place": "CLUB"}
    outcome = run(RECORD_CHECK, by=told.binh, data={**check, "systolic_mmhg": 130, "diastolic_mmhg": 80})
    assert outcome.status == "done", outcome.errors
    note(Kind.LOOKED_AT_CARE, by=told.binh, unit=unit, person=lady.pk)
    for user, knows in ((told.binh, True), (told.lan, False), (told.xuan, False), (told.hoi, False)):
        lines = [line for line in unit_journal(user, unit, Wanted()).lines if line.kind in PRIVATE_ONES]
        assert len(lines) == 2  # that it was done, everyone who looks after the club is told
        assert [any(f.value == lady.full_name for f in line.facts) for line in lines] == [knows, knows], user
        about_her = {line.kind for line in person_journal(user, told.club, lady, Wanted()).lines}
        assert (about_her & PRIVATE_ONES == PRIVATE_ONES) is knows and (knows or not about_her & PRIVATE_ONES), user


def test_an_officer_who_opens_a_members_record_leaves_a_trace_once_a_day(told: Cast) -> None:
    lady = told.club.memberships.get().person
    looks = Event.objects.filter(kind=Kind.LOOKED_AT_PERSON, data__person=str(lady.pk))
    looked = looks.count()
    for user in (told.lan, told.hoi, told.hoi):
        assert signed_in(user).get(f"/thanh-vien/nguoi/{lady.pk}/").status_code == 200
    assert [event.by for event in looks.order_by("done_at")[looked:]] == [told.hoi]


def test_security_is_for_those_who_look_after_the_installation(told: Cast) -> None:
    keeper = make_user("quantri", Role.SYSTEM, told.nation)
    lines = security_journal(keeper, Wanted()).lines
    assert [line.kind for line in lines] == [Kind.SIGN_IN_FAILED, Kind.REFUSED]
    assert [(f.label, f.value) for f in lines[0].facts] == [("Tài khoản", "lan")] and lines[0].who == ""
    assert signed_in(keeper).get("/nhat-ky/an-ninh/?loai=SIGN_IN_FAILED").status_code == 200
    assert signed_in(told.lan).get("/nhat-ky/an-ninh/").status_code == 403


def test_the_api_reads_the_same(told: Cast) -> None:
    lan, lady = signed_in(told.lan), told.club.memberships.get().person
    found = lan.get(f"/api/v1/units/{told.club.unit.key}/journal?group=viec").json()
    assert len(found["lines"]) == 3 and found["lines"][2]["changes"][0]["after"] == "CLB Mới"
    assert len(lan.get(f"/api/v1/clubs/{told.club.pk}/people/{lady.pk}/journal").json()["lines"]) == 3
    assert signed_in(told.hoa).get(f"/api/v1/units/{told.club.unit.key}/journal").status_code == 404
    assert lan.get("/api/v1/journal/security").status_code == 403


def test_verifying_says_what_is_wrong_and_where(
    told: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "JOURNAL_MARKS_FILE", tmp_path / "marks")
    call_command("journal", "mark")
    call_command("journal", "verify")
    assert "ĐÚNG: 3 việc, 4 điều xảy ra. Mốc mới nhất: 1 · " in capsys.readouterr().out
    act = Act.objects.get(command="clubs.correct_club")
    unguard("kernel_act", "default")
    Act.objects.filter(pk=act.pk).update(data={"club": str(uuid4())})
    with pytest.raises(SystemExit):
        call_command("journal", "verify")
    said = capsys.readouterr().out
    assert f"Mạch 1 số 1: việc {act.pk} ở CLB Mới, lúc " in said and f"{date.today():%Y}, bị sửa." in said
    assert len(run_checks()["journal.journal_is_as_it_was_written"]) == 1
