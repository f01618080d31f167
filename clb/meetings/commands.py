"""What people do with meetings and activities."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

RECORD_MEETING = Command(services.record_meeting, forms.RecordMeeting, title=_("Ghi buổi sinh hoạt"), offline=True)
REOPEN_MEETING = Command(services.reopen_meeting, forms.ReopenMeeting, title=_("Mở lại buổi họp"))
SEE_REOPENING = Command(services.see_reopening, forms.SeeReopening, title=_("Đã xem lần mở lại"))
DROP_MEETING = Command(services.drop_meeting, forms.DropMeeting, title=_("Bỏ buổi họp ghi nhầm"))

register(RECORD_MEETING, REOPEN_MEETING, SEE_REOPENING, DROP_MEETING)

RECORD_ACTIVITY = Command(services.record_activity, forms.RecordActivity, title=_("Ghi hoạt động"), offline=True)
CORRECT_ACTIVITY = Command(services.correct_activity, forms.CorrectActivity, title=_("Sửa hoạt động"))
DROP_ACTIVITY = Command(services.drop_activity, forms.DropActivity, title=_("Bỏ hoạt động ghi nhầm"))
NAME_HELPED = Command(services.name_helped, forms.NameHelped, title=_("Ghi ai được giúp đỡ"))
ATTACH_EVIDENCE = Command(services.attach_evidence, forms.AttachEvidence, title=_("Thêm ảnh, giấy tờ"))
DROP_EVIDENCE = Command(services.drop_evidence, forms.DropEvidence, title=_("Bỏ ảnh, giấy tờ"))

register(RECORD_ACTIVITY, CORRECT_ACTIVITY, DROP_ACTIVITY, NAME_HELPED, ATTACH_EVIDENCE, DROP_EVIDENCE)

SET_AREA_MINIMUM = Command(services.set_area_minimum, forms.SetAreaMinimum, title=_("Định mức cho mảng hoạt động"))
END_AREA_MINIMUM = Command(services.end_area_minimum, forms.EndAreaMinimum, title=_("Thôi định mức"))
PLAN_ACTIVITY = Command(services.plan_activity, forms.PlanActivity, title=_("Thêm việc vào kế hoạch năm"))
DROP_PLANNED_ACTIVITY = Command(
    services.drop_planned_activity, forms.DropPlannedActivity, title=_("Bỏ việc khỏi kế hoạch năm")
)
LINK_PLANNED_ACTIVITY = Command(
    services.link_planned_activity, forms.LinkPlannedActivity, title=_("Ghi kế hoạch đã thực hiện")
)

register(SET_AREA_MINIMUM, END_AREA_MINIMUM, PLAN_ACTIVITY, DROP_PLANNED_ACTIVITY, LINK_PLANNED_ACTIVITY)
