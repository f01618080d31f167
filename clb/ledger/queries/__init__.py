"""What a book holds, to which day it is closed, and whether it is as it was written."""

from .balances import (
    BY_DEBIT,
    balance_vnd,
    balances_vnd,
    lowest_from_vnd,
    standing,
    standing_days_vnd,
    strayed_transfers,
)
from .chains import broken_chains, seal_of
from .closings import books_closed_otherwise, moved_closings, written_into_closed_days

__all__ = [
    "BY_DEBIT",
    "balance_vnd",
    "balances_vnd",
    "books_closed_otherwise",
    "broken_chains",
    "lowest_from_vnd",
    "moved_closings",
    "seal_of",
    "standing",
    "standing_days_vnd",
    "strayed_transfers",
    "written_into_closed_days",
]
