"""What is typed about members: one form for each verb."""

from .clubs import CloseClub, CorrectFoundingDay
from .contacts import DropNextOfKin, DropPhoto, RecordContact, RecordNextOfKin, SetPhoto
from .facts import EndCircumstance, RecordCircumstance, RecordConsent, WithdrawConsent
from .households import ClassHousehold, CorrectHousehold, PlaceHousehold
from .memberships import AddMember, CorrectLeaving, EndMembership, JoinAgain, TransferMember
from .people import CorrectPerson, RecordDeath, SetHouseholdClass, TakeBackDeath
from .twins import MergePeople, TellApart, UnmergePeople

__all__ = [
    "AddMember",
    "ClassHousehold",
    "CloseClub",
    "CorrectFoundingDay",
    "CorrectHousehold",
    "CorrectLeaving",
    "CorrectPerson",
    "DropNextOfKin",
    "DropPhoto",
    "EndCircumstance",
    "EndMembership",
    "JoinAgain",
    "MergePeople",
    "PlaceHousehold",
    "RecordCircumstance",
    "RecordConsent",
    "RecordContact",
    "RecordDeath",
    "RecordNextOfKin",
    "SetHouseholdClass",
    "SetPhoto",
    "TakeBackDeath",
    "TellApart",
    "TransferMember",
    "UnmergePeople",
    "WithdrawConsent",
]
