"""Groups within a club: founded, joined, led, left, ended."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from clb.board.commands import END_SUB_GROUP, FOUND_SUB_GROUP, JOIN_SUB_GROUP, LEAVE_SUB_GROUP
from clb.board.models import SubGroup
from clb.board.queries import sub_groups_on
from clb.kernel.commands import Outcome, run
from conftest import Cast, make_member


def found(cast: Cast, by: object = None, act: uuid.UUID | None = None, **changes: Any) -> Outcome:
    data = {"club": cast.club.pk, "name": "Chăm sóc tại nhà", "from_on": "01/03/2020", **changes}
    return run(FOUND_SUB_GROUP, by=by or cast.lan, data=data, id=act)


def shown(cast: Cast, day: date) -> list[tuple[str, list[tuple[str, bool]]]]:
    groups = sub_groups_on(cast.club, day)
    return [(group.name, [(r.membership.person.full_name, r.is_leader) for r in people]) for group, people in groups]


def test_a_group_has_its_leader_and_people_on_each_day(cast: Cast) -> None:
    leader, member = make_member(cast.club, "Bà Tổ Trưởng"), make_member(cast.club, "Bà An")
    group = found(cast, leader=leader.pk).result
    joining = {"sub_group": group.pk, "membership": member.pk, "from_on": "01/01/2021"}
    row = run(JOIN_SUB_GROUP, by=cast.lan, data=joining).result
    assert list(run(JOIN_SUB_GROUP, by=cast.lan, data=joining).errors) == ["membership"]
    leaving = {"sub_group_member": row.pk, "until_on": "31/12/2022"}
    assert run(LEAVE_SUB_GROUP, by=cast.lan, data=leaving).status == "done"
    assert list(run(LEAVE_SUB_GROUP, by=cast.lan, data=leaving).errors) == ["sub_group_member"]
    alone, both = [("Bà Tổ Trưởng", True)], [("Bà Tổ Trưởng", True), ("Bà An", False)]
    days = (date(2020, 2, 29), date(2020, 3, 1), date(2022, 12, 31), date(2023, 1, 1))
    name = "Chăm sóc tại nhà"
    assert [shown(cast, day) for day in days] == [[], [(name, alone)], [(name, both)], [(name, alone)]]


def test_whoever_leaves_the_club_is_no_longer_shown_in_its_groups(cast: Cast) -> None:
    member = make_member(cast.club, "Bà An")
    found(cast, leader=member.pk)
    member.until_on = date(2024, 5, 5)
    member.save()
    assert [people for _name, people in shown(cast, date(2024, 5, 6))] == [[]]


def test_a_group_ends_with_its_people(cast: Cast) -> None:
    group = found(cast, leader=make_member(cast.club).pk).result
    early = {"sub_group": group.pk, "until_on": "29/02/2020"}
    assert list(run(END_SUB_GROUP, by=cast.lan, data=early).errors) == ["until_on"]
    ending = {"sub_group": group.pk, "until_on": "31/12/2024"}
    assert run(END_SUB_GROUP, by=cast.lan, data=ending).status == "done"
    assert group.members.filter(until_on=date(2024, 12, 31)).count() == 1
    assert shown(cast, date(2025, 1, 1)) == []
    assert list(run(END_SUB_GROUP, by=cast.lan, data=ending).errors) == ["sub_group"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": " "}, "name"), ({"from_on": "28/02/2018"}, "from_on"), ({"from_on": "01/01/2099"}, "from_on")],
)
def test_a_bad_line_is_refused_beside_its_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    assert (list(found(cast, **changes).errors), SubGroup.objects.count()) == ([field], 0)


def test_one_name_once_and_a_second_click_founds_one(cast: Cast) -> None:
    act = uuid.uuid4()
    assert [found(cast, act=act).status for _i in range(2)] == ["done", "already"]
    assert list(found(cast, name="cham soc  TẠI nhà").errors) == ["name"]


def test_who_may(cast: Cast) -> None:
    group = found(cast).result
    other = make_member(cast.other_club)
    assert list(found(cast, by=cast.hoa).errors) == ["club"]
    joining = {"sub_group": group.pk, "membership": other.pk, "from_on": "01/01/2021"}
    assert list(run(JOIN_SUB_GROUP, by=cast.lan, data=joining).errors) == ["membership"]
    assert "sub_group" in run(JOIN_SUB_GROUP, by=cast.hoa, data=joining).errors
    narrowed = cast.lan
    narrowed.narrowed_to = frozenset({"members.read"})
    with pytest.raises(PermissionDenied):
        found(cast, by=narrowed, name="Văn nghệ")
