"""A filled table as a spreadsheet and as CSV, row by row, so that a nation of clubs fits in little memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import BinaryIO

from clb.papers.sheets import Cell, Head, Sheet, write_sheets
from clb.papers.workbook import is_like_a_formula

from .papers import about, label_of, titled
from .queries import Filled, FilledRow, exact_of


def write_table_xlsx(file: BinaryIO, filled: Filled) -> None:
    """Write the table into `file`: one sheet of figures, one of what each column counts."""
    told = [(c.title, c.of, str(c.version), c.definition) for c in filled.columns]
    about_heads = [Head("Cột", 30), Head("Chỉ số", 26), Head("Phiên bản", 10), Head("Cách tính", 80)]
    write_sheets(file, [figures_sheet(filled), Sheet("Cách tính", ["Cách tính từng cột"], about_heads, told)])


def figures_sheet(filled: Filled, name: str = "Số liệu") -> Sheet:
    """The figures as one sheet of a workbook."""
    heads = [Head("Mã", 14), Head(label_of(filled), 34)]
    heads += [Head(titled(c.title, c.unit), max(8, c.width * 1.3), c.group) for c in filled.columns]
    above = [filled.title, *filled.head, *about(filled), *filled.notes]
    if filled.source:
        above.append(f"Nguồn mẫu biểu: {filled.source}")
    total = _cells(filled, filled.total) if filled.total else ()
    return Sheet(name, above, heads, (_cells(filled, row) for row in filled.rows), total)


def _cells(filled: Filled, row: FilledRow) -> list[Cell]:
    label = f"Cộng: {row.label}" if row.kind == "TOTAL" else row.label
    found: list[Cell] = [row.code, label]
    for column, cell in zip(filled.columns, row.cells, strict=True):
        exact = exact_of(column, cell)
        if exact is None:
            found.append(cell.text)
        elif exact.denominator == 1:
            found.append(int(exact))
        else:
            found.append(Decimal(exact.numerator) / exact.denominator)
    return found


def csv_lines(filled: Filled) -> Iterator[str]:
    """The table line by line: commas, points for decimals, a mark at the front by which Excel knows Unicode.

    Each share is told with what it is made of, in columns of its own.
    """
    yield "\ufeff" + _line(["Mã", "Loại dòng", label_of(filled), *_titles(filled)])
    for row in [*filled.rows, *([filled.total] if filled.total else [])]:
        yield _line([row.code, row.kind, row.label, *_figures(filled, row)])


def table_csv(filled: Filled) -> str:
    """The same as one text."""
    return "".join(csv_lines(filled))


def _titles(filled: Filled) -> Iterator[str]:
    for column in filled.columns:
        title = f"{column.group}: {column.title}" if column.group else column.title
        yield titled(title, column.unit)
        if column.is_ratio:
            yield f"{title} (tử số)"
            yield f"{title} (mẫu số)"


def _figures(filled: Filled, row: FilledRow) -> Iterator[str]:
    for column, cell in zip(filled.columns, row.cells, strict=True):
        exact = exact_of(column, cell)
        if exact is None:
            yield "" if cell.note else cell.text
        else:
            yield str(exact.numerator) if exact.denominator == 1 else f"{float(exact):.4f}".rstrip("0").rstrip(".")
        if column.is_ratio:
            is_told = not cell.note and cell.numerator is not None
            yield str(cell.numerator) if is_told else ""
            yield str(cell.denominator) if is_told and cell.denominator is not None else ""


def _line(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(["'" + c if _is_formula(c) else c for c in cells])
    return out.getvalue()


def _is_formula(text: str) -> bool:
    """Text that a spreadsheet would run; a number below zero is none."""
    return is_like_a_formula(text) and not text.lstrip("-").replace(".", "", 1).isdigit()
