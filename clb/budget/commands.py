"""What people do with state money."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services
from .queries.seconds import releasing_needs_second

OPEN_PERIOD = Command(services.open_period, forms.OpenPeriod, title=_("Mở giai đoạn ngân sách"))
SET_SECOND_FROM = Command(services.set_second_from, forms.SetSecondFrom, title=_("Đặt mức phải có người thứ hai"))
CLOSE_PERIOD = Command(services.close_period, forms.ClosePeriod, title=_("Quyết toán cả giai đoạn"))
SET_LINE = Command(services.set_line, forms.SetLine, title=_("Ghi dòng dự toán"))
DROP_LINE = Command(services.drop_line, forms.DropLine, title=_("Bỏ dòng dự toán"))
WRITE_ESTIMATE = Command(services.write_estimate, forms.WriteEstimate, title=_("Lập dự toán"))
SUBMIT_ESTIMATE = Command(services.submit_estimate, forms.SubmitEstimate, title=_("Gửi dự toán"))
RETURN_ESTIMATE = Command(services.return_estimate, forms.ReturnEstimate, title=_("Trả lại dự toán"))
REVIEW_ESTIMATE = Command(services.review_estimate, forms.ReviewEstimate, title=_("Thẩm định dự toán"))
APPROVE_ESTIMATE = Command(services.approve_estimate, forms.ApproveEstimate, title=_("Duyệt dự toán"))
GIVE_BUDGET = Command(services.give_budget, forms.GiveBudget, title=_("Ghi dự toán được giao"))
ALLOCATE_MONEY = Command(services.allocate_money, forms.AllocateMoney, title=_("Phân bổ ngân sách"))
ADJUST_ALLOCATION = Command(services.adjust_allocation, forms.AdjustAllocation, title=_("Điều chỉnh phân bổ"))
RELEASE_MONEY = Command(
    services.release_money, forms.ReleaseMoney, title=_("Giải ngân"), needs_second=releasing_needs_second
)
ATTACH_BUDGET_FILE = Command(services.attach_budget_file, forms.AttachBudgetFile, title=_("Gắn bản chụp chứng từ"))
TAKE_BACK_DOCUMENT = Command(services.take_back_document, forms.TakeBackDocument, title=_("Đảo chứng từ ngân sách"))
TAKE_OVER_MONEY = Command(services.take_over_money, forms.TakeOverMoney, title=_("Đơn vị kế thừa nhận tiền còn lại"))
LINK_CLUB_RECEIPT = Command(
    services.link_club_receipt, forms.LinkClubReceipt, title=_("Gắn với phiếu thu của câu lạc bộ")
)
UNLINK_CLUB_RECEIPT = Command(
    services.unlink_club_receipt, forms.UnlinkClubReceipt, title=_("Bỏ gắn với phiếu thu của câu lạc bộ")
)
SETTLE_YEAR = Command(services.settle_year, forms.SettleYear, title=_("Quyết toán năm"))
APPROVE_SETTLEMENT = Command(services.approve_settlement, forms.ApproveSettlement, title=_("Phê duyệt quyết toán năm"))
SET_LONGEVITY_NORM = Command(
    services.set_longevity_norm, forms.SetLongevityNorm, title=_("Ghi mức quà chúc thọ, mừng thọ")
)
END_LONGEVITY_NORM = Command(
    services.end_longevity_norm, forms.EndLongevityNorm, title=_("Thôi áp dụng mức quà chúc thọ, mừng thọ")
)

register(OPEN_PERIOD, SET_SECOND_FROM, CLOSE_PERIOD, SET_LINE, DROP_LINE)
register(WRITE_ESTIMATE, SUBMIT_ESTIMATE, RETURN_ESTIMATE, REVIEW_ESTIMATE, APPROVE_ESTIMATE)
register(GIVE_BUDGET, ALLOCATE_MONEY, ADJUST_ALLOCATION, RELEASE_MONEY, ATTACH_BUDGET_FILE)
register(TAKE_BACK_DOCUMENT, TAKE_OVER_MONEY, LINK_CLUB_RECEIPT, UNLINK_CLUB_RECEIPT)
register(SETTLE_YEAR, APPROVE_SETTLEMENT, SET_LONGEVITY_NORM, END_LONGEVITY_NORM)
