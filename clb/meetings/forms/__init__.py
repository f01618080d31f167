"""What is typed about meetings and activities."""

from .activities import AttachEvidence, CorrectActivity, DropActivity, DropEvidence, RecordActivity
from .meetings import DropMeeting, RecordMeeting, ReopenMeeting, SeeReopening
from .plans import DropPlannedActivity, EndAreaMinimum, LinkPlannedActivity, PlanActivity, SetAreaMinimum

__all__ = [
    "AttachEvidence",
    "CorrectActivity",
    "DropActivity",
    "DropEvidence",
    "DropMeeting",
    "DropPlannedActivity",
    "EndAreaMinimum",
    "LinkPlannedActivity",
    "PlanActivity",
    "RecordActivity",
    "RecordMeeting",
    "ReopenMeeting",
    "SeeReopening",
    "SetAreaMinimum",
]
