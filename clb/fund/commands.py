"""What people do with a club's money."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

RECEIVE_START_FUND = Command(services.receive_start_fund, forms.ReceiveStartFund, title=_("Nhận tiền quỹ ban đầu"))
REVERSE_START_FUND = Command(services.reverse_start_fund, forms.ReverseStartFund, title=_("Đảo khoản quỹ ban đầu"))

register(RECEIVE_START_FUND, REVERSE_START_FUND)
