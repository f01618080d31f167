"""What is stored about members."""

from .facts import Circumstance
from .people import ClubMonth, Household, HouseholdClass, Membership, Person

__all__ = ["Circumstance", "ClubMonth", "Household", "HouseholdClass", "Membership", "Person"]
