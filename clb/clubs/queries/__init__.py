"""What is asked about clubs."""

from .clubs import (
    CLUB_PARENTS,
    ClubCard,
    charter_on,
    club_card,
    clubs_under,
    communes_of,
    ended_on,
    find_clubs,
    founding_places,
    in_status,
    kept_on,
    living_among,
    paths_of,
    status_on,
    statuses_on,
)

__all__ = [
    "CLUB_PARENTS",
    "ClubCard",
    "charter_on",
    "club_card",
    "clubs_under",
    "communes_of",
    "ended_on",
    "find_clubs",
    "founding_places",
    "in_status",
    "kept_on",
    "living_among",
    "paths_of",
    "status_on",
    "statuses_on",
]
