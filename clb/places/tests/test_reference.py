"""The whole reference tree: how many units, how fast, and again without change."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from clb.kernel.selfcheck import run_checks
from clb.law.norms import TRUST
from clb.places.models import Unit, UnitEvent, UnitLink, UnitVersion
from clb.places.queries import ancestors, children, find_by_code, name_on
from clb.places.services import load_reference_tree
from clb.places.services.reference import DATA

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


def _size() -> list[int]:
    return [model.objects.count() for model in (Unit, UnitVersion, UnitLink, UnitEvent)]


def test_the_whole_tree_loads_and_a_second_time_changes_nothing(db: None) -> None:
    came = load_reference_tree()
    size = _size()
    assert (came, size) == (3371, [3371, 3371, size[2], 7])
    assert (load_reference_tree(), _size()) == (0, size)
    standing = {level: Unit.objects.on(DAY).filter(level=level).count() for level in Unit.Level.values}
    assert standing == {"NATION": 1, "PROVINCE": 34, "DISTRICT": 0, "COMMUNE": 3321, "HAMLET": 0, "CLUB": 0}
    assert children(Unit.objects.get(key="P82.2025"), DAY).count() == 102
    assert not UnitVersion.objects.exclude(search_key__contains=" ").exclude(unit__key="vn").exists()
    assert {name: found for name, found in run_checks().items() if name.startswith("places.") and found} == {}
    _check_codes_given_again()


def _check_codes_given_again() -> None:
    names = {}
    for code in ("29971", "29978", "29983", "29992", "82"):
        before, after = find_by_code(code, EVE), find_by_code(code, DAY)
        assert before is not None
        assert after is not None
        names[code] = (name_on(before, EVE), name_on(after, DAY))
    assert names == {
        "29971": ("Thị trấn Thường Thới Tiền", "Xã Thường Phước"),
        "29978": ("Phường An Lạc", "Phường Thường Lạc"),
        "29983": ("Xã Long Khánh B", "Xã Long Khánh"),
        "29992": ("Xã Long Thuận", "Xã Long Phú Thuận"),
        "82": ("Tỉnh Tiền Giang", "Tỉnh Đồng Tháp"),
    }
    assert [find_by_code(code, DAY) for code in ("87", "870", "868", "29995")] == [None] * 4
    elsewhere = find_by_code("28297", DAY)
    assert elsewhere is not None
    assert [u.key for u in ancestors(elsewhere, DAY)] == ["vn", "P82.2025"]


@pytest.mark.parametrize("kind", ["units", "events"])
def test_every_row_of_the_old_units_names_a_source_and_its_trust(kind: str) -> None:
    for file in DATA.glob("*.yaml"):
        data = yaml.safe_load(file.read_text("utf8"))
        for row in data[kind]:
            assert row["trust"] in TRUST
            assert row["legal_doc"] if kind == "events" else data["sources"][row["source"]]


def test_what_nobody_read_is_said_so() -> None:
    for file in DATA.glob("*.yaml"):
        events = yaml.safe_load(file.read_text("utf8"))["events"]
        assert [e["key"] for e in events if "hưa đọc" not in e["note"]] == []
