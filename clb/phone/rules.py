"""How long a key lasts, how much goes at once, which versions are taken. Pure. Reasons: docs/decisions/0122."""

from __future__ import annotations

import re
from datetime import date, timedelta

CLUB_DAYS = 90  # a key of people at a club's own table
OFFICER_DAYS = 7  # a key of those above, who have more to lose
ROWS = 200  # a push
BYTES = 1_000_000  # a push, and a pack
TOLD_DAYS = 30  # a message is shown for so long; a phone warns of rows that wait longer
VERSION_DAYS = 180  # an app older than the newest by more must update first
CLUBS = 4  # clubs whose lists one phone carries; whoever looks after more carries only the visits planned
PACK_MARKS = 2  # packs remembered a key, so that the next is a difference

_VERSION = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.[0-9a-z]{1,29})?\Z")
_WHY = re.compile(r"[A-Z_]{1,20}\Z")


def key_lasts_until(made_on: date, *, is_officer: bool) -> date:
    """The last day of a key that is made on a day."""
    return made_on + timedelta(days=OFFICER_DAYS if is_officer else CLUB_DAYS)


def released_on(version: str) -> date | None:
    """The day of a version '2026-11-26.1a2b3c4d'; None where it cannot be read."""
    found = _VERSION.match(version)
    try:
        return date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None


def is_too_old(version: str, newest_on: date) -> bool:
    """Must an app of this version update before it sends? One that cannot be read must."""
    day = released_on(version)
    return day is None or newest_on - day > timedelta(days=VERSION_DAYS)


def left_why(told: object) -> str:
    """The code by which a phone says why something still waits on it, '' for anything else."""
    return told if isinstance(told, str) and _WHY.match(told) else ""


def numbers_between(before: int, after: int) -> range:
    """The numbers that a counter newly reached."""
    return range(before + 1, after + 1)


def others_since(basis: int, now: int, own: set[int]) -> list[int]:
    """The numbers above `basis`, up to `now`, that this phone did not make itself: what it could not know of."""
    return [number for number in numbers_between(basis, now) if number not in own]
