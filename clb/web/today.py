"""Lines of the first page, put there by apps that lie above it: what needs a person today, in a sentence with a way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Colour = Literal["danger", "warning", "info"]


@dataclass(frozen=True)
class TodayLine:
    """A sentence, and the page where something can be done about it."""

    text: str
    url: str
    link: str
    icon: str
    colour: Colour = "warning"


Load = Callable[[Any, date], list[TodayLine]]
_LOADS: list[Load] = []


def register_today(load: Load) -> None:
    """Let an app say what needs a person on a day; call from its `ready()`."""
    if load not in _LOADS:
        _LOADS.append(load)


def today_lines(user: Any, day: date) -> list[TodayLine]:
    """All that these apps have to say to `user`."""
    return [line for load in _LOADS for line in load(user, day)]
