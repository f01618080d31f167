"""A small nation on two maps, with clubs on both, for every test of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from clb.clubs.models import Club
from clb.members.services.summaries import roll_months_forward
from clb.places.models import Unit
from clb.places.services import assign_unit, found_unit
from clb.places.services.events import Step, apply_event
from conftest import Cast, make_cast, make_club, make_member

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


@dataclass
class TwoMaps:
    """The cast; beside it a province `old` with a district of three communes, of which on 1/7/2025 the first two merge,
    the third is split (one of its two clubs stays unassigned), the district goes, and all of it goes to province 1."""

    cast: Cast
    old: Unit
    district: Unit
    communes: list[Unit]
    merged: Unit
    part: Unit
    clubs: list[Club]
    later: Club


def make_two_maps(cast: Cast) -> TwoMaps:
    """Store it. Clubs have 3, 4, 5, … members, every second one a man, some of them young."""
    begin = cast.nation.from_on
    old = found_unit(key="P3", level="PROVINCE", name="Tỉnh Cũ", code="93", parent=cast.nation, from_on=begin)
    district = found_unit(key="D1", level="DISTRICT", name="Huyện Cũ", code="930", parent=old, from_on=begin)
    communes = [
        found_unit(key=f"O{n}", level="COMMUNE", name=f"Xã Cũ {n}", code=f"9300{n}", parent=district, from_on=begin)
        for n in (1, 2, 3)
    ]
    homes = [communes[0], communes[1], communes[2], communes[2]]
    clubs = [make_club(home, f"CLB Cũ {n}") for n, home in enumerate(homes, start=1)]
    merged = found_unit(key="N1", level="COMMUNE", name="Xã Mới 1", code="91901", parent=cast.province, from_on=DAY)
    part = found_unit(key="N2", level="COMMUNE", name="Xã Mới 2", code="91902", parent=cast.province, from_on=DAY)
    steps = [Step(communes[0], merged), Step(communes[1], merged)]
    steps += [Step(communes[2], merged, is_partial=True), Step(communes[2], part, is_partial=True)]
    steps += [Step(district, cast.province), Step(old, cast.province)]
    apply_event(key="2025", kind="ABOLISH_LEVEL", on=DAY, legal_doc="NQ mẫu", trust="C", steps=steps, note="mẫu")
    for unit in (old, district, *communes):
        unit.refresh_from_db()
    assign_unit(by=cast.dung, waiting=clubs[2].unit, parent=part)
    later = make_club(merged, "CLB Mới", founded_on=date(2025, 9, 1))
    for n, club in enumerate([cast.club, cast.other_club, *clubs, later], start=3):
        for k in range(n):
            birth = date(1980, 1, 1) if k == 0 else date(1950, 1, 1)
            make_member(club, f"Người {n}.{k}", sex="MALE" if k % 2 else "FEMALE", birth_on=birth)
    roll_months_forward(date(2025, 12, 31))
    return TwoMaps(cast, old, district, communes, merged, part, clubs, later)


@pytest.fixture(scope="module")
def maps_of_the_module(stored_once: Path) -> TwoMaps:
    return make_two_maps(make_cast())


@pytest.fixture
def maps(maps_of_the_module: TwoMaps, db: None) -> Iterator[TwoMaps]:
    yield maps_of_the_module
