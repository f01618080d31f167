"""What is typed about meetings and activities."""

from .activities import AttachEvidence, CorrectActivity, DropActivity, DropEvidence, NameHelped, RecordActivity
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
    "NameHelped",
    "PlanActivity",
    "RecordActivity",
    "RecordMeeting",
    "ReopenMeeting",
    "SeeReopening",
    "SetAreaMinimum",
]
