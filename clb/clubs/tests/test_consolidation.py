"""A weak club's plan: planned in its weak period, done with evidence, late in sight of the commune; and mergers."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from clb.clubs.commands import (
    CORRECT_STATUS,
    DROP_CONSOLIDATION_STEP,
    FINISH_CONSOLIDATION_STEP,
    PLAN_CONSOLIDATION_STEP,
    SET_STATUS,
)
from clb.clubs.models import ClubStatus, ConsolidationStep
from clb.clubs.queries.consolidation import overdue_consolidation
from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.members.commands import CLOSE_CLUB
from conftest import Cast, make_member


def set_status(cast: Cast, status: str, day: str) -> None:
    data = {"club": cast.club.pk, "status": status, "from_on": day, "reason": "Ít người"}
    assert run(SET_STATUS, by=cast.xuan, data=data).status == "done"


def plan(cast: Cast, by: object = None, act: uuid.UUID | None = None, **changes: Any) -> Outcome:
    data = {"club": cast.club.pk, "text": "Bầu lại ban chủ nhiệm", "owner": "Bà Bí Mật", "due_on": "01/03/2026"}
    return run(PLAN_CONSOLIDATION_STEP, by=by or cast.xuan, data={**data, **changes}, id=act)


def test_a_step_belongs_to_the_weak_period_in_which_it_was_planned(cast: Cast) -> None:
    assert list(plan(cast).errors) == ["club"]
    set_status(cast, "WEAK", "01/02/2026")
    first = plan(cast).result
    set_status(cast, "CONSOLIDATING", "15/02/2026")
    second = plan(cast).result
    assert [first.status.status, second.status.status] == ["WEAK", "CONSOLIDATING"]
    assert list(plan(cast, due_on="14/02/2026").errors) == ["due_on"]


def test_late_steps_are_in_sight_of_the_commune_until_done_or_the_club_works_again(cast: Cast) -> None:
    set_status(cast, "WEAK", "01/02/2026")
    step = plan(cast).result
    seen = {u.username: list(overdue_consolidation(u, date(2026, 3, 2))) for u in (cast.xuan, cast.hoi, cast.lan)}
    assert seen == {"xuan": [step], "hoi": [step], "lan": []}
    assert list(overdue_consolidation(cast.xuan, date(2026, 3, 1))) == []
    client = Client()
    client.force_login(cast.xuan)
    assert "Bầu lại ban chủ nhiệm" in client.get("/").content.decode()
    set_status(cast, "ACTIVE", "10/03/2026")
    assert list(overdue_consolidation(cast.xuan, date(2026, 3, 11))) == []


def test_a_step_is_done_with_evidence_by_the_club_itself(cast: Cast) -> None:
    set_status(cast, "WEAK", "01/02/2026")
    data = {"step": plan(cast).result.pk, "done_on": "20/02/2026", "evidence": "Biên bản họp"}
    assert list(run(FINISH_CONSOLIDATION_STEP, by=cast.lan, data={**data, "evidence": ""}).errors) == ["evidence"]
    assert list(run(FINISH_CONSOLIDATION_STEP, by=cast.lan, data={**data, "done_on": "31/01/2026"}).errors) == [
        "done_on"
    ]
    assert run(FINISH_CONSOLIDATION_STEP, by=cast.lan, data=data).status == "done"
    assert overdue_consolidation(cast.xuan, date(2026, 4, 1)).count() == 0
    assert list(run(DROP_CONSOLIDATION_STEP, by=cast.xuan, data=data).errors) == ["step"]


def test_a_step_is_dropped_and_who_may(cast: Cast) -> None:
    set_status(cast, "WEAK", "01/02/2026")
    act = uuid.uuid4()
    assert [plan(cast, act=act).status for _i in range(2)] == ["done", "already"]
    step = ConsolidationStep.objects.get()
    with pytest.raises(PermissionDenied):
        plan(cast, by=cast.lan)
    assert list(run(DROP_CONSOLIDATION_STEP, by=cast.hoa, data={"step": step.pk}).errors) == ["step"]
    assert "Bí Mật" not in " ".join(str(row.data) for row in Act.objects.all())
    assert run(DROP_CONSOLIDATION_STEP, by=cast.xuan, data={"step": step.pk}).status == "done"
    assert ConsolidationStep.objects.count() == 0


def test_a_weak_period_with_a_plan_is_not_taken_back(cast: Cast) -> None:
    set_status(cast, "WEAK", "01/02/2026")
    plan(cast)
    data = {"club": cast.club.pk, "status": "ACTIVE", "from_on": "01/02/2026"}
    assert list(run(CORRECT_STATUS, by=cast.xuan, data=data).errors) == ["status"]


def test_a_club_page_tells_of_a_weak_club_without_a_plan_and_of_each_step(cast: Cast) -> None:
    set_status(cast, "WEAK", "01/02/2026")
    client, url = Client(), reverse("clubs:club", args=[cast.club.pk])
    client.force_login(cast.xuan)
    assert "chưa có kế hoạch kiện toàn" in client.get(url).content.decode()
    step = plan(cast).result
    told = client.get(url + "?ngay=02/03/2026")
    assert told.context["steps"] == [(step, "OVERDUE")]
    for name in ("finish_consolidation_step", "drop_consolidation_step"):
        assert client.get(reverse(f"clubs:{name}", args=[step.pk])).status_code == 200


def close(cast: Cast, by: object = None, **changes: Any) -> Outcome:
    data = {"club": cast.club.pk, "status": "MERGED", "from_on": "01/02/2026", "reason": "Ít người", **changes}
    return run(CLOSE_CLUB, by=by or cast.dung, data=data)


def test_a_merger_names_the_club_that_takes_in(cast: Cast) -> None:
    make_member(cast.club)
    assert list(close(cast).errors) == ["merged_into"]
    assert list(close(cast, merged_into=cast.club.pk).errors) == ["merged_into"]
    assert list(close(cast, status="DISSOLVED", merged_into=cast.other_club.pk).errors) == ["merged_into"]
    assert close(cast, merged_into=cast.other_club.pk).status == "done"
    row = ClubStatus.objects.get(club=cast.club, status="MERGED")
    assert (row.merged_into, row.from_on) == (cast.other_club, date(2026, 2, 1))
    client = Client()
    client.force_login(cast.dung)
    assert (
        reverse("clubs:club", args=[cast.other_club.pk])
        in client.get(reverse("clubs:club", args=[cast.club.pk])).content.decode().split("phan-tinh-trang")[-1]
    )


def test_a_club_goes_only_into_one_that_the_person_sees(cast: Cast) -> None:
    assert list(close(cast, by=cast.xuan, merged_into=cast.other_club.pk).errors) == ["merged_into"]
