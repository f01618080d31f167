"""What is asked about outreach. Desks and reports ask `place_score`, `scores_by_agency` and `scores_by_quarter`."""

from .lists import (
    Office,
    broadcasts_seen_by,
    find_materials,
    is_own,
    lines_seen_by,
    offices_for,
    own_lines,
)
from .scores import (
    ScoreLine,
    place_score,
    scores_by_agency,
    scores_by_channel,
    scores_by_place,
    scores_by_quarter,
)

__all__ = [
    "Office",
    "ScoreLine",
    "broadcasts_seen_by",
    "find_materials",
    "is_own",
    "lines_seen_by",
    "offices_for",
    "own_lines",
    "place_score",
    "scores_by_agency",
    "scores_by_channel",
    "scores_by_place",
    "scores_by_quarter",
]
