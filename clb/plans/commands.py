"""What people do with plans and duties."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

IMPORT_PLAN = Command(services.import_plan, forms.ImportPlan, title=_("Nhập kế hoạch từ văn bản"))
CORRECT_HEADER = Command(services.correct_header, forms.CorrectHeader, title=_("Sửa phần đầu của dự thảo"))
CORRECT_TARGET = Command(services.correct_target, forms.CorrectTarget, title=_("Sửa chỉ tiêu"))
CORRECT_TASK = Command(services.correct_task, forms.CorrectTask, title=_("Sửa nhiệm vụ"))
DROP_ITEM = Command(services.drop_item, forms.DropItem, title=_("Bỏ mục khỏi dự thảo"))
PLACE_LINE = Command(services.place_line, forms.PlaceLine, title=_("Đưa dòng vào mục"))
CONFIRM_PLAN = Command(services.confirm_plan, forms.ConfirmPlan, title=_("Xác nhận kế hoạch"))
DISCARD_DRAFT = Command(services.discard_draft, forms.DiscardDraft, title=_("Hủy dự thảo"))
BIND_TARGET = Command(services.bind_target, forms.BindTarget, title=_("Gắn chỉ tiêu với chỉ số"))
MAP_BODY = Command(services.map_body, forms.MapBody, title=_("Gán vai trò cho cơ quan"))
LINK_PLANS = Command(services.link_plans, forms.LinkPlans, title=_("Nối kế hoạch"))
REPORT_TASK = Command(services.report_task, forms.ReportTask, title=_("Báo đã làm nhiệm vụ"))
WITHDRAW_TASK_REPORT = Command(services.withdraw_task_report, forms.WithdrawTaskReport, title=_("Rút báo cáo nhiệm vụ"))

register(
    IMPORT_PLAN,
    CORRECT_HEADER,
    CORRECT_TARGET,
    CORRECT_TASK,
    DROP_ITEM,
    PLACE_LINE,
    CONFIRM_PLAN,
    DISCARD_DRAFT,
    BIND_TARGET,
    MAP_BODY,
    LINK_PLANS,
    REPORT_TASK,
    WITHDRAW_TASK_REPORT,
)
