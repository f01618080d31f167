"""What is wrong with a phone, how bad it is, and why, in a sentence for whoever looks after it. Pure.

Reasons for the days: docs/decisions/0132.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rules import TOLD_DAYS, VERSION_DAYS, released_on

SOON_DAYS = 7  # a key of 90 days that ends within so many is told of
SILENT_DAYS = 14
LONG_SILENT_DAYS = 35  # a whole month of meetings went by
WAITING_DAYS = 7
OLD_APP_DAYS = 30
BAD = 50  # from this weight on somebody should do something


class Trouble(StrEnum):
    """What may be wrong."""

    WAITING = "WAITING"
    PARKED = "PARKED"
    ENDED = "ENDED"
    NEVER = "NEVER"
    SILENT = "SILENT"
    OLD_APP = "OLD_APP"
    ENDING = "ENDING"
    MEETING = "MEETING"

    @property
    def label(self) -> str:
        """In words."""
        return str(_LABELS[self])


_LABELS = {
    Trouble.WAITING: gettext_lazy("Còn việc chưa gửi"),
    Trouble.PARKED: gettext_lazy("Việc gác lại"),
    Trouble.ENDED: gettext_lazy("Phải đăng nhập lại"),
    Trouble.NEVER: gettext_lazy("Chưa đồng bộ lần nào"),
    Trouble.SILENT: gettext_lazy("Lâu không liên lạc"),
    Trouble.OLD_APP: gettext_lazy("Ứng dụng cũ"),
    Trouble.ENDING: gettext_lazy("Sắp phải đăng nhập lại"),
    Trouble.MEETING: gettext_lazy("Chưa thấy buổi sinh hoạt"),
}

# By the code that a phone sends of itself; see static/phone/core/sync.js.
_WHY = {
    "OFFLINE": gettext_lazy("không có mạng"),
    "EXPIRED": gettext_lazy("phải đăng nhập lại"),
    "UNKNOWN": gettext_lazy("phải đăng nhập lại"),
    "OLD": gettext_lazy("ứng dụng cũ quá, phải cập nhật"),
    "BUSY": gettext_lazy("máy chủ đang bận"),
    "FAULT": gettext_lazy("ứng dụng gặp lỗi"),
    "REFUSED": gettext_lazy("máy chủ không nhận"),
    "TOO_BIG": gettext_lazy("gửi một lần quá nhiều"),
    "TOO_MANY": gettext_lazy("gửi một lần quá nhiều"),
    "FULL": gettext_lazy("bộ nhớ điện thoại đầy"),
    "HELD": gettext_lazy("chờ việc ghi trước được xử lý"),
    "PHOTO": gettext_lazy("ảnh gửi chưa xong"),
}


def why_left(code: str) -> str:
    """Why something waits on a phone, in words; '' where the phone gave no reason."""
    return str(_WHY[code]) if code in _WHY else ""


@dataclass(frozen=True)
class Facts:
    """What is known of a person on a phone. `parked` rows wait on the server since `parked_since`."""

    made_at: datetime
    expires_on: date
    seen_at: datetime | None = None
    packed_at: datetime | None = None
    version: str = ""
    left_rows: int = 0
    left_photos: int = 0
    left_since: datetime | None = None
    left_why: str = ""
    parked: int = 0
    parked_since: datetime | None = None
    has_new_card: bool = False


@dataclass(frozen=True)
class Told:
    """One thing that is wrong: the heavier, the worse."""

    kind: Trouble
    weight: int
    why: str

    @property
    def is_bad(self) -> bool:
        """Should somebody do something now?"""
        return self.weight >= BAD


def troubles(facts: Facts, now: datetime, newest_on: date) -> tuple[Told, ...]:
    """What is wrong with a phone on a moment, the worst first; the newest app is of `newest_on`."""
    asked = (_waiting(facts, now), _parked(facts, now), _key(facts, now), _contact(facts, now), _app(facts, newest_on))
    return tuple(sorted((one for one in asked if one), key=lambda one: -one.weight))


def _days(since: datetime, now: datetime) -> int:
    return (localdate(now) - localdate(since)).days


def _waiting(facts: Facts, now: datetime) -> Told | None:
    if not facts.left_rows and not facts.left_photos:
        return None
    days = _days(facts.left_since, now) if facts.left_since else 0
    parts = []
    if facts.left_rows:
        parts.append(_("%s việc") % facts.left_rows)
    if facts.left_photos:
        parts.append(_("%s ảnh") % facts.left_photos)
    told: Mapping[str, Any] = {"what": _(" và ").join(parts), "days": days}
    why = _("Còn %(what)s trên máy chưa gửi lên") % told
    if facts.left_since:
        why += _(", cũ nhất ghi ngày %s") % f"{localdate(facts.left_since):%d/%m/%Y}"
    if reason := why_left(facts.left_why):
        why += _(", vì %s") % reason
    weight = 90 if days > TOLD_DAYS else 70 if days > WAITING_DAYS else 45 if days >= 1 else 20
    return Told(Trouble.WAITING, weight, why + ".")


def _parked(facts: Facts, now: datetime) -> Told | None:
    if not facts.parked or facts.parked_since is None:
        return None
    days = _days(facts.parked_since, now)
    told = {"n": facts.parked, "day": f"{localdate(facts.parked_since):%d/%m/%Y}"}
    why = _("%(n)s việc gửi lên chưa vào sổ, chờ người xem lại, từ ngày %(day)s.") % told
    return Told(Trouble.PARKED, 85 if days > TOLD_DAYS else 55, why)


def _key(facts: Facts, now: datetime) -> Told | None:
    today, told = localdate(now), f"{facts.expires_on:%d/%m/%Y}"
    if facts.has_new_card:
        return Told(Trouble.ENDED, 75, _("Đã cấp thẻ mới: máy này không gửi được nữa, phải đăng nhập lại."))
    if facts.expires_on < today:
        holds = facts.left_rows or facts.left_photos
        return Told(
            Trouble.ENDED, 95 if holds else 60, _("Hết hạn ngày %s: có mạng phải đăng nhập lại mới gửi được.") % told
        )
    lasts = (facts.expires_on - localdate(facts.made_at)).days
    # An officer's key lasts a week: of it only the last day is worth a word.
    soon = SOON_DAYS if lasts > SOON_DAYS else 0
    if facts.expires_on - today <= timedelta(days=soon):
        return Told(Trouble.ENDING, 30, _("Đến hết ngày %s phải đăng nhập lại, lúc có mạng.") % told)
    return None


def _contact(facts: Facts, now: datetime) -> Told | None:
    if facts.packed_at is None and facts.seen_at is None:
        days = _days(facts.made_at, now)
        told = _("Thiết lập ngày %s, từ đó chưa đồng bộ lần nào.") % f"{localdate(facts.made_at):%d/%m/%Y}"
        return Told(Trouble.NEVER, 60, told) if days >= 1 else None
    seen = facts.seen_at or facts.packed_at
    assert seen is not None
    days = _days(seen, now)
    if days <= SILENT_DAYS:
        return None
    told_days = {"n": days, "day": f"{localdate(seen):%d/%m/%Y}"}
    why = _("Liên lạc lần cuối ngày %(day)s, %(n)s ngày trước; có thể đang giữ việc chưa gửi.") % told_days
    return Told(Trouble.SILENT, 65 if days > LONG_SILENT_DAYS else 40, why)


def _app(facts: Facts, newest_on: date) -> Told | None:
    day = released_on(facts.version) if facts.version else None
    if day is None:
        return None
    age = (newest_on - day).days
    told = f"{day:%d/%m/%Y}"
    if age > VERSION_DAYS:
        return Told(
            Trouble.OLD_APP,
            80,
            _("Ứng dụng bản ngày %s cũ quá, không gửi được nữa: mở ứng dụng khi có mạng để cập nhật.") % told,
        )
    if age > OLD_APP_DAYS:
        return Told(Trouble.OLD_APP, 25, _("Ứng dụng bản ngày %s, đã có bản mới.") % told)
    return None


def meeting_missing(month: date, due_on: date | None, *, is_over: bool) -> Told:
    """A club's meeting of a month was due and nobody recorded it; `is_over` where the month is gone."""
    named = f"{month:%m/%Y}"
    if is_over:
        return Told(Trouble.MEETING, 60, _("Tháng %s chưa thấy ghi buổi sinh hoạt nào.") % named)
    told = {"month": named, "day": f"{due_on:%d/%m/%Y}" if due_on else ""}
    return Told(Trouble.MEETING, 50, _("Buổi sinh hoạt tháng %(month)s hẹn ngày %(day)s, chưa thấy ghi xong.") % told)
