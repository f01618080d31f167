"""Meetings, what was recorded at them, and the activities of a club by area."""

from .activities import Activity, ActivityMonth, ActivityPerson, Area
from .meetings import Attendance, Meeting, MeetingEdit, MeetingNote, Minutes, Reopening
from .money import BoxCount, MeetingReading, MoneyLine

__all__ = [
    "Activity",
    "ActivityMonth",
    "ActivityPerson",
    "Area",
    "Attendance",
    "BoxCount",
    "Meeting",
    "MeetingEdit",
    "MeetingNote",
    "MeetingReading",
    "Minutes",
    "MoneyLine",
    "Reopening",
]
