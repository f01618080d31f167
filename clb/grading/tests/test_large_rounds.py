"""Rounds too large for a person to wait for: done in parts, of which a kill loses one; pages tell how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.clubs.models import Club
from clb.grading import commands as verbs
from clb.grading.checks import locked_grades_equal_their_lines
from clb.grading.models import Round, Scorecard, Sheet, SheetStep
from clb.grading.queries import latest_grades
from clb.grading.queries.rounds import Progress, progress_of, rounds_at_work
from clb.grading.services import locking, measure_round, rounds, sheets, work
from clb.grading.services.work import work_on_round
from clb.plans.indicators.registry import Ask, indicators
from conftest import Cast, make_cast, make_club, make_member

from .test_rounds import END, done, fill, opened, told_all, tried


@pytest.fixture(scope="module")
def stored(stored_once: Path) -> tuple[Cast, Scorecard]:
    """The cast, three more clubs of commune C1, and a short adopted scorecard that records answer."""
    cast = make_cast()
    for i in range(3):
        make_member(make_club(cast.xa, f"CLB Thêm {i}"), "Bà Thêm")
    card = done(verbs.START_SCORECARD, cast.hoi, place="P1", title="Bảng ngắn", from_on="01/01/2020").result
    card.criteria.exclude(code__in=("start_fund", "two_funds", "help")).delete()
    Scorecard.objects.filter(pk=card.pk).update(total=14, good_from=12, fair_from=9, average_from=6)
    done(verbs.ADOPT_SCORECARD, cast.hoi, scorecard=card.pk)
    return cast, card


@pytest.fixture
def cast(stored: tuple[Cast, Scorecard], db: None) -> Iterator[Cast]:
    yield stored[0]


@pytest.fixture
def card(stored: tuple[Cast, Scorecard]) -> Scorecard:
    return Scorecard.objects.get(pk=stored[1].pk)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """One sheet is what a person waits for, two are a part of the worker's."""
    monkeypatch.setattr(rounds, "AT_ONCE", 1)
    for module in (rounds, locking, sheets, work):
        monkeypatch.setattr(module, "BATCH", 2)
    return monkeypatch


def stages(found: Round) -> list[str]:
    return sorted(found.sheets.values_list("stage", flat=True))


def test_sheets_are_made_and_records_read_in_the_background(cast: Cast, card: Scorecard, few: Any) -> None:
    found = opened(cast, card)
    assert (found.doing, found.doing_of, found.sheets.count()) == ("OPENING", 5, 0)
    assert progress_of(found) == Progress("Đang lập phiếu", 0, 5)
    for command in (verbs.REFRESH_ROUND, verbs.TELL_ALL_RESULTS, verbs.LOCK_ROUND):
        assert "đang làm dở" in str(tried(command, cast.hoi, round=found.pk).errors), command.name
    few.setattr(work, "MOST", 2)
    work_on_round(found)
    found.refresh_from_db()
    assert (found.doing, found.sheets.count(), found.sheets.filter(measured_on__isnull=True).count()) == ("", 5, 3)
    assert progress_of(found) == Progress("Đang đọc sổ, chấm sẵn", 2, 5)
    unread = found.sheets.filter(measured_on__isnull=True).order_by("pk")[0]
    with transaction.atomic():  # taken by the commune before anybody read its records: they are read now
        done(verbs.FETCH_SHEET, cast.xuan, sheet=unread.pk, reason="Sổ giấy")
        unread.refresh_from_db()
        assert unread.measured_on == END and unread.grade
        transaction.set_rollback(True)
    few.setattr(work, "MOST", 100)
    call_command("grading")
    assert (progress_of(found), rounds_at_work().count()) == (None, 0)
    assert measure_round(found) == 0 and work_on_round(found) == 0


def test_a_round_dropped_while_its_sheets_are_made_is_gone(cast: Cast, card: Scorecard, few: Any) -> None:
    found = opened(cast, card)
    done(verbs.DROP_ROUND, cast.hoi, round=found.pk)
    assert work_on_round(found) == 0
    assert not Round.objects.exists() and not Sheet.objects.exists()


def test_results_are_told_and_locked_in_parts_and_a_kill_loses_one(cast: Cast, card: Scorecard, few: Any) -> None:
    found = opened(cast, card)
    work_on_round(found)
    found.sheets.update(stage="ABOVE")
    for sheet in found.sheets.all():
        fill(sheet, verbs.GRADE_FROM_ABOVE, cast.hoi)
    assert done(verbs.TELL_ALL_RESULTS, cast.hoi, round=found.pk).result == 5
    found.refresh_from_db()
    assert (found.doing, stages(found)) == ("TELLING", ["ABOVE"] * 5)
    for command in (verbs.TELL_ALL_RESULTS, verbs.LOCK_ROUND, verbs.DROP_ROUND):
        assert tried(command, cast.hoi, round=found.pk).status == "rejected", command.name
    work_on_round(found)
    assert stages(found) == ["TOLD"] * 5 and SheetStep.objects.filter(by=cast.hoi, to_stage="TOLD").count() == 5
    done(verbs.LOCK_ROUND, cast.hoi, round=found.pk, decision="12/QĐ")
    found.refresh_from_db()
    assert (found.is_open, found.locked_on, progress_of(found)) == (False, None, Progress("Đang chốt kết quả", 0, 5))
    one = found.sheets.order_by("pk")[0]
    assert (
        tried(verbs.APPEAL_RESULT, cast.binh, sheet=found.sheets.get(club=cast.club).pk, text="x").status == "rejected"
    )
    assert tried(verbs.LOCK_ROUND, cast.hoi, round=found.pk).status == "rejected"

    def killed(*_args: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    with few.context() as twice:
        real, calls = locking.lock_some, []

        def second_is_killed(row: Round) -> int:
            calls.append(row)
            if len(calls) == 2:
                twice.setattr(Sheet.objects, "bulk_update", killed, raising=False)
            return real(row)

        twice.setattr(work, "lock_some", second_is_killed)
        with pytest.raises(KeyboardInterrupt):
            work_on_round(found)
    assert stages(found) == ["LOCKED"] * 2 + ["TOLD"] * 3
    found.refresh_from_db()
    assert found.locked_on is None and progress_of(found) == Progress("Đang chốt kết quả", 2, 5)
    # Half of it locked tells nothing yet: all results come to stand together.
    clubs = Club.objects.all()
    good = indicators()["clubs.good_share"]
    ask = Ask(cast.province, END, date(2021, 1, 1), END)
    assert latest_grades(clubs, END) == {} and good.value(ask).note
    call_command("grading")
    found.refresh_from_db()
    assert (found.locked_on, found.doing, stages(found)) == (timezone.localdate(), "", ["LOCKED"] * 5)
    assert len(latest_grades(clubs, END)) == 5 and good.value(ask).denominator
    assert list(locked_grades_equal_their_lines()) == [] and work_on_round(found) == 0
    one.refresh_from_db()
    assert one.final and one.locked_on == found.locked_on


def test_a_small_round_is_locked_at_once(cast: Cast, card: Scorecard) -> None:
    found = opened(cast, card, place="C1")
    told_all(cast, found)
    done(verbs.LOCK_ROUND, cast.hoi, round=found.pk)
    found.refresh_from_db()
    assert (found.doing, found.locked_on) == ("", timezone.localdate())
    assert progress_of(found) is None


def test_the_page_tells_how_far_it_is(cast: Cast, card: Scorecard, few: Any, client: Client) -> None:
    found = opened(cast, card)
    page, part = (reverse(f"grading:{name}", args=[found.pk]) for name in ("round", "progress"))
    client.force_login(cast.hoi)
    told = client.get(page).content.decode()
    assert (
        "Đang lập phiếu" in told
        and "Xong 0 trong 5 phiếu" in told
        and reverse("grading:lock_round", args=[found.pk]) not in told
    )
    assert "Đang lập phiếu" in client.get(reverse("grading:index")).content.decode()
    assert "Xong 0 trong 5 phiếu" in client.get(part).content.decode()
    work_on_round(found)
    assert client.get(part)["HX-Redirect"] == page and "tien-do" not in client.get(page).content.decode()
    client.force_login(cast.hoa)
    assert client.get(part).status_code == 200  # her club is graded in it
    client.force_login(cast.khach)
    assert client.get(part).status_code == 404
    with pytest.raises(PermissionDenied):
        tried(verbs.LOCK_ROUND, cast.xuan, round=found.pk)
