"""The calendar of a place, and exceptions of one unit for one period."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import tidy
from clb.places.models import RANK, Unit
from clb.plans.models import Plan
from clb.reports.models import Report, ReportType, Waiver
from clb.reports.queries.owed import days_of, owing, span_at

PROPOSALS = Path(__file__).parents[1] / "data" / "proposals.yaml"


def set_report_type(*, by: User, place: Unit, **told: Any) -> ReportType:
    """A line of the calendar of `place`. Raises ValidationError for a level that is not below it, a receiver that is
    not above the level, or what the constraints refuse."""
    return _stored(ReportType(place=place), told)


def correct_report_type(*, by: User, report_type: ReportType, **told: Any) -> ReportType:
    """The line is put right. Level, office, rhythm, content and plan stay once there are reports (ValidationError)."""
    row = ReportType.objects.select_for_update(no_key=True).get(pk=report_type.pk)
    fixed = ("level", "office", "rhythm", "content", "plan")
    if row.reports.exists() and any(getattr(row, name) != told[name] for name in fixed):
        raise ValidationError(
            _("Đã có báo cáo theo dòng này: cấp, ngành, kỳ, nội dung giữ nguyên. Hãy thôi dòng này và thêm dòng mới.")
        )
    return _stored(row, told)


def _stored(row: ReportType, told: dict[str, Any]) -> ReportType:
    for name, value in told.items():
        setattr(row, name, tidy(value) if isinstance(value, str) else value)
    if RANK[row.level] < row.place.rank:
        raise ValidationError({"level": _("Cấp nộp phải nằm trong địa bàn của lịch này.")})
    if RANK[row.to_level] >= RANK[row.level]:
        raise ValidationError({"to_level": _("Nơi nhận phải ở cấp trên của nơi nộp.")})
    row.full_clean()
    row.save()
    return row


def end_report_type(*, by: User, report_type: ReportType, until_on: date) -> ReportType:
    """Periods that end after `until_on` are no longer owed. Raises ValidationError for a day before it began."""
    row = ReportType.objects.select_for_update(no_key=True).get(pk=report_type.pk)
    if until_on < row.from_on:
        raise ValidationError({"until_on": _("Ngày cuối không được trước ngày đầu.")})
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    return row


def adopt_proposals(*, by: User, place: Unit, from_on: date, plan: Plan | None = None) -> list[ReportType]:
    """The calendar that comes with the software, for `place`: proposals without a text, to be corrected. Lines that
    are there already stay as they are; those about a plan need one."""
    made = []
    for row in yaml.safe_load(PROPOSALS.read_text("utf8")):
        told = {**row, "from_on": from_on, "plan": plan if row["rhythm"] == "PLAN" else None}
        is_there = ReportType.objects.filter(place=place, title=told["title"], level=told["level"]).exists()
        if is_there or RANK[told["level"]] < place.rank or (row["rhythm"] == "PLAN" and plan is None):
            continue
        made.append(_stored(ReportType(place=place), told))
    if not made:
        raise ValidationError(_("Lịch này đã có đủ các dòng gợi ý."))
    return made


def grant_waiver(
    *,
    by: User,
    report_type: ReportType,
    unit: Unit,
    period_from: date,
    reason: str,
    until_on: date | None = None,
) -> Waiver:
    """One unit owes nothing for one period, or has until a later day. Raises ValidationError for a period or a unit
    that the calendar does not have, or a day that is no later than the due one."""
    span = span_at(report_type, period_from)
    if span is None or not owing(report_type, span).filter(below=unit).exists():
        raise ValidationError(_("Đơn vị không phải nộp báo cáo này cho kỳ ấy."))
    due = days_of(report_type, span).due_on
    if until_on is not None and until_on <= due:
        raise ValidationError({"until_on": _("Gia hạn phải sau hạn nộp %s.") % f"{due:%d/%m/%Y}"})
    row = Waiver(type=report_type, unit=unit, period_from=period_from, until_on=until_on, reason=tidy(reason))
    row.by, row.granted_on = by, timezone.localdate()
    row.full_clean()
    row.save()
    _reschedule(report_type, unit, period_from, row)
    return row


def lift_waiver(*, by: User, waiver: Waiver) -> str:
    """An exception granted by mistake goes; what was handed in under it is judged by the usual days again."""
    key = str(waiver.pk)
    type, unit, period_from = waiver.type, waiver.unit, waiver.period_from
    waiver.delete()
    _reschedule(type, unit, period_from, None)
    return key


def _reschedule(type: ReportType, unit: Unit, period_from: date, waiver: Waiver | None) -> None:
    span = span_at(type, period_from)
    if span is not None:
        days = days_of(type, span, waiver)
        rows = Report.objects.filter(type=type, unit=unit, period_from=period_from)
        rows.update(due_on=days.due_on, timely_until=days.timely_until)
