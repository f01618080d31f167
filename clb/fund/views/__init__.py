"""Pages of a club's money."""

from .arrears import club_arrears, place_arrears
from .collecting import collection_paper, collection_sheet
from .journals import journal
from .loans import (
    forget_payer,
    grant_loan,
    loan,
    loans_owed,
    record_payer,
    recover_loan,
    repay_loan,
    reschedule_loan,
    take_back_loan_change,
    waive_interest,
    write_off_loan,
)
from .money import count_cash, money, money_list, receive_fee, receive_gift, reverse_receipt, today
from .start_fund import handover, handover_paper, receive_start_fund, reverse_start_fund, start_fund

__all__ = [
    "club_arrears",
    "collection_paper",
    "collection_sheet",
    "count_cash",
    "forget_payer",
    "grant_loan",
    "handover",
    "handover_paper",
    "journal",
    "loan",
    "loans_owed",
    "money",
    "money_list",
    "place_arrears",
    "receive_fee",
    "receive_gift",
    "receive_start_fund",
    "record_payer",
    "recover_loan",
    "repay_loan",
    "reschedule_loan",
    "reverse_receipt",
    "reverse_start_fund",
    "start_fund",
    "take_back_loan_change",
    "today",
    "waive_interest",
    "write_off_loan",
]
