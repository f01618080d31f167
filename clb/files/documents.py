"""Is a PDF only something to be read? Whatever runs, opens or carries another thing along is refused.

It looks at the text between the streams and into the streams that hold objects, without trusting the table of
contents of the file: a reader may rebuild that table, and then sees what it did not name.
"""

from __future__ import annotations

import re
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST_BYTES = 10 * 1024 * 1024
_MOST_INSIDE = 40 * 1024 * 1024  # unpacked
_STREAM = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENDS = rb"(?![A-Za-z0-9_.-])"
# Long enough that hardly any picture holds one by chance, so they are looked for everywhere.
_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm|Rendition)" + _ENDS)
_SCRIPT = re.compile(rb"/JS" + _ENDS)
# To open at a page is harmless; LibreOffice always says at which.
_OPENS = re.compile(rb"/OpenAction" + _ENDS + rb"\s*((\d+)\s+(\d+)\s+R)?")
_PLACE = re.compile(rb"\s*(?:\[|<<[^<>]*/S\s*/GoTo" + _ENDS + rb")")
_PACKED = re.compile(rb"/ObjStm" + _ENDS)
_WAYS = re.compile(rb"/Filter\s*(?:\[\s*(?P<one>/[A-Za-z0-9]+)\s*\]|(?P<only>/[A-Za-z0-9]+))")


def is_document(content: bytes) -> bool:
    """Does it begin like a PDF?"""
    return content.startswith(b"%PDF-")


def check_document(content: bytes) -> None:
    """Raises ValidationError for a PDF that is too large, incomplete, locked, or more than something to be read."""
    if len(content) > LARGEST_BYTES:
        raise ValidationError(_("Tệp PDF quá lớn, lớn nhất 10 MB."))
    if b"%%EOF" not in content[-2048:] or not re.search(rb"\d+\s+\d+\s+obj\b", content):
        raise ValidationError(_("Tệp PDF này không đầy đủ. Hãy lưu lại rồi gửi lại."))
    text = _named(b"\n".join(_objects(content)))
    if re.search(rb"/Encrypt" + _ENDS, text):
        raise ValidationError(_("Tệp PDF này bị khóa. Hãy bỏ khóa rồi gửi lại."))
    everything = text + _named(content)
    if _SCRIPT.search(text) or _ACTIVE.search(everything) or not _only_opens_at_a_page(everything):
        raise ValidationError(_("Tệp PDF này có mã chạy được hoặc tệp kèm bên trong, nên không nhận."))
    if not re.search(rb"/Pages?" + _ENDS, text):
        raise ValidationError(_("Tệp PDF này không có trang nào."))


def _only_opens_at_a_page(text: bytes) -> bool:
    """Is there nothing that happens on opening but the choice of a page, there or in an object named there?"""
    for found in _OPENS.finditer(text):
        there = [found.end()]
        if found[1]:
            objects = re.finditer(rb"(?<!\d)%s\s+%s\s+obj\b" % (found[2], found[3]), text)
            there = [one.end() for one in objects]
        if not there or not all(_PLACE.match(text, at) for at in there):
            return False
    return True


def _objects(content: bytes) -> list[bytes]:
    """What stands outside the streams, and the insides of those that hold objects. Raises ValidationError where one
    of them can't be looked into."""
    outside: list[bytes] = []
    inside: list[bytes] = []
    at = 0
    while found := _STREAM.search(content, at):
        outside.append(content[at : found.start()])
        end = content.find(b"endstream", found.end())
        end = len(content) if end < 0 else end
        told = _named(content[max(0, found.start() - 2048) : found.start()]).rpartition(b" obj")[2]
        if _PACKED.search(told):
            inside.append(_unpacked(content[found.end() : end], told, _MOST_INSIDE - sum(map(len, inside))))
        at = end
    outside.append(content[at:])
    if len(_PACKED.findall(_named(b"\n".join(outside)))) != len(inside):
        raise _closed()
    return outside + inside


def _unpacked(body: bytes, told: bytes, most: int) -> bytes:
    """The objects in a stream, packed in the one way that programs use, or not packed."""
    if b"/Filter" not in told:
        return body
    ways = [way["one"] or way["only"] for way in _WAYS.finditer(told)]
    if ways != [b"/FlateDecode"] or b"/DecodeParms" in told:
        raise _closed()
    unpack = zlib.decompressobj()
    try:
        found = unpack.decompress(body, max(most, 1))
    except zlib.error:
        raise _closed() from None
    if unpack.unconsumed_tail:
        raise _closed()
    return found


def _closed() -> ValidationError:
    return ValidationError(_("Không xem được bên trong tệp PDF này. Hãy in lại ra PDF rồi gửi lại."))


def _named(text: bytes) -> bytes:
    """The same with names written plainly: /J#61vaScript is /JavaScript to a reader."""
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text)
