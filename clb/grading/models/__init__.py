"""Scorecards, rounds, and the sheets of clubs in them."""

from .marks import Appeal, Mark, MarkFile
from .rounds import Round, Sheet, SheetStep
from .scorecards import Criterion, Scorecard

__all__ = ["Appeal", "Criterion", "Mark", "MarkFile", "Round", "Scorecard", "Sheet", "SheetStep"]
