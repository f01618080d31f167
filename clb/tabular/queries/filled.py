"""A filled table: plain, frozen data that page, paper, spreadsheet and a report's snapshot all show alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Self

from clb.tabular.rules.design import SCALES, Show


@dataclass(frozen=True)
class FilledColumn:
    """A column with the words and the definition that it had when it was filled."""

    key: str
    of: str
    over: str
    show: str
    title: str
    group: str
    unit: str
    scale: str
    width: int
    version: int
    definition: str
    is_guarded: bool = False

    @property
    def is_text(self) -> bool:
        """Is it words or a day?"""
        return self.show == Show.TEXT

    @property
    def is_ratio(self) -> bool:
        """Is it a share or a mean?"""
        return self.show in (Show.SHARE, Show.MEAN)


@dataclass(frozen=True)
class FilledCell:
    """One figure with what it is made of. `text` is as it is printed; `note` says why there is none, `url` leads to the
    records behind it."""

    numerator: int | None
    denominator: int | None
    text: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class FilledRow:
    """A row; `kind` is one of ground.RowKind, `key` the unit's own, empty where the row is no unit. `url` leads to what
    the row is, where that is no table: a club, the units that wait."""

    kind: str
    label: str
    key: str
    code: str
    cells: tuple[FilledCell, ...]
    url: str = ""

    @property
    def is_bare(self) -> bool:
        """Is it a unit of which nothing is told but zeros? What is too small to be told is something."""
        return self.kind == "UNIT" and all(cell.numerator == 0 for cell in self.cells)


@dataclass(frozen=True)
class Filled:
    """The whole table, of a place, on a day, for a period, on the map of a day."""

    title: str
    rows_kind: str
    head: tuple[str, ...]
    notes: tuple[str, ...]
    foot: tuple[str, ...]
    source: str
    is_landscape: bool
    is_numbered: bool
    place: str
    place_key: str
    on: date
    first: date
    last: date
    map_on: date
    columns: tuple[FilledColumn, ...]
    rows: tuple[FilledRow, ...]
    total: FilledRow | None

    def as_data(self) -> dict[str, Any]:
        """For JSON; `from_data` gives the same table back."""
        days = {name: getattr(self, name).isoformat() for name in _DAYS}
        return {**asdict(self), **days}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """A table that was kept as data."""
        told = dict(data)
        told |= {name: date.fromisoformat(told[name]) for name in _DAYS}
        told |= {name: tuple(told[name]) for name in ("head", "notes", "foot")}
        told["columns"] = tuple(FilledColumn(**column) for column in told["columns"])
        told["rows"] = tuple(_row(row) for row in told["rows"])
        told["total"] = _row(told["total"]) if told["total"] else None
        return cls(**told)

    def without_links(self) -> Self:
        """The same for keeping: addresses are of the site, not of the table."""
        total = _unlinked(self.total) if self.total else None
        return replace(self, rows=tuple(_unlinked(row) for row in self.rows), total=total)


_DAYS = ("on", "first", "last", "map_on")


def _row(data: Mapping[str, Any]) -> FilledRow:
    return FilledRow(**{**data, "cells": tuple(FilledCell(**cell) for cell in data["cells"])})


def _unlinked(row: FilledRow) -> FilledRow:
    return replace(row, cells=tuple(replace(cell, url="") for cell in row.cells), url="")


def exact_of(column: FilledColumn, cell: FilledCell) -> Fraction | None:
    """The figure as a number in the column's unit; None where there is none."""
    if column.is_text or cell.numerator is None or cell.note:
        return None
    if column.is_ratio:
        if not cell.denominator:
            return None
        times = 100 if column.show == Show.SHARE else 1
        return Fraction(times * cell.numerator, cell.denominator) / SCALES[column.scale]
    part = cell.denominator if column.show == Show.DENOMINATOR else cell.numerator
    return None if part is None else Fraction(part, SCALES[column.scale])


@dataclass(frozen=True)
class Difference:
    """A cell that differs between two fillings of one table."""

    row: str
    column: str
    before: str
    after: str


def differences(before: Filled, after: Filled) -> list[Difference]:
    """What changed between two fillings of a table, row by row; a row or column that only one has is told with ''."""
    titles = {c.key: c.title for c in (*before.columns, *after.columns)}
    old, new = _texts(before), _texts(after)
    changed = [at for at in dict.fromkeys([*old, *new]) if old.get(at, "") != new.get(at, "")]
    return [
        Difference(label, titles[key], old.get(at, ""), new.get(at, "")) for at in changed for _k, label, key in [at]
    ]


def _texts(filled: Filled) -> dict[tuple[str, str, str], str]:
    rows = [*filled.rows, *([filled.total] if filled.total else [])]
    return {
        (row.kind + row.key, row.label, column.key): cell.text
        for row in rows
        for column, cell in zip(filled.columns, row.cells, strict=True)
    }
