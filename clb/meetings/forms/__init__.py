"""What is typed about meetings and activities."""

from .meetings import DropMeeting, RecordMeeting, ReopenMeeting, SeeReopening

__all__ = ["DropMeeting", "RecordMeeting", "ReopenMeeting", "SeeReopening"]
