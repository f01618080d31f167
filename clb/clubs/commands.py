"""What people do with clubs."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services
from .queries.seconds import charter_needs_second

FOUND_CLUB = Command(services.found_club, forms.FoundClub, title=_("Thành lập câu lạc bộ"))
CORRECT_CLUB = Command(services.correct_club, forms.CorrectClub, title=_("Sửa thông tin câu lạc bộ"))
SET_STATUS = Command(services.set_status, forms.SetStatus, title=_("Ghi tình trạng câu lạc bộ"))
CORRECT_STATUS = Command(services.correct_status, forms.CorrectStatus, title=_("Sửa tình trạng ghi gần nhất"))
SET_CHARTER_RULE = Command(
    services.set_charter_rule,
    forms.SetCharterRule,
    title=_("Ghi điều của quy chế"),
    needs_second=charter_needs_second,
)
PLAN_CONSOLIDATION_STEP = Command(
    services.plan_consolidation_step, forms.PlanConsolidationStep, title=_("Thêm việc kiện toàn")
)
FINISH_CONSOLIDATION_STEP = Command(
    services.finish_consolidation_step, forms.FinishConsolidationStep, title=_("Ghi việc kiện toàn đã xong")
)
DROP_CONSOLIDATION_STEP = Command(
    services.drop_consolidation_step, forms.DropConsolidationStep, title=_("Bỏ việc kiện toàn")
)

register(PLAN_CONSOLIDATION_STEP, FINISH_CONSOLIDATION_STEP, DROP_CONSOLIDATION_STEP)
register(FOUND_CLUB, CORRECT_CLUB, SET_STATUS, CORRECT_STATUS, SET_CHARTER_RULE)
