"""Pages of requests for loans, the queue and visits."""

from .queue import ask_loan, closed, queue, queue_paper
from .requests import decide_request, disburse_request, request_page, take_back_decision, withdraw_request
from .visits import drop_visit, loan_visits, record_visit, visits

__all__ = [
    "ask_loan",
    "closed",
    "decide_request",
    "disburse_request",
    "drop_visit",
    "loan_visits",
    "queue",
    "queue_paper",
    "record_visit",
    "request_page",
    "take_back_decision",
    "visits",
    "withdraw_request",
]
