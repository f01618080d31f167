"""Meetings, what was recorded at them, and the activities of a club by area."""

from .activities import Activity, ActivityMonth, ActivityPerson, Area, HelpedMember
from .evidence import ActivityEvidence
from .meetings import Attendance, Meeting, MeetingEdit, MeetingNote, Minutes, Reopening
from .money import BoxCount, MeetingReading, MoneyLine
from .plans import AreaMinimum, YearPlanItem, YearPlanLink

__all__ = [
    "Activity",
    "ActivityEvidence",
    "ActivityMonth",
    "ActivityPerson",
    "Area",
    "AreaMinimum",
    "Attendance",
    "BoxCount",
    "HelpedMember",
    "Meeting",
    "MeetingEdit",
    "MeetingNote",
    "MeetingReading",
    "Minutes",
    "MoneyLine",
    "Reopening",
    "YearPlanItem",
    "YearPlanLink",
]
