"""What is stored about a club's money beside its books."""

from .books import ClubBook, FundSource, Place
from .cash import BookedGap, CashCount
from .closings import MonthClosing, Opening
from .debts import ClubDebt
from .loans import Loan
from .receipts import Receipt
from .schedules import Instalment, LoanChange, LoanSchedule
from .stock import StockItem, StockMove, StockValue
from .vouchers import Earmark, FundTransfer, Voucher

__all__ = [
    "BookedGap",
    "CashCount",
    "ClubBook",
    "ClubDebt",
    "Earmark",
    "FundSource",
    "FundTransfer",
    "Instalment",
    "Loan",
    "LoanChange",
    "LoanSchedule",
    "MonthClosing",
    "Opening",
    "Place",
    "Receipt",
    "StockItem",
    "StockMove",
    "StockValue",
    "Voucher",
]
