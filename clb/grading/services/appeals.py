"""Appeals of clubs against their result, and the answers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.grading.models import Appeal, Sheet
from clb.kernel.text import plain

from .sheets import held, move

Stage = Sheet.Stage


def appeal_result(*, by: User, sheet: Sheet, text: str) -> Appeal:
    """The club says with what it does not agree. Raises ValidationError where its result is not told, the round is
    locked, or an appeal waits for its answer."""
    row = held(sheet)
    if row.stage != Stage.TOLD:
        raise ValidationError(_("Chỉ khiếu nại được khi đã báo kết quả và vòng chưa chốt."))
    if not plain(text):
        raise ValidationError({"text": _("Hãy ghi điều chưa đồng ý.")})
    appeal = Appeal(sheet=row, text=text.strip(), by=by)
    appeal.validate_constraints()
    appeal.save()
    return appeal


def answer_appeal(*, by: User, appeal: Appeal, answer: str, answer_text: str) -> Appeal:
    """Those above answer: where they agree, the sheet comes back to them to be changed. Raises ValidationError where it
    was answered, and for an answer without words."""
    row: Appeal | None = Appeal.objects.select_for_update(no_key=True).filter(pk=appeal.pk).first()
    if row is None:
        raise ValidationError(_("Khiếu nại này không còn nữa."))
    sheet = held(row.sheet)
    if row.answer:
        raise ValidationError(_("Khiếu nại này đã được trả lời."))
    if not plain(answer_text):
        raise ValidationError({"answer_text": _("Hãy ghi lời trả lời.")})
    row.answer, row.answer_text = answer, answer_text.strip()
    row.answered_by, row.answered_on = by, timezone.localdate()
    row.save()
    if answer == Appeal.Answer.ACCEPTED:
        move(sheet, Stage.ABOVE, by, _("Xem lại theo khiếu nại của câu lạc bộ."))
    return row
