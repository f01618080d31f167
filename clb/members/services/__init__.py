"""What happens to members. The only writer of this app's tables."""

from .contacts import drop_next_of_kin, drop_photo, record_contact, record_next_of_kin, set_photo
from .facts import end_circumstance, record_circumstance, record_consent, withdraw_consent
from .households import class_household, correct_household, place_household
from .memberships import (
    close_club,
    correct_founding_day,
    correct_leaving,
    end_membership,
    join_again,
    record_death,
    take_back_death,
    transfer_member,
)
from .newcomers import add_member, add_members
from .people import correct_person, set_household_class
from .summaries import refresh_months, roll_months_forward
from .taking_back import take_back_clubs, take_back_members
from .twins import merge_people, tell_apart, unmerge_people

__all__ = [
    "add_member",
    "add_members",
    "class_household",
    "close_club",
    "correct_founding_day",
    "correct_household",
    "correct_leaving",
    "correct_person",
    "drop_next_of_kin",
    "drop_photo",
    "end_circumstance",
    "end_membership",
    "join_again",
    "merge_people",
    "place_household",
    "record_circumstance",
    "record_consent",
    "record_contact",
    "record_death",
    "record_next_of_kin",
    "refresh_months",
    "roll_months_forward",
    "set_household_class",
    "set_photo",
    "take_back_clubs",
    "take_back_death",
    "take_back_members",
    "tell_apart",
    "transfer_member",
    "unmerge_people",
    "withdraw_consent",
]
