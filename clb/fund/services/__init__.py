"""What happens to a club's money. The only writer of its books."""

from .bulk import receive_fees, repay_loans
from .cash import record_cash_count
from .collecting import collect_repayments
from .dealings import Deal, record_deals, undo_deals
from .loan_changes import (
    forget_payer,
    record_payer,
    recover_loan,
    reschedule_loan,
    waive_interest,
    write_off_loan,
)
from .singles import count_cash, grant_loan, receive_fee, receive_gift, repay_loan, reverse_receipt
from .start_fund import receive_start_fund, reverse_start_fund

__all__ = [
    "Deal",
    "collect_repayments",
    "count_cash",
    "forget_payer",
    "grant_loan",
    "receive_fee",
    "receive_fees",
    "receive_gift",
    "receive_start_fund",
    "record_cash_count",
    "record_deals",
    "record_payer",
    "recover_loan",
    "repay_loan",
    "repay_loans",
    "reschedule_loan",
    "reverse_receipt",
    "reverse_start_fund",
    "undo_deals",
    "waive_interest",
    "write_off_loan",
]
