"""What is done with clubs. The only writer of clubs."""

from .charter import set_charter_rule
from .clubs import (
    change_status,
    correct_club,
    correct_status,
    found_club,
    move_founding_day,
    set_status,
)
from .consolidation import drop_consolidation_step, finish_consolidation_step, plan_consolidation_step

__all__ = [
    "change_status",
    "correct_club",
    "correct_status",
    "drop_consolidation_step",
    "finish_consolidation_step",
    "found_club",
    "move_founding_day",
    "plan_consolidation_step",
    "set_charter_rule",
    "set_status",
]
