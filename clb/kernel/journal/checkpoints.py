"""Once a day: where every strand of the journal stands, signed, in the database and in a file beside it.

The file is what one who rules over the database does not rule over: carry it, or the sixteen digits that are printed
of it, to another place.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from clb.kernel.models import Checkpoint, Kind, Strand

from .events import note
from .seals import UNSEALED, Sealer, checkpoint_text, moment, seal

Head = tuple[int, int, str]  # strand, number of its last row, that row's seal in hexadecimal


@dataclass(frozen=True)
class Mark:
    """A checkpoint, as the database or the file has it."""

    number: int
    made_at: datetime
    heads: tuple[Head, ...]
    seal: bytes

    @property
    def shown(self) -> str:
        """As a paper prints it, '12 · 3f2a 9c01 7be4 55d0': its number and 16 digits to compare."""
        digits = self.seal.hex()[:16]
        return f"{self.number} · " + " ".join(digits[at : at + 4] for at in range(0, 16, 4))

    def as_line(self) -> str:
        """Its line in the file."""
        told = {"number": self.number, "made_at": moment(self.made_at), "heads": self.heads, "seal": self.seal.hex()}
        return json.dumps(told) + "\n"


def make_checkpoint(*, daily: bool = False) -> Mark | None:
    """Mark where every strand stands, then write down in the file what it lacks of the newest marks.

    None where nothing was written since the last mark, or, for a `daily` one, that is of today or another process is
    at it. A file that is not there is begun anew with every mark, and the journal says so.
    """
    mark = None
    with suppress(IntegrityError), transaction.atomic():
        mark = _stored(daily)
    _write_down()
    return mark


def _stored(daily: bool) -> Mark | None:
    now, last = timezone.now(), Checkpoint.objects.order_by("-number").first()
    if daily and last is not None and timezone.localdate(last.made_at) == timezone.localdate(now):
        return None
    moved = Strand.objects.filter(last_number__gt=0).order_by("pk").values_list("pk", "last_number", "last_seal")
    heads = [[pk, number, bytes(found).hex()] for pk, number, found in moved]
    if not heads or (last is not None and last.heads == heads):
        return None
    number, before = (last.number + 1, bytes(last.seal)) if last else (1, UNSEALED)
    sealed = seal(checkpoint_text(before, number, now, heads))
    return _mark(Checkpoint.objects.create(number=number, made_at=now, heads=heads, seal=sealed))


def _mark(row: Checkpoint) -> Mark:
    return Mark(row.number, row.made_at, tuple((a, b, c) for a, b, c in row.heads), bytes(row.seal))


def _write_down() -> None:
    """Bring the file up to the newest checkpoint."""
    file = Path(settings.JOURNAL_MARKS_FILE)
    last = max((mark.number for mark in marks_in_file() or [] if mark is not None), default=0)
    lacking = [_mark(row) for row in Checkpoint.objects.filter(number__gt=last).order_by("number")]
    if not lacking:
        return
    if not file.exists() and lacking[0].number < lacking[-1].number:
        note(Kind.JOURNAL_FILE_BEGUN, channel="worker", marks=len(lacking))
    fd = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(fd, "a", encoding="ascii") as out:
        out.writelines(mark.as_line() for mark in lacking)
        out.flush()
        os.fsync(out.fileno())


def marks_in_file() -> list[Mark | None] | None:
    """Every line of the file, None for one that can't be read; None where there is no file."""
    try:
        lines = Path(settings.JOURNAL_MARKS_FILE).read_text("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    return [_read(line) for line in lines]


def _read(line: str) -> Mark | None:
    try:
        told = json.loads(line)
        heads = tuple((int(a), int(b), str(c)) for a, b, c in told["heads"])
        return Mark(int(told["number"]), datetime.fromisoformat(told["made_at"]), heads, bytes.fromhex(told["seal"]))
    except (ValueError, TypeError, KeyError):
        return None


@dataclass(frozen=True)
class Marks:
    """What may be trusted of the checkpoints, and what is wrong with them: ('MARK' or 'MARK_FILE', number)."""

    trusted: tuple[Mark, ...]
    broken: tuple[tuple[str, int], ...]


def checked_marks(sealer: Sealer) -> Marks:
    """The checkpoints of the database and of the file, each sealed anew and held against the other."""
    rows = {row.number: row for row in Checkpoint.objects.order_by("number")}
    stored, broken = _chained(rows, sealer)
    lines = marks_in_file()
    filed = {mark.number: mark for mark in lines or [] if mark is not None}
    for number, row in rows.items():
        if number not in filed or filed[number].as_line() != _as_line(row):
            broken.append(("MARK_FILE", number))
    broken += [("MARK_FILE", 0)] * (lines or []).count(None)
    before = UNSEALED
    for number, mark in sorted(filed.items()):
        text = checkpoint_text(before, number, mark.made_at, mark.heads)
        if sealer.fits(text, mark.seal):
            stored.setdefault(number, mark)
            broken += [("MARK", number)] if number not in rows else []
        before = mark.seal
    return Marks(tuple(stored.values()), tuple(broken))


def _chained(rows: dict[int, Checkpoint], sealer: Sealer) -> tuple[dict[int, Mark], list[tuple[str, int]]]:
    good, broken, before, number = dict[int, Mark](), list[tuple[str, int]](), UNSEALED, 0
    for at, row in rows.items():
        broken += [("MARK", lost) for lost in range(number + 1, at)]
        with suppress(TypeError, ValueError, AttributeError):  # what no checkpoint ever held
            mark = _mark(row)
            if sealer.fits(checkpoint_text(before, at, mark.made_at, mark.heads), mark.seal):
                good[at] = mark
        if at == number + 1 and at not in good:
            broken.append(("MARK", at))
        before, number = bytes(row.seal), at
    return good, broken


def _as_line(row: Checkpoint) -> str:
    with suppress(TypeError, ValueError, AttributeError):
        return _mark(row).as_line()
    return ""


def newest_marks(at_most: int) -> Iterator[Mark]:
    """The newest checkpoints of the database, newest first."""
    return map(_mark, Checkpoint.objects.order_by("-number")[:at_most])
