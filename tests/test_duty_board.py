"""The plan's duty board for 2021–2025 with the demo's evidence: ten bodies, each duty, due, done, late; one that nobody
owns. Every figure is counted anew from the stored rows, without the board's own code."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from clb.access.roles import Role
from clb.demo.build import build_reports
from clb.demo.desks import build_duties
from clb.places.services import found_unit
from clb.plans.models import AgencyBody, DutyExtension, Plan, Task, TaskReport
from clb.plans.queries.duties import duty_board
from clb.plans.queries.years import by_year
from clb.plans.services.reference import load_reference_plans
from conftest import BEGIN, make_user

ON = date(2026, 11, 26)
LAST_DAY = date(2025, 6, 30)  # of the district


@pytest.fixture(scope="module")
def plan(stored_once: Path) -> Plan:
    nation = found_unit(key="vn", level="NATION", name="Việt Nam", parent=None, from_on=BEGIN)
    province = found_unit(key="P87", level="PROVINCE", name="Đồng Tháp", code="87", parent=nation, from_on=BEGIN)
    district = found_unit(key="870", level="DISTRICT", name="Hồng Ngự", code="870", parent=province, from_on=BEGIN)
    for code in range(29991, 30001):
        found_unit(key=f"C{code}", level="COMMUNE", name=f"Xã {code}", code=str(code), parent=district, from_on=BEGIN)
    offices = {"hoi": "ASSOCIATION", "taichinh": "FINANCE", "yte": "HEALTH", "mattran": "FRONT"}
    for name, role in offices.items():
        make_user(name, role, district)
    found = load_reference_plans(ON)["hongngu"]
    build_reports(found)
    build_duties(found)
    type(district).objects.filter(pk=district.pk).update(until_on=LAST_DAY)
    return Plan.objects.select_related("place").get(pk=found.pk)


def due_days(task: Task) -> list[date]:
    months = {"MONTHLY": range(1, 13), "YEARLY": (12,), "PERIODIC": (12,)}.get(task.rhythm)
    if months is None:
        return [date(2025, 12, 31)]
    return [date(year, month, monthrange(year, month)[1]) for year in range(2021, 2026) for month in months]


def counted(task: Task, places: set[int], ground: int) -> dict[int, Counter[str]]:
    """Of each year: due, done, late, overdue."""
    years: dict[int, Counter[str]] = {year: Counter() for year in range(2021, 2026)}
    owed_by_communes = task.agency is not None and task.agency.bodies.filter(role=Role.COMMUNE).exists()
    for day in due_days(task):
        reports = TaskReport.objects.filter(task=task, due_on=day)
        until = max([day, *DutyExtension.objects.filter(task=task, due_on=day).values_list("until_on", flat=True)])
        told = [r for r in reports if r.place_id == ground]
        if not told and owed_by_communes:
            by_commune = [r for r in reports if r.place_id in places]
            told = by_commune if {r.place_id for r in by_commune} == places else []
        count = years[day.year]
        count["due"] += 1
        count["done"] += bool(told)
        count["late"] += bool(told) and max(r.done_on for r in told) > until
        count["overdue"] += not told and until < ON
    return years


@pytest.mark.django_db
def test_every_figure_of_the_board_is_what_one_counts_by_hand(plan: Plan) -> None:
    places = {link.below_id for link in plan.place.links_down.filter(below__level="COMMUNE")}
    assert len(places) == 10
    rows = {row.name: row for row in by_year(plan, duty_board(plan, ON), ON)}
    bodies = list(AgencyBody.objects.filter(agency__plan=plan))
    assert len(bodies) == 10
    assert set(rows) == {body.name for body in bodies} | {""}
    for body in bodies:
        tasks = [*body.agency.tasks.all(), *Task.objects.filter(given_to=body)]
        assert tasks
        want = [sum((counted(t, places, plan.place_id)[y] for t in tasks), Counter()) for y in range(2021, 2026)]
        got = [{"due": t.due, "done": t.done, "late": t.late, "overdue": t.overdue} for t in rows[body.name].years]
        assert got == [{name: year[name] for name in ("due", "done", "late", "overdue")} for year in want], body.name
    totals = [row.total for row in rows.values()]
    assert min(sum(t.late for t in totals), sum(t.overdue for t in totals), sum(t.done for t in totals)) > 0


@pytest.mark.django_db
def test_what_nobody_owns_and_who_has_no_successor_is_shown_as_such(plan: Plan) -> None:
    unowned = [desk for desk in duty_board(plan, ON) if desk.agency is None]
    assert [duty.task.text for desk in unowned for duty in desk.duties] == [
        "Tham quan, giao lưu, chia sẻ kinh nghiệm trong và ngoài huyện"
    ]
    lost = {row.name: row.lost_on for row in by_year(plan, duty_board(plan, ON), ON)}
    assert lost["Phòng Tài chính và Kế hoạch"] == LAST_DAY
    assert lost["Phòng Lao động - Thương binh và Xã hội"] is None  # the demo names who took over
    assert lost["Ủy ban nhân dân các xã, thị trấn"] is None
    client = Client()
    client.force_login(make_user("xem", "ASSOCIATION", plan.place))
    page = client.get(reverse("plans:board", args=[plan.pk])).content.decode()
    assert "Chưa giao cho cơ quan nào" in page
    assert "không còn, chưa ghi nơi nhận việc" in page
    for task in Task.objects.filter(plan=plan):
        assert task.text in page
