"""The same list back, each bad cell coloured with why beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from clb.papers.workbook import PlainBook
from clb.sheets.models import SheetFault
from clb.sheets.queries import Tables

from .rows import Line

_COLOURS = {SheetFault.Kind.FAULT: "#F9C6C6", SheetFault.Kind.ASK: "#FFE8A3", SheetFault.Kind.EXISTS: "#E2E6EA"}


def report_file(tables: Tables, lines: Sequence[Line]) -> bytes:
    """An .xlsx of the same sheets and cells; text stays text, whatever sign it begins with, so no formula wakes up."""
    out = io.BytesIO()
    book = PlainBook(out, in_memory=True)
    looks = {kind: book.add_format({"bg_color": colour}) for kind, colour in _COLOURS.items()}
    plain_look = book.add_format()
    days, head = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True})
    bad = {(line.sheet, line.row): line for line in lines if line.bad and line.status != "RIGHT"}
    for number, sheet in enumerate(tables.sheets):
        page = book.add_worksheet(_sheet_name(sheet.name, number))
        found, last = tables.heads[number], max((len(row) for row in sheet.rows), default=0)
        for r, cells in enumerate(sheet.rows):
            line = bad.get((number, r + 1))
            for c, cell in enumerate(cells):
                if cell != "":
                    _write(page, r, c, cell, days if isinstance(cell, date) else plain_look)
            if line:
                _mark(page, r, last, line, looks[SheetFault.Kind(line.status)])
        if found:
            page.write_string(found.row - 1, last, _("Cần sửa"), head)
            page.set_column(last, last, 60)
            page.freeze_panes(found.row, 0)
    book.close()
    return out.getvalue()


def _mark(page: Any, r: int, last: int, line: Line, look: Any) -> None:
    for one in line.bad:
        if one.column is not None:
            cell = line.cells[one.column] if one.column < len(line.cells) else ""
            shown = cell.strftime("%d/%m/%Y") if isinstance(cell, date) else cell
            _write(page, r, one.column, shown, look)
            page.write_comment(r, one.column, one.reason)
    page.write_string(r, last, " ".join(one.reason for one in line.bad), look)


def _write(page: Any, r: int, c: int, cell: Any, look: Any) -> None:
    if isinstance(cell, bool):
        page.write_boolean(r, c, cell, look)
    elif isinstance(cell, int | float):
        page.write_number(r, c, cell, look)
    elif isinstance(cell, datetime):
        page.write_datetime(r, c, cell.replace(tzinfo=None), look)
    elif isinstance(cell, date):
        page.write_datetime(r, c, datetime(cell.year, cell.month, cell.day), look)
    else:
        page.write_string(r, c, str(cell), look)


def _sheet_name(name: str, number: int) -> str:
    clean = "".join("_" if c in "[]:*?/\\'" else c for c in name)[:28]
    return clean or f"Trang {number + 1}"
