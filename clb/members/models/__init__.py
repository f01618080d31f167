"""What is stored about members."""

from .people import ClubMonth, Household, HouseholdClass, Membership, NameWord, Person
from .twins import ToldApart, Twin

__all__ = ["ClubMonth", "Household", "HouseholdClass", "Membership", "NameWord", "Person", "ToldApart", "Twin"]
