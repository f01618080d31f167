"""What is judged about requests and names: pure, no database."""

from .clocks import Clocks, clocks
from .names import Marks, scrubbed

__all__ = ["Clocks", "Marks", "clocks", "scrubbed"]
