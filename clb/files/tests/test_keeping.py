"""What is kept, as what, and what is refused."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from clb.files.models import StoredFile
from clb.files.services import ALL_KINDS, keep_file
from clb.files.store import path_of, written

from .samples import SECRET, pdf, photo_with_secrets, picture, sent

pytestmark = pytest.mark.django_db


def kept(content: bytes, **how: int) -> tuple[StoredFile, bytes]:
    stored = keep_file(sent(content), **how)  # type: ignore[arg-type]
    return stored, path_of(stored.pk).read_bytes()


def refused(content: bytes, allowed: tuple[str, ...] = ALL_KINDS, name: str = "IMG_0001.jpg") -> str:
    before = len(list(written()))
    with pytest.raises(ValidationError) as error:
        keep_file(sent(content, name), allowed=allowed)
    assert (StoredFile.objects.count(), len(list(written()))) == (0, before)
    return str(error.value.message)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_jpeg_of_ours(kind: str) -> None:
    stored, content = kept(picture(kind=kind))
    assert (stored.kind, stored.media_type, stored.extension) == ("PICTURE", "image/jpeg", "jpg")
    assert (stored.size_bytes, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", (40, 20), "RGB")


def test_only_the_owner_of_the_process_may_read_the_bytes() -> None:
    path = path_of(kept(picture())[0].pk)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.parent.name == path.name[:2]


def test_a_photo_is_turned_upright_and_loses_what_it_carries() -> None:
    sideways = photo_with_secrets()
    assert SECRET in sideways
    _stored, content = kept(sideways)
    assert SECRET not in content
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (20, 40)
        assert not image.getexif() and "icc_profile" not in image.info and "comment" not in image.info
        red = image.convert("RGB").getpixel((18, 20))  # what was up is now on the right
        assert isinstance(red, tuple) and red[0] > 200 > 60 > red[2]


def test_a_long_photo_is_made_shorter_and_a_small_one_is_not_made_longer() -> None:
    sizes = []
    for content in (picture(3000, 1000), picture(30, 10)):
        with Image.open(io.BytesIO(kept(content, longest_px=300)[1])) as image:
            sizes.append(image.size)
    assert sizes == [(300, 100), (30, 10)]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_other_ways_of_telling_colours_are_read(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (9, 9)).save(out, "PNG")
    with Image.open(io.BytesIO(kept(out.getvalue())[1])) as image:
        corner = image.convert("RGB").getpixel((4, 4))
    assert corner == ((255, 255, 255) if mode in ("RGBA", "LA") else (0, 0, 0))


def test_a_print_shop_photo_in_four_inks_is_read() -> None:
    assert kept(picture(mode="CMYK"))[0].is_picture


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a", b"\0" * 10_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [SVG, b"<!doctype html><script>alert(1)</script>", _bomb(), b"GIF89a" + b"\0" * 40, b"MZ" + b"\0" * 40, b"chao"],
    ids=["svg", "html", "zip", "gif", "exe", "text"],
)
def test_what_is_neither_picture_nor_document_is_refused(content: bytes) -> None:
    assert refused(content) == "Chỉ nhận ảnh (JPEG, PNG, WEBP) hoặc tệp PDF."


def test_what_is_refused_has_its_own_sentence() -> None:
    assert refused(b"") == "Tệp này trống."
    assert refused(b"\xff" * (20 * 1024 * 1024 + 1)) == "Tệp quá lớn, lớn nhất 20 MB."
    assert refused(b"\0\0\0\x18ftypheic" + b"\0" * 40) == "Chưa đọc được ảnh HEIC. Hãy gửi ảnh JPEG hoặc PNG."
    assert refused(pdf(), ("PICTURE",)) == "Chỉ nhận ảnh (JPEG, PNG, WEBP)."
    assert refused(picture(), ("DOCUMENT",), "to-khai.pdf") == "Chỉ nhận tệp PDF."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_is_refused(kind: str) -> None:
    whole = picture(400, 300, kind=kind)
    for length in (20, len(whole) // 2):
        assert refused(whole[:length]) == "Không đọc được ảnh này. Hãy chụp lại hoặc gửi tệp khác."


def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked() -> None:
    def png(width: int, height: int) -> bytes:
        def chunk(name: bytes, body: bytes) -> bytes:
            return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

        size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")

    assert refused(png(10_000, 5_001)) == "Ảnh quá lớn (hơn 50 triệu điểm ảnh). Hãy gửi ảnh nhỏ hơn."
    assert refused(png(60_000, 60_000)) == "Không đọc được ảnh này. Hãy chụp lại hoặc gửi tệp khác."


def test_a_document_is_kept_as_it_is() -> None:
    page = b"[3 0 R /XYZ null null 0]"
    opening = [pdf(tail=b"/OpenAction " + page), pdf(b"<< /S /GoTo /D %s >>" % page, tail=b"/OpenAction 4 0 R")]
    for whole in (pdf(), *opening, pdf(packed=b"5 0 << /A /B >>")):
        stored, content = kept(whole)
        assert (stored.kind, stored.media_type, content) == ("DOCUMENT", "application/pdf", whole)


ACTIVE = "Tệp PDF này có mã chạy được hoặc tệp kèm bên trong, nên không nhận."
CLOSED = "Không xem được bên trong tệp PDF này. Hãy in lại ra PDF rồi gửi lại."
SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"


@pytest.mark.parametrize(
    "content",
    [
        pdf(SCRIPT),
        pdf(b"<< /S /J#61vaScript >>"),
        pdf(b"<< /S /Rendition >>"),
        pdf(b"<</S/Launch/F(a.exe)>>"),
        pdf(b"<< /Type /EmbeddedFile >>"),
        pdf(b"<< /EmbeddedFiles 9 0 R >>"),
        pdf(tail=b"/OpenAction 4 0 R"),
        pdf(b"<< /S /URI /URI (http://a) >>", tail=b"/OpenAction 4 0 R"),
        pdf(tail=b"/OpenAction << /S /URI /URI (http://a) >>"),
        pdf(tail=b"/AcroForm << /XFA 4 0 R >>"),
        pdf(packed=b"5 0 " + SCRIPT),
        pdf(packed=b"5 0 " + SCRIPT, filters=b""),
        pdf(packed=b"5 0 " + SCRIPT, filters=b"/Filter [ /FlateDecode ]"),
        pdf(packed=b"5 0 " + SCRIPT).replace(b"/ObjStm", b"/Obj#53tm"),
        pdf(b"(stream\n)").replace(b"%%EOF", b"6 0 obj << /S /Launch >>\nendobj\n%%EOF"),
    ],
)
def test_a_document_that_runs_or_carries_something_is_refused(content: bytes) -> None:
    assert refused(content) == ACTIVE


@pytest.mark.parametrize(
    "content",
    [
        pdf(packed=b"5 0 " + SCRIPT, filters=b"/Filter [/FlateDecode /FlateDecode]"),
        pdf(packed=b"5 0 " + SCRIPT, filters=b"/Filter /LZWDecode"),
        pdf(packed=b"5 0 " + SCRIPT, filters=b"/Filter 5 0 R"),
        pdf(packed=b"5 0 " + SCRIPT, filters=b"/Filter /FlateDecode /DecodeParms 5 0 R"),
        pdf(packed=b"5 0 " + SCRIPT, filters=b"/Filter /FlateDecode" + b" " * 5000),
        pdf(packed=b"\0" * 60_000_000),
    ],
    ids=["twice", "lzw", "elsewhere", "predictor", "far", "bomb"],
)
def test_a_document_that_hides_its_objects_is_refused(content: bytes) -> None:
    assert refused(content) == CLOSED


def test_a_document_that_is_locked_incomplete_or_empty_is_refused() -> None:
    assert refused(pdf(tail=b"/Encrypt 9 0 R")) == "Tệp PDF này bị khóa. Hãy bỏ khóa rồi gửi lại."
    cut = "Tệp PDF này không đầy đủ. Hãy lưu lại rồi gửi lại."
    assert [refused(pdf()[:-7]), refused(b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF")] == [cut, cut]
    assert refused(b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF") == "Tệp PDF này không có trang nào."
    assert refused(pdf() + b"\0" * 10_485_760) == "Tệp PDF quá lớn, lớn nhất 10 MB."
