"""What people do on the way to a club."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

START_FOUNDING = Command(services.start_founding, forms.StartFounding, title=_("Bắt đầu việc thành lập"))
PLAN_FOUNDING_STEP = Command(services.plan_founding_step, forms.PlanFoundingStep, title=_("Giao bước, đặt hạn"))
FINISH_FOUNDING_STEP = Command(services.finish_founding_step, forms.FinishFoundingStep, title=_("Ghi bước đã xong"))
REOPEN_FOUNDING_STEP = Command(services.reopen_founding_step, forms.ReopenFoundingStep, title=_("Mở lại bước"))
ADD_CONDITION = Command(services.add_condition, forms.AddCondition, title=_("Thêm điều kiện"))
MEET_CONDITION = Command(services.meet_condition, forms.MeetCondition, title=_("Ghi điều kiện đã đạt"))
DROP_CONDITION = Command(services.drop_condition, forms.DropCondition, title=_("Bỏ điều kiện"))
ADD_RECRUIT = Command(services.add_recruit, forms.AddRecruit, title=_("Ghi người đăng ký"))
SET_RECRUIT_POST = Command(services.set_recruit_post, forms.SetRecruitPost, title=_("Ghi chức danh dự kiến"))
DROP_RECRUIT = Command(services.drop_recruit, forms.DropRecruit, title=_("Bỏ người đăng ký"))
PLEDGE_START_FUND = Command(services.pledge_start_fund, forms.PledgeStartFund, title=_("Ghi khoản hứa góp quỹ"))
COLLECT_PLEDGE = Command(services.collect_pledge, forms.CollectPledge, title=_("Ghi đã nhận tiền"))
WITHDRAW_PLEDGE = Command(services.withdraw_pledge, forms.WithdrawPledge, title=_("Bỏ khoản hứa góp"))
RECORD_FOUNDING_DECISION = Command(
    services.record_founding_decision, forms.RecordFoundingDecision, title=_("Ghi quyết định thành lập")
)
LAUNCH_CLUB = Command(services.launch_club, forms.LaunchClub, title=_("Ghi lễ ra mắt"))
DROP_FOUNDING = Command(services.drop_founding, forms.DropFounding, title=_("Thôi việc thành lập"))

register(START_FOUNDING, PLAN_FOUNDING_STEP, FINISH_FOUNDING_STEP, REOPEN_FOUNDING_STEP)
register(ADD_CONDITION, MEET_CONDITION, DROP_CONDITION)
register(ADD_RECRUIT, SET_RECRUIT_POST, DROP_RECRUIT, PLEDGE_START_FUND, COLLECT_PLEDGE, WITHDRAW_PLEDGE)
register(RECORD_FOUNDING_DECISION, LAUNCH_CLUB, DROP_FOUNDING)
