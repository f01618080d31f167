"""From a need to the first active day: steps, conditions, people, money, decision, launch."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clb.board.models import BoardPost
from clb.clubs.models import CharterRule, Club
from clb.clubs.queries import status_on
from clb.founding import commands as verbs
from clb.founding.models import Founding, FoundingStep, Pledge, Recruit
from clb.founding.queries import founding_card, steps_waiting_for
from clb.fund.queries import start_funds_vnd
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.models import Act
from clb.kernel.tests.told import told_of
from clb.members.models import Membership
from clb.members.queries import counts_on
from conftest import Cast, make_user

BEGUN, DECIDED, LAUNCHED = "01/02/2026", "01/04/2026", "10/04/2026"


@pytest.fixture
def founding(cast: Cast) -> Founding:
    data = {"place": "C1", "name": "CLB Bình Minh", "need": "80 người", "started_on": BEGUN, "launch_by": "30/04/2026"}
    found: Founding = run(verbs.START_FOUNDING, by=cast.xuan, data=data).result
    return found


def act(command: Command, by: Any, **data: Any) -> Outcome:
    outcome = run(command, by=by, data=data)
    assert outcome.status == "done", outcome.errors
    return outcome


def recruit(founding: Founding, by: Any, name: str = "Bà Mẫu", **more: Any) -> Recruit:
    data = {"founding": founding.pk, "full_name": name, "sex": "FEMALE", "birth": "1950", **more}
    found: Recruit = act(verbs.ADD_RECRUIT, by, **data).result
    return found


def pledge(founding: Founding, by: Any, amount_vnd: int, collected_on: str = "") -> Pledge:
    data = {"founding": founding.pk, "source": "SOCIAL", "amount_vnd": amount_vnd, "pledged_on": "15/02/2026"}
    found: Pledge = act(verbs.PLEDGE_START_FUND, by, **data, collected_on=collected_on).result
    return found


def decision(founding: Founding, **changes: Any) -> dict[str, Any]:
    data = {"number": "12/QĐ-UBND", "decided_on": DECIDED, "signer_title": "Chủ tịch", "signer_name": "Người Ký"}
    return {"founding": founding.pk, **data, **changes}


def launch(founding: Founding, **changes: Any) -> dict[str, Any]:
    data = {"launched_on": LAUNCHED, "venue": "Nhà văn hóa ấp", "activity_plan": "Sinh hoạt mỗi tháng một lần"}
    return {"founding": founding.pk, **data, **changes}


def test_an_intention_has_the_usual_steps_and_conditions_each_with_owner_and_due_day(founding: Founding) -> None:
    due = date(2026, 4, 30)
    assert set(founding.steps.values_list("owner_role", "due_on")) == {("ASSOCIATION", due), ("COMMUNE", due)}
    card = founding_card(founding, due)
    assert [row.step.kind for row in card.steps] == FoundingStep.Kind.values
    assert [bool(condition.source) for condition, _state in card.conditions] == [False] * 2 + [True] + [False] * 4


def test_a_step_is_overdue_the_day_after_it_is_due(founding: Founding) -> None:
    states = [founding_card(founding, date(2026, 4, day)).steps[0].state for day in (1, 30)]
    states += [founding_card(founding, date(2026, 5, 1)).steps[0].state]
    states += [founding_card(founding, date(2026, 3, 30)).steps[0].state]
    assert states == ["DUE", "DUE", "OVERDUE", "LATER"]


def test_the_owner_of_a_step_sees_it_and_others_do_not(cast: Cast, founding: Founding) -> None:
    day = date(2026, 5, 1)
    mine = {user.username: len(steps_waiting_for(user, day)) for user in (cast.xuan, cast.hoi, cast.dung, cast.lan)}
    assert mine == {"xuan": 1, "hoi": 6, "dung": 0, "lan": 0}
    next_door = make_user("ben", "COMMUNE", cast.xb)
    assert steps_waiting_for(next_door, day) == []


def test_a_step_is_planned_finished_with_evidence_and_reopened(cast: Cast, founding: Founding) -> None:
    step = founding.steps.get(kind="RECRUIT")
    act(verbs.PLAN_FOUNDING_STEP, cast.xuan, step=step.pk, owner_role="WOMEN", due_on="15/03/2026")
    act(verbs.FINISH_FOUNDING_STEP, cast.xuan, step=step.pk, done_on="10/03/2026", evidence="Danh sách 52 người")
    step.refresh_from_db()
    assert (step.owner_role, step.due_on, step.done_on) == ("WOMEN", date(2026, 3, 15), date(2026, 3, 10))
    act(verbs.REOPEN_FOUNDING_STEP, cast.xuan, step=step.pk)
    step.refresh_from_db()
    assert (step.done_on, step.evidence) == (None, "")


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("RECRUIT", {"evidence": " "}, "evidence"),
        ("RECRUIT", {"done_on": "31/01/2026"}, "done_on"),
        ("RECRUIT", {"done_on": "01/01/2099"}, "done_on"),
        ("DECISION", {}, "step"),
        ("LAUNCH", {}, "step"),
    ],
)
def test_a_bad_step_is_refused(cast: Cast, founding: Founding, kind: str, changes: dict[str, str], field: str) -> None:
    step = founding.steps.get(kind=kind)
    data = {"step": step.pk, "done_on": "10/03/2026", "evidence": "Biên bản", **changes}
    assert list(run(verbs.FINISH_FOUNDING_STEP, by=cast.xuan, data=data).errors) == [field]


def test_conditions_are_added_met_and_dropped_by_whoever_leads(cast: Cast, founding: Founding) -> None:
    data = {"founding": founding.pk, "text": "Có loa", "owner_role": "COMMUNE", "due_on": "01/03/2026"}
    own = act(verbs.ADD_CONDITION, cast.xuan, **data).result
    act(verbs.MEET_CONDITION, cast.hoi, condition=own.pk, met_on="20/02/2026", note="Xã tặng")
    usual = founding.conditions.order_by("pk").first()
    assert usual is not None
    act(verbs.DROP_CONDITION, cast.xuan, condition=usual.pk, note="Chưa cần")
    states = {c.text: state for c, state in founding_card(founding, date(2026, 2, 21)).conditions}
    assert (states["Có loa"], states[usual.text]) == ("DONE", "")


def test_a_club_is_founded_from_the_list(cast: Cast, founding: Founding) -> None:
    for i in range(3):
        recruit(founding, cast.xuan, f"Bà Mẫu {i}")
    recruit(founding, cast.xuan, "Ông Trưởng", sex="MALE", birth="03/04/1975", post="CHAIR", household_class="POOR")
    recruit(founding, cast.xuan, "Bà Sổ", post="OTHER", title="Thủ quỹ")
    pledge(founding, cast.xuan, 15_000_000, "20/03/2026")
    pledge(founding, cast.xuan, 3_000_000)
    act(verbs.RECORD_FOUNDING_DECISION, cast.xuan, **decision(founding))
    club: Club = act(verbs.LAUNCH_CLUB, cast.xuan, **launch(founding, rate="12", fee="10.000")).result
    here, day = Club.objects.filter(pk=club.pk), date(2026, 4, 1)
    counts = counts_on(here, day)
    assert (club.founded_on, club.founding_decision) == (day, "12/QĐ-UBND (01/04/2026)")
    status = status_on(club, day)
    assert status is not None and status.status == "ACTIVE"
    assert (counts.members, counts.women, counts.poor) == (5, 4, 1)
    assert counts_on(here, day - timedelta(days=1)).members == 0
    posts = BoardPost.objects.filter(club=club).order_by("post").values_list("person__full_name", "post", "title")
    assert list(posts) == [("Ông Trưởng", "CHAIR", ""), ("Bà Sổ", "OTHER", "Thủ quỹ")]
    rules = CharterRule.objects.filter(club=club).order_by("item").values_list("item", "amount", "adopted_by")
    assert list(rules) == [("FEE", 10_000, "Lễ ra mắt ngày 10/04/2026"), ("RATE", 12, "Lễ ra mắt ngày 10/04/2026")]
    assert start_funds_vnd(here) == {club.pk: 15_000_000}
    assert Recruit.objects.count() == 0
    founding.refresh_from_db()
    assert (founding.club, founding.steps.get(kind="LAUNCH").done_on) == (club, date(2026, 4, 10))


def test_few_people_and_little_money_are_findings_and_block_nothing(cast: Cast, founding: Founding) -> None:
    for i in range(48):
        recruit(founding, cast.xuan, f"Bà Mẫu {i}")
    pledge(founding, cast.xuan, 18_000_000, "20/03/2026")
    findings = {finding.norm.id: finding.ok for finding, _advice in founding_card(founding, date(2026, 4, 1)).findings}
    assert findings["club.size"] is False
    act(verbs.RECORD_FOUNDING_DECISION, cast.xuan, **decision(founding))
    act(verbs.LAUNCH_CLUB, cast.xuan, **launch(founding))
    assert Membership.objects.filter(club__founding=founding).count() == 48


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"launched_on": "31/03/2026"}, "launched_on"),
        ({"launched_on": "01/01/2099"}, "launched_on"),
        ({"venue": ""}, "venue"),
        ({"activity_plan": ""}, "activity_plan"),
        ({"rate": "24"}, "rate"),
        ({"fee": "mười nghìn"}, "fee"),
    ],
)
def test_a_refused_launch_stores_nothing(cast: Cast, founding: Founding, changes: dict[str, str], field: str) -> None:
    recruit(founding, cast.xuan)
    pledge(founding, cast.xuan, 1_000_000, "20/03/2026")
    act(verbs.RECORD_FOUNDING_DECISION, cast.xuan, **decision(founding))
    before = (Club.objects.count(), Membership.objects.count(), Recruit.objects.count())
    assert list(run(verbs.LAUNCH_CLUB, by=cast.xuan, data=launch(founding, **changes)).errors) == [field]
    assert (Club.objects.count(), Membership.objects.count(), Recruit.objects.count()) == before


def test_without_a_decision_there_is_no_launch(cast: Cast, founding: Founding) -> None:
    outcome = run(verbs.LAUNCH_CLUB, by=cast.xuan, data=launch(founding))
    assert outcome.errors == {"founding": ["Chưa ghi quyết định thành lập của Ủy ban nhân dân."]}


def test_a_second_click_founds_one_club(cast: Cast, founding: Founding) -> None:
    act(verbs.RECORD_FOUNDING_DECISION, cast.xuan, **decision(founding))
    act_id, before = uuid.uuid4(), Club.objects.count()
    told = [run(verbs.LAUNCH_CLUB, by=cast.xuan, data=launch(founding), id=act_id).status for _i in range(2)]
    assert (told, Club.objects.count()) == (["done", "already"], before + 1)
    assert run(verbs.LAUNCH_CLUB, by=cast.xuan, data=launch(founding)).status == "rejected"


def test_a_founding_given_up_keeps_no_names(cast: Cast, founding: Founding) -> None:
    recruit(founding, cast.xuan)
    act(verbs.DROP_FOUNDING, cast.xuan, founding=founding.pk, dropped_on="01/03/2026", reason="Chưa đủ người")
    assert Recruit.objects.count() == 0
    data = {"founding": founding.pk, "full_name": "Bà Mẫu", "sex": "FEMALE", "birth": "1950"}
    assert run(verbs.ADD_RECRUIT, by=cast.xuan, data=data).status == "rejected"


def test_recruits_and_pledges_are_taken_back(cast: Cast, founding: Founding) -> None:
    person, money = recruit(founding, cast.xuan), pledge(founding, cast.xuan, 1_000_000)
    act(verbs.SET_RECRUIT_POST, cast.xuan, recruit=person.pk, post="VICE_CHAIR")
    act(verbs.COLLECT_PLEDGE, cast.xuan, pledge=money.pk, collected_on="16/02/2026")
    twice = {"founding": founding.pk, "full_name": "BÀ  mẫu", "sex": "FEMALE", "birth": "1950"}
    assert list(run(verbs.ADD_RECRUIT, by=cast.xuan, data=twice).errors) == ["full_name"]
    act(verbs.DROP_RECRUIT, cast.xuan, recruit=person.pk)
    act(verbs.WITHDRAW_PLEDGE, cast.xuan, pledge=money.pk)
    assert (Recruit.objects.count(), Pledge.objects.count()) == (0, 0)


def test_the_journal_holds_no_name_and_no_birth(cast: Cast, founding: Founding) -> None:
    recruit(founding, cast.xuan, "Bà Kín", birth="03/04/1951")
    act(verbs.RECORD_FOUNDING_DECISION, cast.xuan, **decision(founding))
    kept = " ".join(str(row.data) for row in Act.objects.all())
    assert told_of(kept, ("Kín", "1951", "03/04/1951", "Người Ký", "80 người")) == []


def test_strangers_find_nothing_and_the_province_sees_but_may_not_write_names(cast: Cast, founding: Founding) -> None:
    data = {"founding": founding.pk, "full_name": "Bà Mẫu", "sex": "FEMALE", "birth": "1950"}
    for user in (cast.lan, cast.hoa, make_user("ben", "COMMUNE", cast.xb)):
        assert list(run(verbs.ADD_RECRUIT, by=user, data=data).errors) == ["founding"]
    with pytest.raises(PermissionDenied):
        run(verbs.ADD_RECRUIT, by=cast.dung, data=data)


def test_every_default_due_day_is_a_day_that_someone_typed(founding: Founding) -> None:
    assert {c.due_on for c in founding.conditions.all()} == {date(2026, 4, 30)}
    assert founding.started_on <= timezone.localdate()
