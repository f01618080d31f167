"""Plans that come with the software as data, stored the same way as plans that are read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from clb.places.queries import find_by_code, nation
from clb.plans.models import Plan
from clb.plans.reading import draft as read

from .store import store_draft

DATA = Path(__file__).parents[1] / "data" / "plans.yaml"
SEEN_ON = date(2025, 6, 30)  # the units of the plans are those of the map before 1/7/2025


def load_reference_plans(confirmed_on: date) -> dict[str, Plan]:
    """Store every plan of the data file, confirmed; returns them by their id in the file."""
    stored: dict[str, Plan] = {}
    for row in yaml.safe_load(DATA.read_text("utf8")):
        plan = store_draft(_draft(row), _place(str(row["place"])), stored.get(row.get("implements", "")))
        plan.kind, plan.from_on, plan.until_on = row["kind"], row["from_on"], row["until_on"]
        plan.trust, plan.follows = row["trust"], stored.get(row.get("follows", ""))
        plan.status, plan.confirmed_on = Plan.Status.CONFIRMED, confirmed_on
        plan.save()
        stored[row["id"]] = plan
    return stored


def _place(code: str) -> Any:
    found = nation() if code == "vn" else find_by_code(code.lstrip("PC"), SEEN_ON)
    assert found is not None, code
    return found


def _draft(row: dict[str, Any]) -> read.PlanDraft:
    header = read.Header(
        kind="KE_HOACH",
        number=row.get("number"),
        issued_on=row.get("issued_on"),
        issuer=row.get("issuer"),
        title=row["title"],
        place_name=None,
        place_level=None,
        period_from=row["from_on"],
        period_until=row["until_on"],
        implements=(),
        signer_title=row.get("signer_title"),
        signer_name=None,
        lines=(),
    )
    areas = tuple(read.Area(code, text, ()) for code, text in enumerate(row.get("areas", ()), 1))
    sources = tuple(read.MoneySource(s["name"], read.SourceKind(s["kind"]), ()) for s in row.get("sources", ()))
    groups = row.get("groups", {}).items()
    return read.PlanDraft(
        header=header,
        objectives=tuple(read.Objective(text, ()) for text in row.get("objectives", ())),
        targets=tuple(_target(t, row["until_on"]) for t in row.get("targets", ())),
        areas=areas,
        groups=tuple(read.WorkGroup(None, title, tuple(map(_task, tasks)), ()) for title, tasks in groups),
        agencies=tuple(map(_agency, row.get("agencies", ()))),
        sources=sources,
        recipients=tuple(read.Recipient(text, ()) for text in row.get("recipients", ())),
        lines=(),
        unplaced=(),
        conflicts=(),
        warnings=(),
    )


def _target(t: dict[str, Any], until_on: date) -> read.Target:
    low, high = t.get("min"), t.get("max")
    measure = "QUALITY" if low is None and high is None else "SHARE" if t["unit"] == "%" else t.get("measure", "COUNT")
    return read.Target(
        text=t["text"],
        subject=t["text"],
        measure=read.Measure(measure),
        unit=t.get("unit", ""),
        bound=read.Bound(
            None if low is None else Decimal(low), None if high is None else Decimal(high), t.get("strict", False)
        ),
        scope=read.Scope.EACH_CLUB if t.get("each") else read.Scope.TOTAL,
        of=None,
        parent=None,
        deadline=t.get("deadline", until_on),
        aspiration=t.get("aspiration", False),
        indicator=t.get("indicator"),
        place_name=None,
        lines=(),
    )


def _agency(a: dict[str, Any]) -> read.Agency:
    return read.Agency(
        number=None,
        head=a["head"],
        bodies=tuple(a["bodies"]),
        kinds=tuple(read.BodyKind(kind) for kind in a["bodies"].values()),
        is_request=a.get("is_request", False),
        tasks=tuple(map(_task, a["tasks"])),
        lines=(),
    )


def _task(t: dict[str, Any]) -> read.Task:
    return read.Task(
        text=t["text"],
        rhythm=read.Rhythm(t["rhythm"]),
        role=read.Part(t.get("part", "DO")),
        partners=(),
        due=None,
        due_month=None,
        due_day=None,
        lines=(),
    )
