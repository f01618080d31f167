"""What is stored about members."""

from .people import ClubMonth, Household, HouseholdClass, Membership, Person

__all__ = ["ClubMonth", "Household", "HouseholdClass", "Membership", "Person"]
