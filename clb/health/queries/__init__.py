"""What is asked about health, as far as one reader may see it."""

from .consents import agreed_among, agreed_on, agreements_of, who_agreed
from .readings import (
    CheckRow,
    PersonLine,
    chart_of,
    check_rows,
    check_rows_of_many,
    checks_of,
    club_of_person,
    clubs_with,
    members_to_measure,
    people_of,
    person_lines,
)
from .referrals import ReferralCounts, kin_who_may_be_told, referral_counts, referred_among, shown_referrals

__all__ = [
    "CheckRow",
    "PersonLine",
    "ReferralCounts",
    "agreed_among",
    "agreed_on",
    "agreements_of",
    "chart_of",
    "check_rows",
    "check_rows_of_many",
    "checks_of",
    "club_of_person",
    "clubs_with",
    "kin_who_may_be_told",
    "members_to_measure",
    "people_of",
    "person_lines",
    "referral_counts",
    "referred_among",
    "shown_referrals",
    "who_agreed",
]
