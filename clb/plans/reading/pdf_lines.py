"""Lines of a text PDF in reading order; words side by side in columns stay on one line with a wide gap between."""

import io
import re
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from clb.plans.reading.draft import Line, UnreadablePlan
from clb.plans.reading.wording import clean, visible

if TYPE_CHECKING:
    from pdfminer.layout import LTPage

MOST_PAGES = 300
_BROKEN = "Tệp PDF bị hỏng hoặc bị khóa bằng mật khẩu nên không mở được."
_SCANNED = "Tệp PDF này là bản chụp (scan), không có lớp chữ; hãy gửi bản Word hoặc PDF xuất từ máy tính."
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_GAP = "    "


@dataclass(frozen=True)
class _Piece:
    """A run of text with its place on the page, in points; `top` counts from the page's foot."""

    left: float
    right: float
    top: float
    bottom: float
    text: str


def lines_of_pdf(content: bytes) -> list[Line]:
    """A line for each row of text. Raises `UnreadablePlan` for a broken, locked or scanned file."""
    pages = _pages_of(content)
    lines: list[Line] = []
    number = 0
    for page_number, pieces in enumerate(pages, 1):
        for row in _rows_of(pieces):
            number += 1
            text = visible(_joined(row)).strip()
            if clean(text):
                lines.append(Line(number, text, page_number))
    letters = sum(c.isalpha() for line in lines for c in line.text)
    if pages and letters < 20 * len(pages):
        raise UnreadablePlan(_SCANNED)
    return lines


def _pages_of(content: bytes) -> list[list[_Piece]]:
    from pdfminer.high_level import extract_pages  # noqa: PLC0415 -- slow import
    from pdfminer.layout import LAParams  # noqa: PLC0415 -- slow import
    from pdfminer.pdfexceptions import PDFException  # noqa: PLC0415 -- slow import
    from pdfminer.psexceptions import PSException  # noqa: PLC0415 -- slow import

    if b"%PDF" not in content[:1024]:
        raise UnreadablePlan(_BROKEN)
    _refuse_bombs(content)
    try:
        layout = LAParams(line_margin=0.01, char_margin=1.6, boxes_flow=None)
        pages = [_pieces_of(page) for page in extract_pages(io.BytesIO(content), maxpages=MOST_PAGES, laparams=layout)]
    except (PDFException, PSException, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError,
            OverflowError, RecursionError, EOFError, OSError) as error:  # fmt: skip
        raise UnreadablePlan(_BROKEN) from error
    if not pages:
        raise UnreadablePlan(_BROKEN)
    return pages


def _refuse_bombs(content: bytes) -> None:
    """Unpacks each packed stream up to the limit before the parser does so without one."""
    room = LARGEST_UNPACKED_BYTES
    for stream in _STREAM.finditer(content):
        try:
            room -= len(zlib.decompressobj().decompress(memoryview(content)[stream.end() :], room))
        except zlib.error:
            continue  # packed in another way, or not at all
        if room <= 0:
            raise UnreadablePlan("Tệp PDF giải nén ra quá lớn nên không mở.")


def _pieces_of(page: "LTPage") -> list[_Piece]:
    from pdfminer.layout import LTTextContainer, LTTextLine  # noqa: PLC0415 -- slow import

    boxes = [box for box in page if isinstance(box, LTTextContainer)]
    lines = [line for box in boxes for line in box if isinstance(line, LTTextLine)]
    return [
        _Piece(line.x0, line.x1, line.y1, line.y0, clean(line.get_text())) for line in lines if clean(line.get_text())
    ]


def _rows_of(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Pieces whose middles lie on one height, from the top of the page down, each row from left to right."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.top - one.bottom, one.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and rows[-1][0].bottom + 1 < middle < rows[-1][0].top - 1:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _joined(row: list[_Piece]) -> str:
    text = row[0].text
    for before, piece in pairwise(row):
        height = max(piece.top - piece.bottom, 1.0)
        text += (_GAP if piece.left - before.right > height else " ") + piece.text
    return text
