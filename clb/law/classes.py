"""Tables that class a measured pair of values, with the version and the source of each. Data in classes/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .norms import TRUST, Source

OFFICE, HOME = "health.blood_pressure.office", "health.blood_pressure.home"
LOW = "LOW"


@dataclass(frozen=True)
class PressureClass:
    """One class: its name, the line of each value from which it holds (mmHg), and whether it asks for a doctor."""

    code: str
    name: str
    systolic_mmhg: int
    diastolic_mmhg: int
    refers: bool
    source: Source


@dataclass(frozen=True)
class PressureTable:
    """A version of a table: its classes, lowest first, and the line under which a value is low.

    `isolated`: from which upper and under which lower value (mmHg) the pressure is high by the upper one alone.
    """

    id: str
    what: str
    unit: str
    since: date
    until: date | None
    classes: tuple[PressureClass, ...]
    low: PressureClass
    isolated: tuple[int, int] | None

    def class_of(self, systolic_mmhg: int, diastolic_mmhg: int) -> PressureClass:
        """The higher class of the two values; low where one of them is and neither asks for a doctor as high."""
        reached = [c for c in self.classes if systolic_mmhg >= c.systolic_mmhg or diastolic_mmhg >= c.diastolic_mmhg]
        highest = reached[-1]
        is_low = systolic_mmhg < self.low.systolic_mmhg or diastolic_mmhg < self.low.diastolic_mmhg
        return self.low if is_low and not highest.refers else highest

    def is_isolated_systolic(self, systolic_mmhg: int, diastolic_mmhg: int) -> bool:
        """Is the upper value high and the lower one not? The class is then that of the upper value."""
        return self.isolated is not None and systolic_mmhg >= self.isolated[0] and diastolic_mmhg < self.isolated[1]


def pressure_table(id: str, *, on: date) -> PressureTable:
    """The version in force on a day. Raises LookupError where there is none."""
    found = [t for t in all_tables()[id] if t.since <= on and (t.until is None or on <= t.until)]
    if not found:
        raise LookupError(f"{id}: no table in force on {on}")
    return max(found, key=lambda table: table.since)


@cache
def all_tables() -> dict[str, tuple[PressureTable, ...]]:
    """Every table by its id, as written in law/classes/*.yaml."""
    tables: dict[str, tuple[PressureTable, ...]] = {}
    for file in sorted((Path(__file__).parent / "classes").glob("*.yaml")):
        for t in yaml.safe_load(file.read_text("utf8")):
            assert t["id"] not in tables, f"{t['id']} is defined twice"
            tables[t["id"]] = tuple(_table(t, v) for v in t["versions"])
    return tables


def _table(t: Mapping[str, Any], v: Mapping[str, Any]) -> PressureTable:
    source, low_source = Source(**v["source"]), Source(**v["below_source"])
    assert {source.trust, low_source.trust} <= TRUST.keys(), f"{t['id']}: unknown trust"
    classes = tuple(_class(c, source) for c in v["classes"])
    lines = [(c.systolic_mmhg, c.diastolic_mmhg) for c in classes]
    assert lines[0] == (0, 0) and lines == sorted(lines), f"{t['id']}: classes from the lowest up"
    low = _class({"code": LOW, **v["below"]}, low_source)
    alone = v.get("isolated")
    isolated = (alone["systolic"], alone["diastolic_below"]) if alone else None
    return PressureTable(t["id"], t["what"], t["unit"], v["from"], v.get("until"), classes, low, isolated)


def _class(c: Mapping[str, Any], source: Source) -> PressureClass:
    return PressureClass(c["code"], c["name"], c["systolic"], c["diastolic"], c.get("refer", False), source)
