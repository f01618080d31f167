"""Who has not synced, as .xlsx. Names only where the reader may know who holds offices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from clb.papers.sheets import Head, Sheet

from .queries.syncing import ClubRow, PhoneRow
from .standing import Told


def syncing_sheets(place: str, clubs: Iterable[ClubRow], phones: Iterable[PhoneRow], now: datetime) -> list[Sheet]:
    """A sheet of clubs with counts, and one of phones."""
    at = _("Xem lúc %s") % f"{localtime(now):%H:%M %d/%m/%Y}"
    above = (_("Điện thoại chưa đồng bộ: %s") % place, at)
    return [
        Sheet(_("Câu lạc bộ"), above, _club_heads(), (_club(row) for row in clubs)),
        Sheet(_("Điện thoại"), above, _phone_heads(), (_phone(row) for row in phones)),
    ]


def _why(told: Sequence[Told]) -> str:
    return " ".join(dict.fromkeys(one.why for one in told))


def _day(at: datetime | None) -> date | None:
    return localdate(at) if at else None


def _club_heads() -> list[Head]:
    return [
        Head(_("Câu lạc bộ"), 32),
        Head(_("Số máy"), 10),
        Head(_("Máy cần xem"), 12),
        Head(_("Việc chờ trên máy"), 12),
        Head(_("Ảnh chờ trên máy"), 12),
        Head(_("Việc gác lại"), 12),
        Head(_("Vì sao"), 80),
    ]


def _club(row: ClubRow) -> list[str | int | date | None]:
    return [row.name, row.phones, row.bad, row.left_rows, row.left_photos, row.parked, _why(row.told)]


def _phone_heads() -> list[Head]:
    return [
        Head(_("Người"), 26),
        Head(_("Vai trò"), 26),
        Head(_("Ở"), 28),
        Head(_("Máy"), 22),
        Head(_("Liên lạc lần cuối"), 14),
        Head(_("Nhận dữ liệu lần cuối"), 14),
        Head(_("Gửi lên lần cuối"), 14),
        Head(_("Việc chờ"), 10),
        Head(_("Ảnh chờ"), 10),
        Head(_("Chờ từ ngày"), 14),
        Head(_("Hạn đăng nhập lại"), 14),
        Head(_("Vì sao"), 80),
    ]


def _phone(row: PhoneRow) -> list[str | int | date | None]:
    key = row.key
    days = [_day(at) for at in (key.seen_at, key.packed_at, key.pushed_at)]
    left = [key.left_rows, key.left_photos, _day(key.left_since)]
    return [row.who, row.office, row.place, str(key.phone), *days, *left, key.expires_on, _why(row.told)]
