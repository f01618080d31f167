"""What is stored of requests for loans, of what was decided on them, and of visits to borrowers."""

from .decisions import Disbursement, LoanDecider, LoanDecision
from .requests import LoanRequest, RequestWithdrawal
from .visits import LoanVisit

__all__ = ["Disbursement", "LoanDecider", "LoanDecision", "LoanRequest", "LoanVisit", "RequestWithdrawal"]
