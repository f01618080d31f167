"""What is left of deleted rows below the level of tables: free pages, the write-ahead log, the list of marks."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection


def remember_erased(hashes: Iterable[str]) -> None:
    """Add marks to the file beside the database, on the disk when this returns; one that is there stays once."""
    known = erased_hashes()
    new = [mark for mark in hashes if mark not in known]
    if not new:
        return
    fd = os.open(settings.ERASED_FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as out:
        out.writelines(f"{mark}\n" for mark in new)
        out.flush()
        os.fsync(out.fileno())


def erased_hashes() -> frozenset[str]:
    """The marks in the file."""
    file = Path(settings.ERASED_FILE)
    return frozenset(file.read_text("ascii").split()) if file.exists() else frozenset()


def empty_write_ahead_log() -> None:
    """SQLite: bring the log into the file and cut it, so that no earlier page lies in it. Elsewhere nothing."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def wipe_free_space() -> None:
    """Rewrite the database without what was deleted. SQLite: the whole file; PostgreSQL: dead rows of every table.

    Not inside a transaction. SQLite overwrites what is deleted as it goes (secure_delete); this is for what was
    deleted before, and for pages that were given back.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    empty_write_ahead_log()
