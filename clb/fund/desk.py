"""What the treasurer's desk offers: buttons and what is due today, put there by every app that deals with money.

The fund knows nothing of the apps above it; those add their part in a `desk_links.py` of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club


class Group(StrEnum):
    """What a treasurer sits down for, in the order of the desk."""

    IN = "IN"
    OUT = "OUT"
    LOANS = "LOANS"
    COUNT = "COUNT"
    BOOKS = "BOOKS"

    @property
    def label(self) -> Any:
        """In words."""
        return _LABELS[self]


_LABELS = {
    Group.IN: _("Thu tiền"),
    Group.OUT: _("Chi tiền"),
    Group.LOANS: _("Vay, trả nợ"),
    Group.COUNT: _("Kiểm quỹ, khóa sổ"),
    Group.BOOKS: _("Sổ và giấy"),
}


@dataclass(frozen=True)
class DeskLink:
    """A button, shown to whoever holds `right` at the club. `url_name` takes the club's id and nothing else."""

    group: Group
    title: Any
    url_name: str
    right: str
    icon: str
    order: int = 50


@dataclass(frozen=True)
class Due:
    """Something that wants doing, in one sentence that names nobody; `state` as the tag `state` takes it."""

    words: str
    url: str
    state: str = "DUE"


@dataclass(frozen=True)
class Button:
    """A button as one person sees it."""

    title: Any
    url: str
    icon: str


# What `load(rights, club, day)` says is due; in a number of queries that does not grow with the club.
Dues = Callable[[frozenset[str], Club, date], Iterable[Due]]

AT_HAND = 4  # buttons of a group that are seen at once

_LINKS: dict[str, DeskLink] = {}
_DUES: list[Dues] = []
_PAGES: dict[str, str] = {}


@cache
def _discover() -> None:
    autodiscover_modules("desk_links")  # once a process: it looks into every app


def register_desk(*links: DeskLink) -> None:
    """Add buttons; call from an app's `desk_links.py`."""
    _LINKS.update({link.url_name: link for link in links})


def register_pages(**url_names: str) -> None:
    """Say where the apps above show more: `slip`, of the receipt's id; `passbook`, of the ids of club and person."""
    _PAGES.update(url_names)


def pages() -> dict[str, str]:
    """The names of those addresses; what no app shows is left out."""
    _discover()
    return _PAGES


def register_due(load: Dues) -> None:
    """Say what wants doing; call from an app's `desk_links.py`."""
    if load not in _DUES:
        _DUES.append(load)


@dataclass(frozen=True)
class Drawer:
    """A group as one person sees it: what is used most, and the rest, one press further."""

    label: Any
    first: Sequence[Button]
    rest: Sequence[Button]


def drawers(rights: frozenset[str], club: Club) -> list[Drawer]:
    """The desk's groups in order, each with the buttons that whoever holds `rights` sees; none is empty."""
    _discover()
    shown: dict[Group, list[Button]] = {group: [] for group in Group}
    for link in sorted(_LINKS.values(), key=lambda link: link.order):
        if link.right in rights:
            shown[link.group].append(Button(link.title, reverse(link.url_name, args=[club.pk]), link.icon))
    return [_drawer(group, found) for group, found in shown.items() if found]


def _drawer(group: Group, found: Sequence[Button]) -> Drawer:
    at_hand = len(found) if len(found) <= AT_HAND + 1 else AT_HAND  # one alone is not worth a press
    return Drawer(group.label, found[:at_hand], found[at_hand:])


def dues(rights: frozenset[str], club: Club, day: date) -> list[Due]:
    """What wants doing at the club on `day`, the overdue first."""
    _discover()
    found = [due for load in _DUES for due in load(rights, club, day)]
    return sorted(found, key=lambda due: due.state != "OVERDUE")
