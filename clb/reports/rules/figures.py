"""A report's content as it is frozen: sections of figures and tables, written as canonical JSON with a hash.

Numbers are whole: people, clubs, đồng, or the numerator and denominator of a share. Nothing here is about a person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

SCHEMA = 1
NOTHING = "chưa ghi"
Cell = str | int | None


@dataclass(frozen=True)
class Figure:
    """One figure: what it is, what it is made of, how it is defined. `note` says why there is none."""

    key: str
    label: str
    unit: str
    numerator: int = 0
    denominator: int | None = None
    note: str = ""
    version: int = 1
    numerator_text: str = ""
    denominator_text: str = ""

    @property
    def has_data(self) -> bool:
        """Was anything recorded that it could be computed of?"""
        return not self.note and self.denominator != 0

    @property
    def is_share(self) -> bool:
        """Is it a share of its denominator?"""
        return self.denominator is not None

    @property
    def shown(self) -> str:
        """'62,5% (98/156)', '156 người', 'chưa ghi'; a share never without what it is made of."""
        if not self.has_data:
            return NOTHING
        if self.denominator is None:
            return f"{told(self.numerator)} {self.unit}".strip()
        return f"{share(self.numerator, self.denominator)} ({told(self.numerator)}/{told(self.denominator)})"


@dataclass(frozen=True)
class Head:
    """A column of a table; `number` ones stand right."""

    title: str
    is_number: bool = False
    width: float = 1


@dataclass(frozen=True)
class Grid:
    """A table of the report. `foot` is the row of sums, computed, not typed."""

    key: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the report: its figures, its tables. One with neither is for a person's words."""

    key: str
    title: str
    figures: tuple[Figure, ...] = ()
    grids: tuple[Grid, ...] = ()

    @property
    def is_recorded(self) -> bool:
        """Is there anything to tell?"""
        return any(figure.has_data for figure in self.figures) or any(grid.rows for grid in self.grids)


@dataclass(frozen=True)
class Body:
    """Everything that a report says by computation. `about` holds texts: title, unit, period, plan, days, software.

    `tables` are the annexed table forms as data: title, version of the form, note, the filled table (None where the
    note says why there is none).
    """

    about: dict[str, Any]
    sections: tuple[Section, ...]
    norms: tuple[dict[str, Any], ...] = field(default=())
    tables: tuple[dict[str, Any], ...] = field(default=())

    def figures(self) -> Iterator[Figure]:
        """Every figure of every section."""
        for section in self.sections:
            yield from section.figures

    def figure(self, key: str) -> Figure:
        """The figure of that key, or one without data."""
        return next((f for f in self.figures() if f.key == key), Figure(key, "", "", note=NOTHING))

    def section(self, key: str) -> Section:
        """The section of that key. Raises StopIteration for one that is not there."""
        return next(section for section in self.sections if section.key == key)


def told(number: int | Fraction) -> str:
    """1234567 → '1.234.567'; a fraction with one decimal, '62,5'."""
    if isinstance(number, int):
        return _grouped(f"{number:,}")
    tenths = (abs(number.numerator) * 20 + number.denominator) // (2 * number.denominator)
    text = f"{tenths // 10:,}" + (f".{tenths % 10}" if tenths % 10 else "")
    return _grouped(("-" if number < 0 else "") + text)


def _grouped(text: str) -> str:
    # Papers are Vietnamese whatever the reader's language.
    return text.translate(str.maketrans(",.", ".,"))


def share(numerator: int, denominator: int) -> str:
    """'62,5%', exact to a tenth; 'chưa ghi' of nothing."""
    return f"{told(Fraction(100 * numerator, denominator))}%" if denominator else NOTHING


def canonical(body: Body) -> str:
    """The one way to write it down: keys in order, no spaces, Vietnamese letters as they are."""
    plain = {"schema": SCHEMA, **asdict(body)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of what is frozen, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_body(text: str) -> Body:
    """The content back from its JSON."""
    plain = json.loads(text)
    sections = tuple(_section(s) for s in plain["sections"])
    return Body(plain["about"], sections, tuple(plain["norms"]), tuple(plain.get("tables", ())))


def _section(plain: dict[str, Any]) -> Section:
    figures = tuple(Figure(**f) for f in plain["figures"])
    return Section(plain["key"], plain["title"], figures, tuple(_grid(g) for g in plain["grids"]))


def _grid(plain: dict[str, Any]) -> Grid:
    heads = tuple(Head(**head) for head in plain["heads"])
    rows = tuple(tuple(row) for row in plain["rows"])
    return Grid(plain["key"], plain["title"], heads, rows, tuple(plain["foot"]), plain["note"])


@dataclass(frozen=True)
class Difference:
    """What a recomputation tells otherwise: where, what stood in the report, what it would be now."""

    where: str
    what: str
    before: str
    after: str


def differences(before: Body, after: Body) -> list[Difference]:
    """Figures, definitions and rows of tables that differ, in the order of the report; days of computing do not."""
    found: list[Difference] = []
    now = {section.key: section for section in after.sections}
    for section in before.sections:
        other = now.pop(section.key, Section(section.key, section.title))
        found += _figures_apart(section, other)
        found += _grids_apart(section, other)
    for section in now.values():
        found += _figures_apart(Section(section.key, section.title), section)
        found += _grids_apart(Section(section.key, section.title), section)
    return found


def _figures_apart(before: Section, after: Section) -> Iterator[Difference]:
    old, new = ({f.key: f for f in section.figures} for section in (before, after))
    for key in [*old, *(k for k in new if k not in old)]:
        a, b = old.get(key), new.get(key)
        label = (a or b).label  # type: ignore[union-attr]  # one of both is there
        if a is None or b is None or (a.numerator, a.denominator, a.note) != (b.numerator, b.denominator, b.note):
            yield Difference(before.title, label, a.shown if a else "không có", b.shown if b else "không có")
        elif a.version != b.version:
            told_a, told_b = (f"định nghĩa bản {f.version}" for f in (a, b))
            yield Difference(before.title, label, told_a, told_b)


def _grids_apart(before: Section, after: Section) -> Iterator[Difference]:
    old, new = ({g.key: g for g in section.grids} for section in (before, after))
    for key in [*old, *(k for k in new if k not in old)]:
        a, b = old.get(key), new.get(key)
        title = (a or b).title  # type: ignore[union-attr]  # one of both is there
        rows_a, rows_b = (_by_name(g.rows) if g else {} for g in (a, b))
        for name in [*rows_a, *(n for n in rows_b if n not in rows_a)]:
            if rows_a.get(name) != rows_b.get(name):
                yield Difference(title, name, _row(rows_a.get(name)), _row(rows_b.get(name)))


def _by_name(rows: Sequence[tuple[Cell, ...]]) -> dict[str, tuple[Cell, ...]]:
    """Rows by their first text; those of one name are kept apart by their order."""
    found: dict[str, tuple[Cell, ...]] = {}
    for row in rows:
        name = next((cell for cell in row if isinstance(cell, str) and cell), "")
        n, key = 2, name
        while key in found:
            key, n = f"{name} ({n})", n + 1
        found[key] = row
    return found


def _row(row: tuple[Cell, ...] | None) -> str:
    if row is None:
        return "không có"
    return " · ".join(told(c) if isinstance(c, int) else (c or "—") for c in row)


__all__ = [
    "NOTHING",
    "Body",
    "Cell",
    "Difference",
    "Figure",
    "Grid",
    "Head",
    "Section",
    "canonical",
    "differences",
    "digest_of",
    "read_body",
    "share",
    "told",
]
