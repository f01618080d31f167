"""What a person does with a list: send it, say what its columns mean, import it, undo it, throw it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.places.models import Unit
from clb.sheets.layouts import LAYOUTS
from clb.sheets.models import SheetBatch, SheetFile, SheetMapping
from clb.sheets.queries import Tables, suggested_columns, tables_of
from clb.sheets.reading import UnreadableFile, read_file

State = SheetBatch.State


def upload_sheet(*, by: User, kind: str, place: Unit, file_name: str, content: bytes) -> SheetBatch:
    """Keep a file with a first guess at its columns. Raises ValidationError where no table can be read from it."""
    tables = _tables(file_name, content, kind)
    batch = SheetBatch.objects.create(
        kind=kind,
        unit=place,
        by=by,
        file_name=file_name[-200:],
        options={"columns": suggested_columns(place, kind, tables)},
    )
    SheetFile.objects.create(batch=batch, content=content)
    return batch


def _tables(file_name: str, content: bytes, kind: str) -> Tables:
    try:
        tables = tables_of(read_file(file_name, content), kind)
    except UnreadableFile as error:
        raise ValidationError({"file": str(error)}) from None
    if not any(tables.heads):
        told = _(
            "Không thấy dòng tiêu đề của bảng (như Họ và tên, Năm sinh). Hãy thêm dòng tiêu đề, hoặc dùng tệp mẫu."
        )
        raise ValidationError({"file": told})
    return tables


def map_sheet(
    *,
    by: User,
    batch: SheetBatch,
    columns: Mapping[str, str],
    club: Club | None = None,
    from_on: date | None = None,
) -> SheetBatch:
    """Say what each title (plain) means, remember it for the unit, and queue the dry run.

    `club` holds for rows that name none, `from_on` for rows without a day of joining (else the club's founding day).
    Raises ValidationError where two titles mean the same or something needed is missing.
    """
    batch = _locked(batch, State.UPLOADED, State.CHECKED, State.FAILED)
    used = [key for key in columns.values() if key]
    if twice := sorted({key for key in used if used.count(key) > 1}):
        column = LAYOUTS[batch.kind].column(twice[0])
        raise ValidationError(
            {"columns": _("Hai cột cùng được chọn là «%s».") % (column.label if column else twice[0])}
        )
    if missing := _missing(batch.kind, set(used)):
        raise ValidationError({"columns": _("Chưa chọn cột nào là: %s.") % ", ".join(missing)})
    file: SheetFile = SheetFile.objects.get(batch=batch)
    tables = _tables(batch.file_name, bytes(file.content), batch.kind)
    SheetMapping.objects.update_or_create(
        unit=batch.unit, kind=batch.kind, head_key=tables.key, defaults={"columns": dict(columns)}
    )
    batch.options = {
        "columns": dict(columns),
        "club": str(club.pk) if club else "",
        "from_on": from_on.strftime("%d/%m/%Y") if from_on else "",
    }
    return _queue(batch, State.CHECK_WAITING)


def _missing(kind: str, used: set[str]) -> list[str]:
    layout, has = LAYOUTS[kind], {key.partition("=")[0] for key in used}
    if {"birth=MALE", "birth=FEMALE"} <= used:
        has |= {"birth", "sex"}
    if {"family_name", "given_name"} <= used:
        has.add("full_name")
    return [str(column.label) for column in layout.columns if column.key in layout.required and column.key not in has]


def import_sheet(*, by: User, batch: SheetBatch, mode: str, confirmed: Sequence[str] = ()) -> SheetBatch:
    """Queue the real run. `mode` RIGHT imports what is right, ALL nothing unless all is; `confirmed` names rows
    ("sheet:row") of which someone says that they are other people. Raises ValidationError where it was not checked."""
    batch = _locked(batch, State.CHECKED)
    batch.options |= {"mode": mode, "confirmed": list(confirmed)}
    batch.by = by
    return _queue(batch, State.IMPORT_WAITING)


def undo_sheet(*, by: User, batch: SheetBatch) -> SheetBatch:
    """Queue the undoing of an imported list. Raises ValidationError where it was not imported."""
    return _queue(_locked(batch, State.IMPORTED), State.UNDO_WAITING)


def discard_sheet(*, by: User, batch: SheetBatch) -> str:
    """Throw away the file and its faults; what was imported stays. Returns the list's id.

    Raises ValidationError while it is being worked.
    """
    batch = _locked(batch, State.UPLOADED, State.CHECKED, State.FAILED, State.IMPORTED, State.UNDONE)
    if batch.state == State.IMPORTED:
        SheetFile.objects.filter(batch=batch).delete()
        batch.faults.all().delete()
        return str(batch.pk)
    told = str(batch.pk)
    batch.delete()
    return told


def _locked(batch: SheetBatch, *states: str) -> SheetBatch:
    fresh: SheetBatch = SheetBatch.objects.select_for_update().get(pk=batch.pk)
    if fresh.state not in states:
        raise ValidationError(_("Danh sách này đang ở bước «%s», không làm được việc này.") % fresh.get_state_display())
    return fresh


def _queue(batch: SheetBatch, state: str) -> SheetBatch:
    batch.state, batch.queued_at, batch.attempts = state, timezone.now(), 0
    batch.save()
    return batch
