"""Which app the phone runs: the day it was released, and a hash of the files that make it up."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

# The day on which the app's files changed last; a change of them is a release.
RELEASED_ON = "2026-11-27"
STATIC = Path(__file__).parent / "static" / "phone"


@cache
def version() -> str:
    """'2026-11-26.1a2b3c4d': the day, and eight letters of the hash of every file of the app."""
    told = hashlib.sha256()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            told.update(file.relative_to(STATIC).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{RELEASED_ON}.{told.hexdigest()[:8]}"
