"""What people do with units."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

ASSIGN_UNIT = Command(services.assign_unit, forms.AssignUnit, title=_("Gán đơn vị vào xã, phường mới"))
RECORD_EVENT = Command(services.record_event, forms.RecordEvent, title=_("Ghi biến động đơn vị"))

register(ASSIGN_UNIT, RECORD_EVENT)
