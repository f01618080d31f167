"""How a club is graded: points from values, a grade from points, and what would raise it. Pure."""

from .raising import Raise, Step, ways_up
from .scoring import GRADES, Band, Card, Criterion, Grade, card_faults, grade_of, points_of, read_steps, steps_told

__all__ = [
    "GRADES",
    "Band",
    "Card",
    "Criterion",
    "Grade",
    "Raise",
    "Step",
    "card_faults",
    "grade_of",
    "points_of",
    "read_steps",
    "steps_told",
    "ways_up",
]
