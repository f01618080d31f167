"""Drives to mobilise are opened, put right and ended."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.giving.models import Drive
from clb.kernel.text import tidy
from clb.places.models import Unit
from clb.plans.models import Task


def open_drive(
    *,
    by: User,
    unit: Unit,
    office: str,
    title: str,
    purpose: str,
    target_vnd: int,
    from_on: date,
    until_on: date,
    task: Task | None = None,
) -> Drive:
    """A drive for `target_vnd` (whole đồng) begins. Raises ValidationError beside the field for an empty title or
    purpose, a target of nothing, and an end before its beginning."""
    row = Drive(unit=unit, office=office)
    return _written(row, title=title, purpose=purpose, target_vnd=target_vnd, days=(from_on, until_on), task=task)


@transaction.atomic
def correct_drive(
    *,
    by: User,
    drive: Drive,
    title: str,
    purpose: str,
    target_vnd: int,
    from_on: date,
    until_on: date,
    task: Task | None = None,
) -> Drive:
    """What was written of it is put right. Raises ValidationError as `open_drive`, and of one that was ended."""
    row = _locked(drive)
    return _written(row, title=title, purpose=purpose, target_vnd=target_vnd, days=(from_on, until_on), task=task)


def _written(
    row: Drive, *, title: str, purpose: str, target_vnd: int, days: tuple[date, date], task: Task | None
) -> Drive:
    if not tidy(title):
        raise ValidationError({"title": _("Hãy ghi tên đợt vận động.")})
    if not tidy(purpose):
        raise ValidationError({"purpose": _("Hãy ghi vận động để làm gì.")})
    if target_vnd <= 0:
        raise ValidationError({"target_vnd": _("Mục tiêu phải lớn hơn 0.")})
    if days[1] < days[0]:
        raise ValidationError({"until_on": _("Ngày cuối không được trước ngày đầu.")})
    row.title, row.purpose, row.target_vnd, row.task = tidy(title)[:200], tidy(purpose)[:500], target_vnd, task
    row.from_on, row.until_on = days
    row.save()
    return row


@transaction.atomic
def close_drive(*, by: User, drive: Drive, closed_on: date, closing_words: str) -> Drive:
    """It is over, with what came of it. Raises ValidationError for a day before it began or to come, without words,
    and where it was ended before."""
    row = _locked(drive)
    if not row.from_on <= closed_on <= timezone.localdate():
        raise ValidationError({"closed_on": _("Ngày phải từ ngày bắt đầu đến hôm nay.")})
    if not tidy(closing_words):
        raise ValidationError({"closing_words": _("Hãy ghi kết quả đợt vận động.")})
    row.closed_on, row.closing_words = closed_on, tidy(closing_words)[:500]
    row.save(update_fields=["closed_on", "closing_words"])
    return row


@transaction.atomic
def drop_drive(*, by: User, drive: Drive) -> Unit:
    """One opened by mistake goes; gives its keeper's unit. Raises ValidationError where something was promised or given
    for it."""
    row = _locked(drive)
    if row.pledges.exists() or row.donations.exists():
        raise ValidationError(_("Đợt này đã có lời hứa hoặc khoản ủng hộ, không bỏ được. Hãy kết thúc đợt."))
    unit = row.unit
    row.delete()
    return unit


def _locked(drive: Drive) -> Drive:
    row: Drive = Drive.objects.select_for_update(no_key=True).get(pk=drive.pk)
    if row.closed_on is not None:
        raise ValidationError(_("Đợt vận động này đã kết thúc."))
    return row
