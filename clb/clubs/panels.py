"""What the apps above show of a club on its page and in the list: its members, its money, later its meetings.

Clubs know nothing of members or money; those apps put their part here, in their own `panels.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from .models import Club
from .rules import Composition


@dataclass(frozen=True)
class Panel:
    """A part of a club's page: `load(rights, club, day)` gives what `template` shows to whoever holds these
    rights at the club, or None to show nothing."""

    template: str
    load: Callable[[frozenset[str], Club, date], dict[str, Any] | None]
    order: int


@dataclass(frozen=True)
class Columns:
    """Numbers in the list of clubs: `load(clubs, day)` gives those of many clubs at once, in the titles' order."""

    titles: Sequence[Any]
    load: Callable[[QuerySet[Club], date], dict[UUID, Sequence[int]]]


Compositions = Callable[[QuerySet[Club], date], dict[UUID, Composition]]

_PANELS: dict[str, Panel] = {}
_COLUMNS: list[Columns] = []
_COMPOSITIONS: list[Compositions] = []


def register_panel(panel: Panel) -> None:
    """Add a part to the club's page."""
    _PANELS[panel.template] = panel


def register_columns(columns: Columns) -> None:
    """Add columns to the list of clubs."""
    _COLUMNS.append(columns)


def register_compositions(load: Compositions) -> None:
    """Say who counts the members of many clubs at once; clubs without any may be left out."""
    assert not _COMPOSITIONS, "members are counted in one place"
    _COMPOSITIONS.append(load)


def compositions(clubs: QuerySet[Club], day: date) -> dict[UUID, Composition]:
    """How many members, women and older people each of `clubs` had on `day`."""
    autodiscover_modules("compositions")
    nobody = Composition(0, 0, 0)
    found = _COMPOSITIONS[0](clubs, day) if _COMPOSITIONS else {}
    return {pk: found.get(pk, nobody) for pk in clubs.values_list("pk", flat=True)}


def panels(rights: frozenset[str], club: Club, day: date) -> list[tuple[str, dict[str, Any]]]:
    """Templates in order with what each shows to whoever holds `rights` at the club."""
    autodiscover_modules("panels")
    loaded = [(p.template, p.load(rights, club, day)) for p in sorted(_PANELS.values(), key=lambda p: p.order)]
    return [(template, context) for template, context in loaded if context is not None]


def columns(clubs: QuerySet[Club], day: date) -> tuple[list[Any], dict[UUID, list[int]]]:
    """Titles, and the numbers of each club on `day` in their order; 0 where nothing is known of a club."""
    autodiscover_modules("panels")
    titles = [title for group in _COLUMNS for title in group.titles]
    rows: dict[UUID, list[int]] = {pk: [] for pk in clubs.values_list("pk", flat=True)}
    for group in _COLUMNS:
        found = group.load(clubs, day)
        for pk, row in rows.items():
            row += found.get(pk, [0] * len(group.titles))
    return titles, rows
