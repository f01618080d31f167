"""What is asked for, promised, given, passed on and used."""

from .books import GoldenBook
from .donations import Donation, DonationShare, DonationUse, Form
from .drives import DonationPledge, Donor, Drive
from .kept import CHOICES, CLUB, OFFICES, Kept

__all__ = [
    "CHOICES",
    "CLUB",
    "OFFICES",
    "Donation",
    "DonationPledge",
    "DonationShare",
    "DonationUse",
    "Donor",
    "Drive",
    "Form",
    "GoldenBook",
    "Kept",
]
