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

__all__ = [
    "change_status",
    "correct_club",
    "correct_status",
    "found_club",
    "move_founding_day",
    "set_charter_rule",
    "set_status",
]
