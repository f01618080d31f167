"""Meetings, what was recorded at them, and the activities of a club by area."""

from .activities import Activity, ActivityMonth, ActivityPerson, Area
from .meetings import Attendance, Meeting, MeetingEdit, MeetingNote, Minutes, Reopening

__all__ = [
    "Activity",
    "ActivityMonth",
    "ActivityPerson",
    "Area",
    "Attendance",
    "Meeting",
    "MeetingEdit",
    "MeetingNote",
    "Minutes",
    "Reopening",
]
