"""What is done with requests for loans and with borrowers. The only writer of both."""

from .decisions import decide_request, disburse_request, take_back_decision
from .requests import ask_loan, withdraw_request
from .visits import drop_visit, record_visit

__all__ = [
    "ask_loan",
    "decide_request",
    "disburse_request",
    "drop_visit",
    "record_visit",
    "take_back_decision",
    "withdraw_request",
]
