"""What people do with phones and with rows that wait."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms
from .services import keys, parking

MAKE_KEY = Command(keys.make_key, forms.MakeKey, title=_("Cho điện thoại này dùng không cần mạng"))
REVOKE_KEY = Command(keys.revoke_key, forms.RevokeKey, title=_("Thu hồi điện thoại"))
SETTLE_ROW = Command(parking.settle_row, forms.SettleRow, title=_("Bỏ việc gác lại"))

register(MAKE_KEY, REVOKE_KEY, SETTLE_ROW)
