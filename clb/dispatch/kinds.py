"""Kinds of papers: data, not code (data/kinds.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LETTER = "LETTER"


@dataclass(frozen=True)
class Kind:
    """A kind of paper and the letters with which its symbol begins."""

    code: str
    name: str
    letters: str = ""


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its code, in the order of data/kinds.yaml."""
    rows = yaml.safe_load((Path(__file__).parent / "data" / "kinds.yaml").read_text("utf8"))
    return {row["code"]: Kind(**row) for row in rows}


def kind_name(code: str) -> str:
    """What a kind is called; a code that is no longer in the list stands for itself."""
    found = kinds().get(code)
    return found.name if found else code
