"""The heads of a table: which cells span several columns or both rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from .blocks import Table
from .layout import clean


@dataclass(frozen=True)
class Head:
    """One cell of the heads. `continues` marks the place that a cell above reaches down into."""

    text: str
    columns: int = 1
    rows: int = 1
    continues: bool = False


def heads(table: Table) -> tuple[tuple[Head, ...], ...]:
    """One row of heads, or two where columns are grouped."""
    if not any(c.group for c in table.columns):
        return (tuple(Head(clean(c.title)) for c in table.columns),)
    upper: list[Head] = []
    for group, columns in groupby(table.columns, key=lambda c: c.group):
        if group:
            upper.append(Head(clean(group), columns=len(list(columns))))
        else:
            upper += [Head(clean(c.title), rows=2) for c in columns]
    lower = tuple(Head(clean(c.title)) if c.group else Head("", continues=True) for c in table.columns)
    return tuple(upper), lower


def shares(table: Table) -> tuple[float, ...]:
    """Each column's part of the width; together 1."""
    whole = sum(c.width for c in table.columns)
    return tuple(c.width / whole for c in table.columns)
