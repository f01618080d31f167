"""Two records of one person are linked and parted; what counts, what is remembered, who may."""

from __future__ import annotations

import uuid
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from clb.clubs.models import Club
from clb.kernel.commands import Outcome, run
from clb.kernel.selfcheck import run_checks
from clb.members.commands import CORRECT_PERSON, END_MEMBERSHIP, MERGE_PEOPLE, TELL_APART, UNMERGE_PEOPLE
from clb.members.models import ClubMonth, Membership, Twin
from clb.members.queries import counts_by_club, counts_on, members_on, quick_counts_by_club, quick_counts_on, suspects
from clb.members.services import roll_months_forward
from conftest import Cast, make_cast, make_member

JUNE, MID_JULY = date(2026, 6, 30), date(2026, 7, 15)


@pytest.fixture(scope="module")
def stored(stored_once: Path) -> tuple[Cast, tuple[Membership, Membership]]:
    """The same woman entered twice in club 1, poor by one record; and a neighbour."""
    cast = make_cast()
    one = make_member(cast.club, "Nguyễn Thị Đẹp", birth_on=date(1950, 2, 1), household_class="POOR")
    other = make_member(cast.club, "Nguyen Thi Dep", birth_on=date(1950, 1, 2), from_on=date(2020, 1, 1))
    make_member(cast.club, "Trần Văn Tư", sex="MALE", birth_on=date(1944, 4, 4))
    roll_months_forward(JUNE)
    return cast, (one, other)


@pytest.fixture
def cast(db: None, stored: tuple[Cast, Any]) -> Cast:
    return deepcopy(stored[0])


@pytest.fixture
def pair(db: None, stored: tuple[Any, tuple[Membership, Membership]]) -> tuple[Membership, Membership]:
    return deepcopy(stored[1])


def merge(cast: Cast, kept: Membership, twin: Membership, by: Any = None, **more: Any) -> Outcome:
    return run(MERGE_PEOPLE, by=by or cast.lan, data={"kept": kept.person_id, "twin": twin.person_id}, **more)


def dump() -> dict[str, list[Any]]:
    """Every row of every table of ours but the journal; the months without the ids that counting again may change."""
    models = [m for m in apps.get_models() if m.__module__.startswith("clb.") and m._meta.app_label != "kernel"]
    rows = {m._meta.label: sorted(map(repr, m.objects.values())) for m in models if m is not ClubMonth}
    names = [f.name for f in ClubMonth._meta.fields if f.name != "id"]
    return rows | {"months": sorted(map(repr, ClubMonth.objects.values_list(*names)))}


def counted(cast: Cast, day: date) -> tuple[int, int, int]:
    """Members, women, poor: the same whichever way they are counted."""
    here = Club.objects.filter(pk=cast.club.pk)
    ways = [counts_on(here, day), quick_counts_on(here, day), counts_by_club(here, day)[cast.club.pk]]
    ways.append(quick_counts_by_club(here, day)[cast.club.pk])
    assert [way for way in ways if way != ways[0]] == []
    assert members_on(here, day).count() == ways[0].members
    return ways[0].members, ways[0].women, ways[0].poor


def test_a_merged_person_counts_once_on_every_day(cast: Cast, pair: tuple[Membership, Membership]) -> None:
    days = [date(2019, 5, 31), date(2021, 5, 31), JUNE, MID_JULY]
    assert [counted(cast, day) for day in days] == [(2, 1, 1), (3, 2, 1), (3, 2, 1), (3, 2, 1)]
    assert merge(cast, *pair).status == "done"
    assert [counted(cast, day) for day in days] == [(2, 1, 1), (2, 1, 1), (2, 1, 1), (2, 1, 1)]
    assert run_checks()["members.months_equal_their_members"] == []


def test_the_main_record_is_the_one_that_counts(cast: Cast, pair: tuple[Membership, Membership]) -> None:
    merge(cast, pair[1], pair[0])
    assert counted(cast, JUNE) == (2, 1, 0)
    assert counted(cast, date(2019, 5, 31)) == (2, 1, 1)


def test_when_one_record_leaves_the_other_counts(cast: Cast, pair: tuple[Membership, Membership]) -> None:
    merge(cast, *pair)
    data = {"membership": pair[0].pk, "until_on": "05/07/2026", "leaving_reason": "ASKED"}
    assert run(END_MEMBERSHIP, by=cast.lan, data=data).status == "done"
    assert (counted(cast, JUNE), counted(cast, MID_JULY)) == ((2, 1, 1), (2, 1, 0))


def test_parting_restores_everything(cast: Cast, pair: tuple[Membership, Membership]) -> None:
    before = dump()
    link = merge(cast, *pair).result
    assert dump() != before
    assert run(UNMERGE_PEOPLE, by=cast.lan, data={"link": link.pk}).status == "done"
    assert dump() == before


def test_a_merge_sent_twice_is_done_once(cast: Cast, pair: tuple[Membership, Membership]) -> None:
    act = uuid.uuid4()
    assert [merge(cast, *pair, id=act).status for _time in range(2)] == ["done", "already"]
    assert Twin.objects.count() == 1


def test_chains_and_oneself_are_refused(cast: Cast, pair: tuple[Membership, Membership]) -> None:
    third = make_member(cast.club, "Nguyễn Thị Đẹp")
    assert list(merge(cast, pair[0], pair[0]).errors) == ["twin"]
    merge(cast, *pair)
    for kept, twin in ((pair[1], third), (third, pair[1]), (third, pair[0])):
        assert list(merge(cast, kept, twin).errors) == ["twin"]
    assert merge(cast, pair[0], third).status == "done"
    assert counted(cast, JUNE) == (2, 1, 1)


def test_only_who_sees_and_may_at_both_clubs(cast: Cast, pair: tuple[Membership, Membership]) -> None:
    there = make_member(cast.other_club, "Nguyễn Thị Đẹp", birth_on=date(1950, 2, 1))
    assert list(merge(cast, pair[0], there).errors) == ["twin"]  # Lan does not see the next club
    assert merge(cast, *pair, by=cast.hoa).status == "rejected"
    assert merge(cast, *pair, by=cast.khach).status == "rejected"
    with pytest.raises(PermissionDenied):
        merge(cast, pair[0], there, by=cast.hoi)  # sees both, may not
    assert Twin.objects.count() == 0


def shown(cast: Cast, by: Any = None) -> list[set[str]]:
    return [{s.one.full_name, s.other.full_name} for s in suspects(by or cast.lan, Club.objects.all())]


def test_told_apart_is_remembered_until_more_speaks_for_one(cast: Cast, pair: tuple[Membership, Membership]) -> None:
    both = {"Nguyễn Thị Đẹp", "Nguyen Thi Dep"}
    assert (shown(cast), shown(cast, cast.hoa)) == ([both], [])
    data = {"one": pair[1].person_id, "other": pair[0].person_id}
    assert run(TELL_APART, by=cast.lan, data=data).status == "done"
    assert shown(cast) == []
    data = {"person": pair[1].person_id, "full_name": "Nguyen Thi Dep", "sex": "FEMALE", "birth": "01/02/1950"}
    assert run(CORRECT_PERSON, by=cast.lan, data=data).status == "done"
    assert shown(cast) == [both]
    assert merge(cast, *pair).status == "done"
    assert shown(cast) == []
