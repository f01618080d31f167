"""What people do with sign-ins, offices and tokens."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

MAKE_TOKEN = Command(services.make_token, forms.MakeToken, title=_("Cấp mã truy cập"))
REVOKE_TOKEN = Command(services.revoke_token, forms.RevokeToken, title=_("Thu hồi mã truy cập"))
ADD_USER = Command(services.add_user, forms.AddUser, title=_("Thêm người dùng"))
END_ASSIGNMENT = Command(services.end_assignment, forms.EndAssignment, title=_("Thôi giao vai trò"))

register(MAKE_TOKEN, REVOKE_TOKEN, ADD_USER, END_ASSIGNMENT)
