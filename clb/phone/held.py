"""What phones hold about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Erase, Group, Held, holds, holds_nobody

from .models import PackMark, ParkedRow, Phone, PhoneKey, PhoneLane, PhoneTouch, ToldMessage
from .services.forgetting import drop_messages_about, drop_rows_about

PHONE = _("Ghi việc của câu lạc bộ bằng điện thoại, có mạng hay không")

holds(
    Held(
        PhoneKey,
        Group.ACCOUNT,
        PHONE,
        ("user__is_person__person",),
        kept_because=_("Biết máy nào phải xóa dữ liệu; không có tên, chỉ có ngày giờ và số đếm"),
        shown=("phone__name", "made_at", "expires_on", "seen_at", "revoked_at"),
    ),
    Held(
        ParkedRow,
        Group.ACTIVITY,
        _("Việc gửi từ điện thoại chưa ghi được, chờ người xử lý; mã hóa"),
        on_erasure=Erase.OWN,
        erase=drop_rows_about,
    ),
    Held(
        ToldMessage,
        Group.ACTIVITY,
        _("Lời báo về việc gác lại, giữ 30 ngày; mã hóa"),
        on_erasure=Erase.OWN,
        erase=drop_messages_about,
    ),
)
holds_nobody(_("Máy, không phải người: loại máy"), Phone)
holds_nobody(_("Chỉ có mã, số đếm và dấu của nội dung"), PackMark, PhoneLane, PhoneTouch)
