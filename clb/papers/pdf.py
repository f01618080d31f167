"""A paper as PDF: one template, one stylesheet, the fonts that lie beside, and nothing from anywhere else.

Import it inside a function (`files.py` does): WeasyPrint is slow to load, and raises OSError where the system's
text libraries are missing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from .blocks import Band, Cell, Chart, Code, Paper, Table, Total
from .charts import as_svg
from .codes import code_svg
from .grid import heads, shares
from .layout import FOOT_PT, Columns, Line, Piece, Rule, Section, laid_out, title_of, written
from .looks import (
    BOTTOM_MM,
    FONTS,
    LEFT_MM,
    LOOKS,
    NUMBER_PT,
    RIGHT_MM,
    ROWS_TO_KEEP,
    TABLE_PT,
    TOP_MM,
    Look,
    text_width_mm,
)

# WeasyPrint lets every picture of the process break off, those that people send too (clb.files refuses such).
ImageFile.LOAD_TRUNCATED_IMAGES = False

_FAMILY = "Liberation Serif Papers"  # a name of its own, so that no other version on the machine is taken
_FACES = (("Regular", "normal", 400), ("Italic", "italic", 400), ("Bold", "normal", 700), ("BoldItalic", "italic", 700))


def as_pdf(paper: Paper) -> bytes:
    """The whole file, tagged for readers aloud, its fonts embedded."""
    shown = {
        "title": title_of(paper),
        "author": " ".join(paper.header.body.split()),
        "mark": paper.mark,
        "sections": [_section(section) for section in laid_out(paper)],
    }
    return _drawn(render_to_string("papers/paper.html", shown), *_style())


def _drawn(page: str, fonts: FontConfiguration, stylesheet: CSS) -> bytes:
    with _one_at_a_time, _no_collection():
        html = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=()))  # a paper fetches nothing
        pdf: bytes = html.write_pdf(stylesheets=[stylesheet], font_config=fonts, pdf_tags=True)
    return pdf


# Pango is not made for threads, and the server has several: two papers drawn at once ended the process (decision 0031).
# Nor may another thread's garbage collection free Pango's objects while one is being drawn.
_one_at_a_time = Lock()


@contextmanager
def _no_collection() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)  # whatever the drawing left is young: nothing was collected meanwhile
        if was_on:
            gc.enable()


# --- What the template shows ------------------------------------------------------------------------------------


def _section(section: Section) -> dict[str, Any]:
    room = text_width_mm(is_landscape=section.is_landscape)
    return {"is_landscape": section.is_landscape, "pieces": [_piece(piece, room) for piece in section.pieces]}


def _piece(piece: Piece, room_mm: float) -> dict[str, Any]:
    match piece:
        case Line():
            return {"line": piece}
        case Rule(width):
            return {"rule": max(round(100 * width / room_mm), 1)}
        case Columns(cells, parts, before_pt):
            shown = [_column(c, p, room_mm) for c, p in zip(cells, parts, strict=True)]
            return {"cells": shown, "is_foot": before_pt > 0}
        case Table():
            return {"table": _table(piece)}
        case Chart():
            return {"chart": mark_safe(as_svg(piece, _FAMILY)), "title": piece.title}
        case Code():
            return {"code": code_svg(piece.text)}


def _column(lines: tuple[Line | Rule, ...], share: float, room_mm: float) -> dict[str, Any]:
    return {"share": round(share), "pieces": [_piece(line, room_mm * share / 100) for line in lines]}


def _table(table: Table) -> dict[str, Any]:
    kinds = [column.kind for column in table.columns]
    return {
        "widths": _percents(shares(table)),
        "heads": [[head for head in row if not head.continues] for row in heads(table)],
        "rows": [_row(row, kinds) for row in table.rows],
        "columns": len(kinds),
        "is_short": len(table.rows) <= ROWS_TO_KEEP,
    }


def _percents(parts: Sequence[float]) -> list[int]:
    """Whole per cents that come to 100 together, so that no table is wider than the page."""
    edges = [round(100 * sum(parts[:i])) for i in range(len(parts) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _row(row: tuple[Cell, ...] | Band | Total, kinds: Sequence[str]) -> dict[str, Any]:
    if isinstance(row, Band):
        return {"band": written(row.text)}
    values = row.cells if isinstance(row, Total) else row
    cells = [(kind, written(value)) for kind, value in zip(kinds, values, strict=True)]
    return {"cells": cells, "is_total": isinstance(row, Total)}


# --- The stylesheet ---------------------------------------------------------------------------------------------


def _faces() -> list[str]:
    return [
        f'@font-face {{ font-family: "{_FAMILY}"; src: url("{(FONTS / f"LiberationSerif-{name}.ttf").as_uri()}");'
        f" font-style: {style}; font-weight: {weight} }}"
        for name, style, weight in _FACES
    ]


@cache
def _style() -> tuple[FontConfiguration, CSS]:
    """Made once: fonts are loaded and rules read only for the first paper."""
    fonts = FontConfiguration()
    page = (
        f"@page {{ size: A4; margin: {TOP_MM}mm {RIGHT_MM}mm {BOTTOM_MM}mm {LEFT_MM}mm;"
        f" @top-center {{ content: counter(page); font: {NUMBER_PT}pt '{_FAMILY}' }} }}"
    )
    widths = (f".w{i} {{ width: {i}% }}" for i in range(1, 101))
    looks = (_rule(name, look) for name, look in LOOKS.items())
    sizes = (f"table.grid {{ font-size: {TABLE_PT}pt }}", f"div.foot {{ margin-top: {FOOT_PT}pt }}")
    ours = Path(__file__).with_name("paper.css").read_text("utf8")
    rules = "\n".join([*_faces(), page, *widths, *looks, *sizes, ours])
    return fonts, CSS(string=rules, font_config=fonts)


def _rule(name: str, look: Look) -> str:
    kept = "; break-after: avoid" if look.keeps_with_next else ""
    face = f"font-weight: {'bold' if look.bold else 'normal'}; font-style: {'italic' if look.italic else 'normal'}"
    return (
        f"p.{name} {{ font-size: {look.size}pt; text-align: {look.align}; text-indent: {look.first_mm}mm;"
        f" margin: {look.before_pt}pt 0 {look.after_pt}pt {look.left_mm}mm; line-height: {look.leading * 1.15};"
        f" {face}{kept} }}"
    )


# --- Small papers and posters -----------------------------------------------------------------------------------


def as_sheet(page: str, stylesheet: Path) -> bytes:
    """A page of HTML with a stylesheet of its own (paper size and all), in the same fonts: a receipt, a poster."""
    return _drawn(page, *_sheet_style(stylesheet))


@cache
def _sheet_style(stylesheet: Path) -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    body = f'html {{ font-family: "{_FAMILY}" }}'
    return fonts, CSS(string="\n".join([*_faces(), body, stylesheet.read_text("utf8")]), font_config=fonts)
