"""What people do with cards, PINs, devices and sessions."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms
from .services import cards, devices, sessions, tries

INVITE_PERSON = Command(cards.invite_person, forms.InvitePerson, title=_("Mời người dùng"))
REPLACE_CARD = Command(cards.replace_card, forms.ReplaceCard, title=_("Khóa mọi máy và cấp thẻ mới"))
REVOKE_CARD = Command(cards.revoke_card, forms.RevokeCard, title=_("Thu hồi thẻ mời"))
UNLOCK_PERSON = Command(tries.unlock_person, forms.UnlockPerson, title=_("Mở khóa đăng nhập"))
SET_PIN = Command(devices.set_pin, forms.SetPin, title=_("Đặt mã PIN trên máy này"))
LEAVE_DEVICE = Command(devices.leave_device, forms.LeaveDevice, title=_("Thôi dùng mã PIN trên máy"))
REPORT_LOST_DEVICE = Command(devices.report_lost_device, forms.ReportLostDevice, title=_("Báo mất máy"))
END_SESSION = Command(sessions.end_session, forms.EndSession, title=_("Đóng lần đăng nhập"))
END_OTHER_SESSIONS = Command(
    sessions.end_other_sessions, forms.EndOtherSessions, title=_("Đóng mọi lần đăng nhập khác")
)

register(INVITE_PERSON, REPLACE_CARD, REVOKE_CARD, UNLOCK_PERSON)
register(SET_PIN, LEAVE_DEVICE, REPORT_LOST_DEVICE, END_SESSION, END_OTHER_SESSIONS)
