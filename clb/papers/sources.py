"""Papers that pages of other apps make and that may take a number: told here by who makes them, asked by who numbers.

An app registers a source from its `ready()`; its page shows `{% take_number "founding.decision" founding.pk %}` beside
the links to the files. Who keeps the register of numbers is above: it names the address of that button here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .blocks import Paper


@dataclass(frozen=True)
class Found:
    """One paper as it stands now, and the unit that it is about. Where it names `agencies` (Role values), only a body
    of one of them at that very unit numbers it; else any at or above it."""

    paper: Paper
    unit: Any
    agencies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Source:
    """A kind of paper that an app makes. `find` gives the one of a key where the user may have it, else None.

    `kind` is a code of clb.dispatch. `names_members`: it names people of a club.
    """

    code: str
    title: Any
    kind: str
    find: Callable[[Any, str], Found | None]
    names_members: bool = False


_SOURCES: dict[str, Source] = {}
_BUTTON: list[Callable[[Any, str, str], str]] = []


def as_uuid(key: str) -> UUID:
    """The id that a key is; where it is none, the nil id, which nothing has."""
    try:
        return UUID(key)
    except ValueError:
        return UUID(int=0)


def register_source(source: Source) -> None:
    """Add a source; call from an app's `ready()`."""
    _SOURCES[source.code] = source


def find_paper(code: str, user: Any, key: str) -> tuple[Source | None, Found | None]:
    """The source of a code, and its paper of a key where `user` may have it."""
    source = _SOURCES.get(code)
    return source, source.find(user, key) if source else None


def register_button(address: Callable[[Any, str, str], str]) -> None:
    """Name where a paper takes its number: of a user, a source's code and a key; '' where the user may not."""
    _BUTTON[:] = [address]


def button_address(user: Any, code: str, key: str) -> str:
    """Where the paper takes its number, '' where nobody keeps numbers or the user may not."""
    return _BUTTON[0](user, code, key) if _BUTTON else ""
