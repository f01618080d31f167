"""Whether the journal is as it was written: every row sealed anew and held against what is stored.

Rows are read as the database has them, past Django's fields: a row bent behind the program's back may hold what no
field would read. Some thousand rows are held at a time, however long the journal is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from .chains import COLUMNS, STRANDS, strand_ids
from .checkpoints import checked_marks
from .seals import UNSEALED, Sealer, as_text, head_text, moment, row_text

FETCHED = 2_000
DOUBTED = 24  # rows of a strand whose seals do not fit and for which it is asked how that came


class How(models.TextChoices):
    """What can be wrong with a row of the journal, or with what holds the rows."""

    CHANGED = "CHANGED", _("bị sửa")
    MOVED = "MOVED", _("bị đổi chỗ")
    SLIPPED_IN = "SLIPPED_IN", _("bị chèn thêm")
    MISSING = "MISSING", _("bị mất")
    HEAD = "HEAD", _("dấu cuối mạch không đúng")
    STRAND = "STRAND", _("mạch bị mất")
    MARK = "MARK", _("mốc hằng ngày bị sửa hoặc bị mất")
    MARK_FILE = "MARK_FILE", _("tệp mốc ngoài cơ sở dữ liệu không khớp")


@dataclass(frozen=True)
class Break:
    """A place where the journal is not as it was written.

    `number` is the row's in its strand, or the checkpoint's; `last` the last of those missing in a row. `id`,
    `unit_id` and `done_at` are the row's own; where it is not there, `done_at` is that of the row before.
    """

    how: How
    table: str
    strand: int
    number: int
    last: int = 0
    id: str = ""
    unit_id: int | None = None
    done_at: datetime | None = None


class _Row(NamedTuple):
    number: Any
    seal: bytes
    told: str | None  # None where a column holds what it cannot
    id: str
    unit_id: int | None
    done_at: datetime | None


class _Head(NamedTuple):
    number: int
    last: bytes
    seal: bytes


@dataclass
class _Walk:
    """Along one strand, from its first row to its last."""

    table: str
    strand: int
    sealer: Sealer
    seen: dict[int, bytes]  # what checkpoints saw: number → seal
    before: bytes = UNSEALED
    number: int = 0
    done_at: datetime | None = None
    doubted: list[tuple[_Row, bytes]] = field(default_factory=list)  # with the seal that stood before

    def text(self, row: _Row, before: bytes, number: int) -> bytes:
        return row_text(before, table=self.table, strand=self.strand, number=number, told=row.told or "[]")

    def fits(self, row: _Row, before: bytes, number: int) -> bool:
        return row.told is not None and self.sealer.fits(self.text(row, before, number), row.seal)

    def found(self, how: How, row: _Row) -> Break:
        number = row.number if isinstance(row.number, int) else self.number
        return Break(how, self.table, self.strand, number, 0, row.id, row.unit_id, row.done_at or self.done_at)

    def without_row(self, how: How, first: int, last: int = 0) -> Break:
        return Break(how, self.table, self.strand, first, last, done_at=self.done_at)


def breaks(tables: Sequence[str] = tuple(STRANDS), strands: Sequence[int] | None = None) -> Iterator[Break]:
    """Everything in the journal that is not as it was written, strand by strand, then the checkpoints and their file.

    Writers may go on meanwhile. Of rows that were written and taken away again between two checkpoints, by one who put
    back the head that he had kept from before, nothing can be told.
    """
    sealer = Sealer()
    marks = checked_marks(sealer)
    for table in tables:
        for strand in sorted({*strand_ids(table), *_strays(table)} if strands is None else strands):
            seen = {n: bytes.fromhex(told) for mark in marks.trusted for at, n, told in mark.heads if at == strand}
            yield from _of_strand(_Walk(table, strand, sealer, seen))
    yield from (Break(How(how), "checkpoint", 0, number) for how, number in marks.broken)


def first_of(found: Sequence[Break]) -> Break | None:
    """The one that befell first, by the rows' own moments."""
    far = datetime.max.replace(tzinfo=UTC)
    return min(found, key=lambda one: one.done_at or far, default=None)


def _strays(table: str) -> set[int]:
    """Strands that rows say they are of and that cannot be."""
    known = ", ".join(map(str, strand_ids(table)))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT strand FROM kernel_{table} WHERE strand NOT IN ({known})")
        return {row[0] for row in cursor.fetchall() if isinstance(row[0], int)}


def _of_strand(walk: _Walk) -> Iterator[Break]:
    head = _head(walk)
    while True:
        last = head.number if head else 0
        for row in _rows(walk.table, walk.strand, walk.number, last):
            yield from _step(walk, row)
        beyond = next(_rows(walk.table, walk.strand, last, None), None)
        newer = _head(walk) if beyond and head else None
        if newer is None or newer.number <= last:
            break
        head = newer  # it was written in meanwhile
    yield from _judged(walk)
    if beyond is not None:
        for row in _rows(walk.table, walk.strand, last, None):
            yield walk.found(How.SLIPPED_IN if head else How.STRAND, row)
    yield from _of_head(walk, head, has_beyond=beyond is not None)


def _head(walk: _Walk) -> _Head | None:
    with connection.cursor() as cursor:
        asked = 'SELECT last_number, last_seal, head FROM kernel_strand WHERE id = %s AND "table" = %s'
        cursor.execute(asked, [walk.strand, walk.table])
        found = cursor.fetchone()
    if found is None:
        return None
    number, *seals = found
    last, head = (b"" if isinstance(one, (str, int, float)) else bytes(one) for one in seals)
    return _Head(number, last, head) if isinstance(number, int) else _Head(0, b"", b"")


def _step(walk: _Walk, row: _Row) -> Iterator[Break]:
    if row.number <= walk.number:
        yield walk.found(How.SLIPPED_IN, row)
        return
    is_after_gap = row.number != walk.number + 1
    if is_after_gap:
        yield walk.without_row(How.MISSING, walk.number + 1, row.number - 1)
    if row.told is None or not (is_after_gap or walk.fits(row, walk.before, row.number)):
        if len(walk.doubted) < DOUBTED:
            walk.doubted.append((row, walk.before))
        else:
            yield walk.found(How.CHANGED, row)
    elif walk.seen.get(row.number, row.seal) != row.seal:
        yield walk.found(How.CHANGED, row)
    walk.seen.pop(row.number, None)
    walk.before, walk.number, walk.done_at = row.seal, row.number, row.done_at or walk.done_at


def _judged(walk: _Walk) -> Iterator[Break]:
    """What became of each row whose seal does not fit. One that is whole, but stands behind another that is not, is
    left out."""
    befores = {before for _row, before in walk.doubted} | {row.seal for row, _before in walk.doubted}
    places: set[tuple[bytes, int]] = set()
    for row, before in walk.doubted:
        befores.update(walk.sealer.all(walk.text(row, before, row.number)))
        places.add((before, row.number))
        places.update((row.seal, row.number + on) for on in (0, 1, 2))
    judged = [(row, _place_of(walk, row, befores, places)) for row, _before in walk.doubted]
    for at, (row, place) in enumerate(judged):
        follower = judged[at + 1][1] if at + 1 < len(judged) else None
        if place == row.number:
            continue
        if place is not None:
            yield walk.found(How.MOVED, row)
        else:
            yield walk.found(How.SLIPPED_IN if follower == row.number else How.CHANGED, row)
    if walk.doubted and all(place == row.number for row, place in judged):
        yield walk.found(How.MOVED, walk.doubted[0][0])


def _place_of(walk: _Walk, row: _Row, befores: set[bytes], places: set[tuple[bytes, int]]) -> int | None:
    """The number that the row had when it was sealed; its own where only the row before it is not what it was."""
    if any(walk.fits(row, before, row.number) for before in befores):
        return int(row.number)
    return next((number for before, number in places if walk.fits(row, before, number)), None)


def _of_head(walk: _Walk, head: _Head | None, *, has_beyond: bool) -> Iterator[Break]:
    if head is None:
        yield walk.without_row(How.STRAND, walk.number)
    elif not walk.sealer.fits(head_text(walk.strand, walk.table, head.number, head.last), head.seal):
        yield walk.without_row(How.HEAD, walk.number)
    elif head.number > walk.number:
        yield walk.without_row(How.MISSING, walk.number + 1, head.number)
    elif head.last != walk.before and not walk.doubted and not has_beyond:
        yield walk.without_row(How.HEAD, walk.number)
    lost = max(walk.seen, default=0)
    if lost > max(walk.number, head.number if head else 0):
        yield walk.without_row(How.MISSING, walk.number + 1, lost)


def _rows(table: str, strand: int, after: int, last: int | None) -> Iterator[_Row]:
    """Rows numbered above `after` up to `last`, in order; all above it where there is no `last`."""
    # SQLite would read a moment by itself, and fail at one that is none: it is asked for the text.
    at = {"done_at": "done_at || ''"} if connection.vendor == "sqlite" else {}
    columns = ", ".join(at.get(name, name) for name in ("number", "seal", *COLUMNS[table]))
    until = "" if last is None else f" AND number <= {int(last)}"
    asked = (
        f"SELECT {columns} FROM kernel_{table} WHERE strand = %s AND number > %s{until} ORDER BY number LIMIT {FETCHED}"
    )
    while True:
        with connection.cursor() as cursor:
            cursor.execute(asked, [strand, after])
            found = [_read(row) for row in cursor.fetchall()]
        yield from found
        if len(found) < FETCHED or not isinstance(found[-1].number, int):
            return
        after = found[-1].number


def _read(raw: Sequence[Any]) -> _Row:
    """A row as it would have been sealed. Both kinds of database give other types for the same."""
    number, sealed, id, *rest = raw
    seal = b"" if isinstance(sealed, (str, int, float)) else bytes(sealed)
    shown, unit, at = str(id), None, None
    try:
        shown = str(id if isinstance(id, UUID) else UUID(id))
        unit = rest[3] if rest[3] is None else int(rest[3])
        at = rest[6] if isinstance(rest[6], datetime) else datetime.fromisoformat(rest[6]).replace(tzinfo=UTC)
        jsons = [json.loads(text) for text in rest[7:]]
        told = as_text([shown, *rest[:6], moment(at), *jsons])
    except (ValueError, TypeError, AttributeError, OverflowError):
        return _Row(number, seal, None, shown, unit, at)
    return _Row(number, seal, told, shown, unit, at)
