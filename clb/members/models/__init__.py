"""What is stored about members."""

from .contacts import NextOfKin, PersonPhoto
from .facts import Circumstance, Consent, Withheld, not_withheld
from .people import ClubMonth, Household, HouseholdClass, Membership, NameWord, Person
from .twins import ToldApart, Twin

__all__ = [
    "Circumstance",
    "ClubMonth",
    "Consent",
    "Household",
    "HouseholdClass",
    "Membership",
    "NameWord",
    "NextOfKin",
    "Person",
    "PersonPhoto",
    "ToldApart",
    "Twin",
    "Withheld",
    "not_withheld",
]
