"""Fields by which a form takes a file. They look lightly; `services.keep_file` judges by the content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .services import LARGEST_BYTES

_PICTURES = "image/jpeg,image/png,image/webp"  # a telephone that keeps HEIC turns it into one of these when asked so


class EvidenceField(forms.FileField):
    """A photo or a PDF that proves something: `keep_file(upload)`."""

    accept = f"{_PICTURES},application/pdf"
    default_error_messages = {
        "required": _("Hãy chọn một tệp."),
        "empty": _("Tệp này trống."),
        "too_large": _("Tệp quá lớn, lớn nhất 20 MB."),
    }
    told: Any = _("Ảnh chụp hoặc tệp PDF, lớn nhất 20 MB (PDF 10 MB).")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.told)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": self.accept}))
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        """The upload, or None; its name is of no matter, so one too long is no fault."""
        upload = super().to_python(data)
        if upload is not None and (upload.size or 0) > LARGEST_BYTES:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return upload


class MediaField(EvidenceField):
    """A photo, a PDF or a sound: `keep_file(upload, allowed=("PICTURE", "DOCUMENT", "SOUND"))`."""

    accept = f"{_PICTURES},application/pdf,audio/mpeg"
    told = _("Ảnh, tệp PDF (tới 10 MB) hoặc tệp âm thanh MP3 (tới 20 MB).")


class PictureField(EvidenceField):
    """A photo: `keep_file(upload, allowed=("PICTURE",))`."""

    accept = _PICTURES
    default_error_messages = {"required": _("Hãy chọn một ảnh.")}
    told = _("Ảnh JPEG, PNG hoặc WEBP, lớn nhất 20 MB.")
