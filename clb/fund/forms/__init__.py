"""What is typed about a club's money."""

from .loans import CollectRepayments, ForgetPayer, RecordPayer, RecoverLoan, RescheduleLoan, WaiveInterest, WriteOffLoan
from .money import CountCash, GrantLoan, ReceiveFee, ReceiveGift, RepayLoan, ReverseReceipt
from .start_fund import ReceiveStartFund, ReverseStartFund

__all__ = [
    "CollectRepayments",
    "CountCash",
    "ForgetPayer",
    "GrantLoan",
    "ReceiveFee",
    "ReceiveGift",
    "ReceiveStartFund",
    "RecordPayer",
    "RecoverLoan",
    "RepayLoan",
    "RescheduleLoan",
    "ReverseReceipt",
    "ReverseStartFund",
    "WaiveInterest",
    "WriteOffLoan",
]
