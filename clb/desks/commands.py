"""What people do at a desk."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

RECORD_NOTE = Command(services.record_note, forms.RecordNote, title=_("Ghi nhận, phát hiện"))
CORRECT_NOTE = Command(services.correct_note, forms.CorrectNote, title=_("Sửa ghi nhận"))
DROP_NOTE = Command(services.drop_note, forms.DropNote, title=_("Bỏ ghi nhận ghi nhầm"))
SEND_PETITION = Command(services.send_petition, forms.SendPetition, title=_("Ghi kiến nghị, đề xuất"))
DROP_PETITION = Command(services.drop_petition, forms.DropPetition, title=_("Bỏ kiến nghị ghi nhầm"))
ANSWER_PETITION = Command(services.answer_petition, forms.AnswerPetition, title=_("Ghi trả lời kiến nghị"))
TAKE_BACK_ANSWER = Command(services.take_back_answer, forms.TakeBackAnswer, title=_("Rút trả lời ghi nhầm"))
PLAN_NEXT_STEP = Command(services.plan_next_step, forms.PlanNextStep, title=_("Thêm việc làm tiếp"))
FINISH_NEXT_STEP = Command(services.finish_next_step, forms.FinishNextStep, title=_("Ghi việc làm tiếp đã xong"))

register(
    RECORD_NOTE,
    CORRECT_NOTE,
    DROP_NOTE,
    SEND_PETITION,
    DROP_PETITION,
    ANSWER_PETITION,
    TAKE_BACK_ANSWER,
    PLAN_NEXT_STEP,
    FINISH_NEXT_STEP,
)
