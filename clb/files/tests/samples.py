"""Pictures and documents as people send them, made by the tests themselves."""

from __future__ import annotations

import io
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SECRET = b"Ba Kin Dao"


def sent(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    """An upload."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def picture(width: int = 40, height: int = 20, *, kind: str = "JPEG", mode: str = "RGB", **saved: Any) -> bytes:
    """A picture whose upper half is red and whose lower half is blue."""
    image = Image.new("RGB", (width, height), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, width, height // 2))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **saved)
    return out.getvalue()


def photo_with_secrets() -> bytes:
    """A photo held sideways, with a place, a device, a comment and a colour profile in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to see it upright
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return picture(40, 20, exif=exif, comment=SECRET, icc_profile=SECRET * 20)


def pdf(
    *objects: bytes, packed: bytes | None = None, filters: bytes = b"/Filter /FlateDecode", tail: bytes = b""
) -> bytes:
    """A document of one page, with more objects, and others packed into a stream where given."""
    parts = [b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R %s >>\nendobj\n" % tail]
    parts += [b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"]
    parts += [b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n"]
    parts += [b"%d 0 obj\n%s\nendobj\n" % (n, text) for n, text in enumerate(objects, 4)]
    if packed is not None:
        body = zlib.compress(packed) if filters else packed
        head = b"<< /Type /ObjStm /N 1 /First 4 %s /Length %d >>" % (filters, len(body))
        parts.append(b"90 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, body))
    return b"%PDF-1.7\n" + b"".join(parts) + b"trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
