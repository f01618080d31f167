"""A sheet on its way: points given at each level with their reason, sent on, sent back, left out, told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.files.services import drop_file, keep_file
from clb.grading.models import Criterion, Mark, MarkFile, Round, Sheet, SheetStep
from clb.grading.models.rounds import Level
from clb.grading.queries.autos import BATCH
from clb.grading.queries.cards import card_of
from clb.grading.queries.sheets import LEVELS, marks_of, standing
from clb.kernel.text import plain, tidy
from clb.places.models import Unit

from .rounds import Doing, add_up, codes_of, is_large, leave_to_worker, measure_sheets, open_one

Stage = Sheet.Stage
NEXT = {Level.CLUB: Stage.COMMUNE, Level.COMMUNE: Stage.ABOVE, Level.ABOVE: Stage.TOLD}


# --- Points --------------------------------------------------------------------------------------------------------


def grade_own_club(*, by: User, sheet: Sheet, criterion: Criterion, points: Decimal, **told: Any) -> Sheet:
    """The club gives itself points in one criterion. Raises ValidationError as `_mark` says."""
    return _mark(by, sheet, criterion, points, Level.CLUB, **told)


def grade_for_commune(*, by: User, sheet: Sheet, criterion: Criterion, points: Decimal, **told: Any) -> Sheet:
    """The commune gives its points in one criterion. Raises ValidationError as `_mark` says."""
    return _mark(by, sheet, criterion, points, Level.COMMUNE, **told)


def grade_from_above(*, by: User, sheet: Sheet, criterion: Criterion, points: Decimal, **told: Any) -> Sheet:
    """Those who hold the round give the points that stand. Raises ValidationError as `_mark` says."""
    return _mark(by, sheet, criterion, points, Level.ABOVE, **told)


def _mark(
    by: User,
    sheet: Sheet,
    criterion: Criterion,
    points: Decimal,
    level: Level,
    *,
    reason: str = "",
    file: UploadedFile[Any] | None = None,
) -> Sheet:
    """What one level says. The same points as stood before take this level's word back.

    Raises ValidationError where the sheet is with somebody else, for points beyond the criterion's or between its
    steps, and for a change, or the answer to a blank, without a reason.
    """
    row = _at(sheet, level)
    scorecard, codes = row.round.scorecard, codes_of(row.round.scorecard)
    if criterion.scorecard_id != scorecard.pk:
        raise ValidationError({"criterion": _("Tiêu chí này thuộc bảng điểm khác.")})
    if not 0 <= points <= criterion.max_points:
        raise ValidationError({"points": _("Điểm phải từ 0 đến %s.") % _short(criterion.max_points)})
    if points % scorecard.step:
        raise ValidationError({"points": _("Điểm phải là bội của %s.") % _short(scorecard.step)})
    marks = marks_of([row]).get(row.pk, [])
    below = [m for m in marks if LEVELS.index(Level(m.level)) < LEVELS.index(level)]
    stood = standing(row.auto, below, codes)[criterion.code]
    mine = Mark.objects.filter(sheet=row, criterion=criterion, level=level)
    if stood is not None and points == stood:
        mine.delete()
    elif not plain(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do, dựa vào đâu.")})
    else:
        said = {"points": points, "stood": stood, "reason": tidy(reason), "by": by}
        Mark.objects.update_or_create(sheet=row, criterion=criterion, level=level, defaults=said)
    if file is not None:
        kept = keep_file(file, field="file")
        MarkFile.objects.create(sheet=row, criterion=criterion, level=level, file=kept)
    add_up(row, card_of(scorecard), codes, marks_of([row]).get(row.pk, []))
    row.save(update_fields=["points", "blanks", "grade"])
    return row


def drop_mark_file(*, by: User, mark_file: MarkFile) -> Sheet:
    """A photo or paper sent by mistake goes. Raises ValidationError where the sheet is with another level."""
    row = _at(mark_file.sheet, Level(mark_file.level))
    stored = mark_file.file
    mark_file.delete()
    drop_file(stored)
    return row


# --- On and back ---------------------------------------------------------------------------------------------------


def send_own_sheet(*, by: User, sheet: Sheet, note: str = "") -> Sheet:
    """The club is done: records are read once more, then the sheet goes to the commune. Raises ValidationError while a
    criterion has no points."""
    row = _at(sheet, Level.CLUB)
    measure_sheets(row.round, card_of(row.round.scorecard), [row], _last_day(row.round))
    return _go(row, NEXT[Level.CLUB], by, note)


def _last_day(round: Round) -> date:
    return min(timezone.localdate(), round.period_until)


def fetch_sheet(*, by: User, sheet: Sheet, reason: str) -> Sheet:
    """The commune takes a sheet that its club did not send; blanks are for the commune to answer. In a round too large
    to be measured at once its records may not have been read yet: they are read now."""
    row, why = _at(sheet, Level.CLUB), _why(reason)
    if row.measured_on is None:
        measure_sheets(row.round, card_of(row.round.scorecard), [row], _last_day(row.round))
    return move(row, Stage.COMMUNE, by, why)


def send_to_above(*, by: User, sheet: Sheet, note: str = "") -> Sheet:
    """The commune is done. Raises ValidationError while a criterion has no points."""
    return _go(_at(sheet, Level.COMMUNE), NEXT[Level.COMMUNE], by, note)


def tell_result(*, by: User, sheet: Sheet, note: str = "") -> Sheet:
    """The result is told to the club, which may appeal until the round is locked. Raises ValidationError while a
    criterion has no points."""
    return _go(_at(sheet, Level.ABOVE), NEXT[Level.ABOVE], by, note)


def send_all_to_above(*, by: User, round: Round, commune: Unit) -> int:
    """Every sheet of a commune that is with it and has no blanks goes on. Returns how many. Raises ValidationError
    where there are none and where the round is locked."""
    return _go_all(by, open_one(round, at_work=True).sheets.filter(commune=commune), Level.COMMUNE)


def tell_all_results(*, by: User, round: Round) -> int:
    """Every sheet that is with those above and has no blanks is told, more than AT_ONCE by the worker. Returns how
    many. Raises ValidationError where there are none, and where the round is locked or the worker is at work in it."""
    row = open_one(round)
    ready = row.sheets.filter(stage=Stage.ABOVE, blanks=0).count()
    if not is_large(ready):
        return _go_all(by, row.sheets.all(), Level.ABOVE)
    leave_to_worker(row, Doing.TELLING, ready, by)
    return ready


def tell_some(row: Round) -> int:
    """Tell the next results of a round whose results are being told, held already. Returns how many."""
    if row.asked_by is None or not (n := _go_some(row.asked_by, row.sheets.all(), Level.ABOVE, most=BATCH)):
        row.doing = ""
        row.save(update_fields=["doing"])
        return 0
    return n


def _go_all(by: User, sheets: Any, level: Level) -> int:
    n = _go_some(by, sheets, level)
    if not n:
        raise ValidationError(_("Không có phiếu nào ở bước này mà đủ điểm để chuyển."))
    return n


def _go_some(by: User, sheets: Any, level: Level, most: int | None = None) -> int:
    here = sheets.filter(stage=level.value, blanks=0).order_by("pk")
    rows = list(here.select_for_update(no_key=True, of=("self",))[:most])
    SheetStep.objects.bulk_create(
        SheetStep(sheet=row, from_stage=row.stage, to_stage=NEXT[level], points=row.points, by=by) for row in rows
    )
    sheets.filter(pk__in=[row.pk for row in rows]).update(stage=NEXT[level])
    return len(rows)


def return_to_club(*, by: User, sheet: Sheet, reason: str) -> Sheet:
    """The commune sends it back to the club, and says why; what the commune gave stays until it changes it."""
    return move(_at(sheet, Level.COMMUNE), Stage.CLUB, by, _why(reason))


def return_to_commune(*, by: User, sheet: Sheet, reason: str) -> Sheet:
    """Those above send it back to the commune, and say why."""
    return move(_at(sheet, Level.ABOVE), Stage.COMMUNE, by, _why(reason))


def leave_out(*, by: User, sheet: Sheet, reason: str) -> Sheet:
    """A club is not graded in this round, and why. Raises ValidationError where its result is told or locked."""
    row = held(sheet)
    if not row.is_at_level:
        raise ValidationError(_("Phiếu này không bỏ ra khỏi vòng được nữa."))
    row.why_out = _("Cơ quan xếp loại không xếp loại câu lạc bộ này trong vòng.")
    return move(row, Stage.LEFT_OUT, by, _why(reason))


def take_back_in(*, by: User, sheet: Sheet, reason: str) -> Sheet:
    """A club that was left out is graded after all; its records are read now."""
    row = held(sheet)
    if row.stage != Stage.LEFT_OUT:
        raise ValidationError(_("Câu lạc bộ này đang được xếp loại."))
    row.why_out = ""
    move(row, Stage.CLUB, by, _why(reason))
    measure_sheets(row.round, card_of(row.round.scorecard), [row], _last_day(row.round))
    return row


# --- Together ------------------------------------------------------------------------------------------------------


def held(sheet: Sheet) -> Sheet:
    """The sheet, held until the transaction ends. Raises ValidationError where its round is locked."""
    rows = Sheet.objects.select_for_update(no_key=True, of=("self",)).select_related("round__scorecard", "club__unit")
    row: Sheet | None = rows.filter(pk=sheet.pk).first()
    if row is None:
        raise ValidationError(_("Vòng này đã được bỏ."))
    if not row.round.is_open:
        raise ValidationError(_("Vòng này đã chốt, không sửa được nữa."))
    return row


def _at(sheet: Sheet, level: Level) -> Sheet:
    row = held(sheet)
    if row.stage != level.value:
        now = str(row.get_stage_display()).lower()
        raise ValidationError(_("Phiếu đang ở bước khác: %s.") % now)
    return row


def _go(row: Sheet, stage: Stage, by: User, note: str) -> Sheet:
    if row.blanks:
        raise ValidationError(_("Còn %s tiêu chí chưa có điểm, hãy chấm nốt.") % row.blanks)
    return move(row, stage, by, tidy(note))


def move(row: Sheet, stage: Stage, by: User, note: str) -> Sheet:
    """The sheet, held already, goes to another step, and that is written down."""
    SheetStep.objects.create(sheet=row, from_stage=row.stage, to_stage=stage, points=row.points, note=note, by=by)
    row.stage = stage
    row.save(update_fields=["stage", "why_out"])
    return row


def _why(reason: str) -> str:
    if not plain(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do.")})
    return tidy(reason)


def _short(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")
