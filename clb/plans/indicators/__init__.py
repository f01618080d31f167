"""Definitions of indicators over what lies below plans; apps above bring their own `indicators`."""

from . import care, clubs, fund, health, loans, members

__all__ = ["care", "clubs", "fund", "health", "loans", "members"]
