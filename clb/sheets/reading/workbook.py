"""The cells of an Excel or CSV file, or one sentence on why it can't be read."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from .archive import UnreadableFile, broken, check_archive

MAX_ROWS = 20_000
MAX_BYTES = 20 * 1024 * 1024
MAX_COLUMNS = 100
_OLD_EXCEL, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_DELIMITERS = ",;\t"

Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and rows. Row 1 of the file is `rows[0]`; an empty cell is ''."""

    name: str
    rows: list[list[Cell]]


def read_file(name: str, content: bytes) -> list[Sheet]:
    """The sheets that hold anything. Raises UnreadableFile with one clear sentence."""
    if not content:
        raise UnreadableFile(_("Tệp trống, không có gì để đọc."))
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_("Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp nhỏ hơn."))
    if content.startswith(_OLD_EXCEL):
        raise UnreadableFile(_told_of_old(content))
    sheets = _workbook(content) if content.startswith(_ZIP) else [_text(name, content)]
    sheets = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not sheets:
        raise UnreadableFile(_("Tệp không có dòng nào có chữ hoặc số."))
    _check_length(sum(len(sheet.rows) for sheet in sheets))
    return sheets


def _check_length(rows: int) -> None:
    if rows > MAX_ROWS + 100:  # titles and totals are no rows of the list
        raise UnreadableFile(_("Tệp có hơn 20.000 dòng. Hãy chia thành nhiều tệp nhỏ hơn."))


def _told_of_old(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("Tệp Excel có mật khẩu. Hãy mở tệp, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ), lưu lại rồi gửi lên.")
    return _("Đây là tệp Excel kiểu cũ (.xls). Hãy mở bằng Excel, chọn «Lưu thành» kiểu .xlsx rồi gửi lên.")


def _workbook(content: bytes) -> list[Sheet]:
    check_archive(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        pages = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        visible = [m.name for m in pages if m.visible == SheetVisibleEnum.Visible]
        return [Sheet(name, _rows(book.get_sheet_by_name(name))) for name in visible]
    except PasswordError:
        raise UnreadableFile(_told_of_old("EncryptedPackage".encode("utf-16-le"))) from None
    except (CalamineError, XmlError, ZipError, ValueError):
        raise UnreadableFile(broken()) from None


def _rows(sheet: Any) -> list[list[Cell]]:
    _check_length(sheet.total_height)
    rows = sheet.to_python(skip_empty_area=False)
    return _trimmed([row[:MAX_COLUMNS] for row in rows])


def _trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return rows


def _text(name: str, content: bytes) -> Sheet:
    text = _decoded(content)
    if "\x00" in text or sum(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in text[:4000]) > 3:
        raise UnreadableFile(_("Đây không phải tệp Excel (.xlsx) hay CSV. Hãy chọn đúng tệp danh sách."))
    rows = _split(text, max(_DELIMITERS, key=lambda d: _fit(text, d)))
    if max((len(row) for row in rows), default=0) < 2:
        raise UnreadableFile(_("Tệp chỉ có một cột, hoặc không phải tệp Excel (.xlsx) hay CSV."))
    _check_length(len(rows))
    short = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Sheet(short, _trimmed([list(row[:MAX_COLUMNS]) for row in rows]))


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else the Vietnamese Windows code page, as old Excel writes CSV."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))


def _fit(text: str, delimiter: str) -> int:
    """How many cells the first lines give, by the most usual number of columns."""
    widths = [len(row) for row in _split(text[:20_000], delimiter)[:40] if len(row) > 1]
    return max((widths.count(width) * width for width in set(widths)), default=0)


def _split(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(100_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise UnreadableFile(_("Tệp CSV bị hỏng, không đọc được. Hãy lưu lại từ Excel rồi gửi lên.")) from None
