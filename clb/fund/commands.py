"""What people do with a club's money."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services
from .queries import seconds

RECEIVE_START_FUND = Command(services.receive_start_fund, forms.ReceiveStartFund, title=_("Nhận tiền quỹ ban đầu"))
REVERSE_START_FUND = Command(
    services.reverse_start_fund,
    forms.ReverseStartFund,
    title=_("Đảo khoản quỹ ban đầu"),
    needs_second=seconds.start_fund_needs_second,
)
RECEIVE_FEE = Command(
    services.receive_fee, forms.ReceiveFee, title=_("Thu hội phí"), many=services.receive_fees, offline=True
)
RECEIVE_GIFT = Command(services.receive_gift, forms.ReceiveGift, title=_("Nhận ủng hộ, tặng"), offline=True)
GRANT_LOAN = Command(services.grant_loan, forms.GrantLoan, title=_("Cho vay"), needs_second=seconds.paying_needs_second)
REPAY_LOAN = Command(
    services.repay_loan, forms.RepayLoan, title=_("Thu nợ vay"), many=services.repay_loans, offline=True
)
COUNT_CASH = Command(services.count_cash, forms.CountCash, title=_("Kiểm quỹ"), offline=True)
REVERSE_RECEIPT = Command(
    services.reverse_receipt,
    forms.ReverseReceipt,
    title=_("Đảo phiếu ghi nhầm"),
    needs_second=seconds.reversal_needs_second,
)
COLLECT_REPAYMENTS = Command(services.collect_repayments, forms.CollectRepayments, title=_("Thu nợ cả câu lạc bộ"))
RESCHEDULE_LOAN = Command(services.reschedule_loan, forms.RescheduleLoan, title=_("Lập lại lịch trả nợ"))
WRITE_OFF_LOAN = Command(
    services.write_off_loan, forms.WriteOffLoan, title=_("Xóa nợ"), needs_second=seconds.write_off_needs_second
)
RECOVER_LOAN = Command(services.recover_loan, forms.RecoverLoan, title=_("Thu hồi nợ đã xóa"))
WAIVE_INTEREST = Command(
    services.waive_interest,
    forms.WaiveInterest,
    title=_("Miễn lãi còn thiếu"),
    needs_second=seconds.waiving_needs_second,
)
RECORD_PAYER = Command(services.record_payer, forms.RecordPayer, title=_("Ghi người trả thay"))
FORGET_PAYER = Command(services.forget_payer, forms.ForgetPayer, title=_("Xóa tên người trả thay"))
SPEND_MONEY = Command(
    services.spend_money, forms.SpendMoney, title=_("Chi tiền"), needs_second=seconds.paying_needs_second
)
ATTACH_VOUCHER = Command(services.attach_voucher, forms.AttachVoucher, title=_("Đính ảnh hóa đơn vào phiếu chi"))
EARMARK_GIFT = Command(services.earmark_gift, forms.EarmarkGift, title=_("Ghi mục đích khoản ủng hộ"))
DEPOSIT_CASH = Command(services.deposit_cash, forms.CarryCash, title=_("Gửi tiền vào ngân hàng"))
WITHDRAW_CASH = Command(services.withdraw_cash, forms.CarryCash, title=_("Rút tiền ở ngân hàng"))
BOOK_GAP = Command(services.book_gap, forms.BookGap, title=_("Ghi tiền thừa, thiếu vào sổ"))
PASS_ON_INTEREST = Command(services.pass_on_interest, forms.PassOnInterest, title=_("Chuyển lãi sang quỹ hoạt động"))
MOVE_BETWEEN_FUNDS = Command(
    services.move_between_funds,
    forms.MoveBetweenFunds,
    title=_("Chuyển tiền giữa hai quỹ"),
    needs_second=seconds.paying_needs_second,
)
BORROW_MONEY = Command(services.borrow_money, forms.BorrowMoney, title=_("Câu lạc bộ vay tiền"))
PAY_BACK_DEBT = Command(
    services.pay_back_debt, forms.PayBackDebt, title=_("Câu lạc bộ trả nợ"), needs_second=seconds.debt_needs_second
)
CLOSE_MONTH = Command(services.close_month, forms.CloseMonth, title=_("Khóa sổ tháng"))
REOPEN_MONTH = Command(services.reopen_month, forms.ReopenMonth, title=_("Mở lại tháng đã khóa sổ"))
RECEIVE_STOCK = Command(services.receive_stock, forms.ReceiveStock, title=_("Nhận hiện vật"))
MOVE_STOCK = Command(services.move_stock, forms.MoveStock, title=_("Ghi việc với hiện vật"))
VALUE_STOCK = Command(services.value_stock, forms.ValueStock, title=_("Định giá hiện vật"))
TAKE_BACK_STOCK_MOVE = Command(
    services.take_back_stock_move, forms.TakeBackStockMove, title=_("Bỏ việc với hiện vật ghi nhầm")
)
OPEN_BOOKS = Command(services.open_books, forms.OpenBooks, title=_("Ghi số dư đầu kỳ"))
REVERSE_OPENING = Command(services.reverse_opening, forms.ReverseOpening, title=_("Đảo số dư đầu kỳ"))

register(RECEIVE_START_FUND, REVERSE_START_FUND)
register(RECEIVE_FEE, RECEIVE_GIFT, GRANT_LOAN, REPAY_LOAN, COUNT_CASH, REVERSE_RECEIPT)
register(COLLECT_REPAYMENTS, RESCHEDULE_LOAN, WRITE_OFF_LOAN, RECOVER_LOAN)
TAKE_BACK_LOAN_CHANGE = Command(
    services.take_back_loan_change, forms.TakeBackLoanChange, title=_("Rút lại việc đã quyết về khoản vay")
)
register(WAIVE_INTEREST, RECORD_PAYER, FORGET_PAYER, TAKE_BACK_LOAN_CHANGE)
register(SPEND_MONEY, ATTACH_VOUCHER, EARMARK_GIFT, DEPOSIT_CASH, WITHDRAW_CASH, BOOK_GAP)
register(PASS_ON_INTEREST, MOVE_BETWEEN_FUNDS, BORROW_MONEY, PAY_BACK_DEBT, CLOSE_MONTH, REOPEN_MONTH)
register(RECEIVE_STOCK, MOVE_STOCK, VALUE_STOCK, TAKE_BACK_STOCK_MOVE, OPEN_BOOKS, REVERSE_OPENING)
