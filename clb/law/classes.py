"""Tables that class measured values, with the version and the source of each. Data in classes/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from .norms import TRUST, Source

OFFICE, HOME = "health.blood_pressure.office", "health.blood_pressure.home"
BMI, WAIST, FASTING, RANDOM = "health.bmi", "health.waist", "health.glucose.fasting", "health.glucose.random"
LOW = "LOW"


@dataclass(frozen=True)
class PressureClass:
    """One class: its name, the line of each value from which it holds (mmHg), and whether it asks for a doctor.

    `is_danger`: so far off that the program asks at once whether to refer the person.
    """

    code: str
    name: str
    systolic_mmhg: int
    diastolic_mmhg: int
    refers: bool
    source: Source
    is_danger: bool = False


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
    version: int = 1

    def class_of(self, systolic_mmhg: int, diastolic_mmhg: int) -> PressureClass:
        """The higher class of the two values; low where one of them is and neither asks for a doctor as high."""
        reached = [c for c in self.classes if systolic_mmhg >= c.systolic_mmhg or diastolic_mmhg >= c.diastolic_mmhg]
        highest = reached[-1]
        is_low = systolic_mmhg < self.low.systolic_mmhg or diastolic_mmhg < self.low.diastolic_mmhg
        return self.low if is_low and not highest.refers else highest

    def is_isolated_systolic(self, systolic_mmhg: int, diastolic_mmhg: int) -> bool:
        """Is the upper value high and the lower one not? The class is then that of the upper value."""
        return self.isolated is not None and systolic_mmhg >= self.isolated[0] and diastolic_mmhg < self.isolated[1]


@dataclass(frozen=True)
class ValueClass:
    """One class of a single value: its name, the line from which it holds, and whether it asks for a doctor."""

    code: str
    name: str
    line: Fraction
    refers: bool
    source: Source


@dataclass(frozen=True)
class ValueTable:
    """A version of a table for one value in `unit`: its classes, lowest first."""

    id: str
    what: str
    unit: str
    since: date
    until: date | None
    classes: tuple[ValueClass, ...]
    version: int = 1

    def class_of(self, value: Fraction) -> ValueClass:
        """The highest class whose line the value reaches, exactly: no rounding first."""
        return [c for c in self.classes if value >= c.line][-1]


def pressure_table(id: str, *, on: date) -> PressureTable:
    """The version of a table of blood pressure in force on a day. Raises LookupError where there is none."""
    return _in_force(all_tables(), id, on)


def value_table(id: str, *, on: date) -> ValueTable:
    """The version of a table of one value in force on a day. Raises LookupError where there is none."""
    return _in_force(all_value_tables(), id, on)


Table = TypeVar("Table", PressureTable, ValueTable)


def _in_force(tables: Mapping[str, tuple[Table, ...]], id: str, on: date) -> Table:
    found = [t for t in tables[id] if t.since <= on and (t.until is None or on <= t.until)]
    if not found:
        raise LookupError(f"{id}: no table in force on {on}")
    return max(found, key=lambda table: table.since)


@cache
def all_tables() -> dict[str, tuple[PressureTable, ...]]:
    """Every table of blood pressure by its id, as written in law/classes/*.yaml."""
    return {t["id"]: tuple(_table(t, v) for v in t["versions"]) for t in _written() if t["unit"] == "mmHg"}


@cache
def all_value_tables() -> dict[str, tuple[ValueTable, ...]]:
    """Every table of one value by its id, as written in law/classes/*.yaml."""
    return {t["id"]: tuple(_value_table(t, v) for v in t["versions"]) for t in _written() if t["unit"] != "mmHg"}


@cache
def _written() -> tuple[Mapping[str, Any], ...]:
    files = sorted((Path(__file__).parent / "classes").glob("*.yaml"))
    found = tuple(t for file in files for t in yaml.safe_load(file.read_text("utf8")))
    assert len({t["id"] for t in found}) == len(found), "a table is defined twice"
    return found


def _value_table(t: Mapping[str, Any], v: Mapping[str, Any]) -> ValueTable:
    source = Source(**v["source"])
    assert source.trust in TRUST, f"{t['id']}: unknown trust"
    classes = tuple(
        ValueClass(c["code"], c["name"], Fraction(str(c["line"])), c.get("refer", False), source) for c in v["classes"]
    )
    lines = [c.line for c in classes]
    assert lines[0] == 0 and lines == sorted(set(lines)), f"{t['id']}: classes from the lowest up"
    return ValueTable(t["id"], t["what"], t["unit"], v["from"], v.get("until"), classes, v["version"])


def _table(t: Mapping[str, Any], v: Mapping[str, Any]) -> PressureTable:
    source, low_source = Source(**v["source"]), Source(**v["below_source"])
    assert {source.trust, low_source.trust} <= TRUST.keys(), f"{t['id']}: unknown trust"
    classes = tuple(_class(c, source) for c in v["classes"])
    lines = [(c.systolic_mmhg, c.diastolic_mmhg) for c in classes]
    assert lines[0] == (0, 0) and lines == sorted(lines), f"{t['id']}: classes from the lowest up"
    low = _class({"code": LOW, **v["below"]}, low_source)
    alone = v.get("isolated")
    isolated = (alone["systolic"], alone["diastolic_below"]) if alone else None
    return PressureTable(t["id"], t["what"], t["unit"], v["from"], v.get("until"), classes, low, isolated, v["version"])


def _class(c: Mapping[str, Any], source: Source) -> PressureClass:
    return PressureClass(
        c["code"], c["name"], c["systolic"], c["diastolic"], c.get("refer", False), source, c.get("danger", False)
    )
