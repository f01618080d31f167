"""What is stored about a club's money beside its books."""

from .books import ClubBook, FundSource
from .cash import CashCount
from .loans import Loan
from .receipts import Receipt
from .schedules import Instalment, LoanChange, LoanSchedule

__all__ = [
    "CashCount",
    "ClubBook",
    "FundSource",
    "Instalment",
    "Loan",
    "LoanChange",
    "LoanSchedule",
    "Receipt",
]
