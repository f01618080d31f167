"""The same district on 30/6/2025 and on 1/7/2025: ten units, then their successors."""

from __future__ import annotations

from datetime import date

import pytest

from clb.access.roles import Role
from clb.clubs.models import Club
from clb.places.models import Unit, UnitLink, UnitVersion
from clb.places.queries import (
    ancestors,
    awaiting_assignment,
    children,
    name_on,
    path_keys,
    predecessors,
    successors,
    version_on,
    within,
)
from clb.places.queries.cards import clubs_since, worklist
from clb.places.services import assign_unit
from clb.places.tests.conftest import DAY, EVE, LATER, OLD, District, at
from conftest import make_club, make_user

EVERYONE = Unit.objects.values("pk")


def clubs_in(unit: Unit, day: date) -> list[str]:
    return sorted(
        Unit.objects.filter(level="CLUB", pk__in=within(unit, day)).values_list("versions__name", flat=True).distinct()
    )


def test_ten_units_on_the_eve_none_left_on_the_day(district: District) -> None:
    huyen = at("870")
    assert sorted(v.code for v in children(huyen, EVE)) == sorted(OLD)
    assert version_on(huyen, EVE).name == "Huyện Hồng Ngự"  # type: ignore[union-attr]
    assert not Unit.objects.on(DAY).filter(level="DISTRICT").exists()
    # Seen later, it is shown as it was on its last day.
    assert sorted(v.code for v in children(huyen, LATER)) == sorted(OLD)
    assert path_keys(huyen, LATER) == ("vn", "P87.cu", "870")


def test_successors_and_predecessors_with_their_paper(district: District) -> None:
    found = {h.unit.key: h.is_partial for h in successors(at("C29995.cu"), DAY)}
    assert found == {"C29992.2025": True, "C30154.2025": True}
    assert {h.unit.key: h.is_partial for h in successors(at("C29971.cu"), DAY)} == {"C29971.2025": False}
    assert successors(at("C29971.cu"), EVE) == []
    came = {h.unit.key: (h.is_partial, h.event.legal_doc[:7]) for h in predecessors(at("C29978.2025"), DAY)}
    merged = (False, "NQ 1663")
    assert came == {
        "C29977.cu": merged,
        "C29962.cu": merged,
        "C29978.cu": merged,
        "870": (True, "Bỏ cấp "),
        "868": (True, "Bỏ cấp "),
    }


def test_the_districts_total_is_the_same_on_both_days_and_the_parts_add_up(district: District) -> None:
    huyen, province = at("870"), at("P82.2025")
    ten = sorted(f"CLB {code}" for code in OLD)
    assert clubs_in(huyen, EVE) == clubs_in(huyen, DAY) == clubs_in(huyen, LATER) == clubs_in(province, DAY) == ten
    assert clubs_in(at("P87.cu"), EVE) == clubs_in(at("P87.cu"), DAY) == ten
    new = {
        key: clubs_in(at(key), DAY)
        for key in ("C29971.2025", "C29983.2025", "C29992.2025", "C29978.2025", "C30154.2025")
    }
    assert new == {
        "C29971.2025": ["CLB 29956", "CLB 29971", "CLB 29974"],
        "C29983.2025": ["CLB 29980", "CLB 29983"],
        "C29992.2025": ["CLB 29992", "CLB 29998"],
        "C29978.2025": ["CLB 29962", "CLB 29977"],
        "C30154.2025": [],
    }
    waiting = [v.name for v in awaiting_assignment(within(huyen, DAY))]
    assert waiting == ["CLB 29995"]
    assert sorted([*waiting, *(name for names in new.values() for name in names)]) == ten


def test_the_unassigned_is_listed_with_its_choices(district: District) -> None:
    (row,) = worklist(list(awaiting_assignment()))
    assert (row.name, row.since, row.before.name if row.before else "") == ("CLB 29995", DAY, "Xã Phú Thuận B")
    assert [(c.unit.key, c.name) for c in row.choices] == [
        ("C29992.2025", "Xã Long Phú Thuận"),
        ("C30154.2025", "Xã Tân Long"),
    ]
    version = version_on(district.clubs["29995"], DAY)
    assert version is not None
    assert (version.parent, version.awaits_assignment) == (at("P82.2025"), True)


@pytest.mark.parametrize("day", [DAY, LATER])
def test_the_ended_district_tells_where_its_clubs_are(district: District, day: date) -> None:
    def seen() -> dict[str, int]:
        origins = clubs_since(at("870"), day, EVERYONE)
        assert origins.total == sum(len(g.clubs) for g in origins.groups) == 10
        assert origins.waiting == sum(len(g.clubs) for g in origins.groups if g.place is None)
        return {g.place.name if g.place else "chờ": len(g.clubs) for g in origins.groups}

    settled = {"Phường Thường Lạc": 2, "Xã Long Khánh": 2, "Xã Long Phú Thuận": 2, "Xã Thường Phước": 3}
    assert seen() == {**settled, "chờ": 1}
    by = make_user("tinh", Role.GOVERNMENT, at("P82.2025"))
    assign_unit(by=by, waiting=district.clubs["29995"], parent=at("C30154.2025"))
    assert seen() == {**settled, "Xã Tân Long": 1}


def test_a_reader_is_told_only_of_clubs_within_reach(district: District) -> None:
    officer = make_user("xa", Role.COMMUNE, at("C29983.2025"))
    origins = clubs_since(at("870"), LATER, officer.reach("places.read").values("below"))
    assert (origins.total, [(g.place.name, len(g.clubs)) for g in origins.groups if g.place]) == (
        2,
        [("Xã Long Khánh", 2)],
    )


def test_what_is_founded_since_counts_only_where_the_ground_is_wholly_the_districts(district: District) -> None:
    for i, key in enumerate(("C29971.2025", "C29992.2025", "C29978.2025", "C30154.2025", "C28297.2025")):
        make_club(at(key), f"CLB mới {i}", founded_on=date(2026, 1, 1))
    huyen = at("870")
    new = [name for name in clubs_in(huyen, LATER) if "mới" in name]
    assert new == ["CLB mới 0", "CLB mới 1"]  # Thường Lạc and Tân Long hold other ground too
    assert len(clubs_in(huyen, date(2025, 12, 31))) == 10
    assert len(clubs_in(at("P82.2025"), LATER)) == 15
    # The former province also held the city, so phường Thường Lạc is wholly its own.
    assert [name for name in clubs_in(at("P87.cu"), LATER) if "mới" in name] == ["CLB mới 0", "CLB mới 1", "CLB mới 2"]


def test_every_club_is_under_the_nation_exactly_once_on_each_day(district: District) -> None:
    for day in (EVE, DAY, LATER):
        for club in district.clubs.values():
            links = UnitLink.objects.filter(above__key="vn", below=club, is_heir=False, from_on__lte=day)
            assert links.exclude(until_on__lt=day).count() == 1


def test_old_names_and_codes_stay_readable(district: District) -> None:
    town = at("C29971.cu")
    assert (name_on(town, EVE), name_on(town, LATER)) == ("Thị trấn Thường Thới Tiền",) * 2
    assert [u.key for u in ancestors(district.clubs["29971"], EVE)] == ["vn", "P87.cu", "870", "C29971.cu"]
    assert [u.key for u in ancestors(district.clubs["29971"], DAY)] == ["vn", "P82.2025", "C29971.2025"]
    assert town.is_start_unknown


# --- rights through heirs ---


def reach_of(role: Role, key: str) -> set[str]:
    user = make_user(f"u-{key}", role, at(key))
    return set(Club.objects.visible_to(user).values_list("name", flat=True))


def test_the_new_commune_reaches_the_clubs_and_the_ended_commune(district: District) -> None:
    assert reach_of(Role.COMMUNE, "C29992.2025") == {"CLB 29992", "CLB 29998"}
    officer = make_user("moi", Role.COMMUNE, at("C29992.2025"))
    assert [officer.may("plans.read", at(f"C{code}.cu")) for code in ("29992", "29998", "29995", "29980")] == [
        True,
        True,
        False,
        False,
    ]
    assert not officer.may("plans.read", at("870"))


def test_an_officer_whose_unit_ended_still_reaches_what_lay_under_it(district: District) -> None:
    assert reach_of(Role.COMMUNE, "C29995.cu") == {"CLB 29995"}
    assert reach_of(Role.ASSOCIATION, "870") == {f"CLB {code}" for code in OLD}
    assert reach_of(Role.ASSOCIATION, "868") == set()


def test_split_and_abolished_go_to_the_province_and_to_no_commune(district: District) -> None:
    province = make_user("tinh", Role.GOVERNMENT, at("P82.2025"))
    commune = make_user("phuong", Role.COMMUNE, at("C29978.2025"))
    for key in ("870", "868", "C29995.cu", "P87.cu"):
        assert province.may("plans.read", at(key))
        assert not commune.may("plans.read", at(key))
    # The city went in part to phường Thường Lạc, which does not make it the city's heir.
    assert commune.may("plans.read", at("C29978.cu"))


def test_a_stranger_reaches_nothing_of_it(district: District) -> None:
    assert reach_of(Role.COMMUNE, "C28297.2025") == set()
    assert UnitVersion.objects.filter(unit__key="C28297.2025").count() == 1
