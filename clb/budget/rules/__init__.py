"""Pure judgements about a year's money."""

from .figures import BUDGET_LEVELS, STATE_LEVELS, Figures, Shares, level_of

__all__ = ["BUDGET_LEVELS", "STATE_LEVELS", "Figures", "Shares", "level_of"]
