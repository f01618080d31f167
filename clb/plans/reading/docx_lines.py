"""Paragraphs and tables of a Word file in body order, with the numbers that Word itself puts before paragraphs."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from clb.plans.reading.draft import Line, UnreadablePlan
from clb.plans.reading.wording import clean, visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
LARGEST_RATIO = 200
LARGEST_TEXT_BYTES = 16 * 1024 * 1024
_BROKEN = "Tệp Word bị hỏng hoặc bị khóa bằng mật khẩu nên không mở được."
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_NUMBERED_FORMATS = {"decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "decimalZero"}


def lines_of_docx(content: bytes) -> list[Line]:
    """A line a paragraph or table row. Raises `UnreadablePlan` for a broken, locked or bloated file."""
    import docx  # noqa: PLC0415 -- slow import
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 -- slow import
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow import

    _refuse_bombs(content)
    try:
        document = docx.Document(io.BytesIO(content))
        texts = list(_texts_of(document))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, zlib.error, XMLSyntaxError,
            ParseError, EOFError, NotImplementedError, OSError) as error:  # fmt: skip
        raise UnreadablePlan(_BROKEN) from error
    return [Line(number, text, None, True) for number, text in enumerate(texts, 1) if clean(text)]


def _refuse_bombs(content: bytes) -> None:
    if content.startswith(_OLD_WORD) or not content.startswith(b"PK"):
        raise UnreadablePlan(_BROKEN)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadablePlan(_BROKEN) from error
    unpacked = sum(part.file_size for part in parts)
    largest_text = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    is_bloated = unpacked > 10**6 and unpacked > LARGEST_RATIO * len(content)
    if unpacked > LARGEST_UNPACKED_BYTES or largest_text > LARGEST_TEXT_BYTES or is_bloated:
        raise UnreadablePlan("Tệp Word giải nén ra quá lớn nên không mở.")


def _texts_of(document: "Document") -> Iterator[str]:
    numbers = _Numbering(document)
    for element in document.element.body.iterchildren():
        tag = element.tag.rsplit("}", 1)[-1]
        if tag == "p":
            yield from _paragraph(element, numbers)
        elif tag == "tbl":
            yield from _table(element, numbers)
        elif tag == "sdt":
            for paragraph in _found(element, "p"):
                yield from _paragraph(paragraph, numbers)


def _paragraph(element: "BaseOxmlElement", numbers: "_Numbering") -> Iterator[str]:
    """The text with its number; a line break inside the paragraph begins a line of its own."""
    text = _text(element)
    mark = numbers.mark_of(element) if text.strip() else ""
    for part in f"{mark}{text}".split("\n"):
        yield visible(part).strip()


def _text(element: "BaseOxmlElement") -> str:
    parts = []
    for node in element.iter():
        tag = str(node.tag).rsplit("}", 1)[-1]
        if tag == "t":
            parts.append(node.text or "")
        elif tag == "tab":
            parts.append("\t" if str(node.getparent().tag).endswith("}r") else "")
        elif tag in ("br", "cr"):
            parts.append("\n")
        elif tag == "noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _table(element: "BaseOxmlElement", numbers: "_Numbering") -> Iterator[str]:
    """A table of data gives a line a row, cells between bars; a table for layout gives the paragraphs of each cell."""
    rows = [_found(row, "tc", direct=True) for row in _found(element, "tr", direct=True)]
    if _is_data(rows):
        for row in rows:
            yield " | ".join(cell for one in row for cell in _spread(one))
        return
    for row in rows:
        for cell in row:
            for paragraph in _found(cell, "p"):
                yield from _paragraph(paragraph, numbers)


def _spread(cell: "BaseOxmlElement") -> list[str]:
    """The cell's text, then one empty cell for each further column that it spans."""
    text = clean(" ".join(_text(paragraph).replace("\n", " ") for paragraph in _found(cell, "p"))).replace("|", "/")
    spans = _found(cell, "gridSpan")
    return [text] + [""] * (_number(spans[0], "val", 1) - 1 if spans else 0)


def _is_data(rows: list[list["BaseOxmlElement"]]) -> bool:
    cells = [clean(_text(cell)) for row in rows for cell in row]
    figures = sum(bool(re.fullmatch(r"[\d.,]+ ?%?", cell)) for cell in cells)
    return len(rows) >= 2 and max(map(len, rows)) >= 2 and figures >= len(rows) - 1


def _found(element: "BaseOxmlElement", tag: str, *, direct: bool = False) -> list["BaseOxmlElement"]:
    nodes = element.iterchildren() if direct else element.iterdescendants()
    return [node for node in nodes if str(node.tag).endswith(f"}}{tag}")]


def _number(element: "BaseOxmlElement", name: str, default: int) -> int:
    value = next((value for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), None)
    return min(int(value), 100) if value and str(value).isdigit() else default


def _value(element: "BaseOxmlElement", name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), "")


class _Numbering:
    """Counts automatic lists as Word shows them: "1.", "a)", "II.", or "-" for any bullet."""

    def __init__(self, document: "Document") -> None:
        self.counts: dict[tuple[str, int], int] = {}
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is None:
            return
        root = part.element
        abstract = {_value(one, "abstractNumId"): one for one in _found(root, "abstractNum", direct=True)}
        for number in _found(root, "num", direct=True):
            chosen = _found(number, "abstractNumId")
            source = abstract.get(_value(chosen[0], "val")) if chosen else None
            for level in _found(source, "lvl", direct=True) if source is not None else []:
                self.levels[_value(number, "numId"), _number(level, "ilvl", 0)] = _level(level)

    def mark_of(self, paragraph: "BaseOxmlElement") -> str:
        """The mark with a space behind it, or ""."""
        properties = _found(paragraph, "numPr")
        if not properties:
            return ""
        ids, depths = _found(properties[0], "numId"), _found(properties[0], "ilvl")
        number = _value(ids[0], "val") if ids else ""
        depth = _number(depths[0], "val", 0) if depths else 0
        level = self.levels.get((number, depth))
        if level is None:
            return ""
        form, text, start = level
        if form not in _NUMBERED_FORMATS:
            return "- " if form == "bullet" else ""
        self.counts[number, depth] = self.counts.get((number, depth), start - 1) + 1
        for key in [key for key in self.counts if key[0] == number and key[1] > depth]:
            del self.counts[key]
        return f"{re.sub(r'%([1-9])', lambda m: self.shown(number, int(m[1]) - 1), text)} "

    def shown(self, number: str, depth: int) -> str:
        form, _, start = self.levels.get((number, depth), ("decimal", "", 1))
        return _as(form, self.counts.get((number, depth), start))


def _level(level: "BaseOxmlElement") -> tuple[str, str, int]:
    form, text, start = (_found(level, tag, direct=True) for tag in ("numFmt", "lvlText", "start"))
    return (
        _value(form[0], "val") if form else "decimal",
        _value(text[0], "val") if text else "%1.",
        _number(start[0], "val", 1) if start else 1,
    )


def _as(form: str, count: int) -> str:
    if form.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman"):
        roman = ""
        for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            roman += sign * (count // value)
            count %= value
        return roman if form.startswith("upper") else roman.lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)
