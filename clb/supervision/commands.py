"""What people do in supervision."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

START_PROGRAMME = Command(services.start_programme, forms.StartProgramme, title=_("Lập chương trình giám sát"))
ADD_SUPERVISED_CLUB = Command(
    services.add_supervised_club, forms.AddSupervisedClub, title=_("Thêm câu lạc bộ vào chương trình")
)
LEAVE_OUT_CLUB = Command(services.leave_out_club, forms.LeaveOutClub, title=_("Bỏ câu lạc bộ khỏi chương trình"))
SET_SUPERVISION_MONTH = Command(
    services.set_supervision_month, forms.SetSupervisionMonth, title=_("Định tháng giám sát")
)
APPROVE_PROGRAMME = Command(services.approve_programme, forms.ApproveProgramme, title=_("Duyệt chương trình giám sát"))
ADOPT_CHECKLIST = Command(services.adopt_checklist, forms.AdoptChecklist, title=_("Dùng phiếu kiểm tra riêng"))
register(START_PROGRAMME, ADD_SUPERVISED_CLUB, LEAVE_OUT_CLUB, SET_SUPERVISION_MONTH, APPROVE_PROGRAMME)
register(ADOPT_CHECKLIST)

PLAN_VISIT = Command(services.plan_visit, forms.PlanVisit, title=_("Xếp ngày giám sát"))
MOVE_VISIT = Command(services.move_visit, forms.MoveVisit, title=_("Đổi ngày giám sát"))
CANCEL_VISIT = Command(services.cancel_visit, forms.CancelVisit, title=_("Bỏ lần giám sát"))
ADD_TEAM_MEMBER = Command(services.add_team_member, forms.AddTeamMember, title=_("Thêm người vào đoàn"))
DROP_TEAM_MEMBER = Command(services.drop_team_member, forms.DropTeamMember, title=_("Bỏ người khỏi đoàn"))
CARRY_OUT_VISIT = Command(services.carry_out_visit, forms.CarryOutVisit, title=_("Ghi đoàn đã đến"), offline=True)
ANSWER_CHECKLIST = Command(
    services.answer_checklist, forms.AnswerChecklist, title=_("Ghi phiếu kiểm tra"), offline=True
)
DRAW_RECOUNT = Command(services.draw_recount, forms.DrawRecount, title=_("Bốc mẫu đối chiếu"), offline=True)
RECORD_RECOUNT = Command(services.record_recount, forms.RecordRecount, title=_("Ghi kết quả đối chiếu"), offline=True)
RECORD_SUPPORT = Command(services.record_support, forms.RecordSupport, title=_("Ghi hỗ trợ kỹ thuật"))
CONCLUDE_VISIT = Command(services.conclude_visit, forms.ConcludeVisit, title=_("Kết luận lần giám sát"))
register(PLAN_VISIT, MOVE_VISIT, CANCEL_VISIT, ADD_TEAM_MEMBER, DROP_TEAM_MEMBER, CARRY_OUT_VISIT, ANSWER_CHECKLIST)
register(DRAW_RECOUNT, RECORD_RECOUNT, RECORD_SUPPORT, CONCLUDE_VISIT)

RECORD_FINDING = Command(services.record_finding, forms.RecordFinding, title=_("Ghi phát hiện"), offline=True)
DROP_FINDING = Command(services.drop_finding, forms.DropFinding, title=_("Bỏ phát hiện ghi nhầm"))
PLAN_ACTION = Command(services.plan_action, forms.PlanAction, title=_("Thêm việc khắc phục"))
ATTACH_SUPERVISION_FILE = Command(
    services.attach_supervision_file, forms.AttachSupervisionFile, title=_("Thêm bằng chứng của phát hiện")
)
DROP_SUPERVISION_FILE = Command(
    services.drop_supervision_file, forms.DropSupervisionFile, title=_("Bỏ bằng chứng gửi nhầm")
)
ANSWER_FINDING = Command(services.answer_finding, forms.AnswerFinding, title=_("Câu lạc bộ trả lời phát hiện"))
REPORT_ACTION = Command(services.report_action, forms.ReportAction, title=_("Báo đã làm xong"))
VERIFY_ACTION = Command(services.verify_action, forms.VerifyAction, title=_("Xác nhận đã khắc phục"))
RETURN_ACTION = Command(services.return_action, forms.ReturnAction, title=_("Trả lại, chưa khắc phục"))
register(RECORD_FINDING, DROP_FINDING, PLAN_ACTION, ATTACH_SUPERVISION_FILE, DROP_SUPERVISION_FILE)
register(ANSWER_FINDING, REPORT_ACTION, VERIFY_ACTION, RETURN_ACTION)
