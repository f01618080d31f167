"""Indicators over meetings and activities."""

from . import areas, meetings

__all__ = ["areas", "meetings"]
