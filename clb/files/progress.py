"""How far work in the background is, in a small file: while it is written down, SQLite takes nothing else."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings


def tell(work: UUID, done: int, total: int) -> None:
    """Say that `done` of `total` rows or steps are through."""
    folder = settings.DATA / "progress"
    folder.mkdir(exist_ok=True)
    (folder / f"{work}.txt").write_text(f"{done} {total}", "utf8")


def told(work: UUID) -> tuple[int, int]:
    """What was said last: rows through and rows in all; 0 and 0 where nothing was, or on another machine."""
    try:
        done, total = (settings.DATA / "progress" / f"{work}.txt").read_text("utf8").split()
    except (OSError, ValueError):
        return 0, 0
    return int(done), int(total)
