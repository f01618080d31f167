"""What people do with meetings and activities."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

RECORD_MEETING = Command(services.record_meeting, forms.RecordMeeting, title=_("Ghi buổi sinh hoạt"), offline=True)
REOPEN_MEETING = Command(services.reopen_meeting, forms.ReopenMeeting, title=_("Mở lại buổi họp"))
SEE_REOPENING = Command(services.see_reopening, forms.SeeReopening, title=_("Đã xem lần mở lại"))
DROP_MEETING = Command(services.drop_meeting, forms.DropMeeting, title=_("Bỏ buổi họp ghi nhầm"))

register(RECORD_MEETING, REOPEN_MEETING, SEE_REOPENING, DROP_MEETING)
