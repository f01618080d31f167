"""How a fund is projected and what in its books is worth a question. Pure."""

from .projection import Assumptions, MonthAhead, Start, project
from .signals import Found, Kind

__all__ = ["Assumptions", "Found", "Kind", "MonthAhead", "Start", "project"]
