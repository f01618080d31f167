"""What people do in care at home."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

ADD_CLIENT = Command(services.add_client, forms.AddClient, title=_("Nhận chăm sóc một người"))
CORRECT_CLIENT = Command(services.correct_client, forms.CorrectClient, title=_("Sửa ngày bắt đầu, ý muốn"))
CLOSE_CLIENT = Command(services.close_client, forms.CloseClient, title=_("Ghi thôi chăm sóc"))
PLAN_CARE = Command(services.plan_care, forms.PlanCare, title=_("Lập kế hoạch chăm sóc"))
ASSESS_NEEDS = Command(services.assess_needs, forms.AssessNeeds, title=_("Đánh giá nhu cầu chăm sóc"))
DROP_ASSESSMENT = Command(services.drop_assessment, forms.DropAssessment, title=_("Xóa lần đánh giá ghi nhầm"))

ADD_VOLUNTEER = Command(services.add_volunteer, forms.AddVolunteer, title=_("Ghi tình nguyện viên"))
CORRECT_VOLUNTEER = Command(services.correct_volunteer, forms.CorrectVolunteer, title=_("Sửa ngày rảnh, việc nhận"))
RECORD_TRAINING = Command(services.record_training, forms.RecordTraining, title=_("Ghi lần tập huấn"))
DROP_TRAINING = Command(services.drop_training, forms.DropTraining, title=_("Bỏ lần tập huấn ghi nhầm"))
LINK_VOLUNTEER = Command(services.link_volunteer, forms.LinkVolunteer, title=_("Nối tên đăng nhập"))
STOP_VOLUNTEER = Command(services.stop_volunteer, forms.StopVolunteer, title=_("Ghi tình nguyện viên thôi, bàn giao"))

ASSIGN_VOLUNTEER = Command(services.assign_volunteer, forms.AssignVolunteer, title=_("Phân công tình nguyện viên"))
END_ASSIGNMENT = Command(services.end_assignment, forms.EndAssignment, title=_("Ghi thôi phân công"))
CALL_OFF_VISIT = Command(services.call_off_visit, forms.CallOffVisit, title=_("Hoãn một lần hẹn"))
STAND_IN = Command(services.stand_in, forms.StandIn, title=_("Cử người đi thay một ngày"))
PUT_BACK_VISIT = Command(services.put_back_visit, forms.PutBackVisit, title=_("Trả lịch như kế hoạch"))
TELL_ABSENCE = Command(services.tell_absence, forms.TellAbsence, title=_("Báo những ngày không đến được"))

RECORD_VISIT = Command(
    services.record_visit,
    forms.RecordVisit,
    title=_("Ghi lần chăm sóc"),
    many=services.record_visits,
    is_apart=lambda typed: typed.get("dangers") == ["NONE"],  # a danger opens a referral, which a reading asks about
    offline=True,
)
CORRECT_VISIT = Command(services.correct_visit, forms.CorrectVisit, title=_("Sửa lần chăm sóc"))
DROP_VISIT = Command(services.drop_visit, forms.DropVisit, title=_("Xóa lần chăm sóc ghi nhầm"))
SETTLE_ALERT = Command(services.settle_alert, forms.SettleAlert, title=_("Ghi đã giải quyết dấu hiệu nguy hiểm"))

register(
    ADD_CLIENT,
    CORRECT_CLIENT,
    CLOSE_CLIENT,
    PLAN_CARE,
    ASSESS_NEEDS,
    DROP_ASSESSMENT,
    ADD_VOLUNTEER,
    CORRECT_VOLUNTEER,
    RECORD_TRAINING,
    DROP_TRAINING,
    LINK_VOLUNTEER,
    STOP_VOLUNTEER,
    ASSIGN_VOLUNTEER,
    END_ASSIGNMENT,
    CALL_OFF_VISIT,
    STAND_IN,
    PUT_BACK_VISIT,
    TELL_ABSENCE,
    RECORD_VISIT,
    CORRECT_VISIT,
    DROP_VISIT,
    SETTLE_ALERT,
)
