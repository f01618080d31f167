"""Files of keys beside the database: made at the first use, for their owner's eyes only, the newest key first."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path


def kept_keys(file: Path, make: Callable[[], str]) -> list[str]:
    """The keys in `file`; where there is none yet, it is laid down with the one that `make` gives."""
    if not file.exists():
        write_keys(file, [make()], is_first=True)
    found = file.read_text("ascii").split()
    assert found, f"{file} holds no key"
    return found


def write_keys(file: Path, keys: Sequence[str], *, is_first: bool = False) -> None:
    """Whole or not at all; of two processes that lay down the first key, one wins and both read it."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        out.write("\n".join(keys) + "\n")
        out.flush()
        os.fsync(out.fileno())
    if is_first:
        with suppress(FileExistsError):
            os.link(part, file)
        part.unlink()
    else:
        part.replace(file)
