"""What people do with readings."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

RECORD_CHECK = Command(services.record_check, forms.RecordCheck, title=_("Ghi số đo sức khỏe"))
DROP_CHECK = Command(services.drop_check, forms.DropCheck, title=_("Xóa lần đo"))

register(RECORD_CHECK, DROP_CHECK)
