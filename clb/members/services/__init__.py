"""What happens to members. The only writer of this app's tables."""

from .memberships import (
    add_member,
    close_club,
    correct_founding_day,
    correct_leaving,
    end_membership,
    join_again,
)
from .people import correct_person, set_household_class
from .summaries import refresh_months, roll_months_forward

__all__ = [
    "add_member",
    "close_club",
    "correct_founding_day",
    "correct_leaving",
    "correct_person",
    "end_membership",
    "join_again",
    "refresh_months",
    "roll_months_forward",
    "set_household_class",
]
