"""Whoever receives a report accepts it, returns it with a reason, opens it again; old ones are recorded as on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.files.services import keep_file
from clb.kernel.text import plain, tidy
from clb.places.models import Unit
from clb.reports.models import Report, ReportStep, ReportType

from .drafting import checked_span, new_report


def accept_report(*, by: User, report: Report) -> Report:
    """It is taken as handed in. Raises ValidationError where none waits, or where `by` handed it in."""
    row = _at(report, Report.State.SUBMITTED, _("Báo cáo này không chờ nhận."))
    if row.snapshots.get(version=row.version).by_id == by.pk:
        raise ValidationError(_("Người nộp không tự nhận báo cáo của mình."))
    row.state, row.accepted_on = Report.State.ACCEPTED, timezone.localdate()
    row.save(update_fields=["state", "accepted_on"])
    return _stepped(row, by, ReportStep.Kind.ACCEPTED)


def return_report(*, by: User, report: Report, reason: str) -> Report:
    """It goes back with a reason; what was handed in stays to be read. Raises ValidationError where none waits."""
    row = _at(report, Report.State.SUBMITTED, _("Báo cáo này không chờ nhận."))
    row.state = Report.State.RETURNED
    row.save(update_fields=["state"])
    return _stepped(row, by, ReportStep.Kind.RETURNED, reason)


def reopen_report(*, by: User, report: Report, reason: str) -> Report:
    """One that was accepted is opened for a new version; the old one stays as it was and can be read.

    Raises ValidationError for one that is not accepted, or was handed in on paper.
    """
    row = _at(report, Report.State.ACCEPTED, _("Chỉ mở lại được báo cáo đã nhận."))
    if row.is_on_paper:
        raise ValidationError(_("Báo cáo nộp bằng giấy không mở lại được."))
    row.state, row.accepted_on = Report.State.RETURNED, None
    row.save(update_fields=["state", "accepted_on"])
    return _stepped(row, by, ReportStep.Kind.REOPENED, reason)


def record_paper_report(
    *, by: User, report_type: ReportType, unit: Unit, period_from: date, received_on: date, file: UploadedFile[Any]
) -> Report:
    """A report that came on paper, from before the software, with its scan: it counts as handed in and accepted.

    Raises ValidationError for a period that has not ended, a day to come or before the period's begin.
    """
    today, span = timezone.localdate(), checked_span(report_type, unit, period_from)
    if span.until_on >= today:
        raise ValidationError({"period_from": _("Bản giấy chỉ ghi cho kỳ đã hết.")})
    if not span.from_on <= received_on <= today:
        raise ValidationError({"received_on": _("Ngày nhận phải sau khi kỳ bắt đầu và không ở tương lai.")})
    row = new_report(report_type, unit, span, today)
    row.is_on_paper, row.state = True, Report.State.ACCEPTED
    row.submitted_on = row.accepted_on = received_on
    row.paper = keep_file(file, field="file")
    row.full_clean(exclude=["draft"])
    row.save()
    return _stepped(row, by, ReportStep.Kind.ON_PAPER)


def _at(report: Report, state: str, told: str) -> Report:
    row = Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    if row.state != state:
        raise ValidationError(told)
    return row


def _stepped(row: Report, by: User, kind: str, reason: str = "") -> Report:
    if kind in (ReportStep.Kind.RETURNED, ReportStep.Kind.REOPENED) and not plain(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do.")})
    step = ReportStep(report=row, kind=kind, version=row.version, at=timezone.now(), by=by, reason=tidy(reason))
    step.save()
    return row
