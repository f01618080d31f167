"""A paper as a Word file, which an officer can go on editing: named styles, real tables, no pictures of text.

Import it inside a function (`files.py` does): python-docx is slow to load.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section as Pages
from docx.shared import Mm, Pt
from docx.table import Table as Grid

from .blocks import Band, Chart, Code, Paper, Table, Total
from .charts import as_png
from .codes import CODE_MM, code_png
from .grid import Head, heads, shares
from .layout import Columns, Line, Piece, Rule, Section, laid_out, title_of, written
from .looks import (
    BOTTOM_MM,
    DOCX_FONT,
    LEFT_MM,
    LOOKS,
    MM_TO_PT,
    NUMBER_MM,
    NUMBER_PT,
    PAGE_MM,
    RIGHT_MM,
    ROWS_TO_KEEP,
    TABLE_PT,
    TOP_MM,
    Look,
    text_width_mm,
)

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_JC = {"text": "left", "number": "right", "centre": "center"}
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_docx(paper: Paper) -> bytes:
    """The whole file."""
    document = new_document(io.BytesIO(_styled()))
    for i, section in enumerate(laid_out(paper)):
        pages = document.sections[0] if i == 0 else document.add_section()
        _pages(pages, section, is_first=i == 0)
        _Writer(document, section).write()
    _page_number(document.sections[0])
    _mark(document.sections[0], paper.mark)
    _properties(document, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- Styles, pages, properties ----------------------------------------------------------------------------------


@cache
def _styled() -> bytes:
    """An empty file with every look as a style, the same for every paper: made once, for it is half of the work."""
    document, out = new_document(), io.BytesIO()
    _styles(document)
    document.save(out)
    return out.getvalue()


@cache
def _style_ids() -> dict[str, str]:
    """What a file calls the style of each look; to ask by its name would read through all styles for every line."""
    known = {style.name: style.style_id for style in new_document(io.BytesIO(_styled())).styles}
    return {key: known[look.name] for key, look in LOOKS.items()}


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    _font(normal, DOCX_FONT, 14)
    normal.paragraph_format.space_after = 0
    language = _element('<w:lang w:val="vi-VN" w:eastAsia="vi-VN"/>')
    normal.element.get_or_add_rPr().append(language)
    for look in LOOKS.values():
        style: Any = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _font(style, DOCX_FONT, look.size)
        _shape(style, look)


def _font(style: Any, name: str, size: float) -> None:
    style.font.name, style.font.size = name, Pt(size)
    fonts = style.element.rPr.rFonts
    for script in ("eastAsia", "cs"):  # else Word takes another face for some Vietnamese letters
        fonts.set(_w(script), name)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_w(theme), None)


def _shape(style: Any, look: Look) -> None:
    style.font.bold, style.font.italic = look.bold, look.italic
    shape = style.paragraph_format
    shape.alignment = _ALIGN[look.align]
    shape.first_line_indent, shape.left_indent = Mm(look.first_mm), Mm(look.left_mm)
    shape.space_before, shape.space_after = Pt(look.before_pt), Pt(look.after_pt)
    shape.line_spacing = look.leading
    shape.keep_with_next, shape.widow_control = look.keeps_with_next, True


def _pages(pages: Pages, section: Section, *, is_first: bool) -> None:
    wide, high = PAGE_MM if not section.is_landscape else PAGE_MM[::-1]
    pages.orientation = WD_ORIENT.LANDSCAPE if section.is_landscape else WD_ORIENT.PORTRAIT
    pages.page_width, pages.page_height = Mm(wide), Mm(high)
    pages.top_margin, pages.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    pages.left_margin, pages.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    pages.header_distance = pages.footer_distance = Mm(NUMBER_MM)
    pages.different_first_page_header_footer = is_first


def _page_number(pages: Pages) -> None:
    """Centred in the upper margin of every page but the first; annexes go on with the same heads."""
    paragraph = pages.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("2", "2"), ("end", "")):
        run = paragraph.add_run("2" if kind == "2" else "")
        run.font.size = Pt(NUMBER_PT)
        if text and kind != "2":
            run._r.append(_element(f'<w:instrText xml:space="preserve">{text}</w:instrText>'))
        elif kind != "2":
            run._r.append(_element(f'<w:fldChar w:fldCharType="{kind}"/>'))


def _mark(pages: Pages, mark: str) -> None:
    if mark:
        for footer in (pages.footer, pages.first_page_footer):
            paragraph = footer.paragraphs[0]
            paragraph.style = LOOKS["mark"].name
            paragraph.add_run(mark)


def _properties(document: Document, paper: Paper) -> None:
    known = document.core_properties
    known.title, known.author = title_of(paper)[:255], " ".join(paper.header.body.split())[:255]
    known.comments, known.language, known.last_modified_by = "", "vi-VN", ""
    on = paper.header.on
    known.created = known.modified = datetime.combine(on, time(), UTC) if on else datetime.now(UTC)


# --- The pieces -------------------------------------------------------------------------------------------------


class _Writer:
    """Writes the pieces of one section to the end of the document."""

    def __init__(self, document: Document, section: Section) -> None:
        self.document = document
        self.width_mm = text_width_mm(is_landscape=section.is_landscape)
        self.pieces = section.pieces

    def write(self) -> None:
        """Every piece in its order."""
        previous: Piece | None = None
        last = _last_before_foot(self.pieces)
        for at, piece in enumerate(self.pieces):
            if isinstance(piece, Table):
                self._gap(4)
            elif isinstance(piece, Columns) and piece.before_pt:
                self._gap(piece.before_pt)
            elif isinstance(piece, (Columns, Table)) and isinstance(previous, (Columns, Table)):
                self._gap()  # Word makes one table of two that touch
            match piece:
                case Line() | Rule():
                    paragraph = _paragraph(self.document, piece, self.width_mm)
                    paragraph.paragraph_format.keep_with_next = True if at == last else None
                case Columns():
                    self._columns(piece, stays=last is not None and last < at < len(self.pieces) - 1)
                case Table():
                    self._append(_rows_xml(piece, self.width_mm, stays=at == last))
                case Chart():
                    self._chart(piece)
                case Code():
                    self._code(piece)
            previous = piece
        if isinstance(previous, (Columns, Table)):
            self._gap()  # a section may not end in a table

    def _gap(self, after_pt: float = 0) -> None:
        paragraph = self.document.add_paragraph()
        _hairline(paragraph, after_pt=after_pt)
        paragraph.paragraph_format.keep_with_next = True

    def _columns(self, columns: Columns, *, stays: bool = False) -> None:
        widths = [self.width_mm * share / 100 for share in columns.shares]
        cells = "".join(_cell_xml("<w:p/>", width) for width in widths)
        row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
        table = self._append(_table_xml(widths, row, borders="none", padding_mm=0))
        for cell, lines, width in zip(table.rows[0].cells, columns.cells, widths, strict=True):
            first = cell.paragraphs[0]
            for line in lines:
                written_line = _paragraph(cell, line, width)
                if stays:
                    written_line.paragraph_format.keep_with_next = True
            if lines:
                first._p.getparent().remove(first._p)

    def _chart(self, chart: Chart) -> None:
        title = self.document.add_paragraph(chart.title, style=LOOKS["caption"].name)
        title.paragraph_format.keep_with_next = True
        picture = self.document.add_picture(io.BytesIO(as_png(chart)), width=Mm(min(self.width_mm, 105)))
        picture._inline.docPr.set("descr", chart.title)

    def _code(self, code: Code) -> None:
        picture = self.document.add_picture(io.BytesIO(code_png(code.text)), width=Mm(CODE_MM))
        picture._inline.docPr.set("descr", code.text)
        paragraph = self.document.paragraphs[-1]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True

    def _append(self, xml: str) -> Any:
        element = _element(xml)
        body = self.document.element.body
        body.insert(len(body) - 1, element)  # the last child says what the last pages are like
        return Grid(element, self.document._body)


def _last_before_foot(pieces: Sequence[Piece]) -> int | None:
    """Where the last words before the signatures stand: they stay on one page with them."""
    foot = next((i for i, piece in enumerate(pieces) if isinstance(piece, Columns) and piece.before_pt), None)
    return None if foot is None else foot - 1


def _paragraph(parent: Any, line: Line | Rule, room_mm: float) -> Any:
    paragraph = parent.add_paragraph()
    if isinstance(line, Rule):
        _hairline(paragraph, after_pt=4, rule_mm=line.width_mm, room_mm=room_mm)
        return paragraph
    paragraph._p.style = _style_ids()[line.look]
    for run in line.runs:
        written_run = paragraph.add_run(run.text)
        if run.bold:
            written_run.bold = True
    return paragraph


def _hairline(paragraph: Any, *, after_pt: float, rule_mm: float = 0, room_mm: float = 0) -> None:
    """An empty paragraph one point high; with a border above, where a stroke of `rule_mm` is wanted."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    shape.space_before, shape.space_after = Pt(3 if rule_mm else 0), Pt(after_pt)
    if rule_mm:
        shape.left_indent = shape.right_indent = Mm((room_mm - rule_mm) / 2)
        border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        paragraph._p.get_or_add_pPr().insert_element_before(_element(border), "w:spacing", "w:ind", "w:jc")


# --- Tables as XML: python-docx asks the whole table again for each cell, too slow for a thousand rows -----------


def _rows_xml(table: Table, room_mm: float, *, stays: bool = False) -> str:
    widths = [share * room_mm for share in shares(table)]
    head = "".join(_head_row_xml(row, widths) for row in heads(table))
    is_short = len(table.rows) <= ROWS_TO_KEEP
    rows = []
    for i, row in enumerate(table.rows):
        is_last = i == len(table.rows) - 1
        keeps = stays if is_last else is_short
        if isinstance(row, Band):
            text = _text_xml(written(row.text), "left", bold=True, keeps=True)
            cells = _cell_xml(text, sum(widths), span=len(widths))
        else:
            bold = isinstance(row, Total)
            values = row.cells if isinstance(row, Total) else row
            cells = "".join(
                _cell_xml(_text_xml(written(value), _JC[column.kind], bold=bold, keeps=keeps), width)
                for value, column, width in zip(values, table.columns, widths, strict=True)
            )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return _table_xml(widths, head + "".join(rows), borders="single", padding_mm=1)


def _head_row_xml(row: tuple[Head, ...], widths: list[float]) -> str:
    cells, at = [], 0
    for head in row:
        width = sum(widths[at : at + head.columns])
        at += head.columns
        merge = "<w:vMerge/>" if head.continues else '<w:vMerge w:val="restart"/>' if head.rows > 1 else ""
        text = _text_xml(head.text, "center", bold=True, keeps=True)
        cells.append(_cell_xml(text, width, span=head.columns, merge=merge, middle=True))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _table_xml(widths: list[float], rows: str, *, borders: str, padding_mm: float) -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = "".join(f'<w:{edge} w:val="{borders}" w:sz="4" w:space="0" w:color="000000"/>' for edge in edges)
    padding = "".join(f'<w:{side} w:w="{_twips(padding_mm)}" w:type="dxa"/>' for side in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblInd w:w="{_twips(padding_mm)}" w:type="dxa"/><w:tblBorders>{drawn}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{padding}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell_xml(content: str, width_mm: float, *, span: int = 1, merge: str = "", middle: bool = False) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    align = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width_mm)}" w:type="dxa"/>{spans}{merge}{align}</w:tcPr>{content}</w:tc>'


def _text_xml(text: str, jc: str, *, bold: bool, keeps: bool) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    size = f'<w:sz w:val="{TABLE_PT * 2}"/><w:szCs w:val="{TABLE_PT * 2}"/>'
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.splitlines())
    return (
        f'<w:p><w:pPr>{"<w:keepNext/>" if keeps else ""}<w:spacing w:before="20" w:after="20"/><w:jc w:val="{jc}"/>'
        f"</w:pPr><w:r><w:rPr>{weight}{size}</w:rPr>{runs}</w:r></w:p>"
    )


def _element(xml: str) -> Any:
    at = min(i for i in (xml.find(" "), xml.find(">"), xml.find("/>")) if i > 0)
    return parse_xml(f"{xml[:at]} {_NAMESPACE}{xml[at:]}")


def _w(name: str) -> str:
    return qn(f"w:{name}")


def _twips(mm: float) -> int:
    return round(mm * MM_TO_PT * 20)
