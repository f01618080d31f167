"""Where a table's head is, under whatever title rows, in one row or in two."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from clb.kernel.text import plain, tidy

from .workbook import Cell, Sheet

LOOKED_AT = 40  # rows in which a head may stand


@dataclass(frozen=True)
class Head:
    """The titles of a sheet's columns, and the number (from 1) of the last row that they take."""

    titles: list[str]
    row: int

    @property
    def key(self) -> str:
        """The same for the same set of titles, in whatever order; what a mapping is remembered by."""
        words = sorted({plain(title) for title in self.titles if title})
        return hashlib.sha256("\n".join(words).encode()).hexdigest()


def find_head(sheet: Sheet, words: Collection[str]) -> Head | None:
    """The head: the row with the most cells that hold one of `words`, at least two; none where there is no such row."""
    scored = [(_score(row, words), -i) for i, row in enumerate(sheet.rows[:LOOKED_AT])]
    best, at = max(scored, default=(0, 0))
    if best < 2:
        return None
    i = -at
    upper = [_title(cell) for cell in sheet.rows[i]]
    lower = [_title(cell) for cell in sheet.rows[i + 1]] if i + 1 < len(sheet.rows) else []
    if _is_second_row(upper, lower):
        return Head(_joined(upper, lower), i + 2)
    if (
        i
        and _score(sheet.rows[i - 1], words)
        and _is_second_row(above := [_title(c) for c in sheet.rows[i - 1]], upper)
    ):
        return Head(_joined(above, upper), i + 1)
    return Head(upper, i + 1)


def _title(cell: Cell) -> str:
    return tidy(str(cell)) if isinstance(cell, str) else ""


def _score(row: list[Cell], words: Collection[str]) -> int:
    titles = [plain(cell) for cell in row if isinstance(cell, str) and cell.strip() and len(cell) < 80]
    return sum(any(word == title or (len(word) > 3 and word in title) for word in words) for title in titles)


def _is_second_row(upper: list[str], lower: list[str]) -> bool:
    """Words under an empty cell of the row above, beside a title that spans it; and no cell that reads as data."""
    filled = [i for i, title in enumerate(lower) if title]
    if not filled or len(filled) > len([t for t in upper if t]) + 2:
        return False
    under_nothing = [i for i in filled if i >= len(upper) or not upper[i]]
    under_span = [i for i in filled if i + 1 in under_nothing or i in under_nothing]
    return bool(under_nothing) and len(under_span) == len(filled)


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """«Giới tính» over «Nam | Nữ» gives «Giới tính › Nam», «Giới tính › Nữ»."""
    titles, over = [], ""
    for i in range(max(len(upper), len(lower))):
        top, below = upper[i] if i < len(upper) else "", lower[i] if i < len(lower) else ""
        over = top or (over if below else "")
        titles.append(f"{over} › {below}" if over and below else over or below)
    return titles
