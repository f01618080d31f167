"""Held against the records of today: has anything changed under a report since it was handed in?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.reports.models import Report
from clb.reports.queries.reports import recomputed

_STANDING = (Report.State.SUBMITTED, Report.State.ACCEPTED)


def recheck_report(*, by: User, report: Report) -> Report:
    """The report's figures are computed anew and what differs is written beside it; the report stays as it was.

    Raises ValidationError for one that was not handed in through the software.
    """
    row = Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    if row.state not in _STANDING or row.is_on_paper:
        raise ValidationError(_("Chỉ đối chiếu được báo cáo đã nộp qua phần mềm."))
    return _checked(row)


def recheck_all(since: date) -> tuple[int, int]:
    """The job: every report handed in for a period that ended on or after `since`, each in a transaction of its own.
    Returns how many were held against the records and how many differ."""
    rows = Report.objects.filter(state__in=_STANDING, is_on_paper=False, period_until__gte=since)
    checked = differing = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = Report.objects.select_for_update(no_key=True).get(pk=pk)
            if row.state in _STANDING:
                checked += 1
                differing += bool(_checked(row).differs)
    return checked, differing


def _checked(row: Report) -> Report:
    snapshot = row.snapshots.get(version=row.version)
    _body, found = recomputed(row, snapshot)
    row.differences = [asdict(difference) for difference in found]
    row.differs, row.checked_at = len(found), timezone.now()
    row.save(update_fields=["differences", "differs", "checked_at"])
    return row
