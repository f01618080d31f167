"""What people do with sign-ins, offices and tokens."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

MAKE_TOKEN = Command(services.make_token, forms.MakeToken, title=_("Cấp mã truy cập"))
REVOKE_TOKEN = Command(services.revoke_token, forms.RevokeToken, title=_("Thu hồi mã truy cập"))
END_ASSIGNMENT = Command(services.end_assignment, forms.EndAssignment, title=_("Thôi giao vai trò"))

NAME_DEPUTY = Command(services.name_deputy, forms.NameDeputy, title=_("Cử người thay mặt"))
END_DEPUTY = Command(services.end_deputy, forms.EndDeputy, title=_("Thôi người thay mặt"))

register(MAKE_TOKEN, REVOKE_TOKEN, END_ASSIGNMENT, NAME_DEPUTY, END_DEPUTY)
