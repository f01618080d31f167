"""Lists as .xlsx: written row by row, so that a hundred thousand lines fit in little memory.

Every text is written as text, never as a formula or a link, whatever somebody typed into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, BinaryIO

from .workbook import PlainBook

Cell = str | int | Decimal | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARGINS = {"left": 0.6, "right": 0.4, "top": 0.6, "bottom": 0.6}


@dataclass(frozen=True)
class Head:
    """A column: its title, its width in letters. Neighbours with the same `group` stand under one common head."""

    title: str
    width: float = 16
    group: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines of text above, heads, rows; `total` is the last row, in bold."""

    name: str
    above: Sequence[str]
    heads: Sequence[Head]
    rows: Iterable[Sequence[Cell]]
    total: Sequence[Cell] = ()


def write_sheets(file: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Write `sheets` into `file`, one after the other."""
    book = PlainBook(file, constant_memory=True, default_date_format="dd/mm/yyyy")
    looks = {
        "head": book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}),
        "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"border": 1, "num_format": "#,##0", "valign": "top"}),
        "part": book.add_format({"border": 1, "num_format": "#,##0.0", "valign": "top"}),
        "bold_part": book.add_format({"bold": True, "border": 1, "num_format": "#,##0.0"}),
        "day": book.add_format({"border": 1, "num_format": "dd/mm/yyyy", "valign": "top", "align": "center"}),
        "bold_text": book.add_format({"bold": True, "border": 1}),
        "bold_number": book.add_format({"bold": True, "border": 1, "num_format": "#,##0"}),
        "above": book.add_format({"bold": True, "font_size": 13}),
        "plain": book.add_format({"italic": True}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name[:31]), sheet, looks)
    book.close()


def _write(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    page.set_paper(9)  # A4
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(**MARGINS)
    for column, head in enumerate(sheet.heads):
        page.set_column(column, column, head.width)
    row = 0
    for text in sheet.above:
        page.write_string(row, 0, text, looks["above" if row == 0 else "plain"])
        row += 1
    row += 1
    first_head = row
    if any(head.group for head in sheet.heads):
        _groups(page, row, sheet.heads, looks["head"])
        row += 1
    for column, head in enumerate(sheet.heads):
        page.write_string(row, column, head.title, looks["head"])
    page.repeat_rows(first_head, row)
    for cells in sheet.rows:
        row += 1
        _row(page, row, cells, looks, "")
    if sheet.total:
        _row(page, row + 1, sheet.total, looks, "bold_")


def _groups(page: Any, row: int, heads: Sequence[Head], look: Any) -> None:
    column = 0
    for group, under in groupby(heads, key=lambda head: head.group):
        width = len(list(under))
        if group and width > 1:
            page.merge_range(row, column, row, column + width - 1, group, look)
        else:
            for at in range(column, column + width):
                page.write_string(row, at, group, look)
        column += width


def _row(page: Any, row: int, cells: Sequence[Cell], looks: dict[str, Any], bold: str) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            page.write_number(row, column, cell, looks[f"{bold}number"])
        elif isinstance(cell, Decimal):
            page.write_number(row, column, cell, looks[f"{bold}part"])
        elif isinstance(cell, date):
            page.write_datetime(row, column, cell, looks["day"])
        else:
            page.write_string(row, column, cell or "", looks[f"{bold}text"])
