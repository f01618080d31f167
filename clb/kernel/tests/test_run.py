"""One write path: checked, authorised, journalled, once."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from clb.clubs.commands import CORRECT_CLUB, SET_STATUS
from clb.clubs.models import Club
from clb.kernel.commands import commands, run
from clb.kernel.models import Act
from clb.kernel.tests.at_once import at_once
from conftest import Cast, make_cast


def rename(cast: Cast, name: str = "CLB Đổi Tên", **data: object) -> dict[str, object]:
    return {"club": cast.club.pk, "name": name, **data}


def test_an_act_is_done_and_journalled_in_one_go(cast: Cast) -> None:
    outcome = run(CORRECT_CLUB, by=cast.dung, data=rename(cast))
    act = Act.objects.get()
    assert (outcome.status, act.command, act.by, act.channel) == ("done", "clubs.correct_club", cast.dung, "page")
    assert Club.objects.get(pk=cast.club.pk).name == "CLB Đổi Tên"


def test_a_second_click_changes_nothing_and_answers_as_the_first(cast: Cast) -> None:
    act = uuid.uuid4()
    first = run(CORRECT_CLUB, by=cast.dung, data=rename(cast), id=act)
    again = run(CORRECT_CLUB, by=cast.dung, data=rename(cast, "CLB Khác"), id=act)
    assert (first.status, again.status, first.ref) == ("done", "already", again.ref)
    assert Club.objects.get(pk=cast.club.pk).name == "CLB Đổi Tên"
    assert Act.objects.count() == 1


def test_an_id_of_another_act_or_person_is_refused(cast: Cast) -> None:
    act = uuid.uuid4()
    run(CORRECT_CLUB, by=cast.dung, data=rename(cast), id=act)
    with pytest.raises(PermissionDenied):
        run(CORRECT_CLUB, by=cast.xuan, data=rename(cast), id=act)
    with pytest.raises(PermissionDenied):
        run(SET_STATUS, by=cast.dung, data={"club": cast.club.pk}, id=act)


def test_a_bad_field_is_told_by_name_and_nothing_is_stored(cast: Cast) -> None:
    outcome = run(CORRECT_CLUB, by=cast.dung, data=rename(cast, " "))
    assert (outcome.status, list(outcome.errors), Act.objects.count()) == ("rejected", ["name"], 0)


def test_a_person_without_the_right_is_refused_and_a_stranger_learns_nothing(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        run(CORRECT_CLUB, by=cast.lan, data=rename(cast))
    assert list(run(CORRECT_CLUB, by=cast.hoa, data=rename(cast)).errors) == ["club"]
    assert Act.objects.count() == 0


def test_the_journal_can_be_neither_changed_nor_erased(cast: Cast) -> None:
    run(CORRECT_CLUB, by=cast.dung, data=rename(cast))
    with pytest.raises(DatabaseError), transaction.atomic():
        Act.objects.update(command="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Act.objects.all().delete()
    assert Act.objects.get().command == "clubs.correct_club"


def test_every_command_has_words_for_its_button(db: None) -> None:
    assert [name for name, command in commands().items() if not str(command.title)] == []


def test_two_senders_of_one_id_at_once_make_one_act(committed: None) -> None:
    cast, act = make_cast(), uuid.uuid4()

    told = at_once(*[lambda: run(CORRECT_CLUB, by=cast.dung, data=rename(cast), id=act).status] * 4)
    assert sorted(told) == ["already", "already", "already", "done"]
    assert Act.objects.count() == 1
