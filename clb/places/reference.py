"""The units of 2025 from the reference package, and the units before them from our own dated data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import vietnam_provinces
import yaml
from django.db import transaction

from clb.kernel.text import plain

from .models import Unit, UnitEvent, UnitLink, UnitVersion
from .queries import NATION_KEY
from .services import UNKNOWN_START, Step, apply_event, found_unit

SINCE = date(2025, 7, 1)
DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_reference_tree() -> int:
    """Put in whatever of the reference tree is missing; a second call changes nothing. Returns how many units came."""
    before = Unit.objects.count()
    if not Unit.objects.filter(key=NATION_KEY).exists():
        found_unit(key=NATION_KEY, level=Unit.Level.NATION, name="Việt Nam", parent=None, from_on=UNKNOWN_START)
    _load_2025()
    for file in sorted(DATA.glob("*.yaml")):
        _load_older(yaml.safe_load(file.read_text("utf8")))
    return Unit.objects.count() - before


def _load_2025() -> None:
    provinces = [(f"P{int(p.code):02}.2025", f"{int(p.code):02}", p.name, NATION_KEY) for p in _all("Province")]
    communes = [
        (f"C{int(w.code):05}.2025", f"{int(w.code):05}", w.name, f"P{int(w.province_code):02}.2025")
        for w in _all("Ward")
    ]
    _insert(Unit.Level.PROVINCE, provinces)
    _insert(Unit.Level.COMMUNE, communes)


def _all(kind: str) -> list[Any]:
    return list(getattr(vietnam_provinces, kind).iter_all())


def _insert(level: str, rows: list[tuple[str, str, str, str]]) -> None:
    """Many units at once, all from SINCE, their parents there already."""
    have = set(Unit.objects.filter(level=level).values_list("key", flat=True))
    rows = [row for row in rows if row[0] not in have]
    Unit.objects.bulk_create(Unit(key=key, level=level, from_on=SINCE) for key, _code, _name, _parent in rows)
    ids = dict(Unit.objects.values_list("key", "pk"))
    UnitVersion.objects.bulk_create(
        UnitVersion(
            unit_id=ids[key], parent_id=ids[parent], name=name, search_key=plain(name), code=code, from_on=SINCE
        )
        for key, code, name, parent in rows
    )
    above: dict[int, list[int]] = {}
    links = UnitLink.objects.filter(below__in={ids[row[3]] for row in rows}, until_on__isnull=True, is_heir=False)
    for above_id, below_id in links.values_list("above", "below"):
        above.setdefault(below_id, []).append(above_id)
    UnitLink.objects.bulk_create(
        UnitLink(above_id=pk, below_id=ids[key], from_on=SINCE)
        for key, _code, _name, parent in rows
        for pk in [*above[ids[parent]], ids[key]]
    )


def _load_older(data: dict[str, Any]) -> None:
    for row in data["units"]:
        if not Unit.objects.filter(key=row["key"]).exists():
            parent = Unit.objects.get(key=row["parent"])
            found_unit(
                key=row["key"],
                level=row["level"],
                name=row["name"],
                code=row["code"],
                parent=parent,
                from_on=UNKNOWN_START,
            )
    for row in data["events"]:
        if UnitEvent.objects.filter(key=row["key"]).exists():
            continue
        steps = [
            Step(_unit(s["before"]), _unit(s["after"]), s.get("part", False), s.get("other_ground", False))
            for s in row["successions"]
        ]
        apply_event(
            key=row["key"],
            kind=row["kind"],
            on=row["on"],
            legal_doc=row["legal_doc"],
            trust=row["trust"],
            note=row.get("note", ""),
            steps=steps,
        )


def _unit(key: str) -> Unit:
    return Unit.objects.get(key=key)
