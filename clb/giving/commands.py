"""What people do about mobilised means."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

OPEN_DRIVE = Command(services.open_drive, forms.OpenDrive, title=_("Mở đợt vận động"))
CORRECT_DRIVE = Command(services.correct_drive, forms.CorrectDrive, title=_("Sửa đợt vận động"))
CLOSE_DRIVE = Command(services.close_drive, forms.CloseDrive, title=_("Kết thúc đợt vận động"))
DROP_DRIVE = Command(services.drop_drive, forms.DropDrive, title=_("Bỏ đợt vận động mở nhầm"))
ADD_DONOR = Command(services.add_donor, forms.AddDonor, title=_("Thêm nhà tài trợ"))
CORRECT_DONOR = Command(services.correct_donor, forms.CorrectDonor, title=_("Sửa nhà tài trợ"))
FORGET_DONOR = Command(services.forget_donor, forms.ForgetDonor, title=_("Xóa tên nhà tài trợ"))
RECORD_PLEDGE = Command(services.record_pledge, forms.RecordPledge, title=_("Ghi lời hứa ủng hộ"))
WITHDRAW_PLEDGE = Command(services.withdraw_pledge, forms.WithdrawPledge, title=_("Ghi rút lời hứa ủng hộ"))
RECEIVE_CASH = Command(services.receive_cash, forms.ReceiveCash, title=_("Nhận tiền ủng hộ"))
RECEIVE_GOODS = Command(services.receive_goods, forms.ReceiveGoods, title=_("Nhận hiện vật ủng hộ"))
RECEIVE_WORK = Command(services.receive_work, forms.ReceiveWork, title=_("Ghi ngày công ủng hộ"))
REVERSE_DONATION = Command(services.reverse_donation, forms.ReverseDonation, title=_("Đảo khoản ủng hộ ghi nhầm"))
PASS_ON_DONATION = Command(services.pass_on_donation, forms.PassOnDonation, title=_("Chuyển ủng hộ cho câu lạc bộ"))
ACCEPT_SHARE = Command(services.accept_share, forms.AcceptShare, title=_("Nhận phần ủng hộ chuyển đến"))
TAKE_BACK_SHARE = Command(services.take_back_share, forms.TakeBackShare, title=_("Thu lại phần đã chuyển"))
RETURN_SHARE = Command(services.return_share, forms.ReturnShare, title=_("Trả lại phần ủng hộ"))
TELL_USE = Command(services.tell_use, forms.TellUse, title=_("Kể khoản ủng hộ đã dùng"))
DROP_USE = Command(services.drop_use, forms.DropUse, title=_("Bỏ lời kể ghi nhầm"))
PUBLISH_BOOK = Command(services.publish_book, forms.PublishBook, title=_("Công khai sổ Tấm lòng vàng"))
WITHDRAW_BOOK = Command(services.withdraw_book, forms.WithdrawBook, title=_("Thôi công khai sổ Tấm lòng vàng"))

register(OPEN_DRIVE, CORRECT_DRIVE, CLOSE_DRIVE, DROP_DRIVE)
register(ADD_DONOR, CORRECT_DONOR, FORGET_DONOR, RECORD_PLEDGE, WITHDRAW_PLEDGE)
register(RECEIVE_CASH, RECEIVE_GOODS, RECEIVE_WORK, REVERSE_DONATION)
register(PASS_ON_DONATION, ACCEPT_SHARE, TAKE_BACK_SHARE, RETURN_SHARE, TELL_USE, DROP_USE)
register(PUBLISH_BOOK, WITHDRAW_BOOK)
