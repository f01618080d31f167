"""Ways of telling people: data, not code (data/channels.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Channel:
    """A way of telling people; `is_on_air`: minutes of broadcasting are counted."""

    code: str
    name: str
    is_on_air: bool = False


@cache
def channels() -> Mapping[str, Channel]:
    """Every channel by its code, in the order of data/channels.yaml."""
    rows = yaml.safe_load((Path(__file__).parent / "data" / "channels.yaml").read_text("utf8"))
    return {row["code"]: Channel(**row) for row in rows}


def channel_name(code: str) -> str:
    """What a channel is called; a code that is no longer in the list stands for itself."""
    found = channels().get(code)
    return found.name if found else code
