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
PROVE_TASK = Command(services.prove_task, forms.ProveTask, title=_("Thêm bằng chứng của nhiệm vụ"))
DROP_TASK_EVIDENCE = Command(services.drop_task_evidence, forms.DropTaskEvidence, title=_("Bỏ bằng chứng ghi nhầm"))
CHARGE_DUTY = Command(services.charge_duty, forms.ChargeDuty, title=_("Ghi người phụ trách nhiệm vụ"))
EXTEND_DUTY = Command(services.extend_duty, forms.ExtendDuty, title=_("Gia hạn nhiệm vụ"))
DROP_EXTENSION = Command(services.drop_extension, forms.DropExtension, title=_("Bỏ gia hạn ghi nhầm"))
BIND_DUTY = Command(services.bind_duty, forms.BindDuty, title=_("Gắn nhiệm vụ với số liệu"))
GIVE_DUTY = Command(services.give_duty, forms.GiveDuty, title=_("Giao nhiệm vụ chưa có ai nhận"))

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
    PROVE_TASK,
    DROP_TASK_EVIDENCE,
    CHARGE_DUTY,
    EXTEND_DUTY,
    DROP_EXTENSION,
    BIND_DUTY,
    GIVE_DUTY,
)
