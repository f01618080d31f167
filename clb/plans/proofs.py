"""What the software itself knows of a duty: counts beside what an office reports, and records that it may point to.

Whoever owns the facts lies above plans or beside them; the desks, which see all, register a line for each kind. A
count never makes a duty done: people say so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clb.access.models import User
from clb.kernel.text import plain
from clb.places.models import Unit

from .models import Task

NONE = "NONE"  # a person said that no count belongs to this duty


@dataclass(frozen=True)
class Counted:
    """A count of what happened on a ground in a period, as a sentence that names nobody, and where it can be read."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Record:
    """A record that may show that a duty was done: its key, and what it is."""

    key: str
    what: str


@dataclass(frozen=True)
class Proof:
    """A kind of fact: `count(ground, from, until)`; `records(user, ground, from, until)` lists what `user` may see, at
    most a page of it. `words` (plain letters) in a duty's text suggest it; who binds the duty has the last word."""

    code: str
    what: Any
    words: tuple[str, ...]
    count: Callable[[Unit, date, date], Counted]
    records: Callable[[User, Unit, date, date], Sequence[Record]] | None = None
    address: Callable[[str], str] | None = None  # where the record with a key is shown


_PROOFS: dict[str, Proof] = {}


def register_proof(*proofs: Proof) -> None:
    """Add kinds of facts; call from an app's `ready()`."""
    _PROOFS.update({proof.code: proof for proof in proofs})


def proofs() -> dict[str, Proof]:
    """Every kind, by its code, in the order of registering."""
    return _PROOFS


def proof_of(task: Task) -> Proof | None:
    """The kind that was bound to a duty, else the first whose words stand in its text."""
    if task.proof:
        return _PROOFS.get(task.proof)
    text = plain(task.text)
    return next((proof for proof in _PROOFS.values() if any(word in text for word in proof.words)), None)
