"""QR codes: an address that a phone reads off a paper or a page."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe

CODE_MM = 45


def code_svg(text: str) -> SafeString:
    """For a page or a PDF; its class is `qr`."""
    return mark_safe(_code(text).svg_inline(omitsize=True, svgclass="qr", lineclass=None))


def code_png(text: str) -> bytes:
    """For Word."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=10)
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)
