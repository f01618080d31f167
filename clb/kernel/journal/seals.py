"""How rows of the journal are sealed to each other. Pure, but for the keys.

A seal is HMAC-SHA256 with a key that is not in the database, over one JSON text: an array, keys of objects in order,
no spaces, UTF-8 unescaped. An auditor who is given the key comes to the same with ten lines of his own.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from clb.kernel.keyfile import kept_keys, write_keys

UNSEALED = b""  # what stands before the first row of a strand
FORMER_KEYS_KEPT = 20


def moment(at: datetime) -> str:
    """A moment as it is sealed: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def as_text(told: Any) -> str:
    """Columns as they are sealed. Raises TypeError or ValueError for what no column can hold."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row_text(before: bytes, *, table: str, strand: int, number: int, told: str) -> bytes:
    """What is sealed of one act or event: an array of the seal before it (hexadecimal), its table, strand and number,
    then its columns in the order of `chains.COLUMNS`, which `told` gives by `as_text`."""
    return f'["{before.hex()}","{table}",{strand},{number},{told[1:]}'.encode("utf8", "surrogatepass")


def head_text(strand: int, table: str, number: int, seal: bytes) -> bytes:
    """What is sealed of a strand's head: that `number` is its last row, and that row's seal."""
    return _text(["head", strand, table, number, seal.hex()])


def checkpoint_text(before: bytes, number: int, made_at: datetime, heads: Iterable[Any]) -> bytes:
    """What is sealed of a checkpoint: the seal of the one before, its number, its moment, every strand's head."""
    return _text(["checkpoint", before.hex(), number, moment(made_at), list(heads)])


def _text(parts: list[Any]) -> bytes:
    return as_text(parts).encode("utf8", "surrogatepass")


def seal(text: bytes, key: bytes | None = None) -> bytes:
    """The seal of a text by the key in use, or by `key`. 32 bytes."""
    return hmac.digest(key or keys()[0], text, "sha256")


class Sealer:
    """Tells whether seals fit; the key that fitted last is tried first, since neighbours have one key."""

    def __init__(self) -> None:
        self._keys = list(keys())

    def fits(self, text: bytes, found: bytes) -> bool:
        """Was `text` sealed as `found` by the key in use or a former one?"""
        for at, key in enumerate(self._keys):
            if hmac.compare_digest(seal(text, key), found):
                if at:
                    self._keys.insert(0, self._keys.pop(at))
                return True
        return False

    def all(self, text: bytes) -> list[bytes]:
        """The seal of `text` by each key."""
        return [seal(text, key) for key in self._keys]


def keys() -> tuple[bytes, ...]:
    """The key in use, then former ones: from CLB_JOURNAL_KEYS, or from the file, made once (mode 600)."""
    told = tuple(settings.JOURNAL_KEYS) or _kept(Path(settings.JOURNAL_KEYS_FILE))
    return _as_bytes(told)


@cache
def _as_bytes(told: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(key.encode() for key in told)


@cache
def _kept(file: Path) -> tuple[str, ...]:
    return tuple(kept_keys(file, _made))


def _made() -> str:
    return secrets.token_urlsafe(48)


def new_key() -> None:
    """Put a new key before those in the file; what former ones sealed still holds. Programs that run take it up when
    they start again. Raises ValueError where the keys come from the environment, or there are too many."""
    if settings.JOURNAL_KEYS:
        raise ValueError("CLB_JOURNAL_KEYS")
    file = Path(settings.JOURNAL_KEYS_FILE)
    former = _kept(file)
    if len(former) > FORMER_KEYS_KEPT:
        raise ValueError("too many keys")
    write_keys(file, [_made(), *former])
    _kept.cache_clear()
