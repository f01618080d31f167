"""What a club decides to show of its money. The only writer of it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import Receipt
from clb.giving.models import DonationShare
from clb.kernel.text import plain, tidy

from .models import Disclosure, UnnamedGift


def decide_disclosure(*, by: User, club: Club, item: str, from_on: date, adopted_by: str) -> Disclosure:
    """From `from_on` the board shows `item`, because the club's meeting `adopted_by` said so.

    Raises ValidationError for a day before the founding or to come, where it is shown already, a later decision is
    written, or nobody says which meeting.
    """
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)
    if not club.founded_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    if not plain(adopted_by):
        raise ValidationError({"adopted_by": _("Hãy ghi cuộc họp nào đã quyết định.")})
    rows = Disclosure.objects.filter(club=club, item=item)
    if rows.filter(until_on__isnull=True).exists():
        raise ValidationError({"item": _("Điều này đang được công khai rồi.")})
    if rows.filter(until_on__gte=from_on).exists():
        raise ValidationError({"from_on": _("Ngày này nằm trong hoặc trước một lần công khai đã ghi.")})
    return Disclosure.objects.create(club=club, item=item, from_on=from_on, adopted_by=tidy(adopted_by)[:200])


def withdraw_disclosure(*, by: User, disclosure: Disclosure, until_on: date) -> Disclosure:
    """After `until_on` the board shows it no more; what was shown until then stays written.

    Raises ValidationError where it was withdrawn before, and for a day before it began or to come.
    """
    row: Disclosure = Disclosure.objects.select_for_update(no_key=True).get(pk=disclosure.pk)
    if row.until_on is not None:
        raise ValidationError(_("Quyết định này đã thôi công khai trước đó."))
    if not row.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày cuối phải từ ngày bắt đầu công khai đến hôm nay.")})
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    return row


def leave_donor_unnamed(*, by: User, receipt: Receipt) -> Receipt:
    """Whoever gave wishes to stay unnamed on the board. Said twice, it holds as once. Raises ValidationError for a
    donation, whose donor says so in the register of donors."""
    _refuse_donation(receipt)
    UnnamedGift.objects.get_or_create(receipt=receipt)
    return receipt


def name_donor(*, by: User, receipt: Receipt) -> Receipt:
    """Whoever gave may be named after all, where the meeting decided to name donors. Raises ValidationError as
    `leave_donor_unnamed`."""
    _refuse_donation(receipt)
    UnnamedGift.objects.filter(receipt=receipt).delete()
    return receipt


def _refuse_donation(receipt: Receipt) -> None:
    if DonationShare.objects.filter(receipt=receipt).exists():
        raise ValidationError(_("Khoản này có trong sổ vận động: hãy đổi việc nêu tên ở trang của nhà tài trợ."))
