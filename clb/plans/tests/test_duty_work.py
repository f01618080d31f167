"""Duties at work: communes' parts, evidence, extensions, charge, owners, successors, what is told to units above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from clb.files.models import StoredFile
from clb.files.tests.samples import picture, sent
from clb.kernel.commands import Command, Outcome, run
from clb.places.services import found_unit
from clb.plans import commands as verbs
from clb.plans.models import Agency, AgencyBody, Plan, Task, TaskEvidence, TaskReport
from clb.plans.proofs import Counted, Proof, Record, register_proof
from clb.plans.queries.duties import Due, Duty, duty_board
from clb.plans.queries.raised import raised_to
from clb.plans.queries.years import by_year, years_of
from clb.plans.rules.duties import DutyState, Limits, period_of, state_of, steps_up
from conftest import Cast, make_cast, make_user

ON = date(2026, 3, 1)
YEAR_END = date(2025, 12, 31)


@pytest.fixture(scope="module")
def stored(stored_once: Path) -> tuple[Cast, Plan]:
    cast = make_cast()
    period = {"from_on": date(2024, 1, 1), "until_on": date(2026, 12, 31)}
    plan = Plan.objects.create(kind="PLAN", title="Mẫu", place=cast.province, status="CONFIRMED", trust="G", **period)
    finance = Agency.objects.create(plan=plan, order=1, text="Tài chính")
    communes = Agency.objects.create(plan=plan, order=2, text="UBND các xã")
    AgencyBody.objects.create(agency=finance, name="Sở Tài chính", role="FINANCE")
    AgencyBody.objects.create(agency=communes, name="UBND các xã", role="COMMUNE")
    for order, (agency, text, rhythm) in enumerate(
        [(finance, "Quyết toán", "YEARLY"), (communes, "Sinh hoạt mỗi tháng", "YEARLY"), (None, "Đưa tin", "ONCE")], 1
    ):
        Task.objects.create(plan=plan, agency=agency, order=order, text=text, rhythm=rhythm, part="DO")
    return cast, plan


@pytest.fixture
def cast(stored: tuple[Cast, Plan], db: None) -> Iterator[Cast]:
    yield stored[0]


@pytest.fixture
def plan(stored: tuple[Cast, Plan], db: None) -> Plan:
    return stored[1]


def task_of(plan: Plan, text: str) -> Task:
    return Task.objects.select_related("plan__place").get(plan=plan, text=text)


def duty_of(plan: Plan, text: str, on: date = ON, among: set[int] | None = None) -> Duty:
    return next(d for desk in duty_board(plan, on, among) for d in desk.duties if d.task.text == text)


def due_of(plan: Plan, text: str, day: date = YEAR_END, **more: Any) -> Due:
    return next(due for due in duty_of(plan, text, **more).dues if due.on == day)


def act(command: Command, by: User, **data: Any) -> Outcome:
    files = {name: data.pop(name) for name in ("file",) if name in data}
    return run(command, by=by, data=data, files=files)


def report(by: User, task: Task, day: date = YEAR_END, done_on: date = date(2026, 1, 5), **data: Any) -> Outcome:
    said = {"task": task.pk, "due_on": day, "done_on": done_on, "evidence": "Báo cáo số 1 (mẫu)"}
    return act(verbs.REPORT_TASK, by, **said, **data)


@pytest.mark.parametrize(
    ("due", "is_done", "state", "steps"),
    [
        (date(2026, 4, 1), False, DutyState.LATER, 0),
        (date(2026, 3, 11), False, DutyState.DUE, 0),
        (date(2026, 2, 28), False, DutyState.OVERDUE, 0),
        (date(2026, 2, 14), False, DutyState.OVERDUE, 1),
        (date(2025, 1, 1), False, DutyState.OVERDUE, 2),
        (date(2025, 1, 1), True, DutyState.DONE, 0),
    ],
)
def test_when_a_duty_is_reminded_of_and_told_upwards(due: date, is_done: bool, state: DutyState, steps: int) -> None:
    limits = Limits(remind_days=10, escalate_days=15, escalate_steps=2)
    assert state_of(due, is_done, ON, limits.remind_days) is state
    assert steps_up(due, is_done, ON, limits) == steps


def test_the_period_of_a_due_day_begins_after_the_one_before() -> None:
    days = [date(2024, 12, 31), YEAR_END]
    assert period_of(days, days[0], date(2024, 1, 1)) == (date(2024, 1, 1), days[0])
    assert period_of(days, days[1], date(2024, 1, 1)) == (date(2025, 1, 1), days[1])


def test_each_commune_reports_its_own_part_and_all_make_it_done(cast: Cast, plan: Plan) -> None:
    task, xb = task_of(plan, "Sinh hoạt mỗi tháng"), make_user("xaB", "COMMUNE", cast.xb)
    assert report(cast.xuan, task, place="C2").errors["place"]
    assert report(cast.xuan, task, place="C1").status == "done"
    assert report(cast.xuan, task, place="C1").status == "rejected"
    with pytest.raises(Exception, match="report_task"):
        report(cast.xuan, task)
    due = due_of(plan, task.text)
    assert (due.reported, due.wanted, due.state) == (1, 2, DutyState.OVERDUE)
    assert due_of(plan, task.text, among={cast.xa.pk}).state is DutyState.DONE
    assert due_of(plan, task.text, among={cast.xb.pk}).state is DutyState.OVERDUE
    assert report(xb, task, place="C2").status == "done"
    due = due_of(plan, task.text)
    assert (due.reported, due.state, due.is_done_late) == (2, DutyState.DONE, True)
    assert report(cast.tai, task_of(plan, "Quyết toán"), place="C1").errors["place"]


def test_whoever_leads_may_report_for_the_whole_ground(cast: Cast, plan: Plan) -> None:
    task = task_of(plan, "Sinh hoạt mỗi tháng")
    assert report(cast.hoi, task, done_on=date(2025, 12, 30)).status == "done"
    due = due_of(plan, task.text)
    assert (due.wanted, due.state, due.is_done_late) == (1, DutyState.DONE, False)


def test_evidence_is_a_file_or_a_record_that_one_may_see(
    cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clb.plans.proofs._PROOFS", {})
    register_proof(
        Proof("mau", "Việc mẫu", ("quyet toan",), lambda *_: Counted("đếm 7"), lambda u, *_: [Record("9", "việc 9")])
    )
    task = task_of(plan, "Quyết toán")
    made = report(cast.tai, task, file=sent(picture())).result
    assert made.proofs.get().file.kind == "PICTURE"
    nothing, both = act(verbs.PROVE_TASK, cast.tai, report=made.pk), "mau:9"
    assert nothing.errors["file"]
    assert act(verbs.PROVE_TASK, cast.tai, report=made.pk, record="mau:8").errors["record"]
    assert act(verbs.PROVE_TASK, cast.tai, report=made.pk, record=both, file=sent(picture())).errors["file"]
    assert act(verbs.PROVE_TASK, cast.tai, report=made.pk, record="mau:9").status == "done"
    assert act(verbs.PROVE_TASK, cast.tai, report=made.pk, record="mau:9").status == "rejected"
    assert TaskEvidence.objects.visible_to(cast.lan).count() == 0
    client = Client()
    client.force_login(cast.tai)
    page = client.get(reverse("plans:due", args=[task.pk]) + "?ky=2025-12-31").content.decode()
    assert "đếm 7" in page
    assert "việc 9" in page
    link = TaskEvidence.objects.get(kind="mau")
    assert act(verbs.DROP_TASK_EVIDENCE, cast.tai, proof=link.pk).status == "done"
    assert act(verbs.WITHDRAW_TASK_REPORT, cast.tai, report=made.pk).status == "done"
    assert (TaskReport.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_only_whoever_gave_a_duty_puts_it_off(cast: Cast, plan: Plan) -> None:
    task = task_of(plan, "Quyết toán")
    said = {"task": task.pk, "due_on": YEAR_END, "reason": "Chờ số liệu", "granted_on": "01/01/2026"}
    with pytest.raises(Exception, match="extend_duty"):
        act(verbs.EXTEND_DUTY, cast.tai, **said, until_on="31/03/2026")
    assert act(verbs.EXTEND_DUTY, cast.hoi, **said, until_on="31/12/2025").errors["until_on"]
    made = act(verbs.EXTEND_DUTY, cast.hoi, **said, until_on="31/03/2026").result
    due = due_of(plan, task.text)
    assert (due.until, due.state, due.steps_up) == (date(2026, 3, 31), DutyState.DUE, 0)
    assert act(verbs.EXTEND_DUTY, cast.hoi, **said, until_on="15/03/2026").errors["until_on"]
    lead = Agency.objects.create(plan=plan, order=9, text="Hội")
    AgencyBody.objects.create(agency=lead, name="Hội", role="ASSOCIATION")
    own = Task.objects.create(plan=plan, agency=lead, order=9, text="Sơ kết", rhythm="YEARLY", part="LEAD")
    assert act(verbs.EXTEND_DUTY, cast.hoi, **{**said, "task": own.pk}, until_on="31/03/2026").status == "rejected"
    assert act(verbs.DROP_EXTENSION, cast.hoi, extension=made.pk).status == "done"
    assert due_of(plan, task.text).until == YEAR_END


def test_somebody_is_in_charge_from_a_day_until_another_is(cast: Cast, plan: Plan) -> None:
    task = task_of(plan, "Quyết toán")
    first = {"task": task.pk, "due_on": date(2024, 12, 31)}
    assert act(verbs.CHARGE_DUTY, cast.tai, **first).errors["in_charge"]
    assert act(verbs.CHARGE_DUTY, cast.tai, **first, in_charge="Chuyên viên A").status == "done"
    assert act(verbs.CHARGE_DUTY, cast.tai, task=task.pk, due_on=YEAR_END, user=cast.tai.pk).status == "done"
    report(cast.tai, task, day=date(2024, 12, 31))
    assert duty_of(plan, task.text, date(2025, 1, 1)).in_charge == "Chuyên viên A"
    assert duty_of(plan, task.text).in_charge == cast.tai.called
    with pytest.raises(Exception, match="charge_duty"):
        act(verbs.CHARGE_DUTY, cast.lan, **first, in_charge="Tôi")


def test_a_duty_that_nobody_owns_is_shown_and_may_be_given(cast: Cast, plan: Plan) -> None:
    task, body = task_of(plan, "Đưa tin"), AgencyBody.objects.get(agency__plan=plan, role="FINANCE")
    assert [desk.agency for desk in duty_board(plan, ON)][-1] is None
    assert report(cast.tai, task, day=date(2026, 12, 31)).status == "rejected"
    given = {"task": task.pk, "body": body.pk, "paper": "Công văn (mẫu)"}
    assert act(verbs.GIVE_DUTY, cast.hoi, **given).status == "done"
    assert [d.task.text for desk in duty_board(plan, ON) if desk.agency == body.agency for d in desk.duties] == [
        "Quyết toán",
        "Đưa tin",
    ]
    assert report(cast.tai, task, day=date(2026, 12, 31)).status == "done"
    refused = act(verbs.GIVE_DUTY, cast.hoi, task=task_of(plan, "Quyết toán").pk, body=body.pk)
    assert refused.status == "rejected"
    rows = by_year(plan, duty_board(plan, ON), ON)
    assert [(row.name, row.total.due) for row in rows] == [("Sở Tài chính", 4), ("UBND các xã", 3)]


def test_a_body_that_went_with_its_unit_waits_for_a_successor(cast: Cast, plan: Plan) -> None:
    body = AgencyBody.objects.get(agency__plan=plan, role="FINANCE")
    type(plan.place).objects.filter(pk=plan.place_id).update(until_on=date(2025, 6, 30))
    gone = Plan.objects.select_related("place").get(pk=plan.pk)
    lost = {row.name: row.lost_on for row in by_year(gone, duty_board(gone, ON), ON)}
    assert lost == {"Sở Tài chính": date(2025, 6, 30), "UBND các xã": None, "": None}
    heir = found_unit(key="P9", level="PROVINCE", name="Tỉnh Nối", code="99", parent=cast.nation, from_on=ON)
    office = make_user("noi", "FINANCE", heir)
    told = {"body": body.pk, "role": "FINANCE", "successor": "Sở Tài chính tỉnh Nối", "successor_place": "99"}
    assert act(verbs.MAP_BODY, cast.dung, **told).status == "rejected"
    with pytest.raises(Exception, match="report_task"):
        report(office, task_of(plan, "Quyết toán"))
    assert act(verbs.MAP_BODY, cast.dung, **told, succeeded_on="01/07/2025").status == "done"
    assert report(office, task_of(plan, "Quyết toán")).status == "done"
    assert by_year(gone, duty_board(gone, ON), ON)[0].lost_on is None


def test_what_is_late_is_told_step_by_step(cast: Cast, plan: Plan) -> None:
    finance = task_of(plan, "Quyết toán")
    nation = make_user("trunguong", "GOVERNMENT", cast.nation)

    def told(user: User, late_days: int) -> list[str]:
        return [row.duty.task.text for row in raised_to(user, YEAR_END + timedelta(days=late_days))]

    for text in ("Quyết toán", "Sinh hoạt mỗi tháng"):
        report(cast.hoi if text != finance.text else cast.tai, task_of(plan, text), day=date(2024, 12, 31))
    assert told(cast.dung, 14) == told(nation, 16) == told(cast.tai, 40) == told(cast.xuan, 40) == []
    assert sorted(told(cast.dung, 16)) == sorted(told(cast.hoi, 16)) == sorted(told(nation, 31))
    assert sorted(told(cast.dung, 16)) == ["Quyết toán", "Sinh hoạt mỗi tháng"]
    report(cast.tai, finance)
    assert told(cast.dung, 16) == ["Sinh hoạt mỗi tháng"]


def test_the_board_of_years_is_what_one_counts_by_hand(cast: Cast, plan: Plan) -> None:
    report(cast.tai, task_of(plan, "Quyết toán"), day=date(2024, 12, 31), done_on=date(2024, 12, 1))
    report(cast.tai, task_of(plan, "Quyết toán"))
    rows = {row.name: row for row in by_year(plan, duty_board(plan, ON), ON)}
    assert list(years_of(plan)) == [2024, 2025, 2026]
    tallies = [(t.due, t.done, t.late, t.overdue) for t in rows["Sở Tài chính"].years]
    assert tallies == [(1, 1, 0, 0), (1, 1, 1, 0), (1, 0, 0, 0)]
    total = rows["UBND các xã"].total
    assert (total.due, total.done, total.overdue) == (3, 0, 2)
