"""Notes, proposals, steps: who writes, who reads, what is refused; the desk's figures counted anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clb.access.models import User
from clb.budget.tests.sample import Budget
from clb.desks import commands as verbs
from clb.desks.models import NextStep, Note, Petition
from clb.desks.queries.desk import desk_page, ground_of
from clb.desks.queries.lists import petitions_seen_by, steps_due
from clb.desks.rules import Waiting, waiting_state
from clb.files.models import StoredFile
from clb.files.tests.samples import picture, sent
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.models import Act
from clb.members.models import ClubMonth
from clb.plans.models import Agency, AgencyBody, Plan, Task, TaskReport
from conftest import Cast, make_user

DAY = date(2026, 4, 1)
pytestmark = pytest.mark.django_db


def act(command: Command, by: User, **data: Any) -> Outcome:
    files = {name: data.pop(name) for name in ("file",) if name in data}
    return run(command, by=by, data=data, files=files)


def note(by: User, **more: Any) -> Outcome:
    office = by.assignments.first()
    said: dict[str, Any] = {"kind": "FINDING", "noted_on": DAY, "audience": "LEADERS", "text": "Chứng từ chậm"}
    said["office"] = office.pk if office else 0
    return act(verbs.RECORD_NOTE, by, **{**said, **more})


def petition(by: User, **more: Any) -> Outcome:
    asked = {"to_place": "P1", "about": "Nơi sinh hoạt", "text": "Xin mượn nhà văn hóa", "sent_on": DAY}
    asked |= {"answer_by": DAY + timedelta(days=30), "office": by.assignments.get().pk}
    return act(verbs.SEND_PETITION, by, **{**asked, **more})


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("OFFICE", {"tai"}),
        ("LEADERS", {"tai", "dung", "hoi"}),
        ("AGENCIES", {"tai", "dung", "hoi", "mattran"}),
        ("CLUB", {"tai", "dung", "hoi", "mattran", "lan", "binh", "xuan"}),
    ],
)
def test_a_note_is_read_by_whom_it_is_for(cast: Cast, audience: str, readers: set[str]) -> None:
    everyone = [cast.tai, cast.dung, cast.hoi, cast.xuan, cast.lan, cast.binh, cast.hoa, cast.khach]
    everyone += [make_user("mattran", "FRONT", cast.province), make_user("ben", "FINANCE", cast.beside)]
    everyone += [make_user("xahai", "COMMUNE", cast.xb), make_user("chamsoc", "VOLUNTEER", cast.club.unit)]
    made = note(cast.tai, audience=audience, about=cast.club.unit.key)
    assert made.status == "done"
    assert {user.username for user in everyone if Note.objects.visible_to(user).exists()} == readers
    assert "Chứng từ" not in str(Act.objects.get(command="desks.record_note").data)


def test_what_is_wrong_is_told_beside_its_field_and_a_second_click_is_the_same_act(cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    for bad, field in [
        ({"noted_on": tomorrow}, "noted_on"),
        ({"text": "  "}, "text"),
        ({"about": "P2"}, "about"),
        ({"kind": "X"}, "kind"),
        ({"file": sent(b"#!/bin/sh", "a.jpg")}, "file"),
        ({"office": cast.hoi.assignments.get().pk}, "office"),
    ]:
        assert note(cast.tai, **bad).errors.keys() == {field}, bad
    assert note(cast.tai, audience="CLUB").status == "rejected"
    assert note(cast.khach).status == "rejected"
    assert Note.objects.count() == StoredFile.objects.count() == 0


def test_only_the_office_that_wrote_a_note_corrects_and_drops_it(cast: Cast) -> None:
    made = note(cast.tai, file=sent(picture())).result
    told = {"note": made.pk, "kind": "REMARK", "noted_on": DAY, "audience": "OFFICE", "text": "Đã đủ"}
    assert act(verbs.CORRECT_NOTE, cast.hoi, **told).status == "rejected"
    assert act(verbs.CORRECT_NOTE, cast.tai, **told, file=sent(picture())).status == "done"
    made.refresh_from_db()
    assert (made.text, made.audience, StoredFile.objects.count()) == ("Đã đủ", "OFFICE", 1)
    assert act(verbs.DROP_NOTE, cast.tai, note=made.pk).status == "done"
    assert Note.objects.count() == StoredFile.objects.count() == 0


def test_a_proposal_waits_is_late_and_is_answered_once(cast: Cast) -> None:
    assert petition(cast.tai, answer_by=DAY - timedelta(days=1)).status == "rejected"
    assert petition(cast.tai, to_place="P2").errors["to_place"]
    made = petition(cast.tai).result
    mattran = make_user("mattran", "FRONT", cast.province)
    seen = {u.username for u in (cast.tai, cast.dung, cast.hoi, mattran, cast.xuan) if petitions_seen_by(u).exists()}
    assert seen == {"tai", "dung", "hoi"}
    assert waiting_state(made.answer_by, None, made.answer_by) is Waiting.DUE
    assert waiting_state(made.answer_by, None, made.answer_by + timedelta(days=1)) is Waiting.OVERDUE
    said = {"petition": made.pk, "outcome": "PARTLY", "answered_on": DAY, "text": "Một buổi"}
    early = {**said, "answered_on": DAY - timedelta(days=1)}
    assert act(verbs.ANSWER_PETITION, cast.dung, **early).errors["answered_on"]
    assert act(verbs.ANSWER_PETITION, cast.dung, **said).status == "done"
    assert act(verbs.ANSWER_PETITION, cast.dung, **said).status == "rejected"
    assert act(verbs.DROP_PETITION, cast.tai, petition=made.pk).status == "rejected"
    assert act(verbs.TAKE_BACK_ANSWER, cast.tai, petition=made.pk).status == "rejected"
    assert act(verbs.TAKE_BACK_ANSWER, cast.dung, petition=made.pk).status == "done"
    assert act(verbs.DROP_PETITION, cast.hoi, petition=made.pk).status == "rejected"
    assert act(verbs.DROP_PETITION, cast.tai, petition=made.pk).status == "done"
    assert Petition.objects.count() == 0


def test_what_follows_is_done_once_and_reminded_of_until_then(cast: Cast) -> None:
    made = note(cast.tai).result
    step = {"text": "Nộp chứng từ", "owner": "Ban chủ nhiệm", "due_on": DAY + timedelta(days=5)}
    assert act(verbs.PLAN_NEXT_STEP, cast.tai, **step).status == "rejected"
    assert act(verbs.PLAN_NEXT_STEP, cast.tai, note=made.pk, **{**step, "due_on": "01/01/2026"}).errors["due_on"]
    planned = act(verbs.PLAN_NEXT_STEP, cast.tai, note=made.pk, **step).result
    assert list(steps_due(cast.tai, cast.province, "FINANCE", DAY)) == [planned]
    done = {"step": planned.pk, "done_on": DAY + timedelta(days=2), "result": "Đã nộp"}
    assert act(verbs.FINISH_NEXT_STEP, cast.lan, **done).status == "rejected"
    assert act(verbs.FINISH_NEXT_STEP, cast.tai, **done).status == "done"
    assert act(verbs.FINISH_NEXT_STEP, cast.tai, **done).status == "rejected"
    assert not steps_due(cast.tai, cast.province, "FINANCE", DAY).exists()
    assert NextStep.objects.get().result == "Đã nộp"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    period = {"from_on": date(2025, 1, 1), "until_on": date(2026, 12, 31)}
    plan = Plan.objects.create(kind="PLAN", title="Mẫu", place=cast.province, status="CONFIRMED", trust="G", **period)
    for order, (role, rhythm) in enumerate([("FINANCE", "YEARLY"), ("COMMUNE", "QUARTERLY")], 1):
        agency = Agency.objects.create(plan=plan, order=order, text=role)
        AgencyBody.objects.create(agency=agency, name=role, role=role)
        task = {"text": f"Việc của {role}", "rhythm": rhythm, "part": "DO"}
        Task.objects.create(plan=plan, agency=agency, order=order, **task)
    return plan


def report(by: User, task: Task, place: Any, due_on: date, done_on: date) -> None:
    said = {"due_on": due_on, "done_on": done_on, "evidence": "Mẫu", "by": by}
    TaskReport.objects.create(task=task, place=place, **said)


def test_a_desk_counts_its_own_duties_and_its_ground(cast: Cast, plan: Plan) -> None:
    finance, commune = plan.tasks.order_by("order")
    report(cast.tai, finance, cast.province, date(2025, 12, 31), date(2026, 1, 9))
    report(cast.xuan, commune, cast.xa, date(2025, 3, 31), date(2025, 3, 30))
    counts = {"older_55": 1, "older_60_women": 1, "poor": 0, "near_poor": 0, "hardship": 0}
    ClubMonth.objects.create(club=cast.club, month_end=date(2026, 1, 31), members=2, women=2, older_60=1, **counts)
    on = date(2026, 2, 10)
    tally = desk_page(cast.tai, cast.province, "FINANCE", 2025, on).tally
    assert (tally.due, tally.done, tally.late, tally.overdue) == (1, 1, 1, 0)
    mine = desk_page(cast.xuan, cast.xa, "COMMUNE", 2025, on)
    assert (mine.tally.due, mine.tally.done, mine.tally.overdue) == (4, 1, 3)
    assert [duty.task for duty in mine.waiting] == [commune]
    other = desk_page(cast.dung, cast.xb, "COMMUNE", 2025, on)
    assert (other.tally.done, other.tally.overdue) == (0, 4)
    assert desk_page(cast.dung, cast.beside, "FINANCE", 2025, on).parts == []
    ground = ground_of(cast.province, on)
    assert (ground.clubs, ground.members, ground.older) == (2, 2, 1)


def test_a_desk_asks_the_same_number_of_times_for_more_notes_and_duties(cast: Cast, plan: Plan) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk_page(cast.tai, cast.province, "FINANCE", 2026, DAY)
        return len(caught)

    few = asked()
    agency = plan.agencys.get(text="FINANCE")
    for order in range(3, 8):
        Task.objects.create(plan=plan, agency=agency, order=order, text="Thêm", rhythm="MONTHLY", part="DO")
        note(cast.tai, text=f"Thêm {order}")
    assert asked() == few < 60


def test_a_desk_shows_the_money_of_its_office_to_its_office_and_to_finance(cast: Cast) -> None:
    budget, million = Budget(cast, first=2025, last=2025, lines=10), 1_000_000
    budget.give(2025, PROVINCE=50 * million)
    budget.allocate(2025, (1, cast.province, "PROVINCE", 10 * million), (9, cast.province, "PROVINCE", 7 * million))
    budget.release(2025, 9, cast.province, "PROVINCE", 4 * million, "01/03/2025")
    assert budget.lines[8].agency == "FRONT"
    front = make_user("mat-tran-tinh", "FRONT", cast.province)

    def sums(user: User, role: str) -> list[int]:
        return [line.amount_vnd for line in desk_page(user, cast.province, role, 2025, DAY).money]

    assert sums(front, "FRONT") == sums(cast.tai, "FRONT") == [7 * million, 4 * million]
    assert sums(cast.tai, "FINANCE") == [17 * million, 4 * million]
    assert sums(front, "FINANCE") == []  # what another office has is not its to read
    assert desk_page(cast.tai, cast.xa, "FRONT", 2025, DAY).money == []


def test_the_club_reads_what_is_meant_for_it_on_its_page(cast: Cast) -> None:
    note(cast.tai, audience="CLUB", about=cast.club.unit.key, text="Sổ quỹ ghi rõ")
    note(cast.tai, text="Chuyện nội bộ")
    client = Client()
    client.force_login(cast.binh)
    page = client.get(reverse("clubs:club", args=[cast.club.pk])).content.decode()
    assert "Sổ quỹ ghi rõ" in page
    assert "nội bộ" not in page
    client.force_login(cast.tai)
    sheet = reverse("desks:workbook", args=["P1", "FINANCE", 2026])
    assert client.get(sheet).content[:2] == b"PK"
    assert client.get(reverse("desks:desk", args=["P1", "CHAIR"])).status_code == 404
    assert client.get(reverse("desks:desk", args=["P2", "FINANCE"])).status_code == 404
    assert "Chuyện nội bộ" in client.get(reverse("desks:desk", args=["P1", "FINANCE"])).content.decode()
