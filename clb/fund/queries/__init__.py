"""What is asked about the clubs' own money."""

from .cash import cash_of, last_cash_counts
from .fees import charter_numbers, fee_of, fees_paid
from .handover import BookBalance, Handover, handover_of
from .lines import MoneyLine, money_entries, money_lines
from .loans import LoanLine, LoansOwed, loan_line, loans_due, open_loans
from .receipts import receipts_of
from .standings import LoanStand, loan_stand, open_stands
from .start_fund import (
    START_FUND,
    EntryRow,
    SourceSum,
    StartFundCard,
    entry_rows,
    start_fund_by_source,
    start_fund_card,
    start_fund_entries,
    start_fund_total_vnd,
    start_funds_vnd,
)
from .terms import loan_terms

__all__ = [
    "START_FUND",
    "BookBalance",
    "EntryRow",
    "Handover",
    "LoanLine",
    "LoanStand",
    "LoansOwed",
    "MoneyLine",
    "SourceSum",
    "StartFundCard",
    "cash_of",
    "charter_numbers",
    "entry_rows",
    "fee_of",
    "fees_paid",
    "handover_of",
    "last_cash_counts",
    "loan_line",
    "loan_stand",
    "loan_terms",
    "loans_due",
    "money_entries",
    "money_lines",
    "open_loans",
    "open_stands",
    "receipts_of",
    "start_fund_by_source",
    "start_fund_card",
    "start_fund_entries",
    "start_fund_total_vnd",
    "start_funds_vnd",
]
