"""Looking into a workbook before it is read: how far it unpacks, and how far apart its cells lie.

The reader makes a table as large as the rectangle from the first cell to the last, so one stray letter in the last
cell of a sheet asks for hundreds of gigabytes, and the process that serves everyone dies of it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

MAX_UNPACKED = 200 * 1024 * 1024  # an honest list of 20,000 rows unpacks to some 30 MB
MAX_AREA = 4_000_000  # cells: 20,000 rows of 200 columns
_NAME = rb"""<(?:[^\s<>/!?"'=]+:)?(row|c)"""
_OPENS = re.compile(_NAME + rb"(?=[\s/>])")
_TAG = re.compile(_NAME + rb"""((?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)(\d+)\s*["']""")
_LOCAL_HEAD = 30  # bytes of a member's own head before its name


class UnreadableFile(Exception):
    """The file can't be taken; the message says why and what to do, for the person who sent it."""


def check_archive(content: bytes) -> None:
    """Raises UnreadableFile for a zip that is no workbook, would swell beyond reason, or holds cells too far apart."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise UnreadableFile(broken()) from None
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise UnreadableFile(_("Đây không phải tệp Excel (.xlsx) hay CSV. Hãy chọn đúng tệp danh sách."))
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadableFile(_swollen())
    for member in members:
        _check_cells(_unpacked(content, member))


def broken() -> str:
    """What is said of a workbook that can't be opened."""
    return _("Tệp Excel bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại rồi gửi lên.")


def _swollen() -> str:
    return _("Tệp nén quá mức bình thường nên không được mở. Hãy lưu lại thành tệp .xlsx mới.")


def _unpacked(content: bytes, member: zipfile.ZipInfo) -> bytes:
    """A member's bytes. It may not be longer than the table of contents says, which the reader does not look at."""
    names = content[member.header_offset + 26 : member.header_offset + _LOCAL_HEAD]
    if len(names) < 4:
        raise UnreadableFile(broken())
    start = member.header_offset + _LOCAL_HEAD + sum(struct.unpack("<HH", names))
    packed = content[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return packed
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise UnreadableFile(broken())
    try:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.file_size + 1)
    except zlib.error:
        raise UnreadableFile(broken()) from None
    if len(found) > member.file_size:
        raise UnreadableFile(_swollen())
    return found


def _check_cells(xml: bytes) -> None:
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in xml[:100]:
        if b"<" in xml[:10]:  # sheets in other letters than ours, which no program writes
            raise UnreadableFile(broken())
        return
    rows, columns = (1 << 30, 0), (1 << 30, 0)
    for row, column in _places(xml):
        rows, columns = (min(rows[0], row), max(rows[1], row)), (min(columns[0], column), max(columns[1], column))
        if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > MAX_AREA:
            told = _("Có ô ghi chữ nằm rất xa danh sách: dòng %(row)s, cột %(column)s. Hãy xóa ô ấy rồi gửi lại.")
            raise UnreadableFile(told % {"row": rows[1], "column": _letters(columns[1])})


def _places(xml: bytes) -> Iterator[tuple[int, int]]:
    """Row and column, from 1, of every cell that holds anything; one without an address follows the one before."""
    line = column = 0
    numbers: dict[bytes, int] = {}
    tags = _TAG.findall(xml)
    if len(tags) != len(_OPENS.findall(xml)):  # one that is written so that we can't read it
        raise UnreadableFile(broken())
    for tag, told, is_empty in tags:
        place = _PLACE.search(told)
        if tag == b"row":
            line, column = int(place[2][:9]) if place else line + 1, 0
            continue
        row, column = line, column + 1
        if place:
            if place[1] not in numbers:
                numbers[place[1]] = _number(place[1])
            row, column = int(place[2][:9]), numbers[place[1]]
        if not is_empty:
            yield row, column


def _number(letters: bytes) -> int:
    found = 0
    for letter in letters[:6].upper():
        found = found * 26 + letter - 64
    return found


def _letters(number: int) -> str:
    found = ""
    while number > 0:
        number, left = divmod(number - 1, 26)
        found = chr(65 + left) + found
    return found
