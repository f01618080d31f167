"""Pages of a club's money."""

from .start_fund import handover, handover_paper, receive_start_fund, reverse_start_fund, start_fund

__all__ = ["handover", "handover_paper", "receive_start_fund", "reverse_start_fund", "start_fund"]
