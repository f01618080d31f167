"""What people do with papers that go out."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

SET_UP_BODY = Command(services.set_up_body, forms.SetUpBody, title=_("Mở sổ văn bản đi"))
CORRECT_BODY = Command(services.correct_body, forms.CorrectBody, title=_("Sửa cơ quan ban hành"))
OPEN_SERIES = Command(services.open_series, forms.OpenSeries, title=_("Nối tiếp số đã dùng trên giấy"))
SAVE_RECIPIENT_LIST = Command(services.save_recipient_list, forms.SaveRecipientList, title=_("Lưu danh sách nơi nhận"))
DROP_RECIPIENT_LIST = Command(services.drop_recipient_list, forms.DropRecipientList, title=_("Bỏ danh sách nơi nhận"))
RESERVE_NUMBER = Command(services.reserve_number, forms.ReserveNumber, title=_("Giữ số văn bản"))
NUMBER_PAPER = Command(services.number_paper, forms.NumberPaper, title=_("Vào sổ văn bản đi"))
CANCEL_NUMBER = Command(services.cancel_number, forms.CancelNumber, title=_("Hủy số văn bản"))
ATTACH_SIGNED = Command(services.attach_signed, forms.AttachSigned, title=_("Gửi bản đã ký"))
BEGIN_DRAFT = Command(services.begin_draft, forms.BeginDraft, title=_("Soạn văn bản"))
CORRECT_DRAFT = Command(services.correct_draft, forms.CorrectDraft, title=_("Sửa dự thảo văn bản"))
DROP_DRAFT = Command(services.drop_draft, forms.DropDraft, title=_("Bỏ dự thảo văn bản"))
ISSUE_DRAFT = Command(services.issue_draft, forms.IssueDraft, title=_("Lấy số và ban hành"))
ADD_ANNEX = Command(services.add_annex, forms.AddAnnex, title=_("Thêm phụ lục"))
CORRECT_ANNEX = Command(services.correct_annex, forms.CorrectAnnex, title=_("Sửa phụ lục"))
DROP_ANNEX = Command(services.drop_annex, forms.DropAnnex, title=_("Bỏ phụ lục"))

register(SET_UP_BODY, CORRECT_BODY, OPEN_SERIES, SAVE_RECIPIENT_LIST, DROP_RECIPIENT_LIST)
register(RESERVE_NUMBER, NUMBER_PAPER, CANCEL_NUMBER, ATTACH_SIGNED)
register(BEGIN_DRAFT, CORRECT_DRAFT, DROP_DRAFT, ISSUE_DRAFT, ADD_ANNEX, CORRECT_ANNEX, DROP_ANNEX)
