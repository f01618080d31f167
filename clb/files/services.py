"""Keeping and dropping files. The only writer of this app; what a file belongs to is written by the app that asked."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from . import store
from .documents import check_document, is_document
from .models import StoredFile
from .pictures import as_jpeg, is_heic, is_picture
from .queries import unowned
from .sounds import as_sound, is_sound

LARGEST_BYTES = 20 * 1024 * 1024
FORGOTTEN_AFTER = timedelta(days=1)
ALL_KINDS = ("PICTURE", "DOCUMENT")
_MEDIA = {
    StoredFile.Kind.PICTURE: StoredFile.MediaType.JPEG,
    StoredFile.Kind.DOCUMENT: StoredFile.MediaType.PDF,
    StoredFile.Kind.SOUND: StoredFile.MediaType.MP3,
}


def keep_file(
    upload: UploadedFile[Any], *, allowed: Collection[str] = ALL_KINDS, longest_px: int = 1600, field: str = ""
) -> StoredFile:
    """Keep what was sent, judged by its content; its name is neither believed nor kept.

    JPEG, PNG and WEBP become a JPEG whose longer side is at most `longest_px`, without place, time and device; a PDF
    is kept as it is where it is only something to be read; an MP3 (only where `allowed` names SOUND) loses its labels.
    Call it last in a service, inside its transaction, and
    point to the file with a foreign key; `field` is the form's field that a refusal is about.
    Raises ValidationError with one sentence for everything else.
    """
    try:
        kind, content = _judged(_read(upload), allowed, longest_px)
    except ValidationError as error:
        raise ValidationError({field: error.message}) if field else error from None
    return _kept(kind, _MEDIA[kind], content)


def keep_made(content: bytes, media_type: StoredFile.MediaType) -> StoredFile:
    """Keep a document that this program made itself (PDF or Word), unjudged. Otherwise as `keep_file`."""
    return _kept(StoredFile.Kind.DOCUMENT, media_type, content)


def _kept(kind: StoredFile.Kind, media_type: StoredFile.MediaType, content: bytes) -> StoredFile:
    id = uuid.uuid4()
    store.write(id, content)  # first the bytes, then the row: a row without bytes would be a loss
    sha256, size = hashlib.sha256(content).hexdigest(), len(content)
    return StoredFile.objects.create(id=id, kind=kind, media_type=media_type, size_bytes=size, sha256=sha256)


def drop_file(stored: StoredFile) -> None:
    """Delete a file; its bytes go when the transaction is through. First take away what points to it."""
    id = stored.pk
    stored.delete()
    transaction.on_commit(lambda: store.remove(id))


def sweep_files(now: datetime) -> int:
    """Take away files to which nothing points, and bytes without a row, a day after they came. Returns how many.

    They are left by an act that was refused after its file had been written, and by the deletion of their owner.
    """
    before = now - FORGOTTEN_AFTER
    forgotten = list(unowned().filter(made_at__lt=before))
    with transaction.atomic():
        for stored in forgotten:
            drop_file(stored)
    swept = len(forgotten)
    for id, path in store.written():
        is_old = path.exists() and path.stat().st_mtime < before.timestamp()
        if is_old and (path != store.path_of(id) or not StoredFile.objects.filter(pk=id).exists()):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _read(upload: UploadedFile[Any]) -> bytes:
    if not upload.size:
        raise ValidationError(_("Tệp này trống."))
    if upload.size > LARGEST_BYTES:
        raise ValidationError(_("Tệp quá lớn, lớn nhất 20 MB."))
    upload.seek(0)
    content: bytes = upload.read()
    return content


def _judged(content: bytes, allowed: Collection[str], longest_px: int) -> tuple[StoredFile.Kind, bytes]:
    if is_picture(content) and StoredFile.Kind.PICTURE in allowed:
        return StoredFile.Kind.PICTURE, as_jpeg(content, longest_px)
    if is_document(content) and StoredFile.Kind.DOCUMENT in allowed:
        check_document(content)
        return StoredFile.Kind.DOCUMENT, content
    if is_sound(content) and StoredFile.Kind.SOUND in allowed:
        return StoredFile.Kind.SOUND, as_sound(content)
    _refuse(content, allowed)


def _refuse(content: bytes, allowed: Collection[str]) -> NoReturn:
    if is_heic(content):
        raise ValidationError(_("Chưa đọc được ảnh HEIC. Hãy gửi ảnh JPEG hoặc PNG."))
    if StoredFile.Kind.SOUND in allowed:
        raise ValidationError(_("Chỉ nhận ảnh (JPEG, PNG, WEBP), tệp PDF hoặc tệp âm thanh MP3."))
    if StoredFile.Kind.DOCUMENT not in allowed:
        raise ValidationError(_("Chỉ nhận ảnh (JPEG, PNG, WEBP)."))
    if StoredFile.Kind.PICTURE not in allowed:
        raise ValidationError(_("Chỉ nhận tệp PDF."))
    raise ValidationError(_("Chỉ nhận ảnh (JPEG, PNG, WEBP) hoặc tệp PDF."))
