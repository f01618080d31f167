"""What health holds about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Erase, Group, Held, Purpose, holds, holds_nobody

from .models import CheckUp, CheckUpCampaign, EmergencyAccess, HealthCheck, HealthMonth, Referral
from .rules import VALUES

SENT = ("opened_on", "reason", "to", "due_on", "told_person", "told_kin")

holds(
    Held(
        HealthCheck,
        Group.HEALTH,
        _("Theo dõi sức khỏe, nhắc đi khám"),
        ("person",),
        Erase.DELETE,
        consent=Purpose.HEALTH,
        dated="measured_on",
        shown=("measured_on", "place", *VALUES),
    ),
    Held(
        Referral,
        Group.HEALTH,
        _("Chuyển khám, theo dõi kết quả"),
        ("person",),
        Erase.DELETE,
        consent=Purpose.HEALTH,
        shown=(*SENT, "outcome", "seen_on", "next_check_on", "note"),
    ),
    Held(
        CheckUp,
        Group.HEALTH,
        _("Khám sức khỏe định kỳ"),
        ("person",),
        Erase.DELETE,
        consent=Purpose.HEALTH,
        shown=("state", "called_on", "seen_on", "missed", "follow_up"),
    ),
    Held(
        EmergencyAccess,
        Group.HEALTH,
        _("Biết ai đã xem khẩn cấp và vì sao"),
        ("person",),
        Erase.DELETE,
        shown=("opened_at", "until_at", "reason"),
    ),
)
holds_nobody(_("Chỉ có ngày, nơi khám; số đếm theo câu lạc bộ"), CheckUpCampaign, HealthMonth)
