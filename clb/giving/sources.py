"""The dated list of sources of money: which a plan names, and to which account of a club's book each goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_noop

SOCIAL = "SOCIAL"
# Names are data; these are the ones there are, for the catalogue of translations.
_NAMES = (
    gettext_noop("Ngân sách trung ương"),
    gettext_noop("Ngân sách cấp tỉnh"),
    gettext_noop("Ngân sách cấp huyện"),
    gettext_noop("Ngân sách cấp xã"),
)


@dataclass(frozen=True)
class Source:
    """Where money comes from, within its days. `fund` is a FundSource, `plan` a kind of MoneySource or ''.

    `said` is the text that names it; `is_read` is false where nobody here has compared it with the original.
    """

    code: str
    name: str
    fund: str
    plan: str
    from_on: date
    until_on: date | None
    said: str
    is_read: bool

    def holds(self, day: date) -> bool:
        """Can money come from it on `day`?"""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@cache
def sources() -> dict[str, Source]:
    """Every source by code, ended ones too, in the order of the list."""
    path = Path(__file__).parent / "data" / "sources.yaml"
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf8"))
    return {
        row["code"]: Source(
            row["code"],
            row["name"],
            row["fund"],
            row["plan"],
            row["from"],
            row.get("until"),
            row["said"],
            row["is_read"],
        )
        for row in rows
    }


def source_name(code: str) -> str:
    """In words; the code itself where the list no longer has it."""
    found = sources().get(code)
    return found.name if found else code
