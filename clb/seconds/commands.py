"""What people do with what waits for a second person."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

DECIDE_PROPOSAL = Command(services.decide_proposal, forms.DecideProposal, title=_("Trả lời việc chờ người thứ hai"))
WITHDRAW_PROPOSAL = Command(services.withdraw_proposal, forms.WithdrawProposal, title=_("Rút việc chờ người thứ hai"))

register(DECIDE_PROPOSAL, WITHDRAW_PROPOSAL)
