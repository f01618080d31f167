"""What of a table of people may be published: small cells are hidden, and enough others that none can be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cells = list[list[int]]


@dataclass(frozen=True)
class Published:
    """A table as it may be shown: None is a hidden cell. `totals` are of each row, `sums` of each column."""

    rows: tuple[tuple[int | None, ...], ...]
    totals: tuple[int | None, ...]
    sums: tuple[int | None, ...]
    total: int | None

    @property
    def hidden(self) -> int:
        """How many cells are hidden, totals included."""
        cells = [cell for row in self.rows for cell in row]
        return sum(cell is None for cell in (*cells, *self.totals, *self.sums, self.total))


def published(rows: Sequence[Sequence[int]], least: int) -> Published:
    """The table of counts `rows` with every cell from 1 to `least` - 1 hidden, totals and sums treated alike.

    No hidden cell follows from the others: every row and column (its total being one of its cells) that hides one
    hides at least two, and those together come to `least` at least, else more are hidden. A row of few people is
    hidden whole, zeros too, since they would tell in which column all of them are; else zero is shown, but for
    another's sake.
    """
    if not rows:
        return Published((), (), (), 0)
    cells = _with_totals(rows)
    hidden = {(i, j) for i, row in enumerate(cells) for j, value in enumerate(row) if 0 < value < least}
    # Where all of a row together are few, its zeros would tell in which class every one of them is.
    hidden |= {(i, j) for i, row in enumerate(cells) if 0 < row[-1] < least for j in range(len(row))}
    lines = [[(i, j) for j in range(len(cells[0]))] for i in range(len(cells))]
    lines += [[(i, j) for i in range(len(cells))] for j in range(len(cells[0]))]
    while (more := _next_to_hide(cells, hidden, lines, least)) is not None:
        hidden.add(more)
    shown = [[None if (i, j) in hidden else v for j, v in enumerate(row)] for i, row in enumerate(cells)]
    body, sums = shown[:-1], shown[-1]
    return Published(tuple(tuple(row[:-1]) for row in body), tuple(row[-1] for row in body), tuple(sums[:-1]), sums[-1])


def _with_totals(rows: Sequence[Sequence[int]]) -> Cells:
    cells = [[*row, sum(row)] for row in rows]
    return [*cells, [sum(column) for column in zip(*cells, strict=True)]]


Place = tuple[int, int]


def _next_to_hide(cells: Cells, hidden: set[Place], lines: list[list[Place]], least: int) -> Place | None:
    """The cell to hide next: of a line that tells too much, the smallest that is left."""
    for line in lines:
        dark = [place for place in line if place in hidden]
        left = [place for place in line if place not in hidden]
        if not dark or not left:
            continue
        if len(dark) < 2 or _told_by(cells, dark, line) < least:
            return min(left, key=lambda place: (cells[place[0]][place[1]] == 0, cells[place[0]][place[1]], place))
    return None


def _told_by(cells: Cells, dark: list[Place], line: list[Place]) -> int:
    """By how much the hidden cells of a line may shift against each other: with the total among them, without end."""
    return 10**9 if line[-1] in dark else sum(cells[i][j] for i, j in dark)
