"""What is typed about members: one form for each verb."""

from .clubs import CloseClub, CorrectFoundingDay
from .memberships import AddMember, CorrectLeaving, EndMembership, JoinAgain
from .people import CorrectPerson, SetHouseholdClass

__all__ = [
    "AddMember",
    "CloseClub",
    "CorrectFoundingDay",
    "CorrectLeaving",
    "CorrectPerson",
    "EndMembership",
    "JoinAgain",
    "SetHouseholdClass",
]
