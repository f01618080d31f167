"""Plans and what they order, and the duties at work."""

from .papers import (
    ActivityArea,
    Agency,
    AgencyBody,
    MoneySource,
    Objective,
    Plan,
    PlanItem,
    PlanLine,
    Recipient,
    Target,
    Task,
)
from .work import DutyCharge, DutyExtension, TaskEvidence, TaskReport

__all__ = [
    "ActivityArea",
    "Agency",
    "AgencyBody",
    "DutyCharge",
    "DutyExtension",
    "MoneySource",
    "Objective",
    "Plan",
    "PlanItem",
    "PlanLine",
    "Recipient",
    "Target",
    "Task",
    "TaskEvidence",
    "TaskReport",
]
