"""What is stored about members."""

from .facts import Circumstance, Consent
from .people import ClubMonth, Household, HouseholdClass, Membership, NameWord, Person

__all__ = ["Circumstance", "ClubMonth", "Consent", "Household", "HouseholdClass", "Membership", "NameWord", "Person"]
