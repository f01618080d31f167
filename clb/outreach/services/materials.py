"""The library of what people are told with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.files.services import drop_file, keep_file
from clb.kernel.text import plain, tidy
from clb.outreach.models import Material, MaterialFile
from clb.places.models import Unit

from .broadcasts import ANY_KIND
from .planning import own_only, words_of


def add_material(
    *,
    by: User,
    unit: Unit,
    agency: str,
    title: str,
    topic: str,
    origin: str,
    link: str = "",
    file: UploadedFile[Any] | None = None,
) -> Material:
    """An agency puts something into the library. Raises ValidationError where there is neither a file nor a link."""
    if not (file or link):
        raise ValidationError({"file": _("Hãy gửi một tệp hoặc ghi đường dẫn.")})
    row = Material(unit=unit, agency=agency, added_on=timezone.localdate())
    _write(row, title=title, topic=topic, origin=origin, link=link)
    if file:
        _keep(row, file)
    return row


def correct_material(*, by: User, material: Material, title: str, topic: str, origin: str, link: str = "") -> Material:
    """What is said of it is put right. Raises ValidationError where it is another agency's or nothing would be left."""
    own_only(by, material)
    if not (link or material.files.exists()):
        raise ValidationError({"link": _("Tài liệu không có tệp nào thì phải có đường dẫn.")})
    _write(material, title=title, topic=topic, origin=origin, link=link)
    return material


def _write(row: Material, *, title: str, topic: str, origin: str, link: str) -> None:
    row.title, row.topic = words_of("title", title), words_of("topic", topic)
    row.origin, row.link = words_of("origin", origin), tidy(link)
    row.search_key = plain(f"{row.title} {row.topic} {row.origin}")
    row.save()


def drop_material(*, by: User, material: Material) -> str:
    """It goes, with its files. Raises ValidationError where it was used, or is another agency's."""
    own_only(by, material)
    if material.uses.exists():
        raise ValidationError(_("Tài liệu này đã dùng cho lần truyền thông nên không bỏ được."))
    pk = str(material.pk)
    for kept in material.files.select_related("file"):
        _let_go(kept)
    material.delete()
    return pk


def attach_material_file(*, by: User, material: Material, file: UploadedFile[Any]) -> MaterialFile:
    """One more file of it. Raises ValidationError where it is none that we keep, or another agency's."""
    own_only(by, material)
    return _keep(material, file)


def drop_material_file(*, by: User, material_file: MaterialFile) -> str:
    """A file goes. Raises ValidationError for the last one of a material without a link, and for another agency's."""
    material = material_file.material
    own_only(by, material)
    if not material.link and material.files.count() == 1:
        raise ValidationError(_("Đây là tệp duy nhất của tài liệu. Hãy gửi tệp mới trước, hoặc bỏ cả tài liệu."))
    _let_go(material_file)
    return str(material.pk)


def _keep(row: Material, file: UploadedFile[Any]) -> MaterialFile:
    return MaterialFile.objects.create(material=row, file=keep_file(file, allowed=ANY_KIND, field="file"))


def _let_go(kept: MaterialFile) -> None:
    kept.delete()
    drop_file(kept.file)
