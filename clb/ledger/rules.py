"""How the entries of a book are sealed to each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

UNSEALED = b""  # what stands before the first entry of a book
LineText = tuple[str, str, int]  # code debited, code credited, whole đồng


def sealed(
    before: bytes,
    *,
    book: int,
    number: int,
    id: UUID,
    on: date,
    kind: str,
    reverses: UUID | None,
    made_at: datetime,
    lines: Iterable[LineText],
) -> bytes:
    """The seal of one entry: SHA-256 over the seal before it and everything that the entry says. 32 bytes.

    The text sealed, UTF-8, each line ended by a line feed and its parts parted by tabs; a later program, or an auditor
    with a few lines of his own, must come to the same:

        seal before, in hexadecimal; empty for number 1
        book, number, id, day, kind, id of the entry reversed or empty, moment of writing in UTC to the microsecond
        code debited, code credited, whole đồng      (one such line for each line of the entry, in their order)
    """
    moment = made_at.astimezone(UTC).isoformat(timespec="microseconds")
    head = f"{before.hex()}\n{book}\t{number}\t{id}\t{on.isoformat()}\t{kind}\t{reverses or ''}\t{moment}\n"
    return sha256((head + "".join(f"{d}\t{c}\t{vnd}\n" for d, c, vnd in lines)).encode()).digest()


def shown(number: int, seal: bytes) -> str:
    """A seal as a paper prints it, '1245 · 3f2a 9c01 7be4 55d0': the entry's number and 16 digits to compare."""
    digits = seal.hex()[:16]
    return f"{number} · " + " ".join(digits[at : at + 4] for at in range(0, 16, 4)) if number else "0"
