"""What is stored about members."""

from .people import ClubMonth, Household, HouseholdClass, Membership, NameWord, Person

__all__ = ["ClubMonth", "Household", "HouseholdClass", "Membership", "NameWord", "Person"]
