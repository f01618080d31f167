"""What budget stores: periods, estimates, the accounts and documents of state money, norms of longevity gifts."""

from .documents import BudgetAccount, BudgetDocument, ClubReceiptLink, SettlementApproval, Stage
from .estimates import Estimate, EstimateRow
from .longevity import LongevityNorm
from .periods import AGENCIES, BudgetLine, BudgetPeriod, BudgetYear, Source

__all__ = [
    "AGENCIES",
    "BudgetAccount",
    "BudgetDocument",
    "BudgetLine",
    "BudgetPeriod",
    "BudgetYear",
    "ClubReceiptLink",
    "Estimate",
    "EstimateRow",
    "LongevityNorm",
    "SettlementApproval",
    "Source",
    "Stage",
]
