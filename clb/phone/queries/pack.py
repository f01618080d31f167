"""The pack: everything that a phone carries for one person, as rows by kind and id, and what changed since the last."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clb.access.models import User
from clb.clubs.models import Club

from .borrowers import borrower_rows
from .care import care_rows
from .contacts import contact_rows
from .measuring import measuring_rows
from .meetings import meeting_rows
from .money import money_rows
from .people import club_rows, me_rows, member_rows, sub_group_rows
from .reader import Reader, Rows, reader_of
from .schemas import form_rows
from .settled import settled_rows
from .supervising import supervision_rows
from .told import told_rows

OfUser = Callable[[User, Sequence[Club], date], Rows]
FAMILIES: tuple[Callable[[Reader], Rows], ...] = (
    me_rows,
    club_rows,
    member_rows,
    sub_group_rows,
    money_rows,
    meeting_rows,
    form_rows,
    told_rows,
)
# What the field work adds: asked with the person, the clubs and the day.
FIELD: tuple[OfUser, ...] = (care_rows, measuring_rows, contact_rows, supervision_rows, borrower_rows, settled_rows)
MARK = 10  # hexadecimal letters of a row's hash: a change missed once in a million million rows


def pack_rows(user: User, on: date) -> Rows:
    """Everything for a day, as far as `user`, narrowed to a key's rights, may see it."""
    reader = reader_of(user, on)
    rows: Rows = {}
    for family in FAMILIES:
        rows |= family(reader)
    for part in FIELD:
        rows |= part(user, reader.clubs, on)
    return rows


@dataclass(frozen=True)
class Pack:
    """Rows with the mark of each and of them all."""

    rows: Rows
    marks: dict[str, str]
    etag: str


def pack_of(user: User, on: date) -> Pack:
    """The whole pack of a day."""
    rows = pack_rows(user, on)
    marks = {name: _mark(row) for name, row in sorted(rows.items())}
    return Pack(rows, marks, hashlib.sha256(json.dumps(marks).encode()).hexdigest()[:32])


def _mark(row: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:MARK]


def packed_marks(marks: dict[str, str]) -> bytes:
    """Marks as they are stored."""
    return zlib.compress(json.dumps(marks, separators=(",", ":")).encode())


def unpacked_marks(stored: bytes | memoryview) -> dict[str, str]:
    """The same, read."""
    found: dict[str, str] = json.loads(zlib.decompress(bytes(stored)))
    return found


def answer_of(pack: Pack, base: str | None, known: dict[str, str] | None) -> dict[str, Any]:
    """What is sent: everything, or what differs from the rows `known` under the etag `base`."""
    if known is None:
        return {"etag": pack.etag, "base": None, "rows": pack.rows, "gone": []}
    changed = {name: row for name, row in pack.rows.items() if known.get(name) != pack.marks[name]}
    gone = sorted(known.keys() - pack.marks.keys())
    return {"etag": pack.etag, "base": base, "rows": changed, "gone": gone}
