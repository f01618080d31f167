"""What is typed about a club's money."""

from .closing import CloseMonth, ReopenMonth
from .debts import BorrowMoney, PayBackDebt
from .loans import (
    CollectRepayments,
    ForgetPayer,
    RecordPayer,
    RecoverLoan,
    RescheduleLoan,
    TakeBackLoanChange,
    WaiveInterest,
    WriteOffLoan,
)
from .money import CountCash, GrantLoan, ReceiveFee, ReceiveGift, RepayLoan, ReverseReceipt
from .openings import OpenBooks, ReverseOpening
from .spending import AttachVoucher, BookGap, CarryCash, EarmarkGift, MoveBetweenFunds, PassOnInterest, SpendMoney
from .start_fund import ReceiveStartFund, ReverseStartFund
from .stock import MoveStock, ReceiveStock, TakeBackStockMove, ValueStock

__all__ = [
    "AttachVoucher",
    "BookGap",
    "BorrowMoney",
    "CarryCash",
    "CloseMonth",
    "CollectRepayments",
    "CountCash",
    "EarmarkGift",
    "ForgetPayer",
    "GrantLoan",
    "MoveBetweenFunds",
    "MoveStock",
    "OpenBooks",
    "PassOnInterest",
    "PayBackDebt",
    "ReceiveFee",
    "ReceiveGift",
    "ReceiveStartFund",
    "ReceiveStock",
    "RecordPayer",
    "RecoverLoan",
    "ReopenMonth",
    "RepayLoan",
    "RescheduleLoan",
    "ReverseOpening",
    "ReverseReceipt",
    "ReverseStartFund",
    "SpendMoney",
    "TakeBackLoanChange",
    "TakeBackStockMove",
    "ValueStock",
    "WaiveInterest",
    "WriteOffLoan",
]
