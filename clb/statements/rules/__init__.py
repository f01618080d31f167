"""How a fund is projected and what in its books is worth a question. Pure."""

from .hints import Found, Kind
from .projection import Assumptions, MonthAhead, Start, project

__all__ = ["Assumptions", "Found", "Kind", "MonthAhead", "Start", "project"]
