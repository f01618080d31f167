"""The activity log: written, corrected, dropped, proved; and what follows from a meeting."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.models import User
from clb.files.models import StoredFile
from clb.files.tests.samples import picture, sent
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.models import Act
from clb.kernel.selfcheck import run_checks
from clb.meetings.commands import (
    ATTACH_EVIDENCE,
    CORRECT_ACTIVITY,
    DROP_ACTIVITY,
    DROP_EVIDENCE,
    DROP_MEETING,
    LINK_PLANNED_ACTIVITY,
    PLAN_ACTIVITY,
    RECORD_ACTIVITY,
    RECORD_MEETING,
    REOPEN_MEETING,
)
from clb.meetings.models import Activity, ActivityEvidence, ActivityMonth, Meeting, YearPlanItem
from clb.meetings.tests.made import make_activity, make_meeting, suspend
from conftest import Cast, make_member

DAY = "17/10/2026"


def record(cast: Cast, by: User | None = None, *, act: uuid.UUID | None = None, **changes: Any) -> Outcome:
    files = {k: changes.pop(k) for k in ("evidence",) if k in changes}
    data = {"club": cast.club.pk, "area": "3", "happened_on": DAY, "what": "Chăm sóc cụ tại nhà", "people": "4"}
    return run(RECORD_ACTIVITY, by=by or cast.lan, data={**data, **changes}, files=files, id=act)


def do(command: Command, by: User, **data: Any) -> Outcome:
    files = {"file": data.pop("file")} if "file" in data else {}
    return run(command, by=by, data=data, files=files)


def month(cast: Cast, end: date = date(2026, 10, 31)) -> list[int]:
    row = ActivityMonth.objects.filter(club=cast.club, month_end=end).first()
    return [getattr(row, f"area_{n}") for n in range(1, 9)] if row else []


def test_an_activity_is_written_with_its_people_hours_and_proof(cast: Cast) -> None:
    members = [make_member(cast.club, name) for name in ("Bà An", "Bà Bình")]
    found = record(
        cast, people="", hours="4,5", work_days="0.5", participants=[m.pk for m in members], evidence=sent(picture())
    ).result
    assert (found.people, float(found.hours), float(found.work_days)) == (2, 4.5, 0.5)
    assert set(found.participants.values_list("person", flat=True)) == {m.person_id for m in members}
    assert found.evidence.get().file.kind == "PICTURE"
    assert month(cast) == [0, 0, 1, 0, 0, 0, 0, 0]
    assert [told for check, told in run_checks().items() if told and check.startswith("meetings")] == []
    kept = Act.objects.get(command="meetings.record_activity").data
    assert "what" not in kept and kept["area"] == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"area": "9"}, "area"),
        ({"area": ""}, "area"),
        ({"happened_on": "28/02/2018"}, "happened_on"),
        ({"happened_on": "01/01/2099"}, "happened_on"),
        ({"what": " "}, "what"),
        ({"people": ""}, "people"),
        ({"people": "0"}, "people"),
        ({"people": "-3"}, "people"),
        ({"hours": "nhiều"}, "hours"),
        ({"hours": "-1"}, "hours"),
        ({"evidence": sent(b"#!/bin/sh", "anh.jpg")}, "evidence"),
    ],
)
def test_a_bad_line_is_refused_beside_its_field_and_nothing_is_stored(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    assert list(record(cast, **changes).errors) == [field]
    assert (Activity.objects.count(), ActivityMonth.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


def test_who_took_part_was_a_member_of_this_club_on_that_day(cast: Cast) -> None:
    gone, new = make_member(cast.club, until_on=date(2026, 10, 16)), make_member(cast.club, from_on=date(2026, 10, 18))
    last = make_member(cast.club, until_on=date(2026, 10, 17))
    stranger = make_member(cast.other_club)
    refused = [list(record(cast, participants=[m.pk]).errors) for m in (gone, new, stranger)]
    assert refused == [["participants"]] * 3
    assert list(record(cast, people="1", participants=[last.pk, make_member(cast.club).pk]).errors) == ["people"]
    assert record(cast, people="1", participants=[last.pk]).status == "done"


def test_after_a_clubs_end_nothing_is_written(cast: Cast) -> None:
    suspend(cast.club, date(2026, 10, 17), status="DISSOLVED")
    assert list(record(cast).errors) == ["happened_on"]
    assert record(cast, happened_on="16/10/2026").status == "done"


def test_by_whom_and_once(cast: Cast) -> None:
    act = uuid.uuid4()
    assert [record(cast, act=act).status for _i in range(2)] == ["done", "already"]
    assert Activity.objects.count() == 1
    for by in (cast.binh, cast.xuan):
        assert record(cast, by).status == "done"
    assert list(record(cast, cast.hoa).errors) == ["club"]
    with pytest.raises(PermissionDenied):
        record(cast, cast.hoi)


def test_a_correction_moves_it_to_its_month_and_area(cast: Cast) -> None:
    lady = make_member(cast.club)
    made = record(cast, participants=[lady.pk]).result
    data = {"activity": made.pk, "area": "8", "happened_on": "02/11/2026", "what": "Vận động quỹ", "people": "9"}
    assert do(CORRECT_ACTIVITY, cast.binh, **data).status == "done"
    assert (month(cast), month(cast, date(2026, 11, 30))) == ([], [0, 0, 0, 0, 0, 0, 0, 1])
    found = Activity.objects.get()
    assert (found.what, found.people, found.participants.count()) == ("Vận động quỹ", 9, 0)


def test_a_dropped_one_takes_its_proof_along(cast: Cast) -> None:
    made = record(cast, evidence=sent(picture())).result
    assert do(DROP_ACTIVITY, cast.lan, activity=made.pk).status == "done"
    assert (Activity.objects.count(), StoredFile.objects.count(), month(cast)) == (0, 0, [])
    assert list(do(DROP_ACTIVITY, cast.lan, activity=made.pk).errors) == ["activity"]


def test_proof_is_sent_and_taken_out(cast: Cast) -> None:
    made = record(cast).result
    proof = do(ATTACH_EVIDENCE, cast.xuan, activity=made.pk, file=sent(picture())).result
    assert list(do(ATTACH_EVIDENCE, cast.hoa, activity=made.pk, file=sent(picture())).errors) == ["activity"]
    assert list(do(ATTACH_EVIDENCE, cast.lan, activity=made.pk, file=sent(b"x")).errors) == ["file"]
    client = Client()
    client.force_login(cast.lan)
    url = reverse("meetings:evidence", args=[proof.pk])
    assert client.get(url)["Content-Type"] == "image/jpeg"
    client.force_login(cast.hoa)
    assert client.get(url).status_code == 404
    assert do(DROP_EVIDENCE, cast.lan, evidence=proof.pk).status == "done"
    assert (ActivityEvidence.objects.count(), StoredFile.objects.count()) == (0, 0)


# --- What follows from a meeting ----------------------------------------------------------------------------------


def close(cast: Cast, meeting: str = "", **more: Any) -> str:
    member = cast.club.memberships.get() if cast.club.memberships.exists() else make_member(cast.club)
    data = {"club": cast.club.pk, "meeting": meeting, "close_now": True, **more}
    if meeting:
        data["seen"] = Meeting.objects.get(pk=meeting).version
    else:
        data |= {"held_on": DAY, "attendance": [{"membership": str(member.pk), "mark": "PRESENT"}]}
    outcome = run(RECORD_MEETING, by=cast.lan, data={k: v for k, v in data.items() if v != ""}, channel="api")
    assert outcome.status == "done", outcome.errors
    return str(outcome.result["meeting"])


def note(part: str, text: str) -> dict[str, list[dict[str, str]]]:
    return {"notes": [{"part": part, "text": text}]}


def test_what_follows_from_a_meeting_is_corrected_there_and_keeps_its_proof_and_plan(cast: Cast) -> None:
    pk = close(cast, **note("SELF_HELP", "Giúp nhà bà An"))
    derived = Activity.objects.get(derived_from="SELF_HELP")
    data = {"activity": derived.pk, "area": "8", "happened_on": DAY, "what": "Khác", "people": "9"}
    for outcome in (do(CORRECT_ACTIVITY, cast.lan, **data), do(DROP_ACTIVITY, cast.lan, activity=derived.pk)):
        assert "17/10/2026" in outcome.errors["__all__"][0]
    do(ATTACH_EVIDENCE, cast.lan, activity=derived.pk, file=sent(picture()))
    planned = {"year": 2026, "month": "10", "area": "4", "what": "Giúp nhau", "who": ""}
    item = do(PLAN_ACTIVITY, cast.lan, club=cast.club.pk, **planned).result
    do(LINK_PLANNED_ACTIVITY, cast.lan, item=item.pk, activities=[derived.pk])

    assert do(REOPEN_MEETING, cast.lan, meeting=pk, reason="Sửa").status == "done"
    close(cast, pk, **note("SELF_HELP", "Giúp nhà bà An và ông Bình"))
    again = Activity.objects.get(derived_from="SELF_HELP")
    assert (again.pk, again.what) == (derived.pk, "Giúp nhà bà An và ông Bình")
    assert (again.evidence.count(), again.plan_links.count(), month(cast)[3]) == (1, 1, 1)

    do(REOPEN_MEETING, cast.lan, meeting=pk, reason="Bỏ phần ấy")
    close(cast, pk, **note("SELF_HELP", ""))
    assert not Activity.objects.exists()
    assert (StoredFile.objects.count(), YearPlanItem.objects.get().done_by.count()) == (0, 0)
    assert month(cast) == [0] * 8


# --- Pages --------------------------------------------------------------------------------------------------------


def page(user: User, name: str, *args: Any, **query: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"meetings:{name}", args=args), query)


def test_the_log_is_filtered_by_month_and_area(cast: Cast) -> None:
    make_activity(cast.club, date(2026, 10, 17), 3, what="Chăm sóc cụ Sáu")
    make_activity(cast.club, date(2026, 9, 17), 7, what="Hội thi văn nghệ")
    told = page(cast.hoi, "log", cast.club.pk).content.decode()
    assert told.index("Chăm sóc cụ Sáu") < told.index("Hội thi văn nghệ")
    assert "Ghi hoạt động" not in told
    only = page(cast.lan, "log", cast.club.pk, mang="7", thang="2026-09").content.decode()
    assert ("Hội thi văn nghệ" in only, "Chăm sóc cụ Sáu" in only, "?mang=7" in only) == (True, False, True)
    none = page(cast.lan, "log", cast.club.pk, mang="7", thang="2026-10").content.decode()
    assert "Chưa ghi hoạt động nào như vậy" in none
    assert [page(user, "log", cast.club.pk).status_code for user in (cast.dung, cast.hoa)] == [404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_asks_the_same_number_of_queries(cast: Cast, rows: int, django_assert_num_queries: Any) -> None:
    for n in range(rows):
        make_activity(cast.club, date(2026, 10, n + 1), 3)
    client = Client()
    client.force_login(cast.lan)
    url = reverse("meetings:log", args=[cast.club.pk])
    client.get(url)
    with django_assert_num_queries(10):
        client.get(url)


def test_a_form_keeps_what_was_typed_and_offers_the_members_of_today(cast: Cast) -> None:
    make_member(cast.club, "Bà Đang Ở")
    make_member(cast.club, "Ông Đã Thôi", until_on=date(2020, 1, 1))
    client = Client()
    client.force_login(cast.lan)
    url = reverse("meetings:record_activity", args=[cast.club.pk])
    told = client.get(url, {"mang": "5"}).content.decode()
    assert ("Bà Đang Ở" in told, "Ông Đã Thôi" in told, '<option value="5" selected>' in told) == (True, False, True)
    sent_back = client.post(url, {"club": cast.club.pk, "what": "Viết đơn giúp", "happened_on": "xyz"})
    assert (sent_back.status_code, "Viết đơn giúp" in sent_back.content.decode()) == (422, True)
    assert client.get(reverse("meetings:record_activity", args=[cast.other_club.pk])).status_code == 404


def test_one_activity_shows_who_took_part_and_what_proves_it(cast: Cast) -> None:
    lady = make_member(cast.club, "Bà Tham Gia")
    made = record(cast, participants=[lady.pk], evidence=sent(picture())).result
    told = page(cast.lan, "activity", made.pk).content.decode()
    assert ("Bà Tham Gia" in told, "<img" in told, "Bỏ, ghi nhầm" in told) == (True, True, True)
    corrected = page(cast.lan, "correct_activity", made.pk).content.decode()
    assert "checked" in corrected and "Bà Tham Gia" in corrected
    derived = make_activity(cast.club, date(2026, 10, 17), 3, meeting=make_meeting(cast.club, date(2026, 10, 17)),
                            derived_from="GIFTS")  # fmt: skip
    shown = page(cast.lan, "activity", derived.pk).content.decode()
    assert ("Buổi họp ngày 17/10/2026" in shown, "Bỏ, ghi nhầm" in shown) == (True, False)
    assert page(cast.hoa, "activity", made.pk).status_code == 404


def test_a_meeting_opened_by_mistake_and_dropped_leaves_the_log_alone(cast: Cast) -> None:
    today = timezone.localdate()
    meeting = make_meeting(cast.club, today - timedelta(days=1), is_held=False)
    by_hand = make_activity(cast.club, today, 3, meeting=meeting)
    assert do(DROP_MEETING, cast.lan, meeting=meeting.pk).status == "done"
    assert (Meeting.objects.count(), Activity.objects.get().pk) == (0, by_hand.pk)
