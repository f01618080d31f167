"""A programme, its visits, the recount and what is done about findings: works, refused, twice, stranger, next club."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.clubs.models import ClubStatus
from clb.fund.models import CashCount
from clb.kernel.commands import Command, run
from clb.kernel.models import Act
from clb.kernel.selfcheck import run_checks
from clb.members.models import Membership
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, indicators
from clb.privacy.services import erase_past
from clb.supervision import commands as verbs
from clb.supervision.models import Recount, SampleItem, SupervisionFinding, SupervisionVisit
from clb.supervision.queries import finding_rows, open_by_club, open_findings
from clb.supervision.queries.findings import actions_waiting, escalated_to
from clb.supervision.queries.programmes import place_rows, place_total
from clb.supervision.queries.visits import recount_card
from clb.supervision.rules.samples import drawn
from clb.supervision.services import draw_recount
from conftest import Cast, make_cast, make_member, make_user

from .sample import Supervised, do, make_finding, make_visit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HERE: dict[str, Any] = {}


@pytest.fixture(scope="module")
def cast(stored_once: Any) -> Iterator[Cast]:
    """The cast with fourteen members in club 1 and an officer of the commune's women's union."""
    found = make_cast()
    for n in range(14):
        make_member(found.club, f"Bà Mẫu {n}")
    HERE["under_way"] = make_visit(found)
    make_user("nu", Role.WOMEN, found.province)
    yield found


@pytest.fixture
def under_way(cast: Cast) -> Supervised:
    """A visit under way."""
    found: Supervised = HERE["under_way"]
    return found


def refused(command: Command, by: User, **data: Any) -> list[str]:
    """Where a refusal stands."""
    outcome = run(command, by=by, data=data)
    assert outcome.status == "rejected", outcome
    return list(outcome.errors)


def test_a_programme_ranks_once_and_is_changed_with_a_reason(cast: Cast, under_way: Supervised) -> None:
    programme = under_way.programme
    told = {"unit_key": "P1", "year": TODAY.year, "lead": "ASSOCIATION", "how_many": 2}
    assert refused(verbs.START_PROGRAMME, cast.hoi, **told) == ["year"]
    assert refused(verbs.START_PROGRAMME, cast.hoi, **told | {"year": 2017}) == ["year"]
    assert refused(verbs.START_PROGRAMME, cast.hoi, **told | {"unit_key": "P2"}) == ["unit_key"]
    own = do(verbs.START_PROGRAMME, cast.xuan, **told | {"unit_key": "C1", "lead": "COMMUNE"})
    assert [line.club for line in own.lines.all()] == [cast.club] and own.lines.get().reasons
    above = {"programme": programme.pk, "approved_on": TODAY}  # of the province: the commune does not see it
    assert refused(verbs.APPROVE_PROGRAMME, cast.xuan, **above) == ["programme"]
    line = own.lines.get()
    assert refused(verbs.PLAN_VISIT, cast.xuan, line=line.pk, planned_on=TODAY) == ["__all__"]  # not approved
    assert refused(verbs.LEAVE_OUT_CLUB, cast.xuan, line=line.pk, because=" ") == ["because"]
    do(verbs.LEAVE_OUT_CLUB, cast.xuan, line=line.pk, because="Vừa sáp nhập ấp")
    assert refused(verbs.LEAVE_OUT_CLUB, cast.xuan, line=line.pk, because="Lần nữa") == ["__all__"]
    assert refused(verbs.APPROVE_PROGRAMME, cast.xuan, programme=own.pk, approved_on=TODAY) == ["__all__"]  # empty
    back = {"programme": own.pk, "club": cast.club.pk, "because": "Xã đề nghị", "month": 12}
    assert do(verbs.ADD_SUPERVISED_CLUB, cast.xuan, **back).month == date(TODAY.year, 12, 1)
    assert refused(verbs.ADD_SUPERVISED_CLUB, cast.xuan, **back | {"club": cast.other_club.pk}) == ["club"]
    late = {"programme": own.pk, "approved_on": TODAY + timedelta(days=1)}
    assert refused(verbs.APPROVE_PROGRAMME, cast.xuan, **late) == ["approved_on"]
    do(verbs.APPROVE_PROGRAMME, cast.xuan, programme=own.pk, approved_on=TODAY)
    assert refused(verbs.APPROVE_PROGRAMME, cast.xuan, programme=own.pk, approved_on=TODAY) == ["__all__"]


def test_a_visit_goes_from_its_day_to_its_conclusion_once(cast: Cast, under_way: Supervised) -> None:
    visit = under_way.visit
    assert refused(verbs.PLAN_VISIT, cast.hoi, line=under_way.line.pk, planned_on=TODAY) == ["__all__"]  # one is open
    assert refused(verbs.CANCEL_VISIT, cast.hoi, visit=visit.pk, because="Mưa") == ["__all__"]  # they were there
    head = {"body": "FRONT", "name": "Bà Hai", "is_head": "on"}
    assert refused(verbs.ADD_TEAM_MEMBER, cast.hoi, visit=visit.pk, **head) == ["__all__"]  # a second head
    strange = [{"question": "khong-co", "answer": "YES", "note": ""}]
    assert refused(verbs.ANSWER_CHECKLIST, cast.hoi, visit=visit.pk, answers=strange) == ["answers.khong-co"]
    unsaid = [{"question": "org1", "answer": "", "note": "chưa rõ"}]
    assert refused(verbs.ANSWER_CHECKLIST, cast.hoi, visit=visit.pk, answers=unsaid) == ["answers.org1.answer"]
    nu = User.objects.get(username="nu")  # the women's union takes part: it may answer, and may not conclude
    do(verbs.ANSWER_CHECKLIST, nu, visit=visit.pk, answers=[{"question": "org1", "answer": "NO", "note": "Thiếu"}])
    do(verbs.ANSWER_CHECKLIST, nu, visit=visit.pk, answers=[{"question": "org1", "answer": "", "note": ""}])
    assert not visit.answers.exists()
    end = {"visit": visit.pk, "concluded_on": TODAY, "summary": "Tốt"}
    for stranger in (nu, cast.lan, cast.xuan):
        with pytest.raises(PermissionDenied):
            run(verbs.CONCLUDE_VISIT, by=stranger, data=end)
    assert run(verbs.CONCLUDE_VISIT, by=cast.hoa, data=end).status == "rejected"  # the next club sees no such visit
    idle = make_finding(cast, visit, action="", file=None)
    assert refused(verbs.CONCLUDE_VISIT, cast.hoi, **end) == ["__all__"]  # nothing is to be done about it
    do(verbs.DROP_FINDING, cast.hoi, finding=idle.pk)
    act_id = uuid.uuid4()
    assert run(verbs.CONCLUDE_VISIT, by=cast.hoi, data=end, id=act_id).status == "done"
    assert run(verbs.CONCLUDE_VISIT, by=cast.hoi, data=end, id=act_id).status == "already"
    assert refused(verbs.CONCLUDE_VISIT, cast.hoi, **end) == ["__all__"]
    for command, more in ((verbs.RECORD_FINDING, {"kind": "BOOKS", "severity": "LOW", "text": "x", "body": "FRONT"}),):
        assert refused(command, cast.hoi, visit=visit.pk, **more) == ["__all__"]
    again = do(verbs.PLAN_VISIT, cast.hoi, line=under_way.line.pk, planned_on=TODAY)
    assert refused(verbs.CARRY_OUT_VISIT, cast.hoi, visit=again.pk, carried_on=TODAY) == ["__all__"]  # no team
    do(verbs.CANCEL_VISIT, cast.hoi, visit=again.pk, because="Mưa bão")
    assert SupervisionVisit.objects.get(pk=again.pk).state == "CANCELLED"
    ClubStatus.objects.filter(club=cast.club).update(status="DISSOLVED")
    assert refused(verbs.PLAN_VISIT, cast.hoi, line=under_way.line.pk, planned_on=TODAY) == ["__all__"]  # it has ended


def test_a_place_may_ask_its_own_questions(cast: Cast) -> None:
    told = {"unit_key": "C1", "from_on": TODAY, "title": "Phiếu của xã", "questions": "# Quỹ\nCó sổ quỹ"}
    do(verbs.ADOPT_CHECKLIST, cast.xuan, **told)
    assert refused(verbs.ADOPT_CHECKLIST, cast.xuan, **told) == ["__all__"]
    assert refused(verbs.ADOPT_CHECKLIST, cast.xuan, **told | {"questions": "# trống"}) == ["questions"]
    old = HERE["under_way"].visit
    assert len(SupervisionVisit.objects.get(pk=old.pk).questions) > 20  # planned before: it keeps its own
    plan = {"unit_key": "C1", "year": TODAY.year, "lead": "COMMUNE", "how_many": 1}
    programme = do(verbs.START_PROGRAMME, cast.xuan, **plan)
    do(verbs.APPROVE_PROGRAMME, cast.xuan, programme=programme.pk, approved_on=TODAY)
    visit = do(verbs.PLAN_VISIT, cast.xuan, line=programme.lines.get().pk, planned_on=TODAY)
    assert (list(visit.questions.values()), visit.checklist_title) == (["Có sổ quỹ"], "Phiếu của xã")


def test_a_recount_is_drawn_once_counts_right_and_changes_nothing_of_the_clubs(
    cast: Cast, under_way: Supervised
) -> None:
    visit = under_way.visit
    recount = draw_recount(by=cast.hoi, visit=visit, drawn_on=TODAY, seed=41)
    roster = Membership.objects.on(TODAY).filter(club=cast.club).values_list("pk", flat=True)
    drawn_now = [i.membership_id for i in recount.items.filter(kind="MEMBER").order_by("number")]
    assert drawn_now == drawn(roster, 41, 10) and recount.populations["MEMBER"] == 14
    assert refused(verbs.DRAW_RECOUNT, cast.hoi, visit=visit.pk, drawn_on=TODAY) == ["__all__"]  # never again
    lines = list(recount.items.filter(kind="MEMBER").order_by("number"))
    box = recount.items.get(kind="CASH", fund="INCOME")
    told = [{"item": str(i.pk), "outcome": "RIGHT", "found_vnd": None, "note": "Ở ấp Kín"} for i in lines[:8]]
    told += [{"item": str(lines[8].pk), "outcome": "UNKNOWN", "found_vnd": None, "note": ""}]
    told += [{"item": str(lines[9].pk), "outcome": "UNREACHED", "found_vnd": None, "note": ""}]
    told += [{"item": str(box.pk), "outcome": "", "found_vnd": "5.000", "note": "Thừa"}]
    done = run(verbs.RECORD_RECOUNT, by=cast.hoi, data={"visit": visit.pk, "results": told})
    assert done.status == "done" and done.act is not None
    assert "results" not in Act.objects.get(pk=done.act.pk).data and "Kín" not in str(done.act.changes)
    card = recount_card(visit, TODAY)
    assert card is not None
    assert [(one.kind.value, one.told) for one in card.kinds] == [("MEMBER", "8/9"), ("CASH", "0/1")]
    assert card.told == "8/10 (80%)" and card.total.unreached == 1
    assert box.book_vnd == 0 and not CashCount.objects.exists()  # the books know nothing of it
    counted = [{"item": str(box.pk), "outcome": "RIGHT", "found_vnd": "", "note": ""}]
    wrong = refused(verbs.RECORD_RECOUNT, cast.hoi, visit=visit.pk, results=counted)
    assert wrong == [f"results.{box.pk}.found_vnd"]
    other = [{"item": str(uuid.uuid4()), "outcome": "RIGHT", "found_vnd": "", "note": ""}]
    assert refused(verbs.RECORD_RECOUNT, cast.hoi, visit=visit.pk, results=other)
    with pytest.raises(PermissionDenied):  # the Front takes part, and reads no names
        run(verbs.RECORD_RECOUNT, by=User.objects.get(username="nu"), data={"visit": visit.pk, "results": told})
    ask = Ask(cast.province, TODAY, date(TODAY.year, 1, 1), TODAY)
    value = indicators()["supervision.accuracy"].value(ask)
    assert (value.numerator, value.denominator) == (8, 10)
    assert not any(run_checks()[name] for name in run_checks() if name.startswith("supervision."))
    do(verbs.CONCLUDE_VISIT, cast.hoi, visit=visit.pk, concluded_on=TODAY, summary="Tốt")
    years_on = TODAY.replace(year=TODAY.year + 3, day=1)
    assert erase_past(years_on, with_suggested=True)["supervision.keep_sample_months"] == 12
    assert not SampleItem.objects.exists() and Recount.objects.get().right == 8
    assert indicators()["supervision.accuracy"].value(ask) == value


def test_what_was_found_is_put_right_by_the_club_and_verified_by_the_team(cast: Cast, under_way: Supervised) -> None:
    finding = make_finding(cast, under_way.visit)
    action = finding.actions.get()
    seen = {"action": action.pk, "verified_on": TODAY}
    assert refused(verbs.VERIFY_ACTION, cast.hoi, **seen) == ["__all__"]  # nobody reported it
    told = {"action": action.pk, "done_on": TODAY, "words": "Đã bổ sung"}
    assert run(verbs.REPORT_ACTION, by=cast.hoa, data=told).status == "rejected"  # the next club sees no such action
    with pytest.raises(PermissionDenied):
        run(verbs.REPORT_ACTION, by=User.objects.get(username="nu"), data=told)
    with pytest.raises(PermissionDenied):
        run(verbs.VERIFY_ACTION, by=cast.lan, data=seen)
    do(verbs.REPORT_ACTION, cast.lan, **told)
    assert refused(verbs.REPORT_ACTION, cast.lan, **told) == ["__all__"]
    do(verbs.RETURN_ACTION, cast.hoi, action=action.pk, because="Còn thiếu một phiếu")
    do(verbs.REPORT_ACTION, cast.hoi, **told)  # the association types for a club without a phone …
    assert refused(verbs.VERIFY_ACTION, cast.hoi, **seen) == ["__all__"]  # … and then can't verify its own word
    do(verbs.VERIFY_ACTION, cast.dung, **seen)
    finding.refresh_from_db()
    assert (finding.closed_on, finding.due_on) == (TODAY, action.due_on)
    assert refused(verbs.VERIFY_ACTION, cast.dung, **seen) == ["__all__"]
    more = {"text": "Khóa sổ tháng", "owner": "Thủ quỹ", "due_on": TODAY + timedelta(days=30)}
    do(verbs.PLAN_ACTION, cast.hoi, finding=finding.pk, **more)
    finding.refresh_from_db()
    assert finding.closed_on is None  # more is to be done: it is open again
    do(verbs.ANSWER_FINDING, cast.binh, finding=finding.pk, answer="Sẽ làm")
    fixed = make_finding(cast, under_way.visit, is_fixed_at_once="on", file=None)
    assert (fixed.closed_on, fixed.actions.count()) == (TODAY, 0)
    assert not any(run_checks()[name] for name in run_checks() if name.startswith("supervision."))


def test_repeats_overdue_work_and_totals_equal_a_count_by_hand(cast: Cast, under_way: Supervised) -> None:
    visit = under_way.visit
    earlier = make_visit_before(cast, under_way, years=2)
    long_ago = make_visit_before(cast, under_way, years=4)
    for one, day in ((earlier, TODAY.replace(year=TODAY.year - 2, day=1)), (long_ago, date(TODAY.year - 4, 1, 1))):
        finding = make_finding(cast, one, file=None, due_on=TODAY + timedelta(days=99))
        SupervisionFinding.objects.filter(pk=finding.pk).update(found_on=day)
    now, care = make_finding(cast, visit, file=None), make_finding(cast, visit, kind="CARE", file=None)
    rows = {row.finding.pk: row for row in finding_rows(SupervisionFinding.objects.filter(visit=visit), TODAY)}
    assert (rows[now.pk].is_repeat, rows[care.pk].is_repeat) == (True, False)
    (row,) = finding_rows(SupervisionFinding.objects.filter(pk=now.pk), TODAY, 1)
    assert not row.is_repeat
    now.actions.update(due_on=TODAY - timedelta(days=20))
    care.actions.update(due_on=TODAY - timedelta(days=2))
    SupervisionFinding.objects.filter(pk=now.pk).update(due_on=TODAY - timedelta(days=20), found_on=TODAY)
    clubs = type(cast.club).objects.all()
    up = [one.finding_id for one in escalated_to(clubs, "PROVINCE", TODAY)]
    assert up == [now.pk] and not escalated_to(clubs, "NATION", TODAY).exists()
    assert actions_waiting(clubs, TODAY, "FRONT").count() == 0
    work = open_by_club(clubs, TODAY)[cast.club.pk]
    assert (work.findings, work.overdue, work.severe) == (4, 1, 0)
    assert open_findings(clubs, TODAY).first() == now
    rows_of = place_rows(cast.province, clubs, TODAY.year, TODAY)
    total = place_total(rows_of, "")
    by_hand = SupervisionFinding.objects.filter(found_on__year=TODAY.year).count()
    assert [(r.name, r.clubs, r.visited, r.findings) for r in rows_of] == [
        ("Xã Một", 1, 1, by_hand),
        ("Xã Hai", 1, 0, 0),
    ]
    assert (total.clubs, total.visited, total.findings, total.open) == (2, 1, by_hand, 4)
    assert [r.club for r in place_rows(cast.xa, clubs.filter(pk=cast.club.pk), TODAY.year, TODAY)] == [cast.club]
    ask = Ask(cast.province, TODAY, date(TODAY.year, 1, 1), TODAY)
    for code, counted in (("supervision.clubs_visited", (1, 2)), ("supervision.closed_in_time", (0, 1))):
        one = indicators()[code]
        assert (one.value(ask).numerator, one.value(ask).denominator) == counted
        assert (one.records(ask, NUMERATOR).count(), one.records(ask, DENOMINATOR).count()) == counted
        assert one.series(ask, [TODAY]) == [one.value(ask)]


def make_visit_before(cast: Cast, found: Supervised, *, years: int) -> SupervisionVisit:
    """A visit of an earlier year, as stored, that findings can be written into."""
    day = date(TODAY.year - years, 1, 1)
    told = {"club": cast.club, "planned_on": day, "carried_on": day, "sections": [], "checklist_title": "Mẫu"}
    unit, year = found.programme.unit, TODAY.year - years
    programme = type(found.programme).objects.create(
        unit=unit, year=year, lead="ASSOCIATION", ranked_on=day, approved_on=day
    )
    return SupervisionVisit.objects.create(programme=programme, **told)
