"""What of phones needs a person today: a line or two of the first page, and a part of a club's page."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.web.today import Colour, TodayLine

from .queries.desk import waiting_rows
from .queries.syncing import MOST_TODAY, bad_phones
from .rules import TOLD_DAYS


def phone_lines(user: User, day: date) -> list[TodayLine]:
    """Rows that wait for a person, and phones from which nothing comes."""
    rights = user.rights_anywhere()
    if "phone.settle_row" not in rights:
        return []
    return [*_waiting(user), *(_phones(user) if "phone.read" in rights else [])]


def _waiting(user: User) -> list[TodayLine]:
    since = list(waiting_rows(user).values_list("parked_at", flat=True)[:MOST_TODAY])
    if not since:
        return []
    long_ago = timezone.now() - timedelta(days=TOLD_DAYS)
    old = sum(at < long_ago for at in since)
    told = _("%s việc gửi từ điện thoại chưa vào sổ, chờ người xem lại.") % len(since)
    if old:
        told += " " + _("%s việc chờ đã quá 30 ngày.") % old
    colour: Colour = "danger" if old else "warning"
    return [TodayLine(told, reverse("phone:waiting"), _("Xem và xử lý"), "device-mobile", colour)]


def _phones(user: User) -> list[TodayLine]:
    bad = bad_phones(user, timezone.now())
    if not bad:
        return []
    told = _("%s điện thoại có việc chưa gửi, lâu không liên lạc hay không gửi được nữa.") % bad
    return [TodayLine(told, reverse("phone:syncing"), _("Xem máy nào, vì sao"), "device-mobile")]
