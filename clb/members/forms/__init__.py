"""What is typed about members: one form for each verb."""

from .clubs import CloseClub, CorrectFoundingDay
from .households import ClassHousehold, CorrectHousehold, PlaceHousehold
from .memberships import AddMember, CorrectLeaving, EndMembership, JoinAgain
from .people import CorrectPerson, RecordContact, SetHouseholdClass
from .twins import MergePeople, TellApart, UnmergePeople

__all__ = [
    "AddMember",
    "ClassHousehold",
    "CloseClub",
    "CorrectFoundingDay",
    "CorrectHousehold",
    "CorrectLeaving",
    "CorrectPerson",
    "EndMembership",
    "JoinAgain",
    "MergePeople",
    "PlaceHousehold",
    "RecordContact",
    "SetHouseholdClass",
    "TellApart",
    "UnmergePeople",
]
