"""A picture as it was sent becomes a JPEG of ours: upright, no longer than asked, nothing in it but the picture."""

from __future__ import annotations

import io
import struct
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
_QUALITY = 82
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, struct.error, zlib.error)


def is_picture(content: bytes) -> bool:
    """Does it begin like a picture that we read?"""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def is_heic(content: bytes) -> bool:
    """Does it begin like the pictures that newer telephones keep, which we can't read?"""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC


def as_jpeg(content: bytes, longest_px: int) -> bytes:
    """The picture as a JPEG, its longer side at most `longest_px`, turned upright, without what else a file may carry.

    Raises ValidationError for one that can't be read to its end or has too many pixels.
    """
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise ValidationError(_("Ảnh quá lớn (hơn 50 triệu điểm ảnh). Hãy gửi ảnh nhỏ hơn."))
            sent.draft("RGB", (longest_px, longest_px))  # a large JPEG is read at a fraction of its size
            upright = ImageOps.exif_transpose(sent)
            upright.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
            return _saved(_on_white(upright))
    except (Image.DecompressionBombError, *_BROKEN):
        raise ValidationError(_("Không đọc được ảnh này. Hãy chụp lại hoặc gửi tệp khác.")) from None


def _on_white(image: Image.Image) -> Image.Image:
    """In red, green and blue; what one could look through becomes white."""
    if image.mode.startswith("I"):  # 16 bits a point, as some scanners write
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    page = Image.new("RGB", seen.size, "white")
    page.paste(seen, mask=seen.getchannel("A"))
    return page


def _saved(image: Image.Image) -> bytes:
    bare = Image.new("RGB", image.size)  # a fresh one: Pillow writes what it remembers of the file it read
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
