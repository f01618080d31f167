"""A report as an official paper and as a workbook, both made of the frozen content alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from clb.access.roles import Role
from clb.papers.blocks import (
    Annex,
    Block,
    Cell,
    Column,
    Header,
    Heading,
    Item,
    Paper,
    Paragraph,
    Signature,
    Table,
    Total,
)
from clb.papers.layout import day_words
from clb.papers.sheets import Head, Sheet, write_sheets
from clb.tabular.papers import annex
from clb.tabular.sheets import figures_sheet

from .issuer import signing_lines
from .queries.annexed import filled_of
from .queries.reports import Edition, Part
from .rules.drafting import BLANK
from .rules.figures import Body, Figure, Grid, told

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")
_FIGURES = (
    Column("TT", "centre", 0.6),
    Column("Chỉ số", width=3.2),
    Column("Kết quả", "number", 1.4),
    Column("Tử số", "number", 1.2),
    Column("Mẫu số", "number", 1.2),
    Column("Cách tính", width=4),
)
# In the body stand the targets; everything else is an annex.
_IN_BODY = ("targets",)


def report_paper(edition: Edition, *, numbered: bool = False) -> Paper:
    """BÁO CÁO in the layout of Decree 30: paragraphs and targets in the body, figures, comparisons and the annexed
    table forms in annexes. `numbered`: for the register, which fills in what is left open."""
    about = edition.body.about
    return Paper(
        kind="Báo cáo",
        subject=f"{subject_of(edition.body)}\n(số liệu tính đến {about['on_words']})",
        header=Header(
            body=about["issuer"].upper() if about["content"] != "CLUB" else about["issuer"],
            superior=about["superior"],
            symbol="BC",
            place=about["issued_at"] or ("" if numbered else "……"),
        ),
        body=tuple(_body(edition)),
        signatures=(_signature(about),),
        recipients=(about.get("receiver") or "Nơi nhận báo cáo", "Lưu: VT"),
        annexes=tuple(_annexes(edition)),
        mark="" if edition.snapshot else "BẢN ĐANG SOẠN, CHƯA NỘP",
    )


def subject_of(body: Body) -> str:
    """'Báo cáo năm của xã' → 'Báo cáo năm của xã, năm 2026, Xã Long Phú Thuận'."""
    title = str(body.about["title"])
    bare = title[8:] if title.lower().startswith("báo cáo ") else title
    return f"{bare[:1].upper()}{bare[1:]}: {body.about['unit_name']}, {body.about['period']}"


def _signature(about: dict[str, Any]) -> Signature:
    signs = tuple(str(about.get("signs", "")).split("\n")) if about.get("signs") else ()
    if not signs:  # frozen before it was kept
        is_council = about["issuer"].startswith("Ủy ban nhân dân")
        signs = signing_lines(Role.GOVERNMENT if is_council else Role.CHAIR if about["content"] == "CLUB" else "")
    return Signature(signs, note="(Ký, ghi rõ họ tên, đóng dấu)")


def _body(edition: Edition) -> Iterator[Block]:
    about = edition.body.about
    first, last = (date.fromisoformat(about[key]) for key in ("period_from", "period_until"))
    plan = f" thực hiện {about['plan']}" if about["plan"] else ""
    yield Paragraph(
        f"{about['unit_name']} báo cáo kết quả hoạt động của câu lạc bộ Liên thế hệ tự giúp nhau{plan},"
        f" {about['period']} (từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}), như sau:"
    )
    for mark, part in zip(_ROMAN, edition.parts, strict=False):
        yield Heading(f"{mark}. {part.section.title.upper()}")
        yield from _paragraphs(part)
        yield from (_table(grid) for grid in part.section.grids if grid.key in _IN_BODY)
    if about["next_plan"]:
        yield Paragraph(f"{about['next_plan']} tiếp nối {about['plan']}.")
    for table in edition.body.tables:
        if table["note"]:
            yield Paragraph(f"Biểu «{table['title']}» không kèm: {table['note']}")
    yield Paragraph(f"Số liệu được tính từ ghi chép của các câu lạc bộ và cơ quan đến {about['on_words']}.")


def _paragraphs(part: Part) -> Iterator[Block]:
    text = part.passage.text if part.passage else ""
    for line in (text or BLANK).splitlines():
        bare = line.strip()
        if bare.startswith(("- ", "+ ")):
            yield Item(bare[2:], level=2 if bare[0] == "+" else 1)
        elif bare:
            yield Paragraph(bare)


def _annexes(edition: Edition) -> Iterator[Annex]:
    body, attached = edition.body, "Kèm theo Báo cáo này"
    yield from (annex(filled, attached=attached) for filled in filled_of(body))
    yield from (
        Annex(title, tables, landscape=True, attached=attached)
        for title, tables in (
            ("Số liệu và cách tính", tuple(_figure_tables(body))),
            ("Bảng kèm theo", tuple(_grids(body))),
        )
        if tables
    )


def _figure_tables(body: Body) -> Iterator[Block]:
    for section in body.sections:
        if section.figures:
            yield Heading(section.title, level=2)
            yield Table(_FIGURES, tuple(_figure(i, figure) for i, figure in enumerate(section.figures, start=1)))


def _figure(i: int, figure: Figure) -> tuple[Cell, ...]:
    has_data = figure.has_data
    shown = figure.shown.split(" (")[0] if has_data else figure.shown
    how = figure.note or "; trên ".join(filter(None, (figure.numerator_text, figure.denominator_text)))
    numbers = (figure.numerator, figure.denominator) if has_data else (None, None)
    return i, figure.label, shown, *numbers, f"{how} (định nghĩa bản {figure.version})"


def _grids(body: Body) -> Iterator[Block]:
    for section in body.sections:
        for grid in section.grids:
            if grid.key not in _IN_BODY:
                yield Heading(grid.title, level=2)
                yield _table(grid)


def _table(grid: Grid) -> Table:
    columns = (
        Column("TT", "centre", 0.6),
        *(Column(h.title, "number" if h.is_number else "text", h.width) for h in grid.heads),
    )
    rows: list[tuple[Cell, ...] | Total] = [(i, *row) for i, row in enumerate(grid.rows, start=1)]
    if grid.foot:
        rows.append(Total((None, *grid.foot)))
    return Table(columns, tuple(rows), note=grid.note)


# --- The workbook -----------------------------------------------------------------------------------------------


def report_xlsx(edition: Edition, file: BinaryIO) -> None:
    """Every table of the report, a sheet each, then the paragraphs, then what it was computed from."""
    write_sheets(file, _sheets(edition))


def _sheets(edition: Edition) -> Iterator[Sheet]:
    body = edition.body
    above = (subject_of(body), f"Số liệu tính đến {body.about['on_words']}")
    heads = (
        Head("Mục", 28),
        Head("Chỉ số", 40),
        Head("Kết quả", 16),
        Head("Tử số"),
        Head("Mẫu số"),
        Head("Cách tính", 60),
    )
    figures = [(s.title, *_figure(0, figure)[1:]) for s in body.sections for figure in s.figures]
    yield Sheet("Số liệu", above, heads, figures)
    names: set[str] = {"Số liệu"}
    for section in body.sections:
        for grid in section.grids:
            columns = tuple(Head(h.title, 18 if h.is_number else 30) for h in grid.heads)
            yield Sheet(
                _sheet_name(grid.title, names), (grid.title, *filter(None, (grid.note,))), columns, grid.rows, grid.foot
            )
    yield from (figures_sheet(filled, _sheet_name(filled.title, names)) for filled in filled_of(body))
    words = [(p.section.title, (p.passage.text if p.passage else "") or BLANK) for p in edition.parts]
    yield Sheet("Lời báo cáo", above, (Head("Mục", 30), Head("Lời", 110)), words)
    yield Sheet("Nguồn gốc", above, (Head("Điều", 34), Head("Nội dung", 90)), list(_origin(edition)))


def _sheet_name(title: str, names: set[str]) -> str:
    name = "".join(c for c in title if c not in "[]:*?/\\")[:28]
    name = name if name not in names else f"{name} {len(names)}"
    names.add(name)
    return name


def _origin(edition: Edition) -> Iterator[tuple[str, str]]:
    yield from origin(edition)
    for norm in edition.body.norms:
        bounds = " – ".join(filter(None, (norm["min"], norm["max"])))
        yield f"Mức: {norm['what']}", f"{bounds} {norm['unit']}; {norm['source']} {norm['clause']}; từ {norm['since']}"


def origin(edition: Edition) -> list[tuple[str, str]]:
    """What the content was computed from, in words: map, plan, software, moment, hash."""
    about, snapshot = edition.body.about, edition.snapshot
    rows = [
        ("Bản", told(snapshot.version) if snapshot else "đang soạn"),
        ("Bản đồ đơn vị ngày", day_words(date.fromisoformat(about["map_on"]))),
        ("Kế hoạch", f"{about['plan']} (bản {about['plan_version'] or '—'})" if about["plan"] else "không có"),
        ("Phần mềm", f"bản {about['software']}"),
        ("Tính lúc", about["computed_at"].replace("T", " ")),
    ]
    return [*rows, ("Dấu SHA-256", snapshot.digest)] if snapshot else rows
