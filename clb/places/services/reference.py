"""The units of 2025 from the reference package, and the units before them from our own dated data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import vietnam_provinces
import yaml
from django.db import transaction

from clb.places.models import UNKNOWN_START, Unit, UnitEvent
from clb.places.queries import NATION_KEY

from .events import Step, apply_event
from .tree import Seed, found_unit, found_units

SINCE = date(2025, 7, 1)
DATA = Path(__file__).parents[1] / "data"
SOURCE = f"Gói dữ liệu vietnam-provinces {vietnam_provinces.__version__}, theo danh mục mã của cơ quan thống kê"
TRUST = "C"


@transaction.atomic
def load_reference_tree() -> int:
    """Put in whatever of the reference tree is missing; a second call changes nothing. Returns how many units came."""
    before = Unit.objects.count()
    if not Unit.objects.filter(key=NATION_KEY).exists():
        found_unit(key=NATION_KEY, level=Unit.Level.NATION, name="Việt Nam", parent=None, from_on=UNKNOWN_START)
    _load_2025()
    for file in sorted(DATA.glob("*.yaml")):
        load_older(yaml.safe_load(file.read_text("utf8")))
    return Unit.objects.count() - before


def _load_2025() -> None:
    provinces = [Seed(f"P{p.code:02}.2025", _with_kind(p.name), f"{p.code:02}", NATION_KEY) for p in _all("Province")]
    _found_missing(Unit.Level.PROVINCE, provinces)
    wards = [Seed(f"C{w.code:05}.2025", w.name, f"{w.code:05}", f"P{w.province_code:02}.2025") for w in _all("Ward")]
    _found_missing(Unit.Level.COMMUNE, wards)


def _all(kind: str) -> list[Any]:
    return list(getattr(vietnam_provinces, kind).iter_all())


def _with_kind(name: str) -> str:
    """Provinces come bare from the package, cities with their word."""
    return name if name.startswith("Thành phố ") else f"Tỉnh {name}"


def _found_missing(level: str, seeds: list[Seed]) -> None:
    have = set(Unit.objects.filter(level=level).values_list("key", flat=True))
    found_units(level, [s for s in seeds if s.key not in have], from_on=SINCE, source=SOURCE, trust=TRUST)


def load_older(data: dict[str, Any]) -> None:
    """Old units, then the events in which they ended. Each row names its source."""
    sources = data["sources"]
    for row in data["units"]:
        if not Unit.objects.filter(key=row["key"]).exists():
            found_unit(
                key=row["key"],
                level=row["level"],
                name=row["name"],
                code=row["code"],
                parent=Unit.objects.get(key=row["parent"]),
                from_on=row.get("from", UNKNOWN_START),
                source=sources[row["source"]],
                trust=row["trust"],
            )
    for row in data["events"]:
        if not UnitEvent.objects.filter(key=row["key"]).exists():
            apply_event(
                key=row["key"],
                kind=row["kind"],
                on=row["day"],
                legal_doc=row["legal_doc"],
                trust=row["trust"],
                note=row.get("note", ""),
                steps=[_step(s) for s in row["successions"]],
            )


def _step(row: dict[str, Any]) -> Step:
    before, after = Unit.objects.get(key=row["before"]), Unit.objects.get(key=row["after"])
    return Step(before, after, row.get("part", False), row.get("other_ground", False))
