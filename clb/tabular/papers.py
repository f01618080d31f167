"""A filled table as a paper: the block, an annex of another paper, or a paper of its own, without a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from clb.papers.blocks import Annex, Block, Chart, Column, Header, Paper, Paragraph, Table, Total

from .queries import Filled, FilledRow, exact_of
from .rules.design import Show

LABEL = "Đơn vị"
MOST_DRAWN = 36
LABELS = {"CLUBS": "Câu lạc bộ", "PERIODS": "Kỳ"}


def label_of(filled: Filled) -> str:
    """What stands over the names of the rows."""
    if filled.rows_kind == "BELOW" and filled.rows and filled.rows[0].kind == "CLUB":
        return LABELS["CLUBS"]
    return LABELS.get(filled.rows_kind, LABEL)


def table_block(filled: Filled, *, caption: str = "") -> Table:
    """The table itself, with its notes under it; heads stand on each page."""
    numbers = (Column("TT", "centre", 4),) if filled.is_numbered else ()
    columns = [
        Column(_head(column.title, column.unit), "text" if column.is_text else "number", column.width, column.group)
        for column in filled.columns
    ]
    rows: list[tuple[str | int | None, ...] | Total] = [
        _cells(filled, row, str(n) if row.kind not in ("WAITING", "UNPLACED") else "")
        for n, row in enumerate(filled.rows, start=1)
    ]
    if filled.total is not None:
        rows.append(Total(_cells(filled, filled.total, "")))
    width = 22 if len(columns) < 8 else 18
    return Table((*numbers, Column(label_of(filled), "text", width), *columns), tuple(rows), caption, _notes(filled))


def _head(title: str, unit: str) -> str:
    return title if unit in ("người", "CLB") else titled(title, unit)


def titled(title: str, unit: str) -> str:
    """The title with the unit of its figures, where it does not name that itself."""
    return title if unit.casefold() in title.casefold() else f"{title} ({unit})"


def _cells(filled: Filled, row: FilledRow, number: str) -> tuple[str | int | None, ...]:
    label = f"Cộng: {row.label}" if row.kind == "TOTAL" and filled.rows_kind != "PERIODS" else row.label
    texts = [cell.text for cell in row.cells]
    return (number, label, *texts) if filled.is_numbered else (label, *texts)


def _notes(filled: Filled) -> str:
    told = list(filled.notes)
    kinds = {row.kind for row in filled.rows}
    if "WAITING" in kinds:
        told.append("Câu lạc bộ chờ gán: ở xã đã chia tách, cấp trên chưa ghi thuộc xã, phường mới nào.")
    if any(cell.note for row in filled.rows for cell in row.cells):
        told.append("Dấu — là không có số, hoặc số nhỏ không nêu.")
    return " ".join(told)


def about(filled: Filled) -> tuple[str, ...]:
    """Of which place, day, period and map the figures are."""
    lines = [f"Địa bàn: {filled.place}. Số liệu tính đến ngày {filled.on:%d/%m/%Y}."]
    lines.append(f"Kỳ: từ {filled.first:%d/%m/%Y} đến {filled.last:%d/%m/%Y}.")
    if filled.map_on != filled.on:
        lines.append(f"Đơn vị hành chính theo bản đồ ngày {filled.map_on:%d/%m/%Y}.")
    return tuple(lines)


def annex(filled: Filled, *, attached: str = "") -> Annex:
    """The table as an annex of another paper, across the page where it is wide."""
    return Annex(filled.title, body_of(filled), filled.is_landscape, attached)


def body_of(filled: Filled) -> tuple[Block, ...]:
    """Lines, table and foot, for whatever holds them."""
    head = [Paragraph(line) for line in (*filled.head, *about(filled))]
    foot = [Paragraph(line) for line in filled.foot]
    source = [Paragraph(filled.source, "Nguồn mẫu biểu:")] if filled.source else []
    return (*head, table_block(filled), *foot, *source, *definitions(filled))


def definitions(filled: Filled) -> Sequence[Block]:
    """What each column counts, once."""
    told = dict.fromkeys(
        f"{c.group} – {c.title}: {c.definition}" if c.group else f"{c.title}: {c.definition}"
        for c in filled.columns
        if c.show != Show.TEXT
    )
    return [Paragraph("; ".join(told) + ".", "Cách tính:")] if told else []


def chart_block(filled: Filled, column: str = "") -> Chart | None:
    """The rows of one column (by key; by default the first that counts) drawn: bars for units, a line for periods.

    None where there is nothing to draw, or more rows than a page has room for.
    """
    wanted = [n for n, c in enumerate(filled.columns) if not c.is_text and column in ("", c.key)]
    rows = filled.rows
    if not wanted or not 2 <= len(rows) <= MOST_DRAWN:
        return None
    of = filled.columns[wanted[0]]
    cells = [row.cells[wanted[0]] for row in rows]
    values = tuple(exact_of(of, cell) for cell in cells)
    title = f"{of.group}: {of.title}" if of.group else of.title
    told = titled(title, of.unit)
    kind: Literal["bar", "line"] = "line" if filled.rows_kind == "PERIODS" else "bar"
    return Chart(kind, told, tuple(row.label for row in rows), values, tuple(cell.text for cell in cells))


def table_paper(filled: Filled, *, header: Header | None = None, chart: str | None = None) -> Paper:
    """The table as a paper of its own, across where it is wide. `chart` is the key of a column to be drawn too."""
    drawn = chart_block(filled, chart) if chart is not None else None
    return Paper(
        kind="BIỂU SỐ LIỆU",
        subject=filled.title,
        header=header or Header(body=filled.place),
        body=(*body_of(filled), drawn) if drawn else body_of(filled),
        ends=False,
        landscape=filled.is_landscape,
    )
