"""Definitions of indicators over what lies below plans; apps above bring their own `indicators`."""

from . import clubs, fund, loans, members

__all__ = ["clubs", "fund", "loans", "members"]
