"""What happens to a club's money. The only writer of its books."""

from .bank import deposit_cash, withdraw_cash
from .bulk import receive_fees, repay_loans
from .cash import book_gap, record_cash_count
from .closing import close_month, reopen_month
from .collecting import collect_repayments
from .dealings import Deal, record_deals, undo_deals
from .debts import borrow_money, pay_back_debt
from .gifts import earmark_gift
from .loan_changes import (
    forget_payer,
    record_payer,
    recover_loan,
    reschedule_loan,
    take_back_loan_change,
    waive_interest,
    write_off_loan,
)
from .openings import open_books, reverse_opening
from .singles import count_cash, grant_loan, receive_fee, receive_gift, repay_loan, reverse_receipt
from .spending import attach_voucher, spend_money
from .start_fund import receive_start_fund, reverse_start_fund
from .stock import move_stock, receive_stock, take_back_stock_move, value_stock
from .transfers import move_between_funds, pass_on_interest

__all__ = [
    "Deal",
    "attach_voucher",
    "book_gap",
    "borrow_money",
    "close_month",
    "collect_repayments",
    "count_cash",
    "deposit_cash",
    "earmark_gift",
    "forget_payer",
    "grant_loan",
    "move_between_funds",
    "move_stock",
    "open_books",
    "pass_on_interest",
    "pay_back_debt",
    "receive_fee",
    "receive_fees",
    "receive_gift",
    "receive_start_fund",
    "receive_stock",
    "record_cash_count",
    "record_deals",
    "record_payer",
    "recover_loan",
    "reopen_month",
    "repay_loan",
    "repay_loans",
    "reschedule_loan",
    "reverse_opening",
    "reverse_receipt",
    "reverse_start_fund",
    "spend_money",
    "take_back_loan_change",
    "take_back_stock_move",
    "undo_deals",
    "value_stock",
    "waive_interest",
    "withdraw_cash",
    "write_off_loan",
]
