"""What a phone sends, read: each row of an outbox with all that its envelope says, or what cannot be read of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from .keys import Left

MOST = 2**31 - 1
DEEPEST = 30  # boxes in boxes: a row holds data, which holds rows
ABOUT = 60  # letters of what a basis is about
YEARS = range(2000, 2200)  # of a phone's clock; what lies beyond is no moment that can be kept
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u(?P<bad>[dD][89a-fA-F]..|0000)|.)", re.DOTALL)
Fields = Mapping[str, Any]


class Garbage(Exception):
    """A push that is no push: nothing of it was looked at."""


@dataclass(frozen=True)
class Sent:
    """One row. `wrong` says what of it cannot be read; such a row is parked, never lost."""

    id: UUID
    n: int
    lane: str
    command: str
    data: Fields
    basis: Mapping[str, int] = field(default_factory=dict)
    base: Fields = field(default_factory=dict)
    after: tuple[UUID, ...] = ()
    at: datetime | None = None
    sure: bool = False
    replaces: UUID | None = None
    wrong: str = ""

    @property
    def kept(self) -> dict[str, Any]:
        """What of it is kept where it is parked."""
        at = self.at.isoformat() if self.at else None
        told = {"lane": self.lane, "n": self.n, "data": self.data, "basis": self.basis, "base": self.base, "at": at}
        return told | {"after": [str(pk) for pk in self.after]}


@dataclass(frozen=True)
class Push:
    """A whole push. `first` is the lowest number that is still in each lane's outbox: below it nothing comes."""

    rows: tuple[Sent, ...]
    first: Mapping[str, int]
    left: Left
    version: str


def legible(text: str) -> str:
    """A text of JSON in which every letter can be stored: half of a pair (a field's longest length cuts a smiling face
    in two) and the letter nought become a question mark in a box, so that one row does not stop all others for ever.
    """
    return _ESCAPE.sub(lambda found: "\\ufffd" if found["bad"] else found[0], text)


def read_push(body: Any, most: int) -> Push:
    """A push as it was sent. Raises Garbage for one that cannot be answered row by row."""
    if not isinstance(body, dict) or not isinstance(body.get("rows"), list):
        raise Garbage
    if len(body["rows"]) > most or not all(isinstance(row, dict) for row in body["rows"]):
        raise Garbage
    rows = [_row(row) for row in body["rows"]]
    told = body.get("first")
    first = {lane: n for key, n in _dict(told).items() if _is_number(n) and (lane := _lane(key))}
    return Push(tuple(rows), first, _left(body.get("left")), str(body.get("version") or "")[:40])


def _is_too_deep(value: Any) -> bool:
    """Boxes in boxes beyond what any form takes: neither to be kept nor to be read again."""
    inside = [value]
    for _step in range(DEEPEST):
        boxes = [one.values() if isinstance(one, dict) else one for one in inside if isinstance(one, (dict, list))]
        inside = [one for box in boxes for one in box]
        if not inside:
            return False
    return True


def _row(row: Fields) -> Sent:
    pk = as_id(row.get("id"))
    if pk is None:
        raise Garbage
    if _is_too_deep(row):
        row = {name: row.get(name) for name in ("n", "lane", "command", "at")}
    n, lane, data = row.get("n"), _lane(row.get("lane")), row.get("data")
    wrong = "" if isinstance(data, dict) else _("Việc này gửi lên không đọc được.")
    if not _is_number(n) or not lane:
        n, lane, wrong = 0, "me", _("Việc này gửi lên không đọc được.")
    return Sent(
        id=pk,
        n=int(n or 0),
        lane=lane,
        command=str(row.get("command") or "")[:80],
        data=data if isinstance(data, dict) else {},
        basis={str(k): v for k, v in _dict(row.get("basis")).items() if _is_number(v) and len(str(k)) <= ABOUT},
        base=_dict(row.get("base")),
        after=tuple(pk for one in _list(row.get("after")) if (pk := as_id(one))),
        at=_moment(row.get("at")),
        sure=row.get("sure") is True,
        replaces=as_id(row.get("replaces")),
        wrong=wrong,
    )


def _lane(value: Any) -> str:
    """A lane as it is counted in, however its club is spelled; '' for what is none."""
    return "me" if value == "me" else str(as_id(value) or "")


def as_id(value: Any) -> UUID | None:
    """An id out of what was sent, or None."""
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _dict(value: Any) -> Fields:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value[:200] if isinstance(value, list) else []


def _moment(value: Any) -> datetime | None:
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and is_aware(found) and found.year in YEARS else None


def _left(told: Any) -> Left:
    left = _dict(told)
    rows, photos = (int(left[k]) if _is_number(left.get(k)) else 0 for k in ("rows", "photos"))
    return Left(rows, photos, _moment(left.get("oldest_at")), str(left.get("why") or ""))
