"""Where the bytes of a file lie: CLB_DATA/files/<first two of the id>/<id>, read and written by the owner only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

_HALF_WRITTEN = ".part"


def path_of(id: UUID) -> Path:
    """Where the bytes of a file are, or would be."""
    return Path(settings.MEDIA_ROOT) / id.hex[:2] / str(id)


def write(id: UUID, content: bytes) -> None:
    """Keep the bytes: whole or not at all, and on the disk when this returns."""
    path = path_of(id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(_HALF_WRITTEN)
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def remove(id: UUID) -> None:
    """Take the bytes away; a second time changes nothing."""
    path = path_of(id)
    path.unlink(missing_ok=True)
    path.with_suffix(_HALF_WRITTEN).unlink(missing_ok=True)


def written() -> Iterator[tuple[UUID, Path]]:
    """Everything that lies in the store, half written or whole, by the id in its name."""
    for path in sorted(Path(settings.MEDIA_ROOT).glob("??/*")):
        try:
            yield UUID(path.name.removesuffix(_HALF_WRITTEN)), path
        except ValueError:
            continue  # not ours
