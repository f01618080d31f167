"""What is typed about a club's money."""

from .start_fund import ReceiveStartFund, ReverseStartFund

__all__ = ["ReceiveStartFund", "ReverseStartFund"]
