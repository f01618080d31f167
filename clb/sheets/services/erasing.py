"""A person who is erased also stands in the lists that were uploaded, and in the report of their faults."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clb.kernel.text import plain
from clb.members.models import Person
from clb.places.models import UnitLink
from clb.sheets import values
from clb.sheets.models import SheetBatch
from clb.sheets.reading import UnreadableFile, read_file

from .retention import forget_list


def forget_lists_naming(person: Person) -> None:
    """Take away every list that names the person, as when its time is up: what was imported stays imported.

    A list that cannot be read is taken to name the person. Raises ValidationError while the worker has such a list.
    """
    for batch in _lists_about(person).select_for_update().order_by("pk"):
        if not _names(batch, person):
            continue
        if batch.is_waiting:
            raise ValidationError(
                _("Danh sách «%s» có tên người này đang được xử lý. Hãy đợi xong rồi làm lại.") % batch
            )
        forget_list(batch)


def _lists_about(person: Person) -> QuerySet[SheetBatch]:
    """At any place above a club of the person, and at the club's own."""
    units = person.memberships.values("club__unit")
    above = UnitLink.objects.filter(below__in=units).values("above")
    return SheetBatch.objects.filter(Q(unit__in=above) | Q(unit__in=units))


def _names(batch: SheetBatch, person: Person) -> bool:
    told = [batch.file_name, str(batch.result), str(batch.options), *batch.faults.values_list("value", flat=True)]
    told += batch.faults.values_list("reason", flat=True)
    file = getattr(batch, "file", None)
    if file is not None:
        try:
            told += [" ".join(values.text(cell) for cell in row) for row in _rows(batch.file_name, bytes(file.content))]
        except UnreadableFile:
            return True
    marks = [plain(person.full_name)]
    digits = [text for text in (person.phone, str(person.id_number)) if text]
    return any(mark in plain(line) for line in told for mark in marks) or any(
        mark.lstrip("0") in "".join(c for c in line if c.isalnum()) for line in told for mark in digits
    )


def _rows(name: str, content: bytes) -> Iterable[list[Any]]:
    for sheet in read_file(name, content):
        yield from sheet.rows
