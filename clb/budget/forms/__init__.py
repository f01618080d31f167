"""What is typed about state money."""

from .estimates import ApproveEstimate, ReturnEstimate, ReviewEstimate, SubmitEstimate, WriteEstimate
from .money import (
    AdjustAllocation,
    AllocateMoney,
    ApproveSettlement,
    AttachBudgetFile,
    GiveBudget,
    LinkClubReceipt,
    ReleaseMoney,
    SettleYear,
    TakeBackDocument,
    TakeOverMoney,
    UnlinkClubReceipt,
)
from .periods import (
    ClosePeriod,
    DropLine,
    EndLongevityNorm,
    OpenPeriod,
    SetLine,
    SetLongevityNorm,
    SetSecondFrom,
)

__all__ = [
    "AdjustAllocation",
    "AllocateMoney",
    "ApproveEstimate",
    "ApproveSettlement",
    "AttachBudgetFile",
    "ClosePeriod",
    "DropLine",
    "EndLongevityNorm",
    "GiveBudget",
    "LinkClubReceipt",
    "OpenPeriod",
    "ReleaseMoney",
    "ReturnEstimate",
    "ReviewEstimate",
    "SetLine",
    "SetLongevityNorm",
    "SetSecondFrom",
    "SettleYear",
    "SubmitEstimate",
    "TakeBackDocument",
    "TakeOverMoney",
    "UnlinkClubReceipt",
    "WriteEstimate",
]
