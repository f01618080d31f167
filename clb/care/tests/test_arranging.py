"""Plans, roster, absences and stand-ins, handover, what waits for the chair, hours and the papers."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from clb.care import commands as verbs
from clb.care.checks import care_months_equal_plans_and_visits
from clb.care.models import CareAssignment, CareClient, CareMonth, CarePlan, NeedsAssessment
from clb.care.queries.clients import history_of
from clb.care.queries.counts import month_summary
from clb.care.queries.roster import State, roster
from clb.care.queries.today import care_today
from clb.care.queries.volunteers import deeds_of, suggestions
from clb.health.models import Referral
from clb.members.models import Household, Person
from conftest import Cast

from .sample import BEGUN, Home, done, make_client, make_home, make_volunteer, plan, refused, today

MONDAY = date(2026, 2, 2)


@pytest.fixture
def home(cast: Cast) -> Home:
    return make_home(cast)


def states(home: Home, first: date, last: date, now: date) -> list[tuple[str, str, str]]:
    visits = roster(CareClient.objects.filter(pk=home.client.pk), first, last, now)
    return [(f"{v.on:%d/%m}", v.names, v.state.value) for v in visits]


def test_the_roster_is_computed_and_says_how_each_visit_stands(home: Home) -> None:
    home.visit(MONDAY)
    home.visit(MONDAY + timedelta(days=8))  # on Tuesday of the second week
    home.visit(MONDAY + timedelta(days=12))  # and on Saturday: both of that week are made
    done(verbs.CALL_OFF_VISIT, home.chair, client=home.client.pk, planned_on=MONDAY + timedelta(days=14), reason="AWAY")
    now = MONDAY + timedelta(days=15)
    assert states(home, MONDAY, MONDAY + timedelta(days=20), now) == [
        ("02/02", "Chị Tình", "DONE"),
        ("05/02", "Chị Tình", "MISSED"),
        ("09/02", "Chị Tình", "MADE_UP"),
        ("12/02", "Chị Tình", "MADE_UP"),
        ("16/02", "Chị Tình", "OFF"),
        ("19/02", "Chị Tình", "EXPECTED"),
    ]
    month = CareMonth.objects.get(month_end=date(2026, 2, 28))
    assert (month.planned, month.done) == (7, 3)
    assert list(care_months_equal_plans_and_visits()) == []


def test_a_day_called_off_can_be_put_back_and_must_be_planned(home: Home) -> None:
    told = {"client": home.client.pk, "reason": "WEATHER"}
    assert list(refused(verbs.CALL_OFF_VISIT, home.chair, planned_on=MONDAY + timedelta(days=1), **told)) == [
        "planned_on"
    ]
    row = done(verbs.CALL_OFF_VISIT, home.chair, planned_on=MONDAY, **told)
    done(verbs.PUT_BACK_VISIT, home.chair, roster_change=row.pk)
    assert CareMonth.objects.get(month_end=date(2026, 2, 28)).planned == 8


def test_whoever_is_away_is_stood_in_for(home: Home) -> None:
    day = today() + timedelta(days=(3 - today().weekday()) % 7 or 7)  # a Thursday to come
    done(verbs.TELL_ABSENCE, home.user, volunteer=home.tinh.pk, from_on=day, until_on=day)
    assert states(home, day, day, today()) == [(f"{day:%d/%m}", "", "NOBODY")]
    (uncovered,) = care_today(home.cast.club, today()).uncovered
    assert (uncovered.on, [v.person.full_name for v in uncovered.away]) == (day, ["Chị Tình"])
    done(verbs.STAND_IN, home.chair, client=home.client.pk, planned_on=day, volunteer=home.hien.pk)
    assert states(home, day, day, today()) == [(f"{day:%d/%m}", "Chị Hiền", "EXPECTED")]
    assert care_today(home.cast.club, today()).uncovered == ()
    past = {"volunteer": home.tinh.pk, "from_on": MONDAY, "until_on": MONDAY}
    assert list(refused(verbs.TELL_ABSENCE, home.user, **past)) == ["until_on"]
    other = {"volunteer": home.hien.pk, "from_on": day, "until_on": day}
    assert list(refused(verbs.TELL_ABSENCE, home.user, **other)) == ["volunteer"]


def test_another_plan_takes_over_and_a_closed_client_is_owed_nothing(home: Home) -> None:
    plan(home.cast, home.client, from_on=date(2026, 3, 2), weekdays=["2"], every_weeks=2)
    assert [(p.from_on, p.until_on) for p in CarePlan.objects.order_by("from_on")] == [
        (BEGUN, date(2026, 3, 1)),
        (date(2026, 3, 2), date(2027, 3, 1)),
    ]
    assert CareMonth.objects.get(month_end=date(2026, 4, 30)).planned == 2
    until = date(2026, 3, 31)
    done(verbs.CLOSE_CLIENT, home.chair, client=home.client.pk, until_on=until, end_reason="MOVED")
    assert not CareMonth.objects.filter(month_end__gt=date(2026, 4, 5)).exists()
    assert CareAssignment.objects.get().until_on == until
    assert list(refused(verbs.PLAN_CARE, home.chair, **_plan(home, date(2026, 4, 1)))) == ["client"]
    assert list(care_months_equal_plans_and_visits()) == []


def _plan(home: Home, from_on: date) -> dict[str, Any]:
    told = {"client": home.client.pk, "from_on": from_on, "until_on": from_on + timedelta(days=90)}
    return {**told, "weekdays": ["0"], "every_weeks": 1, "kinds": ["SOCIAL"], "review_on": from_on}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from_on": BEGUN - timedelta(days=1)}, "from_on"),
        ({"until_on": BEGUN + timedelta(days=400)}, "until_on"),
        ({"until_on": BEGUN - timedelta(days=1)}, "until_on"),
        ({"review_on": BEGUN + timedelta(days=300)}, "review_on"),
        ({"weekdays": []}, "weekdays"),
        ({"every_weeks": 5}, "every_weeks"),
    ],
)
def test_a_wrong_plan_is_refused_beside_its_field(home: Home, changes: dict[str, Any], field: str) -> None:
    assert list(refused(verbs.PLAN_CARE, home.chair, **{**_plan(home, BEGUN), **changes})) == [field]


def test_nobody_stops_without_saying_who_takes_over(home: Home) -> None:
    other = make_client(home.cast, "Bà Năm")
    for volunteer in (home.tinh, home.hien):
        done(verbs.ASSIGN_VOLUNTEER, home.chair, client=other.pk, volunteer=volunteer.pk, from_on=BEGUN)
    told = {"volunteer": home.tinh.pk, "until_on": today(), "stop_reason": "ASKED"}
    errors = refused(verbs.STOP_VOLUNTEER, home.chair, **told)
    assert errors == {"successor": ["Còn người chưa có ai thay: Bà Tư Yếu."]}
    home.visit(today(), dangers=["FALL"])
    assert Referral.objects.get().owner == home.tinh.person
    done(verbs.STOP_VOLUNTEER, home.chair, successor=home.hien.pk, **told)
    assert Referral.objects.get().owner == home.hien.person
    held = CareAssignment.objects.filter(until_on__isnull=True).order_by("client__person__full_name")
    assert [(a.client_id, a.volunteer, a.from_on) for a in held] == [
        (other.pk, home.hien, BEGUN),
        (home.client.pk, home.hien, today() + timedelta(days=1)),
    ]
    last = {"volunteer": home.hien.pk, "until_on": today(), "stop_reason": "MOVED"}
    assert "successor" in refused(verbs.STOP_VOLUNTEER, home.chair, **last)
    done(verbs.STOP_VOLUNTEER, home.chair, leaves_alone="on", **last)
    assert Referral.objects.get().owner is None  # the chair
    waiting = care_today(home.cast.club, today() + timedelta(days=1))
    assert {line.client.pk for line in waiting.unassigned} == {other.pk, home.client.pk}


def test_what_waits_for_the_chair(home: Home) -> None:
    week = today() - timedelta(days=today().weekday() + 7)
    home.visit(week)  # of two that were planned
    make_client(home.cast, "Cụ Mới", from_on=today())
    Person.objects.filter(pk=home.client.person_id).update(died_on=today())
    waiting = care_today(home.cast.club, today())
    (missed,) = waiting.missed
    assert (missed.line.client, missed.week.planned, missed.week.done) == (home.client, 2, 1)
    assert [line.client.person.full_name for line in waiting.unplanned] == ["Cụ Mới"]
    assert [line.client.person.full_name for line in waiting.unassigned] == ["Cụ Mới"]
    assert [line.client for line in waiting.died] == [home.client]
    assert waiting.unvisited == ()
    later = care_today(home.cast.club, week + timedelta(days=15))
    assert [line.client for line in later.unvisited if line.client == home.client] == [home.client]
    assert later.unvisited_days == 14


def test_volunteers_are_suggested_by_hamlet_and_wish(home: Home) -> None:
    near = Household.objects.create(unit=home.cast.xa)
    for person in (home.client.person, home.hien.person):
        Person.objects.filter(pk=person.pk).update(household=near if person == home.client.person else None)
    neighbour = make_volunteer(home.cast, "Anh Gần", sex="MALE")
    Person.objects.filter(pk=neighbour.person_id).update(household=Household.objects.create(unit=home.cast.xa))
    client = CareClient.objects.get(pk=home.client.pk)
    assert [m.offer.volunteer.person.full_name for m in suggestions(client, today())] == ["Anh Gần", "Chị Hiền"]
    client.wished_sex = "FEMALE"
    assert [m.offer.volunteer.person.full_name for m in suggestions(client, today())] == ["Chị Hiền", "Anh Gần"]


def test_needs_are_assessed_over_time_and_a_scale_in_part_is_refused(home: Home) -> None:
    adl = {f"adl_{code}": 1 for code in ("bath", "dress", "toilet", "move", "hold", "eat")}
    part = {**adl, "adl_eat": ""}
    told = {"client": home.client.pk, "assessed_on": MONDAY}
    assert list(refused(verbs.ASSESS_NEEDS, home.chair, **told, **part)) == ["adl_eat"]
    assert list(refused(verbs.ASSESS_NEEDS, home.chair, **told)) == ["client"]
    done(verbs.ASSESS_NEEDS, home.chair, **told, **adl)
    assert list(refused(verbs.ASSESS_NEEDS, home.chair, **told, **adl)) == ["assessed_on"]
    later = {**told, "assessed_on": MONDAY + timedelta(days=90), **adl, "adl_bath": 0, "adl_eat": 0, "adl_move": 0}
    done(verbs.ASSESS_NEEDS, home.chair, **later)
    assert list(NeedsAssessment.objects.order_by("assessed_on").values_list("score", flat=True)) == [6, 3]


def test_history_comes_in_pages_and_misses_none(home: Home) -> None:
    made = [home.visit(MONDAY + timedelta(days=n // 2)).pk for n in range(7)]
    seen: list[Any] = []
    mark: str | None = ""
    while mark is not None:
        page = history_of(home.client, mark, size=3)
        seen += [visit.pk for visit in page.visits]
        mark = page.older
    assert (len(seen), set(seen)) == (7, set(made))
    assert history_of(home.client, "gì-đó", size=3).visits == history_of(home.client, size=3).visits


def test_hours_count_for_both_and_the_papers_say_them(home: Home) -> None:
    home.visit(MONDAY, companion=home.hien.pk, minutes=90)
    home.visit(MONDAY + timedelta(days=30))
    for volunteer, shown in ((home.tinh, "2 giờ 15 phút"), (home.hien, "1 giờ 30 phút")):
        assert deeds_of(volunteer, 2026).total.shown == shown
    summary = month_summary(home.cast.club, date(2026, 2, 28))
    assert (summary.visits, summary.hours.shown, summary.kept.done, summary.kept.planned) == (1, "3 giờ", 1, 8)
    thanks = _words(home, "thanks_paper", home.tinh.pk, "?nam=2026")
    assert "Chị Tình" in thanks and "2 giờ 15 phút" in thanks and "2 lần đến nhà" in thanks
    paper = _words(home, "roster_paper", home.cast.club.pk, "?thang=2026-02-10")
    assert "Bà Tư Yếu" in paper and "không dán" in paper
    assert "Bà Tư Yếu" not in _words(home, "summary_paper", home.cast.club.pk, "?thang=2026-02-10")
    blank = _words(home, "blank_paper", home.cast.club.pk)
    order = ["Đã làm gì", "Thấy người ấy", "Dấu hiệu nguy hiểm", "Bà Tư Yếu"]
    assert [blank.index(word) for word in order] == sorted(blank.index(word) for word in order)
    book = CalamineWorkbook.from_filelike(BytesIO(_file(home, "workbook", home.cast.club.pk)))
    assert book.sheet_names[:2] == ["Người được chăm sóc", "Tình nguyện viên"]
    assert "Bà Tư Yếu" in str(book.get_sheet_by_index(0).to_python())


def _file(home: Home, name: str, pk: object, query: str = "", *more: object) -> bytes:
    browser = Client()
    browser.force_login(home.chair)
    answer = browser.get(reverse(f"care:{name}", args=[pk, *more]) + query)
    assert answer.status_code == 200, name
    return bytes(answer.content)


def _words(home: Home, name: str, pk: object, query: str = "") -> str:
    paper = Document(BytesIO(_file(home, name, pk, query, "docx")))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_the_states_of_a_planned_visit_have_words() -> None:
    from clb.care.papers import STATES  # noqa: PLC0415 -- the one table

    assert set(STATES) == set(State)
