"""Money of a meeting is put right in the meeting, so that its minutes and the books say the same."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.fund.bonds import register_bond, register_pending
from clb.fund.models import Receipt

from .models import Meeting, MoneyLine


def _bound(receipts: Collection[Receipt]) -> list[str]:
    lines = MoneyLine.objects.filter(receipt__in=[receipt.pk for receipt in receipts]).select_related("meeting")
    meetings = {line.meeting_id: line.meeting for line in lines}
    closed = _("Khoản này ở biên bản buổi họp ngày %s. Muốn sửa, hãy mở lại buổi họp ấy.")
    still_open = _("Khoản này ở buổi họp ngày %s, đang mở lại. Hãy sửa ngay trong buổi họp ấy.")
    found = sorted(meetings.values(), key=lambda meeting: meeting.held_on)
    return [(closed if m.is_closed else still_open) % f"{m.held_on:%d/%m/%Y}" for m in found]


def _pending(club: Club, day: date) -> list[str]:
    still_open = Meeting.objects.filter(club=club, held_on__lte=day, is_closed=False).order_by("held_on")
    told = _("Buổi họp ngày %s chưa kết thúc, tiền của buổi ấy chưa vào sổ.")
    return [told % f"{meeting.held_on:%d/%m/%Y}" for meeting in still_open]


register_bond(_bound)
register_pending(_pending)
