"""Scorecards, rounds and sheets: each level says why, what is locked stays, what changed since is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.clubs.models import Club, ClubStatus
from clb.fund.services import receive_start_fund
from clb.grading import commands as verbs
from clb.grading.checks import locked_grades_equal_their_lines
from clb.grading.models import Appeal, Mark, Round, Scorecard, Sheet
from clb.grading.queries import grade_counts, latest_grades
from clb.grading.queries.autos import changed_since
from clb.grading.queries.cards import card_of, scorecard_in_force
from clb.grading.rules import Grade
from clb.kernel.commands import Command, Outcome, run
from clb.plans.indicators.registry import Ask, Value, indicators
from conftest import Cast, make_cast, make_club, make_member, make_user

END = date(2025, 12, 31)
DAYS = {"period_from": "01/01/2025", "period_until": "31/12/2025", "map_on": "31/12/2025"}


@pytest.fixture(scope="module")
def stored(stored_once: Path) -> tuple[Cast, Scorecard, Scorecard]:
    """The cast, three more clubs of commune C1, an adopted scorecard, and a short one of three criteria."""
    cast = make_cast()
    for i in range(3):
        make_member(make_club(cast.xa, f"CLB Thêm {i}"), "Bà Thêm")
    card = done(verbs.START_SCORECARD, cast.hoi, place="P1", title="Bảng điểm", from_on="01/01/2020").result
    short = done(verbs.START_SCORECARD, cast.hoi, place="P1", title="Bảng ngắn", from_on="01/01/2020").result
    short.criteria.exclude(code__in=("start_fund", "two_funds", "help")).delete()
    Scorecard.objects.filter(pk=short.pk).update(total=14, good_from=12, fair_from=9, average_from=6)
    for one in (short, card):
        done(verbs.ADOPT_SCORECARD, cast.hoi, scorecard=one.pk)
    return cast, card, short


@pytest.fixture
def cast(stored: tuple[Cast, Scorecard, Scorecard], db: None) -> Iterator[Cast]:
    yield stored[0]


@pytest.fixture
def card(stored: tuple[Cast, Scorecard, Scorecard]) -> Scorecard:
    return Scorecard.objects.get(pk=stored[1].pk)


@pytest.fixture
def short(stored: tuple[Cast, Scorecard, Scorecard]) -> Scorecard:
    return Scorecard.objects.get(pk=stored[2].pk)


def tried(command: Command, by: User, **data: Any) -> Outcome:
    return run(command, by=by, data=data)


def done(command: Command, by: User, **data: Any) -> Outcome:
    outcome = tried(command, by, **data)
    assert outcome.status == "done", (command.name, outcome.errors)
    return outcome


def entered(client: Client, user: User) -> Client:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def opened(cast: Cast, card: Scorecard, **more: Any) -> Round:
    told = {"place": "P1", "scorecard": card.pk, "title": "Năm 2025", "body": "Hội", **DAYS, **more}
    found: Round = done(verbs.OPEN_ROUND, cast.hoi, **told).result
    return found


def fill(sheet: Sheet, command: Command, by: User, points: int = -1) -> None:
    """Every criterion gets its most points (or so many, at most), said by `by`."""
    for line in sheet.round.scorecard.criteria.all():
        most = line.max_points if points < 0 else min(Decimal(points), line.max_points)
        told = {"criterion": line.pk, "points": most, "reason": "Theo sổ giấy"}
        done(command, by, sheet=sheet.pk, **told)


def told_all(cast: Cast, round: Round, points: int = -1) -> None:
    for sheet in round.sheets.exclude(stage="LEFT_OUT"):
        done(verbs.FETCH_SHEET, cast.hoi, sheet=sheet.pk, reason="Sổ giấy")
        fill(sheet, verbs.GRADE_FOR_COMMUNE, cast.hoi, points)
        done(verbs.SEND_TO_ABOVE, cast.hoi, sheet=sheet.pk)
    done(verbs.TELL_ALL_RESULTS, cast.hoi, round=round.pk)


def test_a_scorecard_is_a_draft_until_it_adds_up(cast: Cast) -> None:
    head = {"title": "Bản hai", "from_on": "01/01/2026"}
    draft = done(verbs.START_SCORECARD, cast.hoi, place="C1", **head).result
    assert draft.is_proposal and draft.criteria.count() == 16
    line = draft.criteria.get(code="meetings")
    new = {"scorecard": draft.pk, "criterion": line.pk, "group": "Hoạt động", "text": "Họp", "measure": "meetings"}
    new |= {"when_none": "PERSON", "max_points": "7,5"}
    for bands, field in (("100: 7,5; x", "bands"), ("100: 5", "bands"), ("90: 7,5; 100: 5", "bands"), ("", "bands")):
        assert list(tried(verbs.SET_CRITERION, cast.hoi, **new, bands=bands).errors) == [field], bands
    assert list(tried(verbs.SET_CRITERION, cast.hoi, **new, bands="100: 7,5").errors) == ["bands"]  # whole points only
    numbers = {"total": "97,5", "good_from": 80, "fair_from": 65, "average_from": 50, "min_months": 6, "step": "0.5"}
    done(verbs.CORRECT_SCORECARD, cast.hoi, scorecard=draft.pk, **head, **numbers)
    done(verbs.SET_CRITERION, cast.hoi, **new, bands="100: 7,5\n90: 5")
    done(verbs.DROP_CRITERION, cast.hoi, criterion=draft.criteria.get(code="help").pk)
    told = tried(verbs.ADOPT_SCORECARD, cast.hoi, scorecard=draft.pk).errors
    assert "cộng lại là 93,5" in told["__all__"][0]
    wrong = numbers | {"fair_from": 80}
    assert tried(verbs.CORRECT_SCORECARD, cast.hoi, scorecard=draft.pk, **head, **wrong).status == "rejected"
    done(verbs.CORRECT_SCORECARD, cast.hoi, scorecard=draft.pk, **head, **(numbers | {"total": "93,5"}))
    done(verbs.ADOPT_SCORECARD, cast.hoi, scorecard=draft.pk)
    assert tried(verbs.SET_CRITERION, cast.hoi, **new, bands="100: 7,5").status == "rejected"
    assert tried(verbs.DROP_SCORECARD, cast.hoi, scorecard=draft.pk).status == "rejected"
    near, far = scorecard_in_force(cast.xa, date(2026, 6, 1)), scorecard_in_force(cast.xb, date(2026, 6, 1))
    assert near == draft and far is not None and far.title == "Bảng ngắn"
    with pytest.raises(PermissionDenied):
        tried(verbs.ADOPT_SCORECARD, cast.dung, scorecard=draft.pk)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"period_until": "31/12/2024"}, "period_until"),
        ({"period_from": "01/01/2099", "period_until": "31/12/2099"}, "period_from"),
        ({"map_on": "01/01/2099"}, "map_on"),
        ({"period_from": "01/01/2019", "period_until": "31/12/2019"}, "scorecard"),
        ({"body": " "}, "body"),
        ({"place": "P2"}, "place"),
    ],
)
def test_a_round_that_cannot_be_is_refused(cast: Cast, card: Scorecard, told: dict[str, Any], field: str) -> None:
    right = {"place": "P1", "scorecard": card.pk, "title": "Năm 2025", "body": "Hội", **DAYS}
    assert list(tried(verbs.OPEN_ROUND, cast.hoi, **(right | told)).errors) == [field]


def test_clubs_that_ended_or_are_too_young_are_told_and_not_graded(cast: Cast, card: Scorecard) -> None:
    young = make_club(cast.xb, "CLB Trẻ", founded_on=date(2025, 9, 1))
    new = make_club(cast.xb, "CLB Mới", founded_on=date(2025, 3, 1))
    gone, long_gone = make_club(cast.xb, "CLB Hết"), make_club(cast.xb, "CLB Hết lâu")
    for club, day in ((gone, date(2025, 5, 1)), (long_gone, date(2024, 5, 1))):
        club.statuses.update(until_on=date.fromordinal(day.toordinal() - 1))
        ClubStatus.objects.create(club=club, status="DISSOLVED", from_on=day, reason="x")
    found = opened(cast, card)
    sheets = {s.club.name: s for s in found.sheets.select_related("club")}
    assert "CLB Hết lâu" not in sheets
    assert (sheets["CLB Trẻ"].stage, sheets["CLB Hết"].stage, sheets["CLB Mới"].stage) == (
        "LEFT_OUT",
        "LEFT_OUT",
        "CLUB",
    )
    assert "giải thể từ ngày 01/05/2025" in sheets["CLB Hết"].why_out
    assert "dưới 6 tháng" in sheets["CLB Trẻ"].why_out and "Thành lập trong kỳ" in sheets["CLB Mới"].told
    assert young.pk and new.pk
    done(verbs.TAKE_BACK_IN, cast.hoi, sheet=sheets["CLB Trẻ"].pk, reason="Xin chấm")
    assert found.sheets.get(club=young).stage == "CLUB" and found.sheets.get(club=young).measured_on == END
    done(verbs.LEAVE_OUT, cast.hoi, sheet=sheets["CLB Mới"].pk, reason="Bà Mẫu xin")
    assert "Bà Mẫu" not in found.sheets.get(club=new).why_out
    again = {"place": "P1", "scorecard": card.pk, "title": "Lần nữa", "body": "Hội", **DAYS}
    assert tried(verbs.OPEN_ROUND, cast.hoi, **again).status == "rejected"
    done(verbs.REFRESH_ROUND, cast.hoi, round=found.pk)


def test_each_level_says_why_and_only_while_the_sheet_is_there(cast: Cast, card: Scorecard) -> None:
    found = opened(cast, card)
    sheet = found.sheets.get(club=cast.club)
    lines = {line.code: line for line in card.criteria.all()}
    mine = {"sheet": sheet.pk, "criterion": lines["meetings"].pk}
    assert list(tried(verbs.GRADE_OWN_CLUB, cast.binh, **mine, points=10).errors) == ["reason"]
    assert list(tried(verbs.GRADE_OWN_CLUB, cast.binh, **mine, points=11, reason="x").errors) == ["points"]
    for odd in ("9,5", "1e1", "NaN", "-1", "٣", "9" * 19, ""):
        assert list(tried(verbs.GRADE_OWN_CLUB, cast.binh, **mine, points=odd, reason="x").errors) == ["points"], odd
    with pytest.raises(PermissionDenied):
        tried(verbs.GRADE_OWN_CLUB, cast.lan, **mine, points=10, reason="Thủ quỹ")
    assert tried(verbs.GRADE_OWN_CLUB, cast.hoa, **mine, points=10, reason="x").status == "rejected"  # the next club
    assert (
        tried(verbs.GRADE_FOR_COMMUNE, cast.xuan, **mine, points=10, reason="x").status == "rejected"
    )  # not there yet
    assert "chưa có điểm" in str(tried(verbs.SEND_OWN_SHEET, cast.binh, sheet=sheet.pk).errors)
    act = uuid4()
    for _time in range(2):  # a second click
        said = run(verbs.GRADE_OWN_CLUB, by=cast.binh, data={**mine, "points": 10, "reason": "Sổ họp"}, id=act)
    assert said.status == "already" and Mark.objects.filter(sheet=sheet).count() == 1
    fill(sheet, verbs.GRADE_OWN_CLUB, cast.binh)
    done(verbs.SEND_OWN_SHEET, cast.binh, sheet=sheet.pk)
    assert tried(verbs.GRADE_OWN_CLUB, cast.binh, **mine, points=0, reason="x").status == "rejected"
    done(verbs.GRADE_FOR_COMMUNE, cast.xuan, **mine, points=6, reason="Họp chín tháng")
    mark = Mark.objects.get(sheet=sheet, level="COMMUNE")
    assert (mark.points, mark.stood) == (6, 10)
    done(verbs.RETURN_TO_CLUB, cast.xuan, sheet=sheet.pk, reason="Bổ sung")
    done(verbs.SEND_OWN_SHEET, cast.binh, sheet=sheet.pk)
    done(verbs.SEND_ALL_TO_ABOVE, cast.xuan, round=found.pk, commune=cast.xa.pk)
    done(verbs.GRADE_FROM_ABOVE, cast.hoi, **mine, points=6)  # what stood: no word of one's own, no reason
    assert not Mark.objects.filter(sheet=sheet, level="ABOVE").exists()
    done(verbs.GRADE_FROM_ABOVE, cast.hoi, **mine, points=0, reason="Không có biên bản")
    done(verbs.TELL_RESULT, cast.hoi, sheet=sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.points, sheet.grade, sheet.stage) == (90, "GOOD", "TOLD")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.filter(sheet=sheet, level="ABOVE").update(reason="")


def test_an_appeal_is_answered_before_the_round_is_locked(cast: Cast, short: Scorecard) -> None:
    found = opened(cast, short, place="C1")
    sheet = found.sheets.get(club=cast.club)
    assert tried(verbs.APPEAL_RESULT, cast.binh, sheet=sheet.pk, text="x").status == "rejected"  # nothing told yet
    told_all(cast, found, points=4)
    appeal = done(verbs.APPEAL_RESULT, cast.binh, sheet=sheet.pk, text="Chưa đúng").result
    assert tried(verbs.APPEAL_RESULT, cast.binh, sheet=sheet.pk, text="Nữa").status == "rejected"
    assert "khiếu nại" in str(tried(verbs.LOCK_ROUND, cast.hoi, round=found.pk).errors)
    with pytest.raises(PermissionDenied):
        tried(verbs.ANSWER_APPEAL, cast.binh, appeal=appeal.pk, answer="ACCEPTED", answer_text="x")
    done(verbs.ANSWER_APPEAL, cast.hoi, appeal=appeal.pk, answer="ACCEPTED", answer_text="Đúng")
    sheet.refresh_from_db()
    assert sheet.stage == "ABOVE" and "chưa báo" in str(tried(verbs.LOCK_ROUND, cast.hoi, round=found.pk).errors)
    done(verbs.TELL_RESULT, cast.hoi, sheet=sheet.pk)
    done(verbs.LOCK_ROUND, cast.hoi, round=found.pk, decision="12/QĐ")
    for command in (verbs.LOCK_ROUND, verbs.REFRESH_ROUND, verbs.DROP_ROUND):
        assert tried(command, cast.hoi, round=found.pk).status == "rejected"
    assert tried(verbs.APPEAL_RESULT, cast.binh, sheet=sheet.pk, text="Muộn").status == "rejected"
    assert Appeal.objects.count() == 1


def test_what_is_locked_stays_and_what_changed_since_is_told(cast: Cast, short: Scorecard) -> None:
    found = opened(cast, short, place="C1")
    told_all(cast, found)
    done(verbs.LOCK_ROUND, cast.hoi, round=found.pk)
    rules = card_of(short)

    def now() -> dict[int, Any]:
        return changed_since(rules, list(found.sheets.select_related("round").order_by("pk")))

    assert now() == {} and list(locked_grades_equal_their_lines()) == []
    money = {"amount_vnd": 25_000_000, "source": "SOCIAL", "received_on": cast.club.founded_on}
    receive_start_fund(by=cast.lan, club=cast.club, **money)
    sheet = found.sheets.get(club=cast.club)
    (changes,) = now().values()
    assert {c.criterion.code: (c.then, c.now) for c in changes} == {
        "start_fund": ("0 đồng", "25.000.000 đồng"),
        "two_funds": ("0 trên 2 quỹ", "1 trên 2 quỹ"),
    }
    assert (sheet.points, sheet.grade, sheet.auto["start_fund"]["p"]) == (14, "GOOD", "0")
    with CaptureQueriesContext(connection) as few:
        changed_since(rules, [sheet])
    with CaptureQueriesContext(connection) as many:
        now()
    assert len(many) <= len(few) + 1
    Sheet.objects.filter(pk=sheet.pk).update(points=13)
    assert len(list(locked_grades_equal_their_lines())) == 1


def test_the_published_reads_and_the_indicators(cast: Cast, short: Scorecard) -> None:
    good, better = indicators()["clubs.good_share"], indicators()["clubs.improved_share"]
    ask = Ask(cast.xa, END, date(2021, 1, 1), END)
    assert good.value(ask).note and better.value(ask).note
    for year, points in ((2024, 2), (2025, -1)):
        days = {"period_from": f"01/01/{year}", "period_until": f"31/12/{year}", "map_on": f"31/12/{year}"}
        found = opened(cast, short, place="C1", **days)
        if year == 2025:
            left = found.sheets.exclude(club=cast.club).first()
            assert left is not None
            done(verbs.LEAVE_OUT, cast.hoi, sheet=left.pk, reason="x")
        told_all(cast, found, points)
        done(verbs.LOCK_ROUND, cast.hoi, round=found.pk)
    clubs = Club.objects.filter(pk__in=ask.clubs.values("pk"))
    latest = latest_grades(clubs, END)
    assert latest[cast.club.pk].grade == Grade.GOOD and latest[cast.club.pk].percent == 100
    assert grade_counts(clubs, END)[Grade.GOOD] == 3 and sum(grade_counts(clubs, END).values()) == 4
    assert latest_grades(clubs, date(2024, 12, 30)) == {}
    assert good.value(ask) == Value(3, 4) and better.value(ask) == Value(3, 3)
    assert good.series(ask, [date(2024, 12, 31), END]) == [Value(0, 4), Value(3, 4)]
    assert better.series(ask, [END]) == [Value(3, 3)]
    assert {c.pk for c in good.records(ask, "tu")} == {c.pk for c in better.records(ask, "tu")}
    assert good.records(ask, "mau").count() == 4


def test_what_somebody_dropped_meanwhile_is_refused_with_a_reason(
    cast: Cast, card: Scorecard, short: Scorecard
) -> None:
    """Two at once: the second comes with a sheet, a round or a draft that it saw just before the first dropped it."""
    found = opened(cast, short, place="C1")
    sheet, told = found.sheets.get(club=cast.club), {"by": cast.hoi}
    draft = done(verbs.START_SCORECARD, cast.hoi, place="C1", title="Nháp", from_on="01/01/2026").result
    done(verbs.DROP_ROUND, cast.hoi, round=found.pk)
    done(verbs.DROP_SCORECARD, cast.hoi, scorecard=draft.pk)
    for act in (
        lambda: verbs.DROP_ROUND.service(round=found, **told),
        lambda: verbs.LOCK_ROUND.service(round=found, **told),
        lambda: verbs.TELL_ALL_RESULTS.service(round=found, **told),
        lambda: verbs.FETCH_SHEET.service(sheet=sheet, reason="x", **told),
        lambda: verbs.DROP_SCORECARD.service(scorecard=draft, **told),
    ):
        with pytest.raises(ValidationError, match="đã được bỏ"):
            act()


def test_others_read_and_write_nothing(cast: Cast, card: Scorecard) -> None:
    found = opened(cast, card)
    women = make_user("phunu", Role.WOMEN, cast.province)
    assert Round.objects.visible_to(women).count() == 1 and not Round.objects.visible_to(cast.khach).exists()
    assert [s.club for s in Sheet.objects.visible_to(cast.binh)] == [cast.club]
    for who in (women, cast.dung, cast.xuan):
        with pytest.raises(PermissionDenied):
            tried(verbs.LOCK_ROUND, who, round=found.pk)
    assert timezone.localdate() == found.opened_on
