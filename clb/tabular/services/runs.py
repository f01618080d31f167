"""Large tables: ordered by a person, filled by the worker, kept as files, cancelled or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.files.progress import tell
from clb.places.models import Unit
from clb.tabular.models import TableFile, TableForm, TableRun
from clb.tabular.queries.filled import Filled
from clb.tabular.queries.ground import NotOnMap
from clb.tabular.queries.proposals import proposal
from clb.tabular.queries.stored import designed
from clb.tabular.queries.table import compute, names_clubs
from clb.tabular.rules.design import Design, DesignError, design_data, parse_design
from clb.tabular.rules.spans import span_of
from clb.tabular.sheets import csv_lines, write_table_xlsx

State, Ending = TableRun.State, TableFile.Ending
TRIES = 3
WAITING_AT_MOST = 3
KEPT_DAYS = 365
ROWS_SHOWN = 50
WRITING = 2  # steps after the last column: the spreadsheet, the CSV


class Cancelled(Exception):
    """Somebody said that it is not wanted any more."""


def order_table(
    *,
    by: User,
    place: Unit,
    on: date,
    form: TableForm | None = None,
    proposed: str = "",
    rows: str = "",
    first: date | None = None,
    last: date | None = None,
    map_on: date | None = None,
) -> TableRun:
    """Queue a form (or a proposal) to be filled for `place`; `rows` asks for other rows than its own. The design is
    kept as it is now. Raises ValidationError for a period the wrong way round, and where `by` has three waiting."""
    found = proposal(proposed)
    if form is None and found is None:
        raise ValidationError({"form": _("Hãy chọn một mẫu biểu.")})
    name = form.name if form is not None else found.name if found else ""
    design = asked_design(form, proposed, rows)
    span = span_of(design.period, on)
    if TableRun.objects.filter(by=by, state=State.WAITING).count() >= WAITING_AT_MOST:
        raise ValidationError(_("Đang có %s biểu chờ lập của bạn; hãy đợi hoặc hủy bớt.") % WAITING_AT_MOST)
    if (map_on or on) < place.from_on:
        raise ValidationError({"map_on": _("Đơn vị này chưa có trên bản đồ ngày ấy.")})
    run = TableRun(
        name=name[:200],
        design=design_data(design),
        place=place,
        on=on,
        first=first or span.first,
        last=last or span.last,
        map_on=map_on or on,
        names_clubs=names_clubs(design, place),
        by=by,
    )
    run.validate_constraints()
    run.save()
    return run


def asked_design(form: TableForm | None, proposed: str, rows: str) -> Design:
    """The design that is meant, with other `rows` where they are named; an empty one where there is no such form."""
    found = proposal(proposed)
    design = designed(form) if form is not None else found.design if found else Design(title="")
    return replace(design, rows=rows) if rows else design


def cancel_table(*, by: User, run: TableRun) -> TableRun:
    """It is not wanted any more; the worker stops at its next step. Raises ValidationError where it does not wait."""
    locked = _locked(run)
    if not locked.is_waiting:
        raise ValidationError(_("Biểu này không còn chờ lập."))
    locked.state, locked.finished_at = State.CANCELLED, timezone.now()
    locked.save()
    return locked


def drop_table(*, by: User, run: TableRun) -> str:
    """The files and the line in the list go. Raises ValidationError while it waits."""
    locked = _locked(run)
    if locked.is_waiting:
        raise ValidationError(_("Biểu đang lập; hãy hủy trước khi bỏ."))
    told = str(locked.pk)
    locked.delete()
    return told


def _locked(run: TableRun) -> TableRun:
    locked: TableRun | None = TableRun.objects.select_for_update(no_key=True).filter(pk=run.pk).first()
    if locked is None:
        raise ValidationError(_("Biểu này đã được bỏ."))
    return locked


# --- The worker's part --------------------------------------------------------------------------------------------


def next_waiting() -> TableRun | None:
    """The table that has waited longest."""
    return TableRun.objects.filter(state=State.WAITING).order_by("ordered_at").first()


def work_off(run: TableRun) -> TableRun:
    """Fill `run`; nothing where it waits no longer. What failed three times is given up. A worker that is killed leaves
    nothing half done: the table still waits."""
    with transaction.atomic():
        locked = TableRun.objects.filter(pk=run.pk, state=State.WAITING).select_for_update(no_key=True).first()
        if locked is None:
            return TableRun.objects.get(pk=run.pk)
        locked.attempts += 1
        if locked.attempts > TRIES:
            return _settle(locked, State.FAILED, _("Máy chủ đã thử ba lần mà không xong. Hãy báo người quản trị."))
        locked.save(update_fields=["attempts"])
    try:
        with translation.override("vi"):
            filled = _filled(locked)
            files = _files(locked, filled)
    except Cancelled:
        return TableRun.objects.get(pk=run.pk)
    except DesignError as error:
        return _failed(locked, "; ".join(error.reasons))
    except NotOnMap:
        return _failed(locked, _("Đơn vị này chưa có trên bản đồ ngày ấy."))
    return _finish(locked, filled, files)


def _filled(run: TableRun) -> Filled:
    def step(done: int, total: int) -> None:
        _go_on(run, done, total + WRITING)

    design = parse_design(run.design)
    asked: dict[str, Any] = {"on": run.on, "first": run.first, "last": run.last, "map_on": run.map_on}
    return compute(design, run.place, most=None, tell=step, is_linked=False, **asked)


def _go_on(run: TableRun, done: int, total: int) -> None:
    """Tell how far it is. Raises Cancelled where somebody cancelled it."""
    tell(run.pk, done, total)
    if not TableRun.objects.filter(pk=run.pk, state=State.WAITING).exists():
        raise Cancelled


def _files(run: TableRun, filled: Filled) -> Mapping[str, bytes]:
    steps = len(filled.columns) + WRITING
    book = BytesIO()
    write_table_xlsx(book, filled)
    _go_on(run, steps - 1, steps)
    text = "".join(csv_lines(filled)).encode()
    _go_on(run, steps, steps)
    return {Ending.XLSX: book.getvalue(), Ending.CSV: text}


@transaction.atomic
def _finish(run: TableRun, filled: Filled, files: Mapping[str, bytes]) -> TableRun:
    locked = _locked(run)
    if not locked.is_waiting:
        return locked
    TableFile.objects.bulk_create(TableFile(run=locked, ending=e, content=content) for e, content in files.items())
    shown = replace(filled, rows=filled.rows[:ROWS_SHOWN]).without_links()
    locked.rows, locked.beginning = len(filled.rows), shown.as_data()
    return _settle(locked, State.DONE, "")


def _failed(run: TableRun, why: str) -> TableRun:
    with transaction.atomic():
        return _settle(_locked(run), State.FAILED, why)


def _settle(run: TableRun, state: str, note: str) -> TableRun:
    run.state, run.note, run.finished_at = state, note[:300], timezone.now()
    run.save()
    return run


def forget_old_tables(now: datetime) -> int:
    """Tables that were done a year ago go, with their files; how many."""
    old = TableRun.objects.exclude(state=State.WAITING).filter(ordered_at__lt=now - timedelta(days=KEPT_DAYS))
    told = old.count()
    old.delete()
    return told
