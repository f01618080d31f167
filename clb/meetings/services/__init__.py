"""What is done with meetings."""

from .recording import record_meeting
from .reopening import drop_meeting, reopen_meeting, see_reopening

__all__ = ["drop_meeting", "record_meeting", "reopen_meeting", "see_reopening"]
