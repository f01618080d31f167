"""What happens to members. The only writer of this app's tables."""

from .people import add_member, close_club, correct_leaving, correct_person, end_membership, set_household_class
from .summaries import refresh_months, roll_months_forward

__all__ = [
    "add_member",
    "close_club",
    "correct_leaving",
    "correct_person",
    "end_membership",
    "refresh_months",
    "roll_months_forward",
    "set_household_class",
]
