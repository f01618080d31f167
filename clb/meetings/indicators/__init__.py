"""Indicators over meetings and activities."""

from . import areas, help, meetings

__all__ = ["areas", "help", "meetings"]
