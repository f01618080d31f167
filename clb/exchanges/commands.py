"""What people do with exchanges."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

RECORD_EXCHANGE = Command(services.record_exchange, forms.RecordExchange, title=_("Ghi buổi tập huấn, giao lưu"))
CORRECT_EXCHANGE = Command(services.correct_exchange, forms.CorrectExchange, title=_("Sửa buổi tập huấn, giao lưu"))
DROP_EXCHANGE = Command(services.drop_exchange, forms.DropExchange, title=_("Bỏ buổi ghi nhầm"))
PLAN_FOLLOW_UP = Command(services.plan_follow_up, forms.PlanFollowUp, title=_("Thêm việc làm tiếp"))
FINISH_FOLLOW_UP = Command(services.finish_follow_up, forms.FinishFollowUp, title=_("Ghi việc làm tiếp đã xong"))

register(RECORD_EXCHANGE, CORRECT_EXCHANGE, DROP_EXCHANGE, PLAN_FOLLOW_UP, FINISH_FOLLOW_UP)
