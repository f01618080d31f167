"""Promises are written down, and withdrawn."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.giving.models import DonationPledge, Donor, Drive
from clb.kernel.text import tidy


def record_pledge(
    *,
    by: User,
    donor: Donor,
    form: str,
    value_vnd: int,
    promised_on: date,
    due_on: date,
    what: str = "",
    drive: Drive | None = None,
) -> DonationPledge:
    """`donor` promises something worth `value_vnd` (whole đồng) until `due_on`.

    Raises ValidationError beside the field for a value of nothing, a promise of a day to come, a due day before it,
    and a drive of others.
    """
    if value_vnd <= 0:
        raise ValidationError({"value_vnd": _("Trị giá phải lớn hơn 0.")})
    if promised_on > timezone.localdate():
        raise ValidationError({"promised_on": _("Ngày không được ở tương lai.")})
    if due_on < promised_on:
        raise ValidationError({"due_on": _("Ngày hẹn không được trước ngày hứa.")})
    if form != DonationPledge.Form.CASH and not tidy(what):
        raise ValidationError({"what": _("Hãy ghi hứa hiện vật gì, việc gì.")})
    check_drive(donor, drive)
    return DonationPledge.objects.create(
        unit=donor.unit,
        office=donor.office,
        donor=donor,
        drive=drive,
        form=form,
        value_vnd=value_vnd,
        what=tidy(what)[:200],
        promised_on=promised_on,
        due_on=due_on,
    )


def check_drive(donor: Donor, drive: Drive | None) -> None:
    """Raise ValidationError beside `drive` for a drive that somebody else keeps."""
    if drive is not None and (drive.unit_id, drive.office) != (donor.unit_id, donor.office):
        raise ValidationError({"drive": _("Đợt vận động này của bên khác.")})


@transaction.atomic
def withdraw_pledge(*, by: User, pledge: DonationPledge, withdrawn_on: date, reason: str) -> DonationPledge:
    """They will not keep it, or not the rest of it. Raises ValidationError where it was withdrawn before, for a day
    before the promise or to come, and beside `reason` without one."""
    row: DonationPledge = DonationPledge.objects.select_for_update(no_key=True).get(pk=pledge.pk)
    if row.withdrawn_on is not None:
        raise ValidationError(_("Lời hứa này đã rút trước đó."))
    if not row.promised_on <= withdrawn_on <= timezone.localdate():
        raise ValidationError({"withdrawn_on": _("Ngày phải từ ngày hứa đến hôm nay.")})
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi vì sao rút.")})
    row.withdrawn_on, row.withdrawn_because = withdrawn_on, tidy(reason)[:300]
    row.save(update_fields=["withdrawn_on", "withdrawn_because"])
    return row
