"""Results that stand for good: a few sheets at once while a person waits, many of them by the worker."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.grading.models import Appeal, Mark, Round, Sheet
from clb.grading.queries.autos import BATCH, bare
from clb.grading.queries.sheets import marks_of, standing
from clb.kernel.text import tidy

from .rounds import Doing, codes_of, is_large, leave_to_worker, open_one

Stage = Sheet.Stage


def lock_round(*, by: User, round: Round, decision: str = "") -> Round:
    """The results stand for good. From here on nobody writes in the round; of more than AT_ONCE sheets the worker locks
    the last ones. Raises ValidationError while a sheet is on its way, an appeal is open or the worker is at something.
    """
    row = open_one(round)
    list(row.sheets.select_for_update(no_key=True).order_by("pk").values_list("pk"))  # nobody appeals meanwhile
    on_way = row.sheets.exclude(stage__in=(Stage.TOLD, Stage.LEFT_OUT)).count()
    if on_way:
        raise ValidationError(_("Còn %s phiếu chưa báo kết quả.") % on_way)
    waiting = Appeal.objects.filter(sheet__round=row, answer="").count()
    if waiting:
        raise ValidationError(_("Còn %s khiếu nại chưa trả lời.") % waiting)
    told = row.sheets.filter(stage=Stage.TOLD).count()
    if not told:
        raise ValidationError(_("Vòng này không có câu lạc bộ nào được xếp loại."))
    row.decision = tidy(decision)
    row.save(update_fields=["decision"])
    leave_to_worker(row, Doing.LOCKING, told, by)
    if not is_large(told):
        while lock_some(row):
            pass
    return row


def lock_some(row: Round) -> int:
    """Lock the next sheets of a round that is being locked, held already; the round itself when none is left. Returns
    how many sheets were locked."""
    batch = list(row.sheets.filter(stage=Stage.TOLD).order_by("pk")[:BATCH])
    if not batch:
        row.doing, row.locked_on = "", row.asked_on
        row.save(update_fields=["doing", "locked_on"])
        return 0
    codes, marks = codes_of(row.scorecard), marks_of(batch)
    for sheet in batch:
        sheet.stage, sheet.locked_on = Stage.LOCKED, row.asked_on or timezone.localdate()
        sheet.final = _final(sheet, marks.get(sheet.pk, ()), codes)
    Sheet.objects.bulk_update(batch, ["stage", "locked_on", "final"], batch_size=100)
    return len(batch)


def _final(sheet: Sheet, marks: Iterable[Mark], codes: dict[int, str]) -> dict[str, list[str | None]]:
    """By criterion its points and the level whose word they are; 'AUTO' for the records'."""
    marks = list(marks)
    whose = {codes[mark.criterion_id]: mark.level for mark in marks}
    points = standing(sheet.auto, marks, codes)
    return {code: [None if p is None else bare(p), whose.get(code, "AUTO")] for code, p in points.items()}
