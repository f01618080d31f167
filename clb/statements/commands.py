"""What people do about what a club shows of its money."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

DECIDE_DISCLOSURE = Command(services.decide_disclosure, forms.DecideDisclosure, title=_("Ghi quyết định công khai"))
WITHDRAW_DISCLOSURE = Command(services.withdraw_disclosure, forms.WithdrawDisclosure, title=_("Thôi công khai"))
LEAVE_DONOR_UNNAMED = Command(
    services.leave_donor_unnamed, forms.LeaveDonorUnnamed, title=_("Không nêu tên người ủng hộ")
)
NAME_DONOR = Command(services.name_donor, forms.NameDonor, title=_("Nêu tên người ủng hộ"))

register(DECIDE_DISCLOSURE, WITHDRAW_DISCLOSURE, LEAVE_DONOR_UNNAMED, NAME_DONOR)
