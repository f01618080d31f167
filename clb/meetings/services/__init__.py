"""What is done with meetings and activities."""

from .activities import attach_evidence, correct_activity, drop_activity, drop_evidence, name_helped, record_activity
from .plans import (
    drop_planned_activity,
    end_area_minimum,
    link_planned_activity,
    plan_activity,
    set_area_minimum,
)
from .recording import record_meeting
from .reopening import drop_meeting, reopen_meeting, see_reopening

__all__ = [
    "attach_evidence",
    "correct_activity",
    "drop_activity",
    "drop_evidence",
    "drop_meeting",
    "drop_planned_activity",
    "end_area_minimum",
    "link_planned_activity",
    "name_helped",
    "plan_activity",
    "record_activity",
    "record_meeting",
    "reopen_meeting",
    "see_reopening",
    "set_area_minimum",
]
