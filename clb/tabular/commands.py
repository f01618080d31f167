"""What people do with forms of tables and large tables."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

MAKE_FORM = Command(services.make_form, forms.MakeForm, title=_("Lập mẫu biểu mới"))
COPY_FORM = Command(services.copy_form, forms.CopyForm, title=_("Chép mẫu biểu"))
IMPORT_FORM = Command(services.import_form, forms.ImportForm, title=_("Nhập mẫu biểu từ YAML, JSON"))
EDIT_FORM = Command(services.edit_form, forms.EditForm, title=_("Sửa phần chung của mẫu biểu"))
ADD_COLUMN = Command(services.add_column, forms.AddColumn, title=_("Thêm cột"))
CORRECT_COLUMN = Command(services.correct_column, forms.CorrectColumn, title=_("Sửa cột"))
MOVE_COLUMN = Command(services.move_column, forms.MoveColumn, title=_("Chuyển chỗ cột"))
REMOVE_COLUMN = Command(services.remove_column, forms.RemoveColumn, title=_("Bỏ cột"))
ISSUE_FORM = Command(services.issue_form, forms.IssueForm, title=_("Đưa mẫu biểu vào dùng"))
DISCARD_DRAFT = Command(services.discard_draft, forms.DiscardDraft, title=_("Bỏ bản nháp"))
RETIRE_FORM = Command(services.retire_form, forms.RetireForm, title=_("Thôi dùng mẫu biểu"))
ORDER_TABLE = Command(services.order_table, forms.OrderTable, title=_("Lập biểu lớn"))
CANCEL_TABLE = Command(services.cancel_table, forms.CancelTable, title=_("Hủy lập biểu"))
DROP_TABLE = Command(services.drop_table, forms.DropTable, title=_("Bỏ biểu đã lập"))

register(MAKE_FORM, COPY_FORM, IMPORT_FORM, EDIT_FORM, ADD_COLUMN, CORRECT_COLUMN, MOVE_COLUMN, REMOVE_COLUMN)
register(ISSUE_FORM, DISCARD_DRAFT, RETIRE_FORM, ORDER_TABLE, CANCEL_TABLE, DROP_TABLE)
