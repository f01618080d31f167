"""What people are told before they answer whether their data may be used, by version. Pure; data in told/*.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from .norms import Source


@dataclass(frozen=True)
class Notice:
    """One wording: from which day it is told, who decides, what for by purpose's code, rights and duties."""

    version: str
    since: date
    intro: str
    controller: str
    rights: tuple[str, ...]
    duties: tuple[str, ...]
    purposes: dict[str, str]
    source: Source


@cache
def all_notices() -> tuple[Notice, ...]:
    """Every wording, the oldest first."""
    rows = yaml.safe_load((Path(__file__).parent / "told" / "consent.yaml").read_text("utf8"))
    found = [
        Notice(
            version=row["version"],
            since=row["from"],
            intro=row["intro"],
            controller=row["controller"],
            rights=tuple(row["rights"]),
            duties=tuple(row["duties"]),
            purposes=row["purposes"],
            source=Source(**row["source"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda notice: notice.since))


def notice_on(day: date) -> Notice:
    """The wording that is told on `day`. Raises LookupError before the first."""
    found = [notice for notice in all_notices() if notice.since <= day]
    if not found:
        raise LookupError(f"no words to be told on {day}")
    return found[-1]


def notice_of(version: str) -> Notice | None:
    """The wording of that version; None where it is not known."""
    return next((notice for notice in all_notices() if notice.version == version), None)
