"""What the decisions ask of a club, how it stands, and the nearest way there."""

from .composition import (
    OLDER,
    SIZE,
    WOMEN,
    YOUNG,
    Composition,
    advice,
    advised,
    composition_findings,
    norms_in_force,
)
from .nearest import Group, Mix, nearest, nearest_mix

__all__ = [
    "OLDER",
    "SIZE",
    "WOMEN",
    "YOUNG",
    "Composition",
    "Group",
    "Mix",
    "advice",
    "advised",
    "composition_findings",
    "nearest",
    "nearest_mix",
    "norms_in_force",
]
