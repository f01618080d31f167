"""What people do with reports and their calendar."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

SET_REPORT_TYPE = Command(services.set_report_type, forms.SetReportType, title=_("Thêm loại báo cáo vào lịch"))
CORRECT_REPORT_TYPE = Command(services.correct_report_type, forms.CorrectReportType, title=_("Sửa loại báo cáo"))
END_REPORT_TYPE = Command(services.end_report_type, forms.EndReportType, title=_("Thôi loại báo cáo"))
ADOPT_PROPOSALS = Command(services.adopt_proposals, forms.AdoptProposals, title=_("Dùng lịch báo cáo gợi ý"))
GRANT_WAIVER = Command(services.grant_waiver, forms.GrantWaiver, title=_("Miễn, gia hạn báo cáo"))
LIFT_WAIVER = Command(services.lift_waiver, forms.LiftWaiver, title=_("Bỏ miễn, gia hạn"))
DRAFT_REPORT = Command(services.draft_report, forms.DraftReport, title=_("Lập báo cáo"))
REFRESH_REPORT = Command(services.refresh_report, forms.RefreshReport, title=_("Tính lại số liệu"))
EDIT_PASSAGE = Command(services.edit_passage, forms.EditPassage, title=_("Sửa đoạn văn"))
DROP_REPORT = Command(services.drop_report, forms.DropReport, title=_("Bỏ bản đang soạn"))
SUBMIT_REPORT = Command(services.submit_report, forms.SubmitReport, title=_("Nộp báo cáo"))
ACCEPT_REPORT = Command(services.accept_report, forms.AcceptReport, title=_("Nhận báo cáo"))
RETURN_REPORT = Command(services.return_report, forms.ReturnReport, title=_("Trả lại báo cáo"))
REOPEN_REPORT = Command(services.reopen_report, forms.ReopenReport, title=_("Mở lại báo cáo"))
RECHECK_REPORT = Command(services.recheck_report, forms.RecheckReport, title=_("Đối chiếu với số liệu hôm nay"))
RECORD_PAPER_REPORT = Command(
    services.record_paper_report, forms.RecordPaperReport, title=_("Ghi nhận báo cáo bằng giấy")
)

register(
    *(SET_REPORT_TYPE, CORRECT_REPORT_TYPE, END_REPORT_TYPE, ADOPT_PROPOSALS, GRANT_WAIVER, LIFT_WAIVER),
    *(DRAFT_REPORT, REFRESH_REPORT, EDIT_PASSAGE, DROP_REPORT, SUBMIT_REPORT),
    *(ACCEPT_REPORT, RETURN_REPORT, REOPEN_REPORT, RECHECK_REPORT, RECORD_PAPER_REPORT),
)
