"""Files that were sent: what a file is and which bytes are its own. Whose it is, the rows of other apps say."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A picture or a document, its bytes on disk under its id. It has no name: a name may be a person's.

    Whatever it belongs to points to it with a foreign key; a file to which nothing points is swept away after a day.
    """

    class Kind(models.TextChoices):
        """What it is, by its content."""

        PICTURE = "PICTURE", _("Ảnh")
        DOCUMENT = "DOCUMENT", _("Văn bản")
        SOUND = "SOUND", _("Âm thanh")

    class MediaType(models.TextChoices):
        """How its bytes are to be read: a picture is kept as JPEG, a sound as MP3; a document that was sent is a
        PDF, one that the program made may be a Word file."""

        JPEG = "image/jpeg", "JPEG"
        PDF = "application/pdf", "PDF"
        DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"
        MP3 = "audio/mpeg", "MP3"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(_("loại"), max_length=8, choices=Kind.choices)
    media_type = models.CharField(_("định dạng"), max_length=80, choices=MediaType.choices)
    size_bytes = models.IntegerField(_("cỡ"))
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("gửi lên lúc"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("tệp gửi lên")
        constraints = [
            models.CheckConstraint(condition=models.Q(size_bytes__gt=0), name="stored_file_is_not_empty"),
            models.CheckConstraint(
                condition=models.Q(kind="PICTURE", media_type="image/jpeg")
                | models.Q(kind="SOUND", media_type="audio/mpeg")
                | models.Q(
                    kind="DOCUMENT",
                    media_type__in=(
                        "application/pdf",
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    ),
                ),
                name="stored_file_is_of_a_known_make",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_picture(self) -> bool:
        """Can it be shown in a page?"""
        return self.kind == self.Kind.PICTURE

    @property
    def extension(self) -> str:
        """`jpg`, `mp3`, `pdf` or `docx`."""
        return _ENDINGS[self.media_type]


_ENDINGS: dict[str, str] = {
    StoredFile.MediaType.JPEG: "jpg",
    StoredFile.MediaType.MP3: "mp3",
    StoredFile.MediaType.PDF: "pdf",
    StoredFile.MediaType.DOCX: "docx",
}
