"""What people do for the rights over personal data."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

RECEIVE_REQUEST = Command(services.receive_request, forms.ReceiveRequest, title=_("Ghi yêu cầu về dữ liệu cá nhân"))
ANSWER_REQUEST = Command(services.answer_request, forms.AnswerRequest, title=_("Trả lời yêu cầu"))
EXTEND_REQUEST = Command(services.extend_request, forms.ExtendRequest, title=_("Gia hạn yêu cầu"))
FINISH_REQUEST = Command(services.finish_request, forms.FinishRequest, title=_("Ghi đã làm xong yêu cầu"))
ERASE_PERSON = Command(services.erase_person, forms.ErasePerson, title=_("Xóa dữ liệu của một người"))
RESTRICT_PERSON = Command(services.restrict_person, forms.RestrictPerson, title=_("Cất riêng dữ liệu của một người"))
LIFT_RESTRICTION = Command(services.lift_restriction, forms.LiftRestriction, title=_("Bỏ hạn chế dữ liệu"))
RECORD_BREACH = Command(services.record_breach, forms.RecordBreach, title=_("Ghi vụ lộ, mất dữ liệu"))
TELL_OF_BREACH = Command(services.tell_of_breach, forms.TellOfBreach, title=_("Ghi đã báo về vụ việc"))
CLOSE_BREACH = Command(services.close_breach, forms.CloseBreach, title=_("Ghi xong vụ việc"))

register(RECEIVE_REQUEST, ANSWER_REQUEST, EXTEND_REQUEST, FINISH_REQUEST)
register(ERASE_PERSON, RESTRICT_PERSON, LIFT_RESTRICTION)
register(RECORD_BREACH, TELL_OF_BREACH, CLOSE_BREACH)
