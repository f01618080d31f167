"""What people do with requests for loans and with borrowers."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services
from .queries.seconds import disbursing_needs_second

ASK_LOAN = Command(services.ask_loan, forms.AskLoan, title=_("Ghi đơn xin vay"))
WITHDRAW_REQUEST = Command(services.withdraw_request, forms.WithdrawRequest, title=_("Rút đơn xin vay"))
DECIDE_REQUEST = Command(services.decide_request, forms.DecideRequest, title=_("Ghi quyết định về đơn xin vay"))
TAKE_BACK_DECISION = Command(services.take_back_decision, forms.TakeBackDecision, title=_("Bỏ quyết định ghi nhầm"))
DISBURSE_REQUEST = Command(
    services.disburse_request,
    forms.DisburseRequest,
    title=_("Giao tiền vay"),
    needs_second=disbursing_needs_second,
)
RECORD_VISIT = Command(services.record_visit, forms.RecordVisit, title=_("Ghi lần thăm người vay"), offline=True)
DROP_VISIT = Command(services.drop_visit, forms.DropVisit, title=_("Bỏ lần thăm ghi nhầm"))

register(ASK_LOAN, WITHDRAW_REQUEST, DECIDE_REQUEST, TAKE_BACK_DECISION, DISBURSE_REQUEST)
register(RECORD_VISIT, DROP_VISIT)
