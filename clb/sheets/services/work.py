"""What the worker does with a list that waits: the dry run, the import, the undoing. Each in one transaction.

A worker that is killed leaves nothing half done: what it wrote is rolled back and the list still waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.files.progress import tell
from clb.kernel.batches import CHUNK, Row, run_rows
from clb.kernel.commands import Outcome
from clb.kernel.text import plain
from clb.sheets.layouts import LAYOUTS
from clb.sheets.models import SheetBatch, SheetFault, SheetFile
from clb.sheets.queries import Names, Tables, tables_of
from clb.sheets.reading import read_file

from .report import report_file
from .rows import Bad, Line, Lines, lines_of
from .undo import undo_rows

State, Mark = SheetBatch.State, SheetFault.Kind
TRIES = 3


@dataclass
class _Run:
    """A list with its rows filled in and run."""

    tables: Tables
    found: Lines

    def count(self, status: str) -> int:
        return sum(line.status == status for line in self.found.lines)

    @property
    def is_all_right(self) -> bool:
        return not any(line.status in (Mark.FAULT, Mark.ASK) for line in self.found.lines)


def next_waiting() -> SheetBatch | None:
    """The list that has waited longest."""
    return SheetBatch.objects.filter(state__in=SheetBatch.WAITING).order_by("queued_at").first()


def work_off(batch: SheetBatch) -> SheetBatch:
    """Do what `batch` waits for; nothing where it waits no longer. A list that failed three times is given up."""
    waiting = SheetBatch.objects.filter(pk=batch.pk, state__in=SheetBatch.WAITING)
    with transaction.atomic():
        locked = waiting.select_for_update().first()
        if locked is None:
            return SheetBatch.objects.get(pk=batch.pk)
        locked.attempts += 1
        if locked.attempts > TRIES:
            _settle(locked, State.FAILED, {"note": _("Máy chủ đã thử ba lần mà không xong. Hãy báo người quản trị.")})
            return locked
        locked.save(update_fields=["attempts"])
    {State.CHECK_WAITING: _check, State.IMPORT_WAITING: _import, State.UNDO_WAITING: _undo}[State(locked.state)](locked)
    return SheetBatch.objects.get(pk=batch.pk)


def _check(batch: SheetBatch) -> None:
    with transaction.atomic():
        done = _run(batch, confirmed=())
        transaction.set_rollback(True)
    report = report_file(done.tables, done.found.lines) if done.count("") or not done.is_all_right else None
    with transaction.atomic():
        fresh = _waiting(batch, State.CHECK_WAITING)
        if fresh is not None:
            _write_faults(fresh, done, report)
            _settle(fresh, State.CHECKED, _result(done))


def _import(batch: SheetBatch) -> None:
    with transaction.atomic():
        fresh = _waiting(batch, State.IMPORT_WAITING)
        if fresh is None:
            return
        with transaction.atomic():
            done = _run(fresh, confirmed=fresh.options.get("confirmed", ()))
            is_refused = fresh.options.get("mode") == "ALL" and not done.is_all_right
            if is_refused:
                transaction.set_rollback(True)
        report = None if done.is_all_right else report_file(done.tables, done.found.lines)
        _write_faults(fresh, done, report)
        if is_refused:
            note = _("Chưa nhập dòng nào, vì còn dòng chưa đúng mà bạn chọn chỉ nhập khi mọi dòng đều đúng.")
            return _settle(fresh, State.CHECKED, _result(done) | {"note": note})
        fresh.done_rows = [[line.sheet, line.row] for line in done.found.lines if line.status == "RIGHT"]
        fresh.imported_at = timezone.now()
        _settle(fresh, State.IMPORTED, _result(done))


def _undo(batch: SheetBatch) -> None:
    with transaction.atomic():
        fresh = _waiting(batch, State.UNDO_WAITING)
        if fresh is None:
            return
        try:
            with transaction.atomic():
                undo_rows(fresh)
        except ValidationError as error:
            return _settle(fresh, State.IMPORTED, fresh.result | {"note": " ".join(error.messages)})
        fresh.done_rows = []
        _settle(fresh, State.UNDONE, {key: value for key, value in fresh.result.items() if key != "note"})


def _waiting(batch: SheetBatch, state: str) -> SheetBatch | None:
    return SheetBatch.objects.select_for_update().filter(pk=batch.pk, state=state).first()


def _settle(batch: SheetBatch, state: str, result: dict[str, Any]) -> None:
    batch.state, batch.result = state, result
    batch.save()


def _run(batch: SheetBatch, confirmed: Sequence[str]) -> _Run:
    """Every row through its command. Called in a transaction that the caller keeps or rolls back."""
    tell(batch.pk, 0, 0)
    file: SheetFile = SheetFile.objects.get(batch=batch)
    tables = tables_of(read_file(batch.file_name, bytes(file.content)), batch.kind)
    found = lines_of(batch, tables, Names(batch.by, batch.unit, LAYOUTS[batch.kind].right_at_club))
    said = set(confirmed)
    rows = []
    for line in found.lines:
        extra = {"same_person_confirmed": "on"} if line.name in said else {}
        rows.append(Row(batch.act_id(line.sheet, line.row), {**LAYOUTS[batch.kind].says, **line.data, **extra}))
    ready = [i for i, line in enumerate(found.lines) if not line.bad]
    command, total = LAYOUTS[batch.kind].command, len(rows)
    outcomes = run_rows(
        command,
        by=batch.by,
        rows=[rows[i] for i in ready],
        channel="sheet",
        told=lambda n: tell(batch.pk, n, total),
    )
    _judge_unready(batch, found.lines, rows)
    first: dict[Any, Line] = {}
    for i, outcome in zip(ready, outcomes, strict=True):
        _judge(found.lines[i], outcome, first, tables)
    return _Run(tables, found)


def _judge_unready(batch: SheetBatch, lines: Sequence[Line], rows: Sequence[Row]) -> None:
    """Rows with a cell that can't be read never reach the command; the form says what else is wrong with them."""
    blank = LAYOUTS[batch.kind].command.form(by=batch.by)
    blank.remember_choices()
    for line, row in zip(lines, rows, strict=True):
        if line.bad:
            line.status = Mark.FAULT
            _add_form_errors(line, blank.again(row.data))


def _judge(line: Line, outcome: Outcome, first: dict[Any, Line], tables: Tables) -> None:
    if outcome.status in ("done", "already"):
        line.status = "RIGHT"
        if outcome.form is not None:
            first.setdefault(_who(line, outcome.form), line)
    elif outcome.status == "forbidden":
        line.status = Mark.FAULT
        at = line.fed_by.get("club", line.fed_by.get("parent"))
        line.bad.append(Bad(at, _("Bạn không được ghi ở câu lạc bộ hoặc địa bàn này.")))
    else:
        form = outcome.form
        codes = {error.code for errors in form.errors.as_data().values() for error in errors} if form else set()
        before = first.get(_who(line, form)) if form is not None else None
        line.status = _status(codes, before)
        _add_form_errors(line, form)
        if before is not None and codes & {"double_entry", "maybe_the_same"}:
            where = f"{tables.sheets[before.sheet].name}, " if before.sheet != line.sheet else ""
            told = _("Trùng với dòng %s của tệp này: cùng tên, cùng ngày sinh hoặc năm sinh.") % f"{where}{before.row}"
            line.bad = [Bad(line.fed_by.get("full_name"), told)]


def _status(codes: set[Any], before: Line | None) -> str:
    if codes == {"double_entry"}:
        return Mark.FAULT if before is not None else Mark.EXISTS
    return Mark.ASK if codes == {"maybe_the_same"} else Mark.FAULT


def _who(line: Line, form: Any) -> Any:
    """By what two rows of a list are the same person, or the same club. A form drops what was refused, the row not."""
    data = form.cleaned_data
    if "full_name" in line.data:
        return plain(line.data["full_name"]), data["birth"][0].year if data.get("birth") else None
    return plain(line.data.get("name", "")), getattr(data.get("parent"), "pk", None)


def _add_form_errors(line: Line, form: Any) -> None:
    already = {bad.column for bad in line.bad}
    for name, errors in form.errors.items():
        column = line.fed_by.get(name)
        if name in line.unasked or (column is not None and column in already):
            continue
        label = form.fields[name].label if name in form.fields else ""
        codes = [error.code for error in form.errors.as_data()[name]]
        for error, code in zip(errors, codes, strict=True):
            told = f"{label}: {error}" if column is None and label else str(error)
            if code == "required" and name in form.fields:
                told = _("Thiếu %s.") % str(label).lower()
            line.bad.append(Bad(column, told))


def _write_faults(batch: SheetBatch, done: _Run, report: bytes | None) -> None:
    batch.faults.all().delete()
    rows = [
        SheetFault(
            batch=batch,
            kind=line.status,
            sheet=line.sheet,
            sheet_name=done.tables.sheets[line.sheet].name[:100],
            row=line.row,
            column=bad.column,
            title=_title(done.tables, line.sheet, bad.column),
            value=line.shown(bad.column),
            reason=bad.reason,
        )
        for line in done.found.lines
        for bad in line.bad
        if line.status != "RIGHT"
    ]
    SheetFault.objects.bulk_create(rows, batch_size=CHUNK)
    SheetFile.objects.filter(batch=batch).update(report=report)


def _title(tables: Tables, sheet: int, column: int | None) -> str:
    head = tables.heads[sheet]
    return head.titles[column][:200] if head and column is not None and column < len(head.titles) else ""


def _result(done: _Run) -> dict[str, Any]:
    counted = {"right": "RIGHT", "fault": Mark.FAULT, "ask": Mark.ASK, "exists": Mark.EXISTS}
    skipped = [[why, len(where), where[:12]] for why, where in done.found.skipped.items()]
    counts = {name: done.count(status) for name, status in counted.items()}
    return {**counts, "rows": len(done.found.lines), "skipped": skipped}
