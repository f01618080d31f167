"""What is typed about a club's money."""

from .money import CountCash, GrantLoan, ReceiveFee, ReceiveGift, RepayLoan, ReverseReceipt
from .start_fund import ReceiveStartFund, ReverseStartFund

__all__ = [
    "CountCash",
    "GrantLoan",
    "ReceiveFee",
    "ReceiveGift",
    "ReceiveStartFund",
    "RepayLoan",
    "ReverseReceipt",
    "ReverseStartFund",
]
