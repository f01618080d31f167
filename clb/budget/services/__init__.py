"""What is done with state money: drawn up, reviewed, given, allocated, adjusted, released, settled."""

from .allocating import adjust_allocation, allocate_money, give_budget
from .estimates import approve_estimate, return_estimate, review_estimate, submit_estimate, write_estimate
from .longevity import end_longevity_norm, set_longevity_norm
from .periods import close_period, drop_line, open_period, set_line, set_second_from
from .releasing import (
    attach_budget_file,
    link_club_receipt,
    release_money,
    take_back_document,
    take_over_money,
    unlink_club_receipt,
)
from .settling import approve_settlement, settle_year

__all__ = [
    "adjust_allocation",
    "allocate_money",
    "approve_estimate",
    "approve_settlement",
    "attach_budget_file",
    "close_period",
    "drop_line",
    "end_longevity_norm",
    "give_budget",
    "link_club_receipt",
    "open_period",
    "release_money",
    "return_estimate",
    "review_estimate",
    "set_line",
    "set_longevity_norm",
    "set_second_from",
    "settle_year",
    "submit_estimate",
    "take_back_document",
    "take_over_money",
    "unlink_club_receipt",
    "write_estimate",
]
