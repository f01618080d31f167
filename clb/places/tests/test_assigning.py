"""Placing what a split left waiting."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from clb.access.models import User
from clb.access.roles import Role
from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.kernel.selfcheck import run_checks
from clb.places.commands import ASSIGN_UNIT
from clb.places.models import Unit, UnitEvent
from clb.places.queries import ancestors, awaiting_assignment, choices_for, version_on
from clb.places.services import Step, apply_event, assign_unit, found_unit, rename_unit
from clb.places.tests.conftest import DAY, EVE, LATER, District, at
from conftest import make_club, make_user


@pytest.fixture
def tinh(district: District) -> User:
    """The government of the province."""
    return make_user("tinh", Role.GOVERNMENT, at("P82.2025"))


def assign(by: User, waiting: str, parent: str, id: uuid.UUID | None = None) -> Outcome:
    return run(ASSIGN_UNIT, by=by, data={"waiting": waiting, "parent": parent}, id=id)


def path(unit: Unit, day: date) -> list[str]:
    return [u.key for u in ancestors(at(unit.key), day)]


def findings() -> dict[str, list[str]]:
    return {name: found for name, found in run_checks().items() if name.startswith("places.") and found}


def test_the_club_belongs_to_the_chosen_commune_from_the_day_of_the_split(district: District, tinh: User) -> None:
    club = district.clubs["29995"]
    outcome = assign(tinh, club.key, "C30154.2025")
    assert outcome.status == "done"
    assert path(club, EVE) == ["vn", "P87.cu", "870", "C29995.cu"]
    assert path(club, DAY) == path(club, LATER) == ["vn", "P82.2025", "C30154.2025"]
    assert list(awaiting_assignment()) == []
    version = version_on(club, DAY)
    assert version is not None
    assert (version.from_on, version.awaits_assignment) == (DAY, False)
    assert findings() == {}
    act = Act.objects.get()
    assert (act.unit_id, act.data) == (club.pk, {"waiting": str(club.pk), "parent": str(at("C30154.2025").pk)})


def test_another_unit_than_a_successor_is_refused_beside_the_field(district: District, tinh: User) -> None:
    club = district.clubs["29995"]
    outcome = assign(tinh, club.key, "C29983.2025")
    assert outcome.errors == {"parent": ["Chỉ gán được vào một trong các đơn vị kế thừa địa bàn cũ."]}
    assert list(assign(tinh, club.key, "khong-co").errors) == ["parent"]
    assert list(assign(tinh, "khong-co", "C30154.2025").errors) == ["waiting"]
    assert awaiting_assignment().count() == 1
    assert Act.objects.count() == 0


def test_a_second_assignment_is_refused_and_a_second_click_is_the_same_act(district: District, tinh: User) -> None:
    club, act_id = district.clubs["29995"], uuid.uuid4()
    assert [assign(tinh, club.key, "C30154.2025", act_id).status for _ in range(2)] == ["done", "already"]
    outcome = assign(tinh, club.key, "C29992.2025")
    assert outcome.errors == {"waiting": ["Đơn vị này đã được gán rồi."]}
    assert path(club, DAY)[-1] == "C30154.2025"


def test_only_whoever_reaches_the_unit_may_assign_it(district: District, tinh: User) -> None:
    club = district.clubs["29995"]
    new, old, beside = (make_user(key, Role.COMMUNE, at(key)) for key in ("C30154.2025", "C29995.cu", "C29983.2025"))
    for stranger in (new, beside):
        assert list(assign(stranger, club.key, "C30154.2025").errors) == ["waiting"]
    treasurer = make_user("quy", Role.TREASURER, club)
    with pytest.raises(PermissionDenied):
        run(ASSIGN_UNIT, by=_blind_form(treasurer), data={"waiting": club.key, "parent": "C30154.2025"})
    assert awaiting_assignment().count() == 1
    assert assign(old, club.key, "C30154.2025").status == "done"


def _blind_form(user: User) -> Any:
    """Someone who sees the unit in the list of choices, as a board member would, but may not assign."""

    class Seeing:
        pk = user.pk
        is_authenticated = True

        def reach(self, _right: str) -> Any:
            return user.reach("places.read")

        def may(self, right: str, unit: Unit) -> bool:
            return user.may(right, unit)

    return Seeing()


def test_a_hamlet_takes_its_clubs_along(ground: Any) -> None:
    hamlet = found_unit(key="ap-1", level="HAMLET", name="Ấp Phú Hòa", parent=at("C29995.cu"), from_on=date(2010, 1, 1))
    clubs = [make_club(hamlet, f"CLB {i}", founded_on=date(2019, 1, 1 + i)).unit for i in range(3)]
    assert [v.name for v in awaiting_assignment()] == ["Ấp Phú Hòa"]
    assert path(clubs[0], DAY) == ["vn", "P82.2025", "ap-1"]
    by = make_user("tinh", Role.GOVERNMENT, at("P82.2025"))
    assert assign(by, "ap-1", "C29992.2025").status == "done"
    for club in clubs:
        assert path(club, EVE) == ["vn", "P87.cu", "870", "C29995.cu", "ap-1"]
        assert path(club, DAY) == ["vn", "P82.2025", "C29992.2025", "ap-1"]
    assert findings() == {}


def test_what_happened_while_it_waited_is_followed(district: District, tinh: User) -> None:
    """The chosen commune went into another since, the club got another name, and a second unit waits on."""
    club = district.clubs["29995"]
    rename_unit(club, name="CLB Đổi tên", on=date(2025, 9, 1))
    big = found_unit(key="big", level="COMMUNE", name="Xã Lớn", parent=at("P82.2025"), from_on=date(2025, 11, 1))
    merge(["C30154.2025", "C28297.2025"], big, date(2025, 11, 1))
    assert [u.key for u in choices_for(awaiting_assignment().get())] == ["C29992.2025", "C30154.2025"]
    assign_unit(by=tinh, waiting=club, parent=at("C30154.2025"))
    assert [path(club, d)[-1] for d in (EVE, DAY, date(2025, 10, 31), date(2025, 11, 1))] == [
        "C29995.cu",
        "C30154.2025",
        "C30154.2025",
        "big",
    ]
    assert [v.name for v in at(club.key).versions.order_by("from_on")] == [
        "CLB 29995",
        "CLB 29995",
        *["CLB Đổi tên"] * 2,
    ]
    assert findings() == {}


def test_it_waits_on_when_the_province_above_it_changes(district: District, tinh: User) -> None:
    on = date(2026, 1, 1)
    south = found_unit(key="south", level="PROVINCE", name="Tỉnh Nam", parent=at("vn"), from_on=on)
    merge(["P82.2025"], south, on)
    club = district.clubs["29995"]
    assert (path(club, DAY), path(club, on)) == (["vn", "P82.2025"], ["vn", "south"])
    assert awaiting_assignment().count() == 1
    assign_unit(by=tinh, waiting=club, parent=at("C29992.2025"))
    assert path(club, DAY) == ["vn", "P82.2025", "C29992.2025"]
    assert path(club, on) == ["vn", "south", "C29992.2025"]
    assert at(club.key).versions.count() == 2
    assert findings() == {}


def test_a_club_written_down_late_waits_like_the_others(ground: Any) -> None:
    club = make_club(at("C29995.cu"), "CLB sót", founded_on=date(2020, 1, 1)).unit
    whole = make_club(at("C29980.cu"), "CLB trọn", founded_on=date(2020, 1, 1)).unit
    assert [v.unit_id for v in awaiting_assignment()] == [club.pk]
    assert path(whole, LATER) == ["vn", "P82.2025", "C29983.2025"]


def merge(before: list[str], after: Unit, on: date) -> UnitEvent:
    steps = [Step(at(key), after) for key in before]
    return apply_event(key=f"{on}/{after.key}", kind="MERGE", on=on, legal_doc="NQ mẫu", trust="G", steps=steps)
