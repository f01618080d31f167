"""What is typed about members: one form for each verb."""

from .clubs import CloseClub, CorrectFoundingDay
from .facts import EndCircumstance, RecordCircumstance, RecordConsent, WithdrawConsent
from .households import ClassHousehold, CorrectHousehold, PlaceHousehold
from .memberships import AddMember, CorrectLeaving, EndMembership, JoinAgain, TransferMember
from .people import CorrectPerson, RecordContact, RecordDeath, SetHouseholdClass, TakeBackDeath
from .twins import MergePeople, TellApart, UnmergePeople

__all__ = [
    "AddMember",
    "ClassHousehold",
    "CloseClub",
    "CorrectFoundingDay",
    "CorrectHousehold",
    "CorrectLeaving",
    "CorrectPerson",
    "EndCircumstance",
    "EndMembership",
    "JoinAgain",
    "MergePeople",
    "PlaceHousehold",
    "RecordCircumstance",
    "RecordConsent",
    "RecordContact",
    "RecordDeath",
    "SetHouseholdClass",
    "TakeBackDeath",
    "TellApart",
    "TransferMember",
    "UnmergePeople",
    "WithdrawConsent",
]
