"""Pages of a club's money."""

from .journals import journal
from .money import (
    count_cash,
    grant_loan,
    loans_owed,
    money,
    money_list,
    receive_fee,
    receive_gift,
    repay_loan,
    reverse_receipt,
)
from .start_fund import handover, handover_paper, receive_start_fund, reverse_start_fund, start_fund

__all__ = [
    "count_cash",
    "grant_loan",
    "handover",
    "handover_paper",
    "journal",
    "loans_owed",
    "money",
    "money_list",
    "receive_fee",
    "receive_gift",
    "receive_start_fund",
    "repay_loan",
    "reverse_receipt",
    "reverse_start_fund",
    "start_fund",
]
