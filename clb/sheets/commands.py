"""What people do with uploaded lists."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

UPLOAD_SHEET = Command(services.upload_sheet, forms.UploadSheet, title=_("Gửi danh sách lên"))
MAP_SHEET = Command(services.map_sheet, forms.MapSheet, title=_("Chọn cột và kiểm tra thử"))
IMPORT_SHEET = Command(services.import_sheet, forms.ImportSheet, title=_("Nhập danh sách"))
UNDO_SHEET = Command(services.undo_sheet, forms.UndoSheet, title=_("Hoàn tác đợt nhập"))
DISCARD_SHEET = Command(services.discard_sheet, forms.DiscardSheet, title=_("Bỏ tệp đã gửi"))

register(UPLOAD_SHEET, MAP_SHEET, IMPORT_SHEET, UNDO_SHEET, DISCARD_SHEET)
