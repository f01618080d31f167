"""Pages of plans and indicators: what each person sees of them, in a constant number of queries."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clb.kernel.commands import run
from clb.members.services.summaries import refresh_months
from clb.plans.commands import IMPORT_PLAN, MAP_BODY, REPORT_TASK, WITHDRAW_TASK_REPORT
from clb.plans.models import AgencyBody, Plan, TaskReport
from clb.plans.queries.duties import duty_board
from clb.plans.queries.targets import target_board
from clb.plans.rules.duties import due_days_of
from conftest import Cast, make_club, make_member

TEXT = (Path(__file__).parent / "reading" / "texts" / "phuong-mau.txt").read_bytes()
IN_PERIOD = date(2028, 6, 30)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    files = {"file": SimpleUploadedFile("a.txt", TEXT)}
    found: Plan = run(IMPORT_PLAN, by=cast.dung, data={"place": "P1"}, files=files).result
    found.status, found.is_period_known = Plan.Status.CONFIRMED, True
    found.from_on, found.until_on = date(2025, 1, 1), date(2027, 12, 31)
    found.save()
    return found


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pages(plan: Plan) -> list[str]:
    return [
        "/",
        reverse("plans:index"),
        reverse("plans:plan", args=[plan.pk]),
        reverse("plans:board", args=[plan.pk]),
        reverse("plans:review", args=[plan.pk]),
        reverse("plans:duty", args=[plan.tasks.first().pk]),
        reverse("indicators:index"),
        reverse("indicators:roll_up") + "?noi=P1",
        reverse("indicators:indicator", args=["club.size"]) + "?noi=P1",
        reverse("indicators:records", args=["club.size"]) + "?noi=P1",
    ]


def test_everyone_with_an_office_reads_a_confirmed_plan(cast: Cast, plan: Plan) -> None:
    for user in (cast.lan, cast.xuan, cast.dung, cast.hoi, cast.tai):
        client = signed_in(user)
        assert {url: client.get(url).status_code for url in pages(plan)} == dict.fromkeys(pages(plan), 200)


def test_a_person_without_office_sees_no_plan_and_is_told_why(cast: Cast, plan: Plan) -> None:
    client = signed_in(cast.khach)
    assert client.get(reverse("plans:plan", args=[plan.pk])).status_code == 404
    assert client.get(reverse("indicators:indicator", args=["club.size"]) + "?noi=P1").status_code == 404
    assert "chưa được giao nhiệm vụ" in client.get("/").content.decode()


def test_anonymous_is_sent_to_sign_in(plan: Plan) -> None:
    for url in pages(plan):
        answer = Client().get(url)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_records_beyond_reach_are_a_number_only(cast: Cast, plan: Plan) -> None:
    make_member(cast.club, "Bà Thấy Được")
    make_member(cast.other_club, "Bà Không Thấy")
    refresh_months([cast.club, cast.other_club], cast.club.founded_on)
    url = reverse("indicators:records", args=["members.total"]) + "?noi=P1"
    shown = signed_in(cast.lan).get(url).content.decode()
    assert "Bà Thấy Được" in shown
    assert "Bà Không Thấy" not in shown
    assert "Còn 1 bản ghi nữa" in shown


def test_the_plan_page_asks_the_database_the_same_number_of_times_for_more_clubs(cast: Cast, plan: Plan) -> None:
    def asked() -> int:
        client = signed_in(cast.dung)
        client.get(reverse("plans:plan", args=[plan.pk]))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("plans:plan", args=[plan.pk])).status_code == 200
        return len(caught)

    few = asked()
    for n in range(3):
        make_member(make_club(cast.xa, f"CLB Thêm {n}"))
    assert asked() == few


def test_a_bad_day_is_told_and_the_default_day_taken(cast: Cast, plan: Plan) -> None:
    answer = signed_in(cast.dung).get(reverse("plans:plan", args=[plan.pk]) + "?ngay=31/02/2026")
    assert answer.status_code == 200
    assert "Không đọc được ngày «31/02/2026»" in answer.content.decode()


def test_a_duty_is_reported_once_by_the_office_that_answers_for_it(cast: Cast, plan: Plan) -> None:
    body = AgencyBody.objects.filter(agency__tasks__isnull=False, agency__plan=plan).first()
    assert run(MAP_BODY, by=cast.dung, data={"body": body.pk, "role": "FINANCE"}).status == "done"
    task = body.agency.tasks.first()
    task.plan = plan
    due = due_days_of(task)[0]
    data = {"task": task.pk, "due_on": due.isoformat(), "done_on": "2026-01-02", "evidence": "Báo cáo số 1 (mẫu)"}
    assert run(REPORT_TASK, by=cast.tai, data=data).status == "done"
    assert run(REPORT_TASK, by=cast.tai, data=data).status == "rejected"
    board = [d for desk in duty_board(plan, date(2026, 2, 1)) for d in desk.duties if d.task.pk == task.pk]
    assert [duty.done for duty in board] == [1]
    report = TaskReport.objects.get()
    assert run(WITHDRAW_TASK_REPORT, by=cast.tai, data={"report": report.pk}).status == "done"
    assert TaskReport.objects.count() == 0


def test_the_board_and_the_targets_are_the_same_on_every_day_asked(cast: Cast, plan: Plan) -> None:
    rows = target_board(plan, plan.place, IN_PERIOD)
    assert len(rows) == plan.targets.count()
    assert {str(row.state) for row in rows} <= {"MET", "ON_COURSE", "BEHIND", "NO_DATA"}
    assert all(row.judgement.reason.endswith(".") for row in rows)
