"""The lines of a plan's file: plain text, Word or PDF, refused in one Vietnamese sentence where it cannot be read."""

import codecs
import re
from pathlib import PurePath

from clb.plans.reading.docx_lines import lines_of_docx
from clb.plans.reading.draft import Line, UnreadablePlan
from clb.plans.reading.pdf_lines import lines_of_pdf
from clb.plans.reading.wording import clean, visible

LARGEST_BYTES = 20 * 1024 * 1024
MOST_LINES = 20_000
MOST_LETTERS = 600_000  # three hundred pages
_TYPES = "Chỉ nhận tệp .txt, .docx hoặc .pdf."
_READERS = {".docx": lines_of_docx, ".pdf": lines_of_pdf}
_LONG_LINE = 160
_MARKED = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
# Letters with a tone on a hat or a horn, and đ, ơ, ư: only Vietnamese has them.
_VIETNAMESE = re.compile(r"[ăằắẳẵặấầẩẫậếềểễệốồổỗộơờớởỡợưừứửữựđạẹịọụẻỉỏủảỷỹỵẽĩũ]", re.IGNORECASE)
FEWEST_MARKS_IN_100_LETTERS = 5


def lines_of(content: bytes, filename: str) -> tuple[Line, ...]:
    """The non-empty lines of a file, numbered from 1 as they stand in it.

    Raises `UnreadablePlan` for an empty, too large, broken, locked, scanned or foreign file, and for other types.
    """
    if not content:
        raise UnreadablePlan("Tệp rỗng, không có chữ nào.")
    if len(content) > LARGEST_BYTES:
        raise UnreadablePlan(f"Tệp lớn hơn {LARGEST_BYTES // 1024 // 1024} MB nên không đọc; hãy gửi tệp nhỏ hơn.")
    ending = PurePath(filename).suffix.lower()
    if ending in _READERS:
        lines = _READERS[ending](content)
    elif ending == ".txt":
        lines = _lines_of_text(content)
    else:
        raise UnreadablePlan(f"Không đọc được loại tệp “{ending or PurePath(filename).name}”. {_TYPES}")
    if not lines:
        raise UnreadablePlan("Tệp rỗng, không có chữ nào.")
    if len(lines) > MOST_LINES:
        raise UnreadablePlan(f"Văn bản dài hơn {MOST_LINES} dòng nên không phải là một kế hoạch.")
    if sum(len(line.text) for line in lines) > MOST_LETTERS:
        raise UnreadablePlan("Văn bản dài hơn ba trăm trang nên không phải là một kế hoạch.")
    _refuse_foreign(lines)
    return tuple(lines)


def _lines_of_text(content: bytes) -> list[Line]:
    text = _decoded(content)
    lines = []
    page = 1
    has_pages = "\f" in text
    rows = re.split(r"\r\n|\r|\n|\x0b|\x85|\u2028|\u2029", text)
    is_unwrapped = sum(len(row) > _LONG_LINE for row in rows) >= 2
    for number, row in enumerate(rows, 1):
        page += row.count("\f")
        words = visible(row.replace("\f", " ")).rstrip()
        if clean(words):
            lines.append(Line(number, words, page if has_pages else None, is_unwrapped))
    return lines


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark or by its zero bytes, else the Vietnamese Windows code page."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if content[1:200:2].count(0) > len(content[1:200:2]) // 2:
        return content.decode("utf-16-le", errors="replace")
    if content.count(b"\0"):
        raise UnreadablePlan(f"Tệp này không phải là văn bản. {_TYPES}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258", errors="replace")


def _refuse_foreign(lines: list[Line]) -> None:
    """Vietnamese has marked letters in most words; a text without them is another language, an old font, or junk."""
    text = " ".join(line.text for line in lines[:2000])
    letters = sum(c.isalpha() for c in text)
    if letters < 20 or letters < len(text.replace(" ", "")) * 0.3 or text.count("\ufffd") > letters // 20:
        raise UnreadablePlan("Không tìm thấy chữ đọc được trong tệp này.")
    marks = len(_MARKED.findall(text))
    if marks * 100 < letters * FEWEST_MARKS_IN_100_LETTERS or len(_VIETNAMESE.findall(text)) * 2 < marks // 2:
        raise UnreadablePlan("Văn bản không phải tiếng Việt có dấu (bảng mã Unicode) nên không đọc được.")
